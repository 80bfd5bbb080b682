import { gapModel, type Region } from "#app/services/load-region.server.ts";
import { respondentWeights } from "#domain/estimate/weights.ts";
import { requireGap } from "#domain/gap/gap-model.ts";
import type { Coverage } from "#domain/gap/nurse-gap.ts";
import { nurseGap } from "#domain/gap/nurses.ts";
import { placesGap } from "#domain/gap/places.ts";
import { proceduresGap } from "#domain/gap/procedures.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";
import { transportGap } from "#domain/gap/transport.ts";
import { providersReaching, servicesInDoubt } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Tally } from "#domain/tally.ts";
import { aggregateProviders } from "#models/tally.server.ts";

/** What the coordinator looks at: one district or all, one service or all. The council's tables know no filter. */
export type GapQuery = { readonly district: string | null; readonly service: ServiceType | null };

export const wholeRegion: GapQuery = { district: null, service: null };

/** Providers the query is about, family answers it is about: what stands under its figures. */
export type QueryScope = {
  readonly families: number;
  readonly providers: { readonly answered: number; readonly asked: number };
};

/** Gaps by region and query: they live as long as their region. */
const computed = new WeakMap<Region, Map<string, Promise<RegionGaps>>>();

/** All gaps of a region, computed once per query for as long as the region stays as it is. */
export function loadGaps(region: Region, query: GapQuery): Promise<RegionGaps> {
  const ofRegion = computed.get(region) ?? new Map<string, Promise<RegionGaps>>();
  computed.set(region, ofRegion);
  const key = `${query.district ?? ""}|${query.service ?? ""}`;
  const kept = ofRegion.get(key);
  if (kept) return kept;
  const computing = computeGaps(region, query);
  ofRegion.set(key, computing);
  computing.catch(() => ofRegion.delete(key));
  return computing;
}

/** Family answers and providers of a query. */
export function scopeOf(region: Region, { district }: GapQuery): QueryScope {
  const providers = providersOf(region, district);
  return {
    families: needOf(region, district).responses,
    providers: { answered: providers.filter(({ id }) => region.answered.has(id)).length, asked: providers.length },
  };
}

async function computeGaps(region: Region, { district, service }: GapQuery): Promise<RegionGaps> {
  const { weights, roster, children, need } = region;
  const { supply, lastRound } = await supplyOf(region, district);
  const nurses = (with_: Region["weights"]) => {
    const gap = requireGap(gapModel, "nurses");
    const coverage = coverageOf(region, providersOf(region, district), Object.keys(gap.services) as ServiceType[]);
    return nurseGap({
      gap,
      need: needOf(region, district),
      supply,
      weights: with_,
      stages: gapModel.stages,
      coverage,
      inDoubt: district === null ? null : servicesInDoubt(roster, district),
      lastRound: lastRound?.cells ?? null,
      service,
    });
  };
  const lastRoundGiven = region.rounds.lastProvider !== null;
  const common = { stages: gapModel.stages, settings: gapModel.estimate, need, weights, roster, district, service };
  return {
    nurses: nurses(weights),
    nursesFloor: nurses(respondentWeights(region.need.strata)),
    places: placesGap({ ...common, gap: requireGap(gapModel, "places"), monthlySupply: supply.cells, lastRoundGiven }),
    procedures: proceduresGap({ ...common, gap: requireGap(gapModel, "procedures") }),
    transport: transportGap({ ...common, gap: requireGap(gapModel, "transport"), children, lastRoundGiven }),
  };
}

type NeedPart = Pick<Tally, "responses" | "cells">;

/** Answers of the families of a district; weights stay the round's. */
function needOf({ need }: Region, district: string | null): NeedPart {
  if (district === null) return need;
  const here = (stratum: Readonly<Record<string, string>>) => stratum.district === district;
  return {
    responses: need.strata.reduce((sum, one) => sum + (here(one.stratum) ? one.responses : 0), 0),
    cells: need.cells.filter(({ stratum }) => here(stratum)),
  };
}

/** Providers a district's families can reach; all of the region without a district. */
function providersOf({ providers, roster }: Region, district: string | null): Region["providers"] {
  if (district === null) return providers;
  const reaching = providersReaching(roster, district);
  return providers.filter(({ id }) => reaching.has(id));
}

async function supplyOf(region: Region, district: string | null) {
  const { rounds, area, answered, silent, supply, lastRound } = region;
  if (district === null) return { supply, lastRound };
  const ids = providersOf(region, district).map(({ id }) => id);
  const cellsOf = (round: typeof rounds.provider, some: readonly string[]) =>
    round ? aggregateProviders(round.id, area.id, some) : { responses: 0, cells: [] };
  return {
    supply: await cellsOf(
      rounds.provider,
      ids.filter((id) => answered.has(id)),
    ),
    lastRound:
      lastRound &&
      (await cellsOf(
        rounds.lastProvider,
        ids.filter((id) => silent.has(id)),
      )),
  };
}

/** Service units of the gap's services: how many are on the roster, and of these how many answered. */
function coverageOf({ answered }: Region, providers: Region["providers"], services: readonly ServiceType[]): Coverage {
  const byService: NonNullable<Coverage["byService"]> = Object.fromEntries(
    services.map((service) => {
      const holders = providers.filter((provider) => provider.units.some((unit) => unit.service === service));
      return [service, { roster: holders.length, answered: holders.filter(({ id }) => answered.has(id)).length }];
    }),
  );
  const totals = Object.values(byService);
  return {
    roster: totals.reduce((sum, { roster }) => sum + roster, 0),
    answered: totals.reduce((sum, count) => sum + count.answered, 0),
    byService,
  };
}
