import type { Locale } from "#domain/locale.ts";
import { cleanTypedLine } from "#domain/typed-text.ts";

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

const isoDay = (date: LocalDate) => date.year * 10_000 + date.month * 100 + date.day;

/** Eras people still write, with what to add to the year of the era, and their first day. */
const eras = [
  { names: ["令和", "R"], add: 2018, from: 2019_05_01 },
  { names: ["平成", "H"], add: 1988, from: 1989_01_08 },
  { names: ["昭和", "S"], add: 1925, from: 1926_12_25 },
] as const;

function realDate(
  written: readonly [year: number, month: string | undefined, day: string | undefined],
): LocalDate | null {
  const [year = 0, month = 0, day = 0] = written.map(Number);
  const instant = new Date(Date.UTC(year, month - 1, day));
  const same = instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return same ? { year, month, day } : null;
}

const weekdayNames = "日月火水木金土";
const englishDays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const englishMonths = new Map(
  "january,february,march,april,may,june,july,august,september,october,november,december"
    .split(",")
    .map((name, index) => [name.slice(0, 3), String(index + 1)]),
);

/** A date without its weekday, and the weekday that was written with it: 0 for Sunday, null for none. */
function takeWeekday(text: string): { rest: string; weekday: number | null } {
  const behind = /[(]?([日月火水木金土])(?:曜日?)?[)]$/.exec(text) ?? /(?<=日)([月火水木金土日])曜日?$/.exec(text);
  if (behind) return { rest: text.slice(0, behind.index), weekday: weekdayNames.indexOf(behind[1] ?? "") };
  const before = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*,?/i.exec(text);
  const weekday = before ? englishDays.findIndex((name) => name.startsWith((before[1] ?? "").toLowerCase())) : null;
  return { rest: text.slice(before?.[0].length ?? 0), weekday };
}

/** A date as the product prints it in English, without spaces: February9,2026. */
function readEnglish(text: string): LocalDate | null {
  const [, name = "", day, year] = /^([a-z]{3,9})\.?(\d{1,2}),?(\d{4})$/i.exec(text) ?? [];
  const month = englishMonths.get(name.slice(0, 3).toLowerCase());
  return month === undefined ? null : realDate([Number(year), month, day]);
}

/** What was read as a date; `weekday`: the weekday written with it is another day's. */
export type DateReading =
  | { readonly kind: "date"; readonly date: LocalDate }
  | { readonly kind: "none" }
  /** Written as a date, but the calendar of that year has no such day (2月30日). */
  | { readonly kind: "no_such_day"; readonly month: number; readonly day: number }
  | { readonly kind: "weekday"; readonly date: LocalDate };

/** The numbers of a date, with the year as its era counts it; null for what is none. */
function splitDate(text: string) {
  const match = /^(令和|平成|昭和|[RHS])?(\d{1,4}|元)[年./-](\d{1,2})[月./-](\d{1,2})$/i.exec(text);
  if (!match) return null;
  const [, eraText, yearText, month, day] = match;
  return { eraText, yearText, year: yearText === "元" ? 1 : Number(yearText), month, day };
}

function findNoSuchDay(text: string): { month: number; day: number } | null {
  const written = splitDate(text);
  if (!written) return null;
  const { eraText = "", year } = written;
  const era = eras.find(({ names }) => names.some((name) => name === eraText.toUpperCase()));
  const [month, day] = [Number(written.month), Number(written.day)];
  return realDate([year + (era?.add ?? 0), written.month, written.day]) ? null : { month, day };
}

/** Month and day of a date that is written as one, where the calendar of that year has no such day (2月30日); else null. */
export function findMissingDay(input: string): { readonly month: number; readonly day: number } | null {
  const reading = readDate(input);
  return reading.kind === "no_such_day" ? { month: reading.month, day: reading.day } : null;
}

/**
 * Reads a date in every spelling people use and the product prints: R8.2.9, 令和8年2月9日(月), 令和元年5月1日, H31/4/30, 2026-02-09（月）,
 * Monday, February 9, 2026; full width allowed. A day outside its era (平成31年5月1日) and a day that does not exist are none.
 */
export function readDate(input: string): DateReading {
  const { rest, weekday } = takeWeekday(cleanTypedLine(input).normalize("NFKC").replace(/\s+/g, ""));
  const numbers = rest.replace(/日$/, "");
  const date = readEnglish(rest) ?? readNumbers(numbers);
  if (!date) {
    const missing = findNoSuchDay(numbers);
    return missing ? { kind: "no_such_day", ...missing } : { kind: "none" };
  }
  return weekday !== null && utc(date).getUTCDay() !== weekday ? { kind: "weekday", date } : { kind: "date", date };
}

/** The date of `readDate`, or null, also where the weekday is another day's: the form asks again. */
export function parseDate(input: string): LocalDate | null {
  const reading = readDate(input);
  return reading.kind === "date" ? reading.date : null;
}

function readNumbers(text: string): LocalDate | null {
  const written = splitDate(text);
  if (!written) return null;
  const { eraText, yearText, year, month, day } = written;
  if (eraText === undefined) return yearText === "元" || year < 1900 ? null : realDate([year, month, day]);
  const index = eras.findIndex((era) => era.names.some((name) => name === eraText.toUpperCase()));
  const era = eras[index];
  const date = era && year > 0 ? realDate([year + era.add, month, day]) : null;
  if (!era || !date || isoDay(date) < era.from) return null;
  const next = eras[index - 1];
  return next && isoDay(date) >= next.from ? null : date;
}
