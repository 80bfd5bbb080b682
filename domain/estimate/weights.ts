import Fraction from "fraction.js";
import type { Dimensions } from "#domain/observation.ts";
import type { Tally, TallyCell } from "#domain/tally.ts";

/** `respondents`: 回答者のうち, never "in the region". `population`: scaled up to the children known in the region. */
export type WeightsLabel = "respondents" | "population";

/** How many children one answer of a stratum cell `{ district, stage }` stands for, exact. */
export type StratumWeights = {
  readonly label: WeightsLabel;
  readonly weightOf: (stratum: Dimensions) => Fraction;
  /** Stages with more answers than children on the list (weight 1): the list is out of date, or answers are doubled. */
  readonly overAnswered: readonly string[];
};

/** Every answer counts once (g = 1): all that can be said without a reference population. */
export function respondentWeights(): StratumWeights {
  return { label: "respondents", weightOf: () => new Fraction(1), overAnswered: [] };
}

/**
 * g = N_h / n_h by life stage. Strata are not joined here: that rule (n_h ≥ 5 and N_h / n_h ≤ 4) belongs to the
 * intervals and comes with them. Throws a RangeError for a stage that has answers and no population.
 */
export function populationWeights(
  strata: Tally["strata"],
  populations: Readonly<Record<string, number>>,
): StratumWeights {
  const answers = new Map<string, number>();
  for (const { stratum, responses } of strata) {
    const stage = stratum.stage ?? "unknown";
    answers.set(stage, (answers.get(stage) ?? 0) + responses);
  }
  const weights = new Map<string, Fraction>();
  const overAnswered: string[] = [];
  for (const [stage, n] of answers) {
    const population = populations[stage];
    if (population === undefined) throw new RangeError(`No reference population for the stage ${stage}`);
    if (n === 0) continue;
    if (n > population) overAnswered.push(stage);
    weights.set(stage, n > population ? new Fraction(1) : new Fraction(population).div(n));
  }
  const weightOf = (stratum: Dimensions) => {
    const weight = weights.get(stratum.stage ?? "unknown");
    if (!weight) throw new RangeError(`No answers were counted for the stage ${stratum.stage ?? "unknown"}`);
    return weight;
  };
  return { label: "population", weightOf, overAnswered };
}

/**
 * A total over strata. `floor` is the unweighted sum of the answers. `interval` (95%, chance only) and `ceiling` (all
 * that the silent could add) are null until they are computed: never to be read as "no uncertainty".
 */
export type WeightedTotal = {
  readonly total: Fraction;
  readonly floor: Fraction;
  readonly ceiling: Fraction | null;
  readonly interval: { readonly low: Fraction; readonly high: Fraction } | null;
};

/** T = Σ g_h · (sum of the cells of stratum h), with its floor. */
export function weightedTotal(cells: readonly TallyCell[], weights: StratumWeights): WeightedTotal {
  const sum = (weightOf: (stratum: Dimensions) => Fraction) =>
    cells.reduce((total, cell) => total.add(weightOf(cell.stratum).mul(cell.sum)), new Fraction(0));
  return { total: sum(weights.weightOf), floor: sum(() => new Fraction(1)), ceiling: null, interval: null };
}
