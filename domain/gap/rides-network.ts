import Fraction from "fraction.js";
import { type Arc, maxFlow } from "#domain/gap/max-flow.ts";
import { type Direction, type MatchedOnSchool, type Passes, poolReaches } from "#domain/gap/reach.ts";
import type { WantedRides } from "#domain/gap/rides-need.ts";
import { type PoolRides, totalRides } from "#domain/gap/rides-supply.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** Rides wanted in one direction by children alike, with care on board settled by the reading. */
export type Demand = {
  /** All but the rides: two demands with the same key are reached by the same pools. */
  readonly key: string;
  readonly service: ServiceType;
  readonly district: string | null;
  readonly schoolKind: string | null;
  readonly careOnBoard: boolean;
  readonly rides: Fraction;
};

/** One direction: who can drive whom. */
export type RidesNetwork = {
  readonly direction: Direction;
  readonly pools: readonly PoolRides[];
  /** Services of which no rides are known. */
  readonly unknownServices: readonly ServiceType[];
  /** Does a pool drive for a demand? A child whose district is not known is reached `perhaps`. */
  readonly reach: (one: PoolRides, demand: Demand) => Passes;
};

/** `reach` of a network. Lines and totals ask the same again and again, so it is kept. */
export function reachIn(direction: Direction, matched: MatchedOnSchool): RidesNetwork["reach"] {
  const known = new Map<PoolRides, Map<string, Passes>>();
  return (one, demand) => {
    const ofPool = known.get(one) ?? new Map<string, Passes>();
    const reached = ofPool.get(demand.key) ?? poolReaches(one.pool, { ...demand, direction }, matched);
    known.set(one, ofPool.set(demand.key, reached));
    return reached;
  };
}

/** 分からない: care on board is not needed (low) or needed (high). */
export type CareReading = "low" | "high";

export const addRides = (demands: readonly Demand[]) =>
  demands.reduce((sum, { rides }) => sum.add(rides), new Fraction(0));

/** The key of the demand that a row is part of. */
export const demandKey = ({ key }: Pick<WantedRides, "key">, careOnBoard: boolean) => `${key} ${careOnBoard}`;

/**
 * The demands of one direction, those alike as one. Rows of the other direction stay with 0 rides: a pool that would reach
 * these children is supply of their line, whichever way they need it.
 */
export function demandsOf(
  rows: readonly WantedRides[],
  direction: Direction,
  { careOnBoard, count }: { careOnBoard: (row: WantedRides) => boolean; count: "rides" | "answered" },
): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const row of rows) {
    const { service, district, schoolKind } = row;
    const care = careOnBoard(row);
    const key = demandKey(row, care);
    const rides = demands.get(key)?.rides ?? new Fraction(0);
    const total = row.direction === direction ? rides.add(row[count]) : rides;
    demands.set(key, { key, service, district, schoolKind, careOnBoard: care, rides: total });
  }
  return [...demands.values()];
}

/** Pools with known rides that reach at least one of the demands for sure. */
export function poolsReaching(network: RidesNetwork, demands: readonly Demand[]): readonly PoolRides[] {
  return network.pools.filter((one) => one.known && demands.some((demand) => network.reach(one, demand) === "yes"));
}

/**
 * The demands that can be held against the supply. Left out, unless some pool reaches them for sure: a service of which
 * nobody answered, and children whose district is not known.
 */
export function comparable(network: RidesNetwork, demands: readonly Demand[]): readonly Demand[] {
  return demands.filter((demand) => {
    const unknown = demand.district === null || isServiceUnknown(network, demand);
    return !unknown || poolsReaching(network, [demand]).length > 0;
  });
}

/** Is a demand of a service of which nobody answered? */
export const isServiceUnknown = ({ unknownServices }: RidesNetwork, { service }: Pick<Demand, "service">) =>
  unknownServices.includes(service);

/** The most of these demands that the pools can drive, each ride once (maximum flow). */
export function mostDriven(network: RidesNetwork, demands: readonly Demand[]): Fraction {
  const wanted = demands.filter(({ rides }) => rides.gt(0));
  const pools = poolsReaching(network, wanted).filter(({ rides }) => rides.gt(0));
  const arcs = wanted.flatMap((demand, i): readonly Arc[] => {
    const reached = pools.flatMap((one, j) => (network.reach(one, demand) === "yes" ? [`pool ${j}`] : []));
    return [
      { from: "need", to: `demand ${i}`, capacity: demand.rides },
      ...reached.map((pool) => ({ from: `demand ${i}`, to: pool, capacity: null })),
    ];
  });
  const drives = pools.map(({ rides }, j): Arc => ({ from: `pool ${j}`, to: "driven", capacity: rides }));
  return maxFlow([...arcs, ...drives], "need", "driven");
}

/** What is short of comparable demands, and what the pools that reach them would leave over. */
export function balanceOf(network: RidesNetwork, demands: readonly Demand[]): { short: Fraction; surplus: Fraction } {
  const driven = mostDriven(network, demands);
  return {
    short: addRides(demands).sub(driven),
    surplus: totalRides(poolsReaching(network, demands)).sub(driven),
  };
}

/** What is not known of the pools that might drive for these demands; a child's unknown district is not the pools'. */
export function unknownOf(network: RidesNetwork, demands: readonly Demand[]): { poolDays: number; reach: number } {
  const settled = demands.filter(({ district }) => district !== null);
  const passes = network.pools.map((one) => ({ one, ways: settled.map((demand) => network.reach(one, demand)) }));
  const maybe = passes.filter(({ ways }) => ways.some((way) => way !== "no"));
  return {
    poolDays: maybe.reduce((sum, { one }) => sum + one.unknownDays, 0),
    reach: maybe.filter(({ ways }) => ways.includes("perhaps")).length,
  };
}
