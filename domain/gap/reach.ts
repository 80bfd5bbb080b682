import type { DefinitionOf } from "#domain/gap/gap-model.ts";
import type { RosterPool, UnitOffer } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** 行き (to the centre) or 帰り (home). A ride is one child in one direction. */
export type Direction = "out" | "home";
export const directions: readonly Direction[] = ["out", "home"];

/** Whether a unit meets a condition. `perhaps`: under conditions, or not known. */
export type Passes = "yes" | "perhaps" | "no";

/** One way of one child that the provider must drive. `null`: not known. */
export type Leg = {
  readonly service: ServiceType;
  readonly direction: Direction;
  readonly district: string | null;
  readonly schoolKind: string | null;
  /** Medical care can become necessary in the car. */
  readonly careOnBoard: boolean | null;
};

/** Where one service and direction is fetched at the school and not at home. Data of the gap model. */
export type MatchedOnSchool = DefinitionOf<"transport">["matchedOnSchool"];

/** Kinds of schools a provider is asked about. Who is taught at home, goes nowhere or elsewhere is fetched by district. */
const schoolKinds: readonly string[] = ["hoikusho", "kodomoen", "yochien", "local_school", "special_school"];

/** The weakest of several conditions that must all be met. */
export function allOf(conditions: readonly Passes[]): Passes {
  if (conditions.includes("no")) return "no";
  return conditions.includes("perhaps") ? "perhaps" : "yes";
}

/** The strongest of several ways of which one is enough; `no` without any. */
export function anyOf(ways: readonly Passes[]): Passes {
  if (ways.includes("yes")) return "yes";
  return ways.includes("perhaps") ? "perhaps" : "no";
}

function fetches(offer: UnitOffer, leg: Leg, matched: MatchedOnSchool): Passes {
  const { fetchesFrom, fetchesSchools } = offer;
  const atSchool = matched.service === leg.service && matched.direction === leg.direction;
  if (atSchool && fetchesSchools !== null && leg.schoolKind !== null && schoolKinds.includes(leg.schoolKind))
    return fetchesSchools.includes(leg.schoolKind) ? "yes" : "no";
  if (fetchesFrom === null) return "perhaps";
  if (leg.district === null) return fetchesFrom.length > 0 ? "perhaps" : "no";
  return fetchesFrom.includes(leg.district) ? "yes" : "no";
}

/** Units with care on board also drive those without, never the reverse. */
function givesCare({ careOnBoard }: UnitOffer, leg: Leg): Passes {
  if (leg.careOnBoard === false || careOnBoard === true) return "yes";
  return careOnBoard === null || leg.careOnBoard === null ? "perhaps" : "no";
}

/**
 * Does a unit drive this way of a child with the cars of a pool? It must fetch from the district (放課後等デイサービス out: at
 * the kind of school, where both are known), with care on board if needed. A pool that does not drive reaches nobody.
 */
export function offerReaches(pool: RosterPool, offer: UnitOffer, leg: Leg, matched: MatchedOnSchool): Passes {
  if (pool.drives === false) return "no";
  return allOf([fetches(offer, leg, matched), givesCare(offer, leg)]);
}

/** Does a pool drive this way for some unit of the service? A unit that takes no children with medical care drives none. */
export function poolReaches(pool: RosterPool, leg: Leg, matched: MatchedOnSchool): Passes {
  return anyOf(
    pool.units.flatMap(({ service, offer }) => {
      if (service !== leg.service || offer === null || offer.acceptance === "not_accepting") return [];
      return [offerReaches(pool, offer, leg, matched)];
    }),
  );
}
