import Fraction from "fraction.js";
import type { Roster, RosterPool, RosterUnit } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";

/** What one pool offers in a week to children with medical care. */
export type PoolPlaces = {
  readonly pool: RosterPool;
  /** Services of the model that the pool serves, in its order. */
  readonly services: readonly ServiceType[];
  /** Σ over the open weekdays that are known; null where none is. */
  readonly places: Fraction | null;
  /** Places of some open weekday are not known. */
  readonly unknown: boolean;
  /** Places held by other municipalities are not known for some weekday: nothing is subtracted for it. */
  readonly heldUnknown: boolean;
};

/** True where the provider says that the service takes no child with medical care. */
const declines = (unit: RosterUnit) => unit.offer?.acceptance === "not_accepting";

const isKnown = (number: number | null | undefined): number is number => number !== null && number !== undefined;

function weekOf({ openDays, places, heldByOthers }: RosterPool): Omit<PoolPlaces, "pool" | "services"> {
  const known = openDays.filter((day) => isKnown(places[day]));
  const free = (day: Weekday) => Math.max(0, (places[day] ?? 0) - (heldByOthers[day] ?? 0));
  return {
    places: known.length === 0 ? null : new Fraction(known.reduce((sum, day) => sum + free(day), 0)),
    unknown: known.length < openDays.length || known.length === 0,
    heldUnknown: known.some((day) => !isKnown(heldByOthers[day])),
  };
}

/** The pools that serve any of the services. A service that takes no child with medical care is not served. */
export function readPlaces(roster: Roster, services: readonly ServiceType[]): readonly PoolPlaces[] {
  return roster.pools
    .map((pool) => {
      const declined = pool.units.filter(declines).map(({ service }) => service);
      const served = services.filter((service) => pool.services.includes(service) && !declined.includes(service));
      return { pool, services: served, ...weekOf(pool) };
    })
    .filter((pool) => pool.services.length > 0);
}

export const servesAny = (pool: PoolPlaces, services: readonly ServiceType[]) =>
  pool.services.some((service) => services.includes(service));

/** Days a week on which any pool of the service is open in the region; 5 where none is known. */
export function daysOpen(pools: readonly PoolPlaces[], service: ServiceType): number {
  const open = pools.filter((pool) => pool.services.includes(service)).flatMap(({ pool }) => pool.openDays);
  return weekdays.filter((day) => open.includes(day)).length || 5;
}

/** What is known of one service at one provider: places of this round or the last, none of either, or no such service. */
export type ProviderOffer = {
  readonly provider: string;
  readonly known: RosterPool["state"] | null;
  /** 利用定員 a day of the register, or null. */
  readonly capacity: number | null;
};

/**
 * The providers of a service. Its places are known where a pool's are, or where it takes no child with medical care (0).
 */
export function providersOf(
  roster: Roster,
  pools: readonly PoolPlaces[],
  service: ServiceType,
): readonly ProviderOffer[] {
  const units = roster.units.filter((unit) => unit.service === service);
  const serving = pools.filter((pool) => pool.services.includes(service));
  const ids = new Set([...units, ...serving.map(({ pool }) => pool)].map(({ provider }) => provider));
  return [...ids].map((provider) => {
    const unit = units.find((one) => one.provider === provider);
    const pool = serving.find((one) => one.pool.provider === provider && one.places !== null)?.pool;
    const declining = unit && declines(unit) && unit.state !== "silent" ? unit.state : null;
    return { provider, known: pool?.state ?? declining, capacity: unit?.capacity ?? null };
  });
}
