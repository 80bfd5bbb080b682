import type { AbsenceReason, Unit } from "#domain/figure.ts";
import type { Dimensions } from "#domain/observation.ts";

/**
 * 集計: the observations of one round and area with the same measure, dimensions and stratum, added up.
 * For needs the stratum is `{ district, stage }`, for supply `{}` (supply is a census of a roster).
 */
export type TallyCell = {
  readonly measure: string;
  readonly unit: Unit;
  readonly dims: Dimensions;
  readonly stratum: Dimensions;
  /** Observations that carry a value. */
  readonly n: number;
  /** Of these, how many are above zero: contributors, for the disclosure rules. */
  readonly positive: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** The largest single value: for the rule that nobody may contribute more than half. */
  readonly max: number;
  /** Observations without a value, by reason. */
  readonly absent: Readonly<Partial<Record<AbsenceReason, number>>>;
};

/** All cells of one round and area, with the state of the responses they were built from. */
export type Tally = {
  readonly roundId: string;
  readonly areaId: string;
  /** Counted responses (consented, not invalid), in all and by stratum. */
  readonly responses: number;
  readonly strata: readonly { readonly stratum: Dimensions; readonly responses: number }[];
  readonly cells: readonly TallyCell[];
  /** When the newest counted response was received, or null without any. ISO 8601. */
  readonly asOf: string | null;
};
