import Fraction from "fraction.js";
import { type Arc, maxFlow } from "#domain/gap/max-flow.ts";
import type { MatchedOnSchool } from "#domain/gap/reach.ts";
import { daysStillWanted, extraDays, unitConditions, type WantedService } from "#domain/gap/unit-conditions.ts";
import type { ChildProfile } from "#domain/profile.ts";
import type { Roster, RosterPool } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

/** 枠はあるが送迎がない at one pool on one weekday. */
export type PlaceWithoutRide = {
  readonly providerName: string;
  readonly services: readonly ServiceType[];
  readonly weekday: Weekday;
  readonly vacancies: number;
  /** Children who want this day here and fail at the ride alone. */
  readonly children: number;
  /** Children who want this day here, too, and are reached. */
  readonly reached: number;
};

/** Vacancies that children could take if only they were driven. Answers, not weighted; coordinator only. */
export type PlacesWithoutRide = {
  /** Person-days a week: one vacancy serves one child, one child takes one place a day. */
  readonly placeDays: number;
  /** Of these, place-days that are taken once the children who are reached have theirs. */
  readonly contested: number;
  readonly children: number;
  readonly at: readonly PlaceWithoutRide[];
};

export type PlacesQuestion = {
  readonly children: readonly ChildProfile[];
  readonly services: readonly ServiceType[];
  readonly roster: Roster;
  readonly matchedOnSchool: MatchedOnSchool;
};

/** A child who wants more days of a service, and the pools where only the ride is missing, or nothing is. */
type Wish = {
  readonly child: ChildProfile;
  readonly wanted: WantedService;
  readonly withoutRide: readonly RosterPool[];
  readonly reached: readonly RosterPool[];
};

function wishOf(child: ChildProfile, wanted: WantedService, question: PlacesQuestion): Wish {
  const { roster } = question;
  const passed = roster.units
    .filter(({ service }) => service === wanted.service)
    .flatMap((unit) => {
      const { reach, ...before } = unitConditions(child, wanted, unit, question);
      return Object.values(before).every((passes) => passes === "yes") ? [{ unit, reach }] : [];
    });
  const poolsOf = (wish: "yes" | "no") => {
    const ids = passed.filter(({ reach }) => reach === wish).map(({ unit }) => unit.id);
    return roster.pools.filter((pool) => pool.units.some(({ id }) => ids.includes(id)));
  };
  return { child, wanted, withoutRide: poolsOf("no"), reached: poolsOf("yes") };
}

const wants = (wish: Wish, pools: "withoutRide" | "reached", { pool, weekday }: Slot) =>
  wish[pools].includes(pool) && daysStillWanted(wish.wanted).includes(weekday);

type Slot = { readonly pool: RosterPool; readonly weekday: Weekday; readonly vacancies: number };

function slotsOf(pools: readonly RosterPool[]): readonly Slot[] {
  return pools.flatMap((pool) =>
    pool.openDays.flatMap((weekday) => {
      const vacancies = pool.vacancies[weekday] ?? 0;
      return vacancies > 0 ? [{ pool, weekday, vacancies }] : [];
    }),
  );
}

type Ways = readonly ("withoutRide" | "reached")[];

/** The most place-days these wishes can fill by such ways: at most the days wanted, one place a day, each vacancy once. */
function fillable(wishes: readonly Wish[], slots: readonly Slot[], ways: Ways): number {
  const arcs = wishes.flatMap((wish, i): readonly Arc[] => {
    const days = daysStillWanted(wish.wanted).map((day): Arc => {
      return { from: `wish ${i}`, to: `wish ${i} ${day}`, capacity: new Fraction(1) };
    });
    const places = slots.flatMap((slot, j): readonly Arc[] =>
      ways.some((way) => wants(wish, way, slot))
        ? [{ from: `wish ${i} ${slot.weekday}`, to: `slot ${j}`, capacity: null }]
        : [],
    );
    return [{ from: "wishes", to: `wish ${i}`, capacity: new Fraction(extraDays(wish.wanted)) }, ...days, ...places];
  });
  const free = slots.map(({ vacancies }, j): Arc => {
    return { from: `slot ${j}`, to: "filled", capacity: new Fraction(vacancies) };
  });
  return maxFlow([...arcs, ...free], "wishes", "filled").valueOf();
}

/**
 * 枠はあるが送迎がない: vacancies of units that pass every step for a child for sure, but surely do not drive the child. A vacancy
 * counts once, however many children want it.
 */
export function placesWithoutRide(question: PlacesQuestion): PlacesWithoutRide {
  const { children, services, roster } = question;
  const wishes = children.flatMap((child) =>
    child.dayServices
      .filter((wanted) => services.includes(wanted.service) && extraDays(wanted) > 0)
      .map((wanted) => wishOf(child, wanted, question)),
  );
  const slots = slotsOf(roster.pools);
  const at = slots.flatMap((slot) => {
    const count = (pools: "withoutRide" | "reached") => wishes.filter((wish) => wants(wish, pools, slot)).length;
    const without = count("withoutRide");
    return without > 0 ? [{ ...slot, children: without, reached: count("reached") }] : [];
  });
  const stuck = wishes.filter((wish) => at.some((slot) => wants(wish, "withoutRide", slot)));
  const placeDays = fillable(wishes, slots, ["withoutRide"]);
  // Who is reached can go now and comes first, where possible to places that nobody else needs.
  const leftOver = fillable(wishes, slots, ["reached", "withoutRide"]) - fillable(wishes, slots, ["reached"]);
  return {
    placeDays,
    contested: placeDays - leftOver,
    children: new Set(stuck.map(({ child }) => child)).size,
    at: at.map(({ pool, ...slot }) => {
      const [unit] = pool.units;
      return { ...slot, providerName: unit?.providerName ?? pool.provider, services: pool.services };
    }),
  };
}
