import type { LocalDate } from "#domain/fiscal-year.ts";
import { cleanTypedLine } from "#domain/typed-text.ts";

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
 * Monday, February 9, 2026; full width allowed. A day outside its era (平成31年5月1日) is none.
 */
export function readDate(input: string): DateReading {
  const { rest, weekday } = takeWeekday(cleanTypedLine(input).normalize("NFKC").replace(/\s+/g, ""));
  const numbers = rest.replace(/日$/, "");
  const date = readEnglish(rest) ?? readNumbers(numbers);
  if (!date) {
    const missing = findNoSuchDay(numbers);
    return missing ? { kind: "no_such_day", ...missing } : { kind: "none" };
  }
  return weekday !== null && new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() !== weekday
    ? { kind: "weekday", date }
    : { kind: "date", date };
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
