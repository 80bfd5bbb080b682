import type { Translate } from "#app/i18n/translator.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";

/** What is needed to write figures and findings in the page's words. */
export type Reading = {
  readonly t: Translate;
  readonly locale: Locale;
  /** Name of a district by id; 地区不明 for one that is not known. */
  readonly districtName: (id: string | null) => string;
};

/** Names of an area's districts, in the page's language. */
export function readingOf(
  { t, locale }: Pick<Reading, "t" | "locale">,
  districts: readonly { readonly id: string; readonly name: LocalizedText }[],
): Reading {
  const names = new Map(districts.map(({ id, name }) => [id, name[locale]]));
  return { t, locale, districtName: (id) => (id === null ? undefined : names.get(id)) ?? t("district.unknown") };
}
