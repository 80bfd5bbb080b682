import type { Translate } from "#app/i18n/translator.ts";
import type { CapacitySum } from "#domain/registry/capacity-sum.ts";

/** The places of a provider, with what is counted once and what is not known. A range where they may be shared. */
export function capacityText(t: Translate, { total, unknown, shared }: CapacitySum): string {
  if (total === null) return t(unknown > 0 ? "providers.capacity.unknown" : "providers.capacity.none");
  const { least, most } = total;
  return least === most
    ? t("providers.capacity.total", { total: most, unknown, shared: String(shared) })
    : t("providers.capacity.range", { least, most, unknown, shared: String(shared) });
}
