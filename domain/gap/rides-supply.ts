import Fraction from "fraction.js";
import { type ConsentCount, countConsent } from "#domain/consent.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { Roster, RosterPool, RosterUnit } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** Rides a week of one pool in one direction. */
export type PoolRides = {
  readonly pool: RosterPool;
  /** Over the open weekdays of which rides and places are known. */
  readonly rides: Fraction;
  /** Open weekdays of which one of them is not known: never counted as 0. */
  readonly unknownDays: number;
  /** False: of no weekday anything is known. */
  readonly known: boolean;
};

/**
 * Σ over open weekdays of min(children it can drive that day, its places that day): who has no place needs no ride there. A
 * pool that does not drive has 0 rides.
 */
export function poolRides(pool: RosterPool, direction: Direction): PoolRides {
  if (pool.drives === false) return { pool, rides: new Fraction(0), unknownDays: 0, known: true };
  const offered = direction === "out" ? pool.ridesOut : pool.ridesHome;
  const days = pool.openDays.map((day) => {
    const [rides, places] = [offered[day] ?? null, pool.places[day] ?? null];
    return rides === null || places === null ? null : Math.min(rides, places);
  });
  const known = days.filter((day) => day !== null);
  return {
    pool,
    rides: new Fraction(known.reduce((sum, rides) => sum + rides, 0)),
    unknownDays: days.length - known.length,
    known: known.length > 0,
  };
}

/** Pools that serve at least one of these services, each once. */
export function ridesOf(
  pools: readonly RosterPool[],
  services: readonly ServiceType[],
  direction: Direction,
): readonly PoolRides[] {
  return pools
    .filter((pool) => pool.services.some((service) => services.includes(service)))
    .map((pool) => poolRides(pool, direction));
}

export const totalRides = (pools: readonly PoolRides[]) =>
  pools.reduce((sum, { rides }) => sum.add(rides), new Fraction(0));

const offers = (pool: RosterPool, { id }: RosterUnit) => pool.units.some((unit) => unit.id === id);

/** A unit whose rides are known: it takes nobody, or some pool of it says how many it drives, and where from. */
function isUnitKnown(unit: RosterUnit, pools: readonly PoolRides[]): boolean {
  if (unit.offer?.acceptance === "not_accepting") return true;
  const reachKnown = unit.offer !== null && (unit.offer.fetchesFrom ?? unit.offer.fetchesSchools) !== null;
  return pools.some(({ pool, known, rides }) => known && offers(pool, unit) && (reachKnown || rides.equals(0)));
}

/** Which answers count: this round's alone, or last round's of units silent now, too. */
export type SupplyReading = "confirmed" | "with_last_round";

export const countsIn = (reading: SupplyReading, { state }: Pick<RosterUnit, "state">) =>
  state === "confirmed" || (reading === "with_last_round" && state === "last_round");

/**
 * Is anything known of the rides of a service? If units of it are on the roster, one of them must have answered: nobody of
 * a kind answered is 不明, not 0. A service of which the roster has no unit has no rides, if there is a roster.
 */
export function isServiceKnown(
  roster: Roster,
  service: ServiceType,
  { direction, reading }: { readonly direction: Direction; readonly reading: SupplyReading },
): boolean {
  const units = roster.units.filter((unit) => unit.service === service);
  if (units.length === 0) return roster.units.length > 0;
  const rides = ridesOf(roster.pools, [service], direction);
  return units.some((unit) => countsIn(reading, unit) && isUnitKnown(unit, rides));
}

/**
 * Providers whose pools drive, by how far they let their transport be shown. Each provider is one, whatever its pools. Who
 * drives nobody is known not to be in the sum, and hides nobody. How many rides the others give must not matter here: what is
 * shown would tell of it.
 */
export function consentOf(pools: readonly PoolRides[]): ConsentCount {
  const driving = pools.filter(({ known, pool }) => known && pool.drives !== false);
  const providers = new Map(driving.map(({ pool }) => [pool.provider, pool.publish.transport]));
  return countConsent([...providers.values()].map((publish) => ({ publish, answered: 1 })));
}
