import { type GapPictures, gapPictures } from "#app/charts/gap-pictures.ts";
import { type GapTexts, gapTexts } from "#app/charts/gap-texts.ts";
import { readingOf } from "#app/charts/reading.ts";
import { Refusal } from "#app/errors.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { type GapQuery, loadGaps, type QueryScope, scopeOf } from "#app/services/load-gaps.server.ts";
import { gapModel, loadRegion } from "#app/services/load-region.server.ts";
import { yearsText } from "#app/services/region-years.server.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import { formatMoment } from "#domain/fiscal-year.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";
import { gapStandings, type Standing } from "#domain/gap/severity.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** What an address asks for, as it stands there; empty for all. */
export type WantedQuery = { readonly district: string; readonly service: string };

export type BoardPageData = QueryScope & {
  areaName: LocalizedText;
  fiscalYear: string;
  districts: { id: string; name: LocalizedText }[];
  /** Services that can be chosen, in the order of the gap model. */
  services: readonly ServiceType[];
  query: GapQuery;
  /** What is said and drawn of the gaps, in the page's language; the gaps themselves stay on the server. */
  texts: GapTexts;
  pictures: GapPictures;
  weights: WeightsLabel;
  /** The gaps, gravest first, with how sure each is. */
  standings: readonly Standing[];
  sources: Readonly<Record<GapId, LocalizedText>>;
  /** Children known in the area in all; null without a reference population. */
  population: number | null;
  asOf: string | null;
};

/** Services a board can be filtered by: all that a gap of the model speaks of. */
const filterServices: readonly ServiceType[] = [
  ...new Set(
    gapModel.gaps.flatMap((gap): ServiceType[] => {
      if (gap.kind === "balance") return Object.keys(gap.services) as ServiceType[];
      if (gap.kind === "procedures") return [...gap.services, ...gap.monthlyServices];
      return gap.services;
    }),
  ),
];

/** The query of an address. A district or service that the city does not have is a refusal. */
function readQuery(wanted: WantedQuery, districts: readonly { id: string }[]): GapQuery {
  const district = wanted.district === "" ? null : districts.find(({ id }) => id === wanted.district)?.id;
  const service = wanted.service === "" ? null : filterServices.find((candidate) => candidate === wanted.service);
  if (district === undefined || service === undefined) throw new Refusal("bad_request");
  return { district, service };
}

/** The coordinator's board: the unsuppressed gaps of one district or all, one service or all, with what stands under them. */
export async function loadBoard(areaId: string, wanted: WantedQuery, locale: Locale): Promise<BoardPageData> {
  const region = await loadRegion(areaId);
  const { area, population, asOf } = region;
  const query = readQuery(wanted, area.districts);
  const gaps = await loadGaps(region, query);
  const { texts, pictures } = writeBoard(gaps, area.districts, locale);
  const sourceOf = (id: GapId) => [id, gapModel.gaps.find((gap) => gap.id === id)?.source] as const;
  return {
    areaName: area.name,
    fiscalYear: yearsText(region, locale),
    districts: area.districts,
    services: filterServices,
    query,
    texts,
    pictures,
    weights: gaps.places.weights,
    standings: gapStandings(gaps),
    sources: Object.fromEntries(gapModel.gaps.map(({ id }) => sourceOf(id))) as Record<GapId, LocalizedText>,
    population,
    asOf: asOf && formatMoment(new Date(asOf), locale),
    ...scopeOf(region, query),
  };
}

type Written = { readonly texts: GapTexts; readonly pictures: GapPictures };
const written = new WeakMap<RegionGaps, Partial<Record<Locale, Written>>>();

/** Sentences, tables and series of the gaps, written once in each language for as long as the gaps stay. */
function writeBoard(gaps: RegionGaps, districts: BoardPageData["districts"], locale: Locale): Written {
  const known = written.get(gaps) ?? {};
  written.set(gaps, known);
  const reading = readingOf({ t: translatorOf(locale), locale }, districts);
  known[locale] ??= { texts: gapTexts(reading, gaps), pictures: gapPictures(reading, gaps) };
  return known[locale];
}
