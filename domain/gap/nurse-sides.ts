import Fraction from "fraction.js";
import { type ConsentCount, countConsent } from "#domain/consent.ts";
import type { StratumWeights } from "#domain/estimate/weights.ts";
import type { Unit } from "#domain/figure.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { NightNurseLine, NurseGap, OnePerUnitLine } from "#domain/gap/nurse-gap.ts";
import { type PoolCell, poolsOffering, sharedWith } from "#domain/gap/nurse-pools.ts";
import { countAbsent, readCode, readConsent } from "#domain/gap/tally-codes.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import { weekdays } from "#domain/weekday.ts";

/** 生活介護 and whatever else the model counts by one nurse for each open unit. Service units by weekday. */
export function onePerUnitLine(service: ServiceType, pools: readonly PoolCell[]): OnePerUnitLine {
  const offering = poolsOffering(pools, [service]);
  const days = weekdays.map((weekday) => {
    const on = (measure: string) => offering.filter((pool) => pool.measure === measure && pool.weekday === weekday);
    const open = on("pool_open").reduce((sum, pool) => sum + pool.sum.valueOf(), 0);
    const staffed = on("pool_with_nurse");
    const known = staffed.reduce((sum, pool) => sum + pool.answered, 0);
    const withNurse = staffed.reduce((sum, pool) => sum + pool.sum.valueOf(), 0);
    return {
      weekday,
      open,
      withNurse,
      unknown: open - known,
      shortLow: known - withNurse,
      shortHigh: open - withNurse,
      consent: countConsent(staffed),
    };
  });
  return { service, sharedWith: sharedWith(offering, [service]), days };
}

const consentOf = (cells: readonly TallyCell[]): ConsentCount =>
  countConsent(cells.map((cell) => ({ publish: readConsent(cell), answered: cell.n })));

/** 短期入所: units with a nurse that night, without, and 不明. */
export function nightNurseLines(
  services: readonly ServiceType[],
  cells: readonly TallyCell[],
): readonly NightNurseLine[] {
  return services.map((service) => {
    const asked = cells.filter(
      (cell) => cell.measure === "night_nurse" && readCode(cell, "service", serviceTypeSchema) === service,
    );
    const withNurse = asked.reduce((sum, cell) => sum + cell.sum, 0);
    const answered = asked.reduce((sum, cell) => sum + cell.n, 0);
    const unknown = asked.reduce((sum, cell) => sum + countAbsent(cell), 0);
    return { service, withNurse, without: answered - withNurse, unknown, consent: consentOf(asked) };
  });
}

const answersTo = (cells: readonly TallyCell[], measure: string) => {
  const asked = cells.filter((cell) => cell.measure === measure);
  return {
    asked,
    n: asked.reduce((sum, cell) => sum + cell.n, 0),
    unknown: asked.reduce((sum, cell) => sum + countAbsent(cell), 0),
  };
};

function total(cells: readonly TallyCell[], measure: string, unit: Unit, weights?: StratumWeights): ExactFigure {
  const { asked, n } = answersTo(cells, measure);
  if (n === 0) return absentExact("no_answer", unit, 0);
  const sum = asked.reduce(
    (all, cell) => all.add((weights?.weightOf(cell.stratum) ?? new Fraction(1)).mul(cell.sum)),
    new Fraction(0),
  );
  return exactFigure(sum, unit, n);
}

/** Visiting nurses: apart, never added to the nurses of a unit. */
export function visitingNurses(supply: readonly TallyCell[]): NurseGap["visiting"] {
  const { asked, unknown } = answersTo(supply, "visiting_nurses");
  return { nurses: total(supply, "visiting_nurses", "persons"), unknown, consent: consentOf(asked) };
}

/**
 * Certified staff (喀痰吸引等研修修了者) are never nurses. 第三号 counts only for the child named in it, and ② with suction
 * through the cannula is conditional: the need measure leaves such children out.
 */
export function certifiedStaff(
  need: readonly TallyCell[],
  supply: readonly TallyCell[],
  weights: StratumWeights,
): NurseGap["certified"] {
  const { asked, n } = answersTo(need, "certified_staff_enough");
  const units = answersTo(supply, "certified_staff_units");
  return {
    children: total(need, "certified_staff_enough", "children", weights),
    childrenEnough: asked.reduce((sum, cell) => sum + cell.sum, 0),
    childrenNotEnough: n - asked.reduce((sum, cell) => sum + cell.sum, 0),
    units: total(supply, "certified_staff_units", "service_units"),
    unitsUnknown: units.unknown,
    unitsConsent: consentOf(units.asked),
  };
}

/**
 * Children who left some of the questions about weekdays empty. `wanted_days_total` (dims service) has one observation
 * for each child of the service's stage, with the reason where days are missing.
 */
export function answersWithoutDays(need: readonly TallyCell[], services: readonly ServiceType[]): number {
  return need
    .filter((cell) => cell.measure === "wanted_days_total")
    .filter((cell) => services.includes(readCode(cell, "service", serviceTypeSchema)))
    .reduce((sum, cell) => sum + countAbsent(cell), 0);
}
