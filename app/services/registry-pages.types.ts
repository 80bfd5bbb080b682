import type { LocalizedText } from "#domain/locale.ts";
import type { CapacitySum } from "#domain/registry/capacity-sum.ts";
import type { DuplicateReason } from "#domain/registry/likely-duplicates.ts";
import type { Provider, ProviderSource } from "#domain/registry/provider.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** What the list is asked for; null: all. */
export type ListQuery = {
  q: string;
  service: ServiceType | null;
  /** A district's id, `outside` of all, or `unset` where nobody has said yet. */
  district: string | null;
  source: ProviderSource | null;
  state: "vanished" | "left" | null;
  group: "corporation" | null;
  page: number;
};

export type District = { id: string; name: LocalizedText };
/** A district as a page names it; null: outside the city's districts, or not set (`districtUnset`). */
type Place = LocalizedText | null;
type UnitRow = Omit<Provider["units"][number], "districtsServed" | "vanishedAt"> & {
  /** Since which day the open data lacks it. */
  vanished: string | null;
  served: LocalizedText[];
};
export type ProviderView = Omit<Provider, "units" | "left" | "areaId" | "districtId" | "mergedInto"> & {
  district: Place;
  units: UnitRow[];
  capacity: CapacitySum;
  /** The day since when it works no longer. */
  left: string | null;
};

export type ProvidersPageData = {
  areaName: LocalizedText;
  districts: District[];
  query: ListQuery;
  total: number;
  pages: number;
  page: number;
  providers: ProviderView[];
  /** Of all at work: those without a district. */
  unset: number;
};

export type ProviderPageData = { provider: ProviderView; mergedInto: { id: string; name: string } | null };

export type ProviderFormData = { districts: District[]; provider: Provider | null; formKey: string };

export type DuplicatesPageData = {
  pairs: { first: ProviderView; second: ProviderView; reasons: readonly DuplicateReason[] }[];
  more: number;
};

export type DistrictsPageData = {
  areaName: LocalizedText;
  districts: District[];
  /** How many have none; the first of them. */
  total: number;
  providers: { id: string; name: string; revision: number; address: string }[];
  /** The list of towns as its lines. */
  towns: string[];
};
