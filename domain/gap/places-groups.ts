import type Fraction from "fraction.js";
import { cutWeights, totalOf } from "#domain/estimate/item-total.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh } from "#domain/gap/nurse-gap.ts";
import type { CareClassRow, GroupRow, JuushinRow, PlacesGap } from "#domain/gap/places-gap.ts";
import { setsOf } from "#domain/gap/places-headline.ts";
import { daysFigure, type ServiceNeed, zero } from "#domain/gap/places-need.ts";
import { confirmedPlaces, confirmedPools, placesIn, type SupplySide } from "#domain/gap/places-supply.ts";
import type { PoolPlaces } from "#domain/gap/pool-places.ts";
import { readCode } from "#domain/gap/tally-codes.ts";
import { careClassCode, juushinCode } from "#domain/gap/wanted-days.ts";
import type { CareClassAnswer } from "#domain/profile.ts";
import type { RosterUnit, UnitOffer } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";

type Side = { readonly needs: readonly ServiceNeed[]; readonly supply: SupplySide };

type Reading = "low" | "high";

/** Unknown class is 1 in the low reading and 3 in the high one; adults have none. */
const classOf: Readonly<Record<CareClassAnswer, Readonly<Record<Reading, number>>>> = {
  "1": { low: 1, high: 1 },
  "2": { low: 2, high: 2 },
  "3": { low: 3, high: 3 },
  not_printed: { low: 1, high: 3 },
  dont_know: { low: 1, high: 3 },
  adult: { low: 0, high: 0 },
};

const careClassOf = (cell: TallyCell) => readCode(cell, "care_class", careClassCode);

/** Weighted days of the children in `isIn`; they add up to the total of these needs. */
function daysOf(needs: readonly ServiceNeed[], isIn: (cell: TallyCell) => boolean): Fraction {
  const items = needs.map(({ days }) => days);
  const weightIn = cutWeights(items);
  return items
    .flatMap((item) => item.cells.filter(isIn).map((cell) => weightIn(item)(cell.stratum).mul(cell.sum)))
    .reduce((sum, days) => sum.add(days), zero);
}

const figureOf = (needs: readonly ServiceNeed[], days: Fraction) =>
  daysFigure(totalOf(needs.map((need) => need.days)), days);

/** Whether a unit takes a group: null where its answer does not say. A unit that takes nobody takes no group. */
type Takes = (offer: UnitOffer) => boolean | null;

/** Units of a pool for the services looked at. What a unit that takes nobody says of classes counts for nothing. */
const unitsIn = ({ pool, services }: PoolPlaces): readonly RosterUnit[] =>
  pool.units.filter(({ service }) => services.includes(service));

function takenBy(unit: RosterUnit, takes: Takes): boolean | null {
  if (unit.offer === null || unit.offer.acceptance === null) return null;
  return takes(unit.offer);
}

/** What each unit of a pool says of the group; a pool without any unit does not say. */
function takenIn(pool: PoolPlaces, takes: Takes): readonly (boolean | null)[] {
  const units = unitsIn(pool);
  return units.length > 0 ? units.map((unit) => takenBy(unit, takes)) : [null];
}

const poolsTaking = (pools: readonly PoolPlaces[], takes: Takes) =>
  pools.filter((pool) => takenIn(pool, takes).includes(true));

/** Units that do not say whether they take the group, in pools of which no other unit takes it. */
const countUnknown = (pools: readonly PoolPlaces[], takes: Takes) =>
  pools
    .map((pool) => takenIn(pool, takes))
    .filter((taken) => !taken.includes(true))
    .flat()
    .filter((taken) => taken === null).length;

/** Who is in the group, and which units take it. */
type Group = { readonly isIn: (cell: TallyCell, reading: Reading) => boolean; readonly takes: Takes };

/** 不明 where nobody's places are known, or where units are there and none of them says whether it takes the group. */
function isKnown({ supply }: Side, service: ServiceType, takes: Takes): boolean {
  if (confirmedPlaces(supply, [service]) === null) return false;
  const pools = confirmedPools(supply, [service]);
  return pools.length === 0 || pools.some((pool) => takenIn(pool, takes).some((taken) => taken !== null));
}

/** The group's days and places over one set of services, each pool once. */
type Balance = {
  readonly needs: readonly ServiceNeed[];
  readonly pools: readonly PoolPlaces[];
  readonly days: Readonly<Record<Reading, Fraction>>;
  readonly short: Readonly<Record<Reading, Fraction>>;
};

