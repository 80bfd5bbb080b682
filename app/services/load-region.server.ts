import { createHash } from "node:crypto";
import {
  type Populations,
  populationWeights,
  respondentWeights,
  type StratumWeights,
} from "#domain/estimate/weights.ts";
import { parseGapModel } from "#domain/gap/gap-model.ts";
import type { ChildProfile, ProviderProfile } from "#domain/profile.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { buildRoster, type Roster } from "#domain/roster.ts";
import { roundState } from "#domain/round-state.ts";
import type { Tally } from "#domain/tally.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import { listProviders, type Provider } from "#models/provider.server.ts";
import { listChildProfiles, listHeardProviders, listProviderProfiles } from "#models/response.server.ts";
import { listRounds, type Round, type RoundAudience } from "#models/round.server.ts";
import { aggregateProviders, loadTally, readTallyVersion } from "#models/tally.server.ts";
import standardGapModel from "#surveys/gap-model.json";

export const gapModel = parseGapModel(standardGapModel);

/** A value of a unit silent now may be this old. */
const staleAfterMonths = 24;

type TallyPart = Pick<Tally, "responses" | "strata" | "cells" | "asOf">;

/**
 * Everything a city's gaps are computed from, of its newest fiscal year; families' answers of an earlier one as long as the newest
 * has not asked families. Unsuppressed: it stays in the services.
 */
export type Region = {
  readonly area: Municipality;
  readonly fiscalYear: number | null;
  /** The year whose families' answers these are; null where families were never asked. */
  readonly familyYear: number | null;
  readonly need: TallyPart;
  readonly supply: TallyPart;
  /** Supply cells of the last round of providers silent now; null without a last round. */
  readonly lastRound: Pick<Tally, "cells"> | null;
  readonly weights: StratumWeights;
  readonly roster: Roster;
  readonly children: readonly ChildProfile[];
  readonly providers: readonly Provider[];
  /** Providers whose answers of this round count. */
  readonly answered: ReadonlySet<string>;
  /**
   * Providers silent now whose answers of the last round are still young enough. Whoever sent something this round is not spoken for
   * by what it said before, though it does not count now: it may have taken its consent back.
   */
  readonly silent: ReadonlySet<string>;
  readonly rounds: { readonly provider: Round | null; readonly lastProvider: Round | null };
  /** Children known in the area in all, or null. */
  readonly population: number | null;
  /** When the newest counted answer came in, ISO 8601; null without any. */
  readonly asOf: string | null;
};

/** Cities whose region is kept in memory; the one unused for longest goes first. */
const keptRegions = 100;
const regions = new Map<string, { version: string; region: Promise<Region> }>();

/**
 * The region of an area, as of now. It is read and joined anew only when an answer, the roster or the rounds have changed:
 * what is asked of the database each time does not grow with the cities, and of the answers it reads an index alone.
 */
export async function loadRegion(areaId: string): Promise<Region> {
  const [area, rounds, providers] = await Promise.all([
    requireMunicipality(areaId),
    listRounds(areaId),
    listProviders(areaId),
  ]);
  const named = nameRounds(rounds, new Date());
  const versions = await Promise.all(
    Object.values(named).map((round) => (round ? readTallyVersion(round.id, areaId) : "none")),
  );
  const version = createHash("sha256")
    .update(JSON.stringify([versions, area, named, providers]))
    .digest("base64url");
  const kept = regions.get(areaId);
  regions.delete(areaId);
  const region = kept?.version === version ? kept.region : readRegion({ area, named, providers });
  regions.set(areaId, { version, region });
  region.catch(() => regions.delete(areaId));
  const oldest = regions.keys().next();
  if (regions.size > keptRegions && !oldest.done) regions.delete(oldest.value);
  return region;
}

type NamedRounds = Readonly<Record<"family" | "provider" | "lastProvider", Round | null>>;

/**
 * The newest year that asks families or providers; families' round of an earlier year until the newest has one, because both are
 * seldom opened on one day. What is planned for later empties no board.
 */
