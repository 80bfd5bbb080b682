import type { Translate } from "#app/i18n/translator.ts";
import type { ProviderView } from "#app/services/registry-pages.types.ts";
import type { Locale } from "#domain/locale.ts";

/** The district of a provider, that it stands outside of all, or that nobody has set it. */
export function districtText(
  { t, locale }: { t: Translate; locale: Locale },
  { district, districtUnset }: Pick<ProviderView, "district" | "districtUnset">,
): string {
  if (districtUnset) return t("providers.unset");
  return district?.[locale] ?? t("providers.outside");
}
