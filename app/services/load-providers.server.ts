import { randomBytes } from "node:crypto";
import { z } from "zod";
import type {
  DuplicatesPageData,
  ListQuery,
  ProviderFormData,
  ProviderPageData,
  ProvidersPageData,
  ProviderView,
} from "#app/services/registry-pages.types.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { corporationKey } from "#domain/registry/by-corporation.ts";
import { sumCapacity } from "#domain/registry/capacity-sum.ts";
import { findLikelyDuplicates } from "#domain/registry/likely-duplicates.ts";
import { type Corporation, type Provider, providerSourceSchema, unitsAtWork } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import {
  countUnsetDistricts,
  findProvider,
  findProviders,
  type ListedProvider,
  listProviders,
  listProvidersOf,
} from "#models/provider.server.ts";

const pageLength = 50;
const pairsShown = 100;

/** A filter's value, or null for all. What no filter knows counts as all. */
const chosen = <Value>(schema: z.ZodType<Value>) => schema.nullable().catch(null);

export const listQuerySchema: z.ZodType<ListQuery> = z.object({
  q: z.string().trim().max(100).catch(""),
  service: chosen(serviceTypeSchema),
  district: chosen(z.string().min(1).max(40)),
  source: chosen(providerSourceSchema),
  state: chosen(z.enum(["vanished", "left"])),
  group: chosen(z.literal("corporation")),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
const day = (moment: Date | null, locale: Locale) => moment && formatDate(toLocalDate(moment), locale);

function toView(provider: Provider, { districts }: Municipality, locale: Locale): ProviderView {
  const { units, left, areaId: _area, districtId, mergedInto: _merged, ...facts } = provider;
  const nameOf = (id: string | null) => districts.find((district) => district.id === id)?.name;
  return {
    ...facts,
    district: nameOf(districtId) ?? null,
    units: units.map(({ vanishedAt, districtsServed, ...unit }) => ({
      ...unit,
      vanished: day(vanishedAt, locale),
      served: districtsServed.flatMap((id) => nameOf(id) ?? []),
    })),
    capacity: sumCapacity(unitsAtWork(units)),
    left: day(left, locale),
  };
}

/** A page of the registry, by reading; grouped by corporation if the query says so. */
export async function loadProviders(
  { areaId }: Permitted,
  query: ListQuery,
  locale: Locale,
): Promise<ProvidersPageData> {
  const area = await requireMunicipality(areaId);
  const { service, district, source, state, group } = query;
  const found = await listProvidersOf({ areaId, search: toSearchKey(query.q), service, district, source, state });
  const ordered = found.sort(group === "corporation" ? byCorporation : byReading);
  const pages = Math.max(1, Math.ceil(ordered.length / pageLength));
  const page = Math.min(query.page, pages);
  const ids = ordered.slice((page - 1) * pageLength, page * pageLength).map(({ id }) => id);
  const [providers, unset] = await Promise.all([findProviders(areaId, ids), countUnsetDistricts(areaId)]);
  return {
    unset,
    areaName: area.name,
    districts: area.districts,
    query,
    total: ordered.length,
    pages,
    page,
    providers: providers.map((provider) => toView(provider, area, locale)),
  };
}

const collator = new Intl.Collator("ja", { numeric: true });
const readingOf = ({ kana, name }: Pick<ListedProvider, "kana" | "name">) => toSearchKey(kana || name);
const byReading = (a: ListedProvider, b: ListedProvider) =>
  collator.compare(readingOf(a), readingOf(b)) || (a.id < b.id ? -1 : 1);

/** Corporations by reading, those of one number beside each other; providers without one at the end. */
function byCorporation(a: ListedProvider, b: ListedProvider): number {
  const [first, second] = [corporationKey(a.corporation), corporationKey(b.corporation)];
  if (first === second) return byReading(a, b);
  if (first === "" || second === "") return first === "" ? 1 : -1;
  const reading = (corporation: Corporation) => toSearchKey(corporation.kana || corporation.name);
  return collator.compare(reading(a.corporation), reading(b.corporation)) || (first < second ? -1 : 1);
}

/** One provider of the area; null when there is none. */
export async function loadProvider(
  { areaId }: Permitted,
  id: string,
  locale: Locale,
): Promise<ProviderPageData | null> {
  const [area, provider] = await Promise.all([requireMunicipality(areaId), findProvider(areaId, id)]);
  if (!provider) return null;
  const into = provider.mergedInto === null ? null : await findProvider(areaId, provider.mergedInto);
  return { provider: toView(provider, area, locale), mergedInto: into && { id: into.id, name: into.name } };
}

/** What the form of a provider needs; without an id, of a new one. Null when the area has none of this id to change. */
export async function loadProviderForm({ areaId }: Permitted, id: string | null): Promise<ProviderFormData | null> {
  const [area, provider] = await Promise.all([
    requireMunicipality(areaId),
    id === null ? null : findProvider(areaId, id),
  ]);
  if (id !== null && (!provider || provider.mergedInto !== null)) return null;
  return { districts: area.districts, provider, formKey: randomBytes(12).toString("hex") };
}

/** Entries that may be one provider, a hundred pairs at most. */
export async function loadDuplicates({ areaId }: Permitted, locale: Locale): Promise<DuplicatesPageData> {
  const [area, providers] = await Promise.all([requireMunicipality(areaId), listProviders(areaId)]);
  const pairs = findLikelyDuplicates(providers);
  return {
    pairs: pairs.slice(0, pairsShown).map(({ first, second, reasons }) => ({
      first: toView(first, area, locale),
      second: toView(second, area, locale),
      reasons,
    })),
    more: Math.max(0, pairs.length - pairsShown),
  };
}