function balanceOf(side: Side, services: readonly ServiceType[], { isIn, takes }: Group): Balance {
  const needs = side.needs.filter(({ service }) => services.includes(service));
  const pools = poolsTaking(confirmedPools(side.supply, services), takes);
  const places = placesIn(pools);
  const days = (reading: Reading) => daysOf(needs, (cell) => isIn(cell, reading));
  const [low, high] = [days("low"), days("high")];
  const beyond = (wanted: Fraction) => (wanted.gt(places) ? wanted.sub(places) : zero);
  return { needs, pools, days: { low, high }, short: { low: beyond(low), high: beyond(high) } };
}

const servicesOf = ({ needs }: Pick<Side, "needs">) => needs.map(({ service }) => service);

const lowHigh = (of: (reading: Reading) => ExactFigure): LowHigh => ({ low: of("low"), high: of("high") });

/** The largest shortage over all sets of services, by each reading: places of one service never fill another's. */
function largestShort(side: Side, services: readonly ServiceType[], group: Group) {
  const sets = setsOf(services).map((set) => balanceOf(side, set, group));
  const all = balanceOf(side, services, group);
  const worst = (reading: Reading) =>
    sets.reduce((max, one) => (one.short[reading].gt(max.short[reading]) ? one : max), all);
  return { all, low: worst("low"), high: worst("high") };
}

/** Need and places of the set of services that is shortest of places; of all services compared where none is short. */
function groupRow(side: Side, group: Group): GroupRow {
  const unknownUnits = countUnknown(confirmedPools(side.supply, servicesOf(side)), group.takes);
  const known = servicesOf(side).filter((service) => isKnown(side, service, group.takes));
  if (known.length === 0) {
    const days = (reading: Reading) => daysOf(side.needs, (cell) => group.isIn(cell, reading));
    return {
      services: servicesOf(side),
      need: lowHigh((reading) => figureOf(side.needs, days(reading))),
      places: absentExact("no_answer", "places_per_week", 0),
      short: lowHigh(() => absentExact("no_answer", "person_days_per_week", 0)),
      unknownUnits,
    };
  }
  const { all, low, high } = largestShort(side, known, group);
  const shown = low.short.low.gt(0) ? low : high.short.high.gt(0) ? high : all;
  const n = shown.pools.filter((pool) => pool.places !== null).length;
  return {
    services: servicesOf(shown),
    need: lowHigh((reading) => figureOf(shown.needs, shown.days[reading])),
    places: exactFigure(placesIn(shown.pools), "places_per_week", n),
    short: {
      low: figureOf(shown.needs, low.short.low),
      high: figureOf(shown.needs, high.short.high),
    },
    unknownUnits,
  };
}

/** Classes 3, 2 and 1, cumulative from above. */
export function careClassRows(side: Side): readonly CareClassRow[] {
  return ([3, 2, 1] as const).map((careClass) => {
    const isIn: Group["isIn"] = (cell, reading) => classOf[careClassOf(cell)][reading] >= careClass;
    const takes: Takes = ({ upToClass }) => (upToClass === null ? null : upToClass >= careClass);
    return { careClass, ...groupRow(side, { isIn, takes }) };
  });
}

/** Days of adults: outside the children's classes. */
export function adultDays({ needs }: Side): PlacesGap["adults"] {
  return figureOf(
    needs,
    daysOf(needs, (cell) => careClassOf(cell) === "adult"),
  );
}

/** 重心 children against units that can take them; 分からない counts in the high reading only. */
export function juushinRow(side: Side): JuushinRow {
  const answer = (cell: TallyCell) => readCode(cell, "juushin", juushinCode);
  const isIn: Group["isIn"] = (cell, reading) => (reading === "low" ? answer(cell) === "yes" : answer(cell) !== "no");
  const can: Takes = ({ juushin }) => (juushin === null ? null : juushin === "can");
  const row = groupRow(side, { isIn, takes: can });
  const pools = confirmedPools(side.supply, row.services);
  const able = poolsTaking(pools, can);
  const conditional = poolsTaking(pools, ({ juushin }) => juushin === "conditional").filter(
    (pool) => !able.includes(pool),
  );
  const conditionalPlaces =
    row.places.kind === "absent"
      ? row.places
      : exactFigure(placesIn(conditional), "places_per_week", conditional.length);
  return { ...row, conditionalPlaces };
}
