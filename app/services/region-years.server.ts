import { translatorOf } from "#app/i18n/messages.server.ts";
import type { Region } from "#app/services/load-region.server.ts";
import { fiscalYearLabel } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";

/** The fiscal year of a region's figures in words, and that of the families' answers where it is an earlier one; empty before any. */
export function yearsText(
  { fiscalYear, familyYear }: Pick<Region, "fiscalYear" | "familyYear">,
  locale: Locale,
): string {
  if (fiscalYear === null) return "";
  const year = fiscalYearLabel(fiscalYear, locale);
  if (familyYear === null || familyYear === fiscalYear) return year;
  return translatorOf(locale)("gaps.years", { year, families: fiscalYearLabel(familyYear, locale) });
}
