import type { Locale } from "#domain/locale.ts";

/** Every date of the product is a date in Japan, wherever the server runs. */
export const japanTimeZone = "Asia/Tokyo";

/** A day in the calendar, without time or zone. `month` 1–12. */
export type LocalDate = { readonly year: number; readonly month: number; readonly day: number };

const parts = (format: Intl.DateTimeFormat, instant: Date) =>
  new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));

const utc = (date: LocalDate) => new Date(Date.UTC(date.year, date.month - 1, date.day));

/** The calendar day at an instant in a time zone. */
export function toLocalDate(instant: Date, timeZone: string = japanTimeZone): LocalDate {
  const found = parts(
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      year: "numeric",
      month: "numeric",
      day: "numeric",
    }),
    instant,
  );
  return { year: Number(found.get("year")), month: Number(found.get("month")), day: Number(found.get("day")) };
}

/** 年度: April 1 to March 31, named by the year in which it begins. */
export function fiscalYearOf(date: LocalDate): number {
  return date.month >= 4 ? date.year : date.year - 1;
}

/** First and last day of a fiscal year. */
export function fiscalYearDays(fiscalYear: number): { readonly first: LocalDate; readonly last: LocalDate } {
  return { first: { year: fiscalYear, month: 4, day: 1 }, last: { year: fiscalYear + 1, month: 3, day: 31 } };
}

/**
 * Midnight in Japan after a day: the exclusive end of something that lasts until that day. Japan has no summer time, so
 * its clock is always nine hours ahead.
 */
export function endOfDayInJapan({ year, month, day }: LocalDate): Date {
  return new Date(Date.UTC(year, month - 1, day + 1, -9));
}

/** The instant of a full hour of a day in Japan, 0 to 24: 24 is the midnight after it. */
export function hourInJapan({ year, month, day }: LocalDate, hour: number): Date {
  return new Date(Date.UTC(year, month - 1, day, hour - 9));
}

/** The hour that an instant falls in, in Japan, 0 to 23. */
export const hourOfDay = (instant: Date): number => (instant.getUTCHours() + 9) % 24;

/** The calendar day of an instant in Japan as text: 2026-02-09. */
export function japanDay(instant: Date): string {
  const { year, month, day } = toLocalDate(instant);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** Midnights in Japan between two instants: 0 on the same day, 1 from yesterday to today. */
export function japanDaysBetween(earlier: Date, later: Date): number {
  const dayMs = 24 * 3_600_000;
  return (Date.parse(japanDay(later)) - Date.parse(japanDay(earlier))) / dayMs;
}

type Wareki = { readonly era: string; readonly year: number };

function toWareki(date: LocalDate, locale: Locale): Wareki {
  const language = locale === "ja" ? "ja-JP-u-ca-japanese" : "en-US-u-ca-japanese";
  const found = parts(new Intl.DateTimeFormat(language, { timeZone: "UTC", era: "long", year: "numeric" }), utc(date));
  const year = found.get("year") ?? "";
  return { era: found.get("era") ?? "", year: year === "元" ? 1 : Number(year) };
}

const japaneseYear = (wareki: Wareki) => `${wareki.era}${wareki.year === 1 ? "元" : wareki.year}年`;

/**
 * 令和8年度 / FY2026 (Reiwa 8). The era is that of May 1, so the year of the change is 令和元年度 as a whole, and the
 * year in which 昭和 ended stays 昭和63年度.
 */
export function fiscalYearLabel(fiscalYear: number, locale: Locale): string {
  const wareki = toWareki({ year: fiscalYear, month: 5, day: 1 }, locale);
  return locale === "ja" ? `${japaneseYear(wareki)}度` : `FY${fiscalYear} (${wareki.era} ${wareki.year})`;
}

/** 令和8年2月9日(月) / Monday, February 9, 2026. The first year of an era is 元年. */
export function formatDate(date: LocalDate, locale: Locale): string {
  if (locale === "en") {
    return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "full" }).format(utc(date));
  }
  const weekday = new Intl.DateTimeFormat("ja-JP", { timeZone: "UTC", weekday: "short" }).format(utc(date));
  return `${japaneseYear(toWareki(date, "ja"))}${date.month}月${date.day}日(${weekday})`;
}

/** 24-hour time, 00:00 to 23:59. */
export function formatTime(instant: Date, timeZone: string = japanTimeZone): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    instant,
  );
}

/** Day and time of an instant in Japan: 令和8年2月9日(月) 14:05. */
export function formatMoment(instant: Date, locale: Locale): string {
  return `${formatDate(toLocalDate(instant), locale)} ${formatTime(instant)}`;
}

/** An exclusive end as people read it: the last day where it ends at midnight, else day and time. */
export function formatDeadline(end: Date, locale: Locale): string {
  const atMidnight = hourOfDay(end) === 0 && end.getUTCMinutes() === 0;
  return atMidnight ? formatDate(toLocalDate(new Date(end.getTime() - 1)), locale) : formatMoment(end, locale);
}