function nameRounds(all: readonly Round[], now: Date): NamedRounds {
  const rounds = all.filter((round) => roundState(round, now) !== "planned");
  const newest = rounds.find(({ audience }) => audience === "family" || audience === "provider")?.fiscalYear;
  const of = (wanted: RoundAudience) => rounds.filter(({ audience }) => audience === wanted);
  const [family = null] = of("family");
  const provider = of("provider").find(({ fiscalYear }) => fiscalYear === newest) ?? null;
  const before = of("provider").find(({ fiscalYear }) => fiscalYear < (newest ?? 0)) ?? null;
  return { family, provider, lastProvider: before };
}

const emptyTally: TallyPart = { responses: 0, strata: [], cells: [], asOf: null };

const noProfiles: ReadonlyMap<string, ProviderProfile> = new Map();

type ToRead = { area: Municipality; named: NamedRounds; providers: readonly Provider[] };

async function readRegion({ area, named, providers }: ToRead): Promise<Region> {
  const { family, provider, lastProvider } = named;
  // without providers' round in the newest year it is the families' that makes it the newest
  const newest = provider ?? family;
  const since = newest && monthsBefore(newest.opensAt, staleAfterMonths);
  const [need, supply, children, current, heard, before] = await Promise.all([
    family ? loadTally(family.id, area.id) : emptyTally,
    provider ? loadTally(provider.id, area.id) : emptyTally,
    family ? listChildProfiles(area.id, family.id) : [],
    provider ? listProviderProfiles(area.id, provider.id, null) : noProfiles,
    provider ? listHeardProviders(area.id, provider.id) : new Set<string>(),
    lastProvider ? listProviderProfiles(area.id, lastProvider.id, since) : noProfiles,
  ]);
  const working = new Set(providers.filter(mayStillWork).map(({ id }) => id));
  const lastRound = new Map([...before].filter(([id]) => !heard.has(id)));
  const silent = new Set([...lastRound.keys()].filter((id) => working.has(id)));
  return {
    area,
    fiscalYear: newestYear(family, provider),
    familyYear: family?.fiscalYear ?? null,
    need,
    supply,
    lastRound: lastProvider && (await aggregateProviders(lastProvider.id, area.id, [...silent])),
    weights: weightsOf(need.strata, family?.populations ?? null),
    roster: buildRoster(providers, { current, lastRound }),
    children,
    providers: providers.filter(({ id }) => current.has(id) || working.has(id)).map((one) => asAsked(one, current)),
    answered: new Set(current.keys()),
    silent,
    rounds: { provider, lastProvider },
    population: totalOf(family?.populations ?? null),
    asOf: newestOf(need.asOf, supply.asOf),
  };
}

/** Not so of a provider of which the open data lacks every service: its old answers stand in for nothing. */
const mayStillWork = ({ units }: Provider) => units.length === 0 || unitsAtWork(units).length > 0;

/** A provider with the services it is counted by: those that the open data lacks only if it answered for them. */
const asAsked = (provider: Provider, current: ReadonlyMap<string, ProviderProfile>): Provider => ({
  ...provider,
  units: provider.units.filter(
    ({ vanishedAt, service }) =>
      vanishedAt === null || current.get(provider.id)?.units.some((said) => said.service === service),
  ),
});
function newestYear(...rounds: readonly (Round | null)[]): number | null {
  const years = rounds.flatMap((round) => (round ? [round.fiscalYear] : []));
  return years.length > 0 ? Math.max(...years) : null;
}

/** Answers of a stage that the city's list does not have are no reason to fail: all then count as respondents. */
function weightsOf(strata: Tally["strata"], populations: Populations | null): StratumWeights {
  const listed = new Set(Object.keys(populations ?? {}));
  if (!populations || strata.some(({ stratum }) => !listed.has(stratum.stage ?? "unknown")))
    return respondentWeights(strata);
  return populationWeights(strata, populations, gapModel.estimate);
}

const totalOf = (populations: Populations | null): number | null =>
  populations && Object.values(populations).reduce((sum, children) => sum + children, 0);

function newestOf(...times: readonly (string | null)[]): string | null {
  const known = times.filter((time) => time !== null).sort();
  return known.at(-1) ?? null;
}

function monthsBefore(moment: Date, months: number): Date {
  const earlier = new Date(moment);
  earlier.setUTCMonth(earlier.getUTCMonth() - months);
  return earlier;
}
