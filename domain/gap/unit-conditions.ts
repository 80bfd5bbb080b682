import {
  allOf,
  anyOf,
  type Direction,
  directions,
  type MatchedOnSchool,
  offerReaches,
  type Passes,
} from "#domain/gap/reach.ts";
import type { ChildProfile } from "#domain/profile.ts";
import type { Roster, RosterPool, RosterUnit, UnitOffer } from "#domain/roster.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";

/** One day service of a child: what is used and what is wanted more. */
export type WantedService = ChildProfile["dayServices"][number];

/** Steps (b) to (e) of access (docs/methodology.md §送迎) for one child and one unit of the service. */
export type UnitConditions = {
  /** (b) takes the stage, the class and 重心 */
  readonly accepts: Passes;
  /** (c) can do all of the child's procedures */
  readonly procedures: Passes;
  /** (d) has a vacancy on at least one day still wanted */
  readonly place: Passes;
  /** (e) drives each way that the provider must drive, with care on board if needed */
  readonly reach: Passes;
};

/** Days a week wanted more. */
export function extraDays({ moreDays, moreCount }: WantedService): number {
  return moreDays.length > 0 ? moreDays.length : (moreCount ?? 0);
}

/** The days on which a place would help: those wanted, or any if the weekdays are not settled. */
export function daysStillWanted(wanted: WantedService): readonly Weekday[] {
  if (wanted.moreDays.length > 0) return wanted.moreDays;
  return extraDays(wanted) > 0 ? weekdays : [];
}

const accepting: Readonly<Record<NonNullable<UnitOffer["acceptance"]>, Passes>> = {
  accepting: "yes",
  can_accept: "yes",
  conditional: "perhaps",
  on_request: "perhaps",
  not_accepting: "no",
};
const abilities = { can: "yes", conditional: "perhaps", cannot: "no" } as const;

/** No stage ticked is a question left empty, not a unit for nobody. */
function takesStage({ stages }: UnitOffer, { stage }: ChildProfile): Passes {
  if (stages.length === 0 || stage === null) return "perhaps";
  return stages.includes(stage) ? "yes" : "no";
}

/** An unknown class (and an adult, who has none) is sure only where every class is taken. */
function takesClass({ upToClass }: UnitOffer, { careClass }: ChildProfile): Passes {
  if (upToClass === 3) return "yes";
  if (upToClass === null || (careClass !== "1" && careClass !== "2" && careClass !== "3")) return "perhaps";
  return Number(careClass) <= upToClass ? "yes" : "no";
}

function takesJuushin({ juushin }: UnitOffer, child: ChildProfile): Passes {
  if (child.juushin === false || juushin === "can") return "yes";
  return juushin === "cannot" && child.juushin === true ? "no" : "perhaps";
}

/** A child without a named procedure did not answer, or needs none: it is not known which. */
function doesProcedures(offer: UnitOffer, { procedures }: ChildProfile): Passes {
  if (procedures.length === 0) return "perhaps";
  return allOf(
    procedures.map((procedure) => {
      const ability = offer.procedures[procedure];
      return ability === undefined ? "perhaps" : abilities[ability];
    }),
  );
}

function hasPlace(pools: readonly RosterPool[], wanted: WantedService): Passes {
  if (pools.length === 0) return "perhaps";
  return anyOf(
    pools.flatMap(({ openDays, vacancies }) =>
      daysStillWanted(wanted)
        .filter((day) => openDays.includes(day))
        .map((day): Passes => {
          const free = vacancies[day] ?? null;
          return free === null ? "perhaps" : free > 0 ? "yes" : "no";
        }),
    ),
  );
}

type Question = { readonly child: ChildProfile; readonly wanted: WantedService; readonly matched: MatchedOnSchool };

/** One pool must drive every way needed. Who drives 分からない: reached for sure only where that pool would. */
function reaches(pools: readonly RosterPool[], offer: UnitOffer, { child, wanted, matched }: Question): Passes {
  const ways = directions.filter((direction) => wanted[direction] === "provider" || wanted[direction] === null);
  if (ways.length === 0) return "yes";
  if (pools.length === 0) return "perhaps";
  const { service, careOnBoard } = wanted;
  const { district, schoolKind } = child;
  const drives = (pool: RosterPool, direction: Direction): Passes => {
    const reached = offerReaches(pool, offer, { service, direction, district, schoolKind, careOnBoard }, matched);
    return reached === "no" && wanted[direction] === null ? "perhaps" : reached;
  };
  return anyOf(pools.map((pool) => allOf(ways.map((direction) => drives(pool, direction)))));
}

/**
 * Whether one unit of the wanted service passes each step for a child: yes, perhaps or no. Perhaps: under conditions or with
 * a parent, not answered, class unknown at a unit below class 3, and every step of a unit silent this round.
 */
export function unitConditions(
  child: ChildProfile,
  wanted: WantedService,
  unit: RosterUnit,
  { roster, matchedOnSchool }: { readonly roster: Roster; readonly matchedOnSchool: MatchedOnSchool },
): UnitConditions {
  const { offer, state } = unit;
  if (offer === null || state !== "confirmed")
    return { accepts: "perhaps", procedures: "perhaps", place: "perhaps", reach: "perhaps" };
  const pools = roster.pools.filter((pool) => pool.units.some(({ id }) => id === unit.id));
  return {
    accepts: allOf([
      offer.acceptance === null ? "perhaps" : accepting[offer.acceptance],
      takesStage(offer, child),
      takesClass(offer, child),
      takesJuushin(offer, child),
    ]),
    procedures: doesProcedures(offer, child),
    place: hasPlace(pools, wanted),
    reach: reaches(pools, offer, { child, wanted, matched: matchedOnSchool }),
  };
}
