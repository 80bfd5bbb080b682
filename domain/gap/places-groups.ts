import type Fraction from "fraction.js";
import type { CareClass } from "#domain/care-class.ts";
import { absentExact, exactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh } from "#domain/gap/nurse-gap.ts";
import type { CareClassRow, JuushinRow, PlacesGap } from "#domain/gap/places-gap.ts";
import { addTotals, daysFigure, type ServiceNeed, zero } from "#domain/gap/places-need.ts";
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

/** Weighted days of the children in `isIn`, over all services. */
function daysOf({ needs }: Side, isIn: (cell: TallyCell) => boolean): Fraction {
  return needs
    .flatMap(({ cells, weightOf }) => cells.filter(isIn).map((cell) => weightOf(cell.stratum).mul(cell.sum)))
    .reduce((sum, days) => sum.add(days), zero);
}

const figureOf = (side: Side, days: Fraction) => daysFigure(addTotals(side.needs.map(({ days }) => days)), days);

/** Whether a unit takes a group: null where its answer does not say. A unit that takes nobody takes no group. */
type Takes = (offer: UnitOffer) => boolean | null;

/** Units of a pool for the services looked at. What a unit that takes nobody says of classes counts for nothing. */
const unitsIn = ({ pool, services }: PoolPlaces): readonly RosterUnit[] =>
  pool.units.filter(({ service }) => services.includes(service));

function takenBy(unit: RosterUnit, takes: Takes): boolean | null {
  if (unit.offer === null || unit.offer.acceptance === null) return null;
  return takes(unit.offer);
}

/** Pools of which some unit takes the group, and the units of other pools that do not say (a pool without any is one). */
function poolsTaking(pools: readonly PoolPlaces[], takes: Takes) {
  const takenIn = (pool: PoolPlaces) => {
    const units = unitsIn(pool);
    return units.length > 0 ? units.map((unit) => takenBy(unit, takes)) : [null];
  };
  const others = pools.filter((pool) => !takenIn(pool).includes(true));
  return {
    pools: pools.filter((pool) => !others.includes(pool)),
    unknownUnits: others.flatMap(takenIn).filter((taken) => taken === null).length,
  };
}

type Group = { readonly low: Fraction; readonly high: Fraction; readonly takes: Takes };

function groupRow(side: Side, { low, high, takes }: Group) {
  const services = side.needs.map(({ service }) => service);
  const { pools, unknownUnits } = poolsTaking(confirmedPools(side.supply, services), takes);
  const places = confirmedPlaces(side.supply, services) && placesIn(pools);
  const need: LowHigh = { low: figureOf(side, low), high: figureOf(side, high) };
  const n = pools.filter((pool) => pool.places !== null).length;
  const short = (days: Fraction) => {
    if (!places) return absentExact("no_answer", "person_days_per_week", 0);
    const missing = days.sub(places);
    return figureOf(side, missing.gt(0) ? missing : zero);
  };
  return {
    need,
    places: places ? exactFigure(places, "places_per_week", n) : absentExact("no_answer", "places_per_week", 0),
    short: { low: short(low), high: short(high) },
    unknownUnits,
  };
}

/** Classes 3, 2 and 1, cumulative from above. */
export function careClassRows(side: Side): readonly CareClassRow[] {
  return ([3, 2, 1] as const).map((careClass) => {
    const days = (reading: Reading) => daysOf(side, (cell) => classOf[careClassOf(cell)][reading] >= careClass);
    const takes: Takes = ({ upToClass }) => (upToClass === null ? null : upToClass >= careClass);
    return { careClass, ...groupRow(side, { low: days("low"), high: days("high"), takes }) };
  });
}

/** The class of the largest shortage: by the low reading, where none is short by the high one; of a tie the highest. */
export function worstClass(rows: readonly CareClassRow[]): CareClass | null {
  const shortOf = (row: CareClassRow, reading: Reading) => {
    const figure = row.short[reading];
    return figure.kind === "value" ? figure.value : 0;
  };
  for (const reading of ["low", "high"] as const) {
    const most = Math.max(0, ...rows.map((row) => shortOf(row, reading)));
    const worst = rows.find((row) => most > 0 && shortOf(row, reading) === most);
    if (worst) return worst.careClass;
  }
  return null;
}

/** Days of adults: outside the children's classes. */
export function adultDays(side: Side): PlacesGap["adults"] {
  return figureOf(
    side,
    daysOf(side, (cell) => careClassOf(cell) === "adult"),
  );
}

/** 重心 children against units that can take them; 分からない counts in the high reading only. */
export function juushinRow(side: Side): JuushinRow {
  const answer = (cell: TallyCell) => readCode(cell, "juushin", juushinCode);
  const low = daysOf(side, (cell) => answer(cell) === "yes");
  const high = daysOf(side, (cell) => answer(cell) !== "no");
  const can: Takes = ({ juushin }) => (juushin === null ? null : juushin === "can");
  const services: readonly ServiceType[] = side.needs.map(({ service }) => service);
  const pools = confirmedPools(side.supply, services);
  const able = poolsTaking(pools, can).pools;
  const conditional = poolsTaking(pools, ({ juushin }) => juushin === "conditional").pools.filter(
    (pool) => !able.includes(pool),
  );
  const row = groupRow(side, { low, high, takes: can });
  const conditionalPlaces =
    row.places.kind === "absent"
      ? row.places
      : exactFigure(placesIn(conditional), "places_per_week", conditional.length);
  return { ...row, conditionalPlaces };
}
