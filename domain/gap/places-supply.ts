import Fraction from "fraction.js";
import type { SupplyBounds } from "#domain/gap/classify-gap.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { DefinitionOf } from "#domain/gap/gap-model.ts";
import type { HighSupplyBasis, PlacesGapInput, PlacesSupply } from "#domain/gap/places-gap.ts";
import { zero } from "#domain/gap/places-need.ts";
import {
  daysOpen,
  type PoolPlaces,
  type ProviderOffer,
  providersOf,
  readPlaces,
  servesAny,
} from "#domain/gap/pool-places.ts";
import { type Roster, restrictToDistrict } from "#domain/roster.ts";
import { type ServiceType, serviceTypes } from "#domain/service-type.ts";

/** The supply side of the region (or of what reaches one district), read once. */
export type SupplySide = {
  readonly roster: Roster;
  /** The region has a roster: a service without a unit on it has no places. Without one nothing is known. */
  readonly registered: boolean;
  readonly pools: readonly PoolPlaces[];
  readonly providersOf: (service: ServiceType) => readonly ProviderOffer[];
  readonly daysOpen: (service: ServiceType) => number;
  readonly lastRoundGiven: boolean;
  readonly silentAlike: DefinitionOf<"places">["silentAlike"];
};

export function readSupply({
  roster: whole,
  district,
  gap: { services, silentAlike },
  lastRoundGiven,
}: Pick<PlacesGapInput, "roster" | "district" | "gap" | "lastRoundGiven">): SupplySide {
  const roster = district === null ? whole : restrictToDistrict(whole, district);
  const pools = readPlaces(roster, services);
  const offers = new Map(services.map((service) => [service, providersOf(roster, pools, service)]));
  return {
    roster,
    registered: whole.units.length > 0,
    pools,
    providersOf: (service) => offers.get(service) ?? [],
    daysOpen: (service) => daysOpen(pools, service),
    lastRoundGiven,
    silentAlike,
  };
}

type Services = readonly ServiceType[];

export const placesIn = (pools: readonly PoolPlaces[]) =>
  pools.reduce((sum, { places }) => (places ? sum.add(places) : sum), zero);

export const confirmedPools = (side: SupplySide, services: Services) =>
  side.pools.filter((pool) => pool.pool.state === "confirmed" && servesAny(pool, services));

/** 0 where the roster has no unit of the kind; 不明 where it has and nobody of the kind is known. */
function isKindKnown(side: SupplySide, service: ServiceType, states: readonly ProviderOffer["known"][]): boolean {
  const offers = side.providersOf(service);
  if (offers.length === 0) return side.registered;
  return offers.some(({ known }) => known !== null && states.includes(known));
}

export function confirmedPlaces(side: SupplySide, services: Services): Fraction | null {
  if (!services.every((service) => isKindKnown(side, service, ["confirmed"]))) return null;
  return placesIn(confirmedPools(side, services));
}

function placesWithLastRound(side: SupplySide, services: Services): Fraction | null {
  const states = ["confirmed", "last_round"] as const;
  if (!side.lastRoundGiven || !services.every((service) => isKindKnown(side, service, states))) return null;
  return placesIn(side.pools.filter((pool) => servesAny(pool, services)));
}

const isSilent = ({ known }: ProviderOffer) => known === null;

/** Mean places a week of those of the kind that answered, or null where too few did to speak for the silent. */
function meanOfKind(side: SupplySide, service: ServiceType): Fraction | null {
  const offers = side.providersOf(service);
  const answered = offers.filter(({ known }) => known === "confirmed").length;
  const { minAnswered, minShare } = side.silentAlike;
  if (answered < minAnswered || answered < offers.length * minShare) return null;
  return placesIn(confirmedPools(side, [service])).div(answered);
}

/**
 * What the silent would add if they were like those that answered: the mean of their kind, at most 定員 × days open; a
 * provider with several services once (the largest). Null where nobody is silent, or too few of a silent kind answered.
 */
function silentPlaces(side: SupplySide, services: Services): { places: Fraction; providers: number } | null {
  const byProvider = new Map<string, Fraction>();
  for (const service of services) {
    const silent = side.providersOf(service).filter(isSilent);
    if (silent.length === 0) continue;
    const mean = meanOfKind(side, service);
    if (!mean) return null;
    for (const { provider, capacity } of silent) {
      const most = capacity === null ? mean : new Fraction(capacity * side.daysOpen(service));
      const places = mean.gt(most) ? most : mean;
      const before = byProvider.get(provider) ?? zero;
      byProvider.set(provider, places.gt(before) ? places : before);
    }
  }
  if (byProvider.size === 0) return null;
  return { places: [...byProvider.values()].reduce((sum, one) => sum.add(one), zero), providers: byProvider.size };
}

const unit = "places_per_week";

function highest(figures: readonly (readonly [HighSupplyBasis, ExactFigure])[]) {
  const found = figures.findLast(([, figure]) => figure.kind === "value");
  const [highBasis, high] = found ?? (["confirmed", absentExact("no_answer", unit, 0)] as const);
  return { highBasis, high };
}

/** Places of the pools that serve any of the services, each once, and the bounds for a verdict. */
export function supplyOf(side: SupplySide, services: Services): { supply: PlacesSupply; bounds: SupplyBounds } {
  const confirmedOnes = confirmedPools(side, services);
  const [sum, withLast] = [confirmedPlaces(side, services), placesWithLastRound(side, services)];
  const silent = silentPlaces(side, services);
  const base = withLast ?? sum;
  const alike = silent && base ? base.add(silent.places) : null;
  const known = (pools: readonly PoolPlaces[]) => pools.filter(({ places }) => places !== null).length;
  const [n, allN] = [known(confirmedOnes), known(side.pools.filter((pool) => servesAny(pool, services)))];
  const confirmed = sum ? exactFigure(sum, unit, n) : absentExact("no_answer", unit, 0);
  const noLast = absentExact(side.lastRoundGiven ? "no_answer" : "not_applicable", unit, 0);
  const withLastRound = withLast ? exactFigure(withLast, unit, allN) : noLast;
  const silentAlike = alike ? exactFigure(alike, unit, n) : absentExact("not_applicable", unit, 0);
  const units = side.roster.units.filter(({ service }) => services.includes(service));
  return {
    supply: {
      confirmed,
      withLastRound,
      silentAlike,
      ...highest([
        ["confirmed", confirmed],
        ["last_round", withLastRound],
        ["silent_alike", silentAlike],
      ]),
      pools: {
        known: confirmedOnes.filter(({ unknown }) => !unknown).length,
        unknown: confirmedOnes.filter(({ unknown }) => unknown).length,
      },
      heldUnknown: confirmedOnes.filter(({ heldUnknown }) => heldUnknown).length,
      units: { answered: units.filter(({ state }) => state === "confirmed").length, roster: units.length },
      silentProviders: alike && silent ? silent.providers : 0,
    },
    bounds: { confirmed: sum, high: alike ?? base },
  };
}

/** 共用: what else the pools of these services serve at the same time. */
export function sharedServices(side: SupplySide, services: Services): Services {
  const served = new Set(side.pools.filter((pool) => servesAny(pool, services)).flatMap(({ pool }) => pool.services));
  return serviceTypes.filter((service) => served.has(service) && !services.includes(service));
}
