import { z } from "zod";
import { careProcedureSchema } from "#domain/care-procedure.ts";
import { publishConsentSchema } from "#domain/consent.ts";
import type { EstimateSettings } from "#domain/estimate/weights.ts";
import { type AbsenceReason, absenceReasonSchema, type Unit } from "#domain/figure.ts";
import { careClassAnswerSchema, driverSchema } from "#domain/profile.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";
import { weekdaySchema, weekdays } from "#domain/weekday.ts";

/** One child and one pool as the golden files write them. `nurses`: a weekday that is left out is closed. */
export const childSchema = z.object({
  id: z.number(),
  district: z.string(),
  stage: z.string(),
  class: careClassAnswerSchema,
  juushin: z.enum(["yes", "no", "dont_know"]),
  certifiedEnough: z.boolean(),
  services: z.array(
    z.object({
      service: serviceTypeSchema,
      used: z.array(weekdaySchema),
      more: z.array(weekdaySchema),
      unsettled: z.number(),
    }),
  ),
  procedures: z.array(careProcedureSchema).optional(),
  rides: z.object({ out: driverSchema, home: driverSchema, careOnBoard: z.enum(["yes", "no"]).nullable() }).optional(),
});
export type Child = z.infer<typeof childSchema>;

const perDay = z.partialRecord(weekdaySchema, z.number());

/** One service unit of a pool, with what it can do; what stands in neither list it cannot do. */
const unitSchema = z.object({
  id: z.string(),
  service: serviceTypeSchema,
  upToClass: z.number(),
  juushin: z.enum(["can", "conditional", "cannot"]),
  can: z.array(careProcedureSchema),
  conditional: z.array(careProcedureSchema),
  careOnBoard: z.boolean().nullable(),
  fetchesFrom: z.array(z.string()),
});

export const poolSchema = z.object({
  id: z.string(),
  services: z.array(serviceTypeSchema),
  juushinType: z.boolean(),
  publish: publishConsentSchema,
  capacity: z.union([z.number(), absenceReasonSchema]),
  nurses: z.partialRecord(weekdaySchema, z.union([z.number(), absenceReasonSchema])),
  district: z.string().optional(),
  places: perDay.optional(),
  vacancies: perDay.optional(),
  ridesOut: perDay.optional(),
  ridesHome: perDay.optional(),
  units: z.array(unitSchema).optional(),
});
export type Pool = z.infer<typeof poolSchema>;

export const townSchema = z.object({
  about: z.string(),
  population: z.record(z.string(), z.number()),
  children: z.array(childSchema),
  pools: z.array(poolSchema),
  lastRoundPools: z.array(poolSchema),
  coverage: z.object({ answered: z.number(), roster: z.number() }),
});

/** Settings of the golden example alone: `minStratumAnswers` is 5 otherwise. */
export const goldenSettings: EstimateSettings = { minStratumAnswers: 2, maxWeight: 4, maxMissingShare: 0.2 };

type Observed = {
  measure: string;
  unit: Unit;
  dims: Record<string, string>;
  stratum: Record<string, string>;
  value: number | AbsenceReason;
};

function addUp(observed: readonly Observed[]): TallyCell[] {
  const cells = new Map<string, Observed[]>();
  for (const one of observed) {
    const key = JSON.stringify([one.measure, one.dims, one.stratum]);
    cells.set(key, [...(cells.get(key) ?? []), one]);
  }
  return [...cells.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const values = same.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
    const absent: Partial<Record<AbsenceReason, number>> = {};
    for (const { value } of same) if (typeof value !== "number") absent[value] = (absent[value] ?? 0) + 1;
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    return {
      measure: first.measure,
      unit: first.unit,
      dims: first.dims,
      stratum: first.stratum,
      n: values.length,
      positive: values.filter((value) => value > 0).length,
      sum: sum(values),
      sumSquares: sum(values.map((value) => value * value)),
      max: Math.max(0, ...values),
      absent,
    };
  });
}

function observeChild(child: Child): Observed[] {
  const stratum = { district: child.district, stage: child.stage };
  const wanted = child.services.flatMap(({ service, used, more, unsettled }) => {
    const of = (weekday: string, state: string, value: number): Observed => ({
      measure: "wanted_days",
      unit: "person_days_per_week",
      dims: { service, weekday, state, care_class: child.class, juushin: child.juushin },
      stratum,
      value,
    });
    return [
      ...used.map((day) => of(day, "used", 1)),
      ...more.map((day) => of(day, "more", 1)),
      ...(unsettled > 0 ? [of("unknown", "more", unsettled)] : []),
    ];
  });
  const value = child.certifiedEnough ? 1 : 0;
  return [
    ...wanted,
    ...child.services.flatMap((wish) => observeWish(child, wish)),
    { measure: "certified_staff_enough", unit: "children", dims: {}, stratum, value },
  ];
}

/** What one wanted service means in days, rides and procedures. */
function observeWish(child: Child, { service, used, more, unsettled }: Child["services"][number]): Observed[] {
  const stratum = { district: child.district, stage: child.stage };
  const extra = more.length + unsettled;
  const days = used.length + extra;
  const classes = { care_class: child.class, juushin: child.juushin };
  const rides = (["out", "home"] as const).flatMap((direction): Observed[] => {
    if (child.rides?.[direction] !== "provider") return [];
    const care_on_board = child.rides.careOnBoard ?? "dont_know";
    const dims = { service, direction, care_on_board, district: child.district, school_kind: "unknown" };
    return [{ measure: "rides_wanted", unit: "rides_per_week", dims, stratum, value: days }];
  });
  const procedures = (child.procedures ?? []).map((procedure): Observed => {
    return { measure: "needs_procedure", unit: "children", dims: { procedure, service }, stratum, value: 1 };
  });
  const unit = "person_days_per_week";
  return [
    { measure: "wanted_days_total", unit, dims: { service, ...classes }, stratum, value: days },
    { measure: "extra_days", unit, dims: { service }, stratum, value: extra },
    ...rides,
    ...procedures,
  ];
}

function observePool(pool: Pool): Observed[] {
  const dims = {
    services: pool.services.toSorted().join("+"),
    juushin_type: pool.juushinType ? "yes" : "no",
    publish: pool.publish,
  };
  const capacity: Observed = { measure: "pool_capacity", unit: "persons", dims, stratum: {}, value: pool.capacity };
  const days = weekdays.flatMap((weekday) => {
    const nurses = pool.nurses[weekday];
    if (nurses === undefined) return [];
    const of = (measure: string, unit: Unit, value: number | AbsenceReason): Observed => {
      return { measure, unit, dims: { ...dims, weekday }, stratum: {}, value };
    };
    return [
      of("nurses_on_duty", "persons", nurses),
      of("pool_open", "service_units", 1),
      of("pool_with_nurse", "service_units", typeof nurses === "number" ? Math.min(1, nurses) : nurses),
    ];
  });
  return [capacity, ...days];
}

/** Tally cells of children's answers, added up as models/tally does. */
export function tallyOfChildren(children: readonly Child[]): Pick<Tally, "responses" | "cells" | "strata"> {
  const strata = children.map(({ district, stage }) => ({ stratum: { district, stage }, responses: 1 }));
  return { responses: children.length, strata, cells: addUp(children.flatMap(observeChild)) };
}

/** Tally cells of providers' answers; one response per pool. */
export function tallyOfPools(pools: readonly Pool[]): Pick<Tally, "responses" | "cells"> {
  return { responses: pools.length, cells: addUp(pools.flatMap(observePool)) };
}
