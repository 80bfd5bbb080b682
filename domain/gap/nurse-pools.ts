import Fraction from "fraction.js";
import { z } from "zod";
import type { PublishConsent } from "#domain/consent.ts";
import { type AbsenceReason, absenceReasonSchema } from "#domain/figure.ts";
import { countAbsent, readCode, readConsent } from "#domain/gap/tally-codes.ts";
import { type ServiceType, serviceTypeSchema, serviceTypes } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import { type Weekday, weekdaySchema } from "#domain/weekday.ts";

/**
 * What pools alike (the same services held at the same time, 重心型 or not, shown to the same readers) answered for one
 * weekday. `weekday` is null for what is asked once per pool.
 */
export type PoolCell = {
  readonly measure: string;
  readonly services: readonly ServiceType[];
  readonly juushinType: boolean;
  readonly weekday: Weekday | null;
  readonly publish: PublishConsent;
  readonly sum: Fraction;
  /** Pools that gave a number, and pools that gave none, by reason. */
  readonly answered: number;
  readonly unknown: number;
  readonly absent: Readonly<Partial<Record<AbsenceReason, number>>>;
};

const poolMeasures = ["pool_open", "pool_with_nurse", "pool_capacity"] as const;
const serviceList = z
  .string()
  .transform((codes) => codes.split("+"))
  .pipe(z.array(serviceTypeSchema).min(1));
const yesNo = z.enum(["yes", "no"]);

/** Cells about pools: the supply measure itself (nurses on duty), pool_open, pool_with_nurse and pool_capacity. */
export function readPools(cells: readonly TallyCell[], supplyMeasure: string): readonly PoolCell[] {
  const measures: readonly string[] = [supplyMeasure, ...poolMeasures];
  return cells
    .filter((cell) => measures.includes(cell.measure))
    .map((cell) => ({
      measure: cell.measure,
      services: readCode(cell, "services", serviceList),
      juushinType: readCode(cell, "juushin_type", yesNo) === "yes",
      weekday: cell.dims.weekday === undefined ? null : readCode(cell, "weekday", weekdaySchema),
      publish: readConsent(cell),
      sum: new Fraction(cell.sum),
      answered: cell.n,
      unknown: countAbsent(cell),
      absent: cell.absent,
    }));
}

/** Pools that offer at least one of these services. */
export function poolsOffering(pools: readonly PoolCell[], services: readonly ServiceType[]): readonly PoolCell[] {
  return pools.filter((pool) => pool.services.some((service) => services.includes(service)));
}

/** What else the pools of a line offer: such a pool stands in another line too, and lines never add up. */
export function sharedWith(pools: readonly PoolCell[], services: readonly ServiceType[]): readonly ServiceType[] {
  const others = new Set(poolsOffering(pools, services).flatMap((pool) => pool.services));
  return serviceTypes.filter((service) => others.has(service) && !services.includes(service));
}

/** The reason given most often; no answer where reasons tie. */
export function mainReason(cells: readonly PoolCell[]): AbsenceReason {
  const count = (reason: AbsenceReason) => cells.reduce((sum, cell) => sum + (cell.absent[reason] ?? 0), 0);
  return absenceReasonSchema.options.reduce<AbsenceReason>(
    (main, reason) => (count(reason) > count(main) ? reason : main),
    "no_answer",
  );
}
