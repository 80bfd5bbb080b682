import { formatDate, formatMoment, hourInJapan, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { parseDate } from "#domain/read-date.ts";

/**
 * When answers that staff types in arrived, by the day that is typed with them: its beginning in Japan, on the day of the opening
 * the opening. Now where nothing is typed; null for what is no day from the opening to today.
 */
export function readArrival(typed: string, { opensAt }: { opensAt: Date }, now: Date): Date | null {
  if (typed.trim() === "") return now;
  const day = parseDate(typed);
  if (!day) return null;
  const begins = hourInJapan(day, 0);
  if (begins > now || hourInJapan(day, 24) <= opensAt) return null;
  return begins < opensAt ? opensAt : begins;
}

/** When answers first came, as people read it: the day alone where staff said no more than that. */
export function formatArrival(at: Date, locale: Locale): string {
  const day = toLocalDate(at);
  return at.getTime() === hourInJapan(day, 0).getTime() ? formatDate(day, locale) : formatMoment(at, locale);
}
