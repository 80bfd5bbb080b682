import type { CareProcedure } from "#domain/care-procedure.ts";
import type { LifeStage } from "#domain/profile.ts";
import type { PublishGroup, Roster, RosterPool, RosterUnit, UnitOffer } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";

/**
 * 受入れ状況一覧: a service unit as partners may see it. Here the groups a provider does not let them see are taken out;
 * whatever comes after (filter, page, CSV) is made from this alone, so that it cannot tell of a closed answer.
 * A group is null where it is closed; inside a group null means that nothing was entered.
 */
export type DirectoryUnit = {
  readonly id: string;
  readonly provider: string;
  readonly providerName: string;
  /** District the provider stands in; null outside the city's districts, or where nobody has set it. */
  readonly district: string | null;
  readonly districtUnset?: boolean;
  readonly service: ServiceType;
  readonly state: RosterUnit["state"];
  readonly acceptance: ShownAcceptance | null;
  readonly staff: ShownStaff | null;
  readonly places: readonly ShownPool[] | null;
  readonly transport: ShownTransport | null;
};

/** 受入実績: 1 and 2 children are 「あり」, so that a reader cannot tell which child it is. */
export type ChildrenNow = "none" | "some" | number;

export type ShownAcceptance = {
  readonly says: UnitOffer["acceptance"];
  readonly upToClass: number | null;
  readonly stages: readonly LifeStage[];
  /** Whether it takes people with severe motor and intellectual disabilities (重心). */
  readonly juushin: UnitOffer["juushin"];
  readonly procedures: UnitOffer["procedures"];
  readonly children: ChildrenNow | null;
};

/** Whether a nurse is there on one of its days at least; never how many, which is each day's own matter. */
export type ShownStaff = { readonly nurse: "yes" | "no" | null };

/** One group of services held at the same time by the same staff. Vacancies of several are never added up. */
export type ShownPool = {
  readonly band: string | null;
  readonly openDays: readonly Weekday[];
  readonly vacancies: Readonly<Partial<Record<Weekday, number>>>;
  /** Other services that share these places. */
  readonly sharedWith: readonly ServiceType[];
};

/**
 * `with_care`: drives, with somebody on board who can give care. `without_care`: drives without. `care_unknown`: drives,
 * care not answered. `none`: does not drive people who need medical care.
 */
export type Ride = "with_care" | "without_care" | "care_unknown" | "none";

export type ShownTransport = {
  readonly ride: Ride | null;
  /** Districts it drives to. */
  readonly districts: readonly string[] | null;
};

const namedFrom = 3;

/** 0 is 「なし」, 1 and 2 are 「あり」, 3 and more are the number. */
export function childrenNow(count: number | null): ChildrenNow | null {
  if (count === null) return null;
  if (count === 0) return "none";
  return count < namedFrom ? "some" : count;
}

/**
 * 「受入れの状況・対応できるケア」 of the consent question: acceptance, classes, stages, procedures, and the number of
 * children taken now, which is the state of acceptance as well.
 */
function toAcceptance({ careChildren, acceptance: says, ...offer }: UnitOffer): ShownAcceptance {
  const { upToClass, stages, juushin, procedures } = offer;
  return { says, upToClass, stages, juushin, procedures, children: childrenNow(careChildren) };
}

/**
 * 「看護職員・研修を受けた職員」: a nurse on any day is yes. No is said only where each open day of each group says 0; where
 * partners may not see the open days, where each day of the week does, so that they can't be told from it.
 */
function toStaff(pools: readonly RosterPool[], daysAreOpen: boolean): ShownStaff {
  const told = pools.flatMap(({ openDays, nurses }) =>
    (daysAreOpen ? openDays : weekdays).map((day) => nurses[day] ?? null),
  );
  const given = pools.flatMap(({ nurses }) => weekdays.map((day) => nurses[day] ?? 0));
  if (given.some((count) => count > 0)) return { nurse: "yes" };
  return { nurse: told.length > 0 && told.every((count) => count === 0) ? "no" : null };
}

/** 「受け入れられる人数・空き」: open days and vacancies. */
function toPool({ service }: RosterUnit, { band, openDays, vacancies, services }: RosterPool): ShownPool {
  const told = weekdays.flatMap((day) => {
    const free = openDays.includes(day) ? (vacancies[day] ?? null) : null;
    return free === null ? [] : [[day, free] as const];
  });
  return {
    band,
    openDays,
    vacancies: Object.fromEntries(told),
    sharedWith: services.filter((other) => other !== service),
  };
}

function toRide({ careOnBoard, fetchesFrom }: UnitOffer, pools: readonly RosterPool[]): Ride | null {
  if (fetchesFrom?.length === 0) return "none";
  if (careOnBoard !== null) return careOnBoard ? "with_care" : "without_care";
  if (fetchesFrom !== null || pools.some(({ drives }) => drives === true)) return "care_unknown";
  return pools.length > 0 && pools.every(({ drives }) => drives === false) ? "none" : null;
}

const toTransport = (offer: UnitOffer, pools: readonly RosterPool[]): ShownTransport => ({
  ride: toRide(offer, pools),
  districts: offer.fetchesFrom,
});

/** True where partners may see the group: 公開してよい or 関係機関の中だけ. */
const isOpen = ({ publish }: RosterUnit, group: PublishGroup): boolean => publish[group] !== "closed";

function toDirectoryUnit(unit: RosterUnit, pools: readonly RosterPool[]): DirectoryUnit {
  const { id, provider, providerName, district, service, state, offer } = unit;
  return {
    ...{ id, provider, providerName, district, service, state },
    ...(unit.districtUnset ? { districtUnset: true } : {}),
    acceptance: offer && isOpen(unit, "acceptance") ? toAcceptance(offer) : null,
    staff: offer && isOpen(unit, "staff") ? toStaff(pools, isOpen(unit, "places")) : null,
    places: offer && isOpen(unit, "places") ? pools.map((pool) => toPool(unit, pool)) : null,
    transport: offer && isOpen(unit, "transport") ? toTransport(offer, pools) : null,
  };
}

/** True where partners may see none of what the unit said, or it said nothing. */
export const showsNothing = ({ acceptance, staff, places, transport }: DirectoryUnit): boolean =>
  acceptance === null && staff === null && places === null && transport === null;

/**
 * The roster's units as partners may see them, in its order. That a provider has a service which the register lacks is
 * an answer as well: such a unit is there only if it shows something.
 */
export function directoryUnits({ units, pools }: Roster): readonly DirectoryUnit[] {
  return units.flatMap((unit) => {
    const own = pools.filter((pool) => pool.units.some(({ id }) => id === unit.id));
    const shown = toDirectoryUnit(unit, own);
    return unit.registered || !showsNothing(shown) ? [shown] : [];
  });
}

/** Procedures a unit answered in one way, in the order of the score table. */
export function proceduresOf(
  { procedures }: ShownAcceptance,
  ability: "can" | "conditional",
  order: readonly CareProcedure[],
): readonly CareProcedure[] {
  return order.filter((procedure) => procedures[procedure] === ability);
}
