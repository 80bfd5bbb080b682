import Fraction from "fraction.js";
import type { EstimateSettings, StratumWeights } from "#domain/estimate/weights.ts";
import type { Dimensions } from "#domain/observation.ts";
import type { TallyCell } from "#domain/tally.ts";

/**
 * How one item was scaled up: with the round's strata; with one stratum, because some stratum has fewer than 2 answers to
 * the item; or not at all, because more than a fifth of those asked left it empty.
 */
export type ItemBasis = "strata" | "one_stratum" | "counts_only";

/** What one item's answers say of the region. All exact. */
export type ItemTotal = {
  /** T = Σ_h N_h / n_h,item · (sum of the answers of stratum h). */
  readonly total: Fraction;
  /** Σ of the answers, unweighted: at least this much is there. */
  readonly floor: Fraction;
  /** floor + all that children without an answer could add; null without a reference population, or under a filter. */
  readonly ceiling: Fraction | null;
  readonly basis: ItemBasis;
  /** Answers to the item; each answering child is one. */
  readonly n: number;
  /** Children with more than zero. */
  readonly contributors: number;
  /** Upper bound on the part of `total` that is one child's; null without a total. */
  readonly largestShare: Fraction | null;
};

export type ItemQuestion = {
  /** The item's cells with the stratum of the answers; each child stands in one of them. */
  readonly cells: readonly TallyCell[];
  /** Answers without the item, by stage. */
  readonly missing: ReadonlyMap<string, number>;
  /** Stages that are asked the item, with the most that one child can add (days a week the service is open, for example). */
  readonly most: ReadonlyMap<string, number>;
  readonly weights: StratumWeights;
  readonly settings: EstimateSettings;
  /** Some answers are left out by a filter (one district): what the silent could add is then not known. */
  readonly filtered: boolean;
};

export type ItemWeights = { readonly basis: ItemBasis; readonly weightOf: (stratum: Dimensions) => Fraction };

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0);

/** Weights of one item: the strata stay, and N_h is divided by the answers to the item. */
export function itemWeights({
  missing,
  most,
  weights,
  settings,
}: Omit<ItemQuestion, "cells" | "filtered">): ItemWeights {
  const missed = (stages: Iterable<string>) => sumOf([...stages].map((stage) => missing.get(stage) ?? 0));
  const asked = sumOf([...most.keys()].map(weights.answersIn));
  if (missed(most.keys()) > asked * settings.maxMissingShare)
    return { basis: "counts_only", weightOf: () => new Fraction(1) };
  if (weights.label === "respondents" || missed(missing.keys()) === 0)
    return { basis: "strata", weightOf: weights.weightOf };
  const items = weights.strata.map((stratum) => ({ ...stratum, answers: stratum.answers - missed(stratum.stages) }));
  if (items.some(({ answers }) => answers < 2)) {
    const [population, answers] = [sumOf(items.map((one) => one.population)), sumOf(items.map((one) => one.answers))];
    return { basis: "one_stratum", weightOf: () => new Fraction(population).div(answers) };
  }
  return {
    basis: "strata",
    weightOf: (dims) => {
      const item = items.find(({ stages }) => stages.includes(dims.stage ?? "unknown"));
      if (!item) throw new RangeError(`No answers were counted for the stage ${dims.stage}`);
      return new Fraction(item.population).div(item.answers);
    },
  };
}

/** Total, floor and ceiling of one item (docs/methodology.md §下限と上限). */
export function itemTotal(question: ItemQuestion): ItemTotal {
  const { cells, missing, most, weights, filtered } = question;
  const { basis, weightOf } = itemWeights(question);
  const sum = (of: (cell: TallyCell) => Fraction) => cells.reduce((all, cell) => all.add(of(cell)), new Fraction(0));
  const total = sum((cell) => weightOf(cell.stratum).mul(cell.sum));
  const floor = sum((cell) => new Fraction(cell.sum));
  const largest = cells.reduce((max, cell) => {
    const one = cell.positive > 0 ? weightOf(cell.stratum).mul(cell.max) : new Fraction(0);
    return one.gt(max) ? one : max;
  }, new Fraction(0));
  const canAdd = [...most].map(([stage, days]) => {
    const silent = weights.silentIn(stage);
    return silent === null ? null : (silent + (missing.get(stage) ?? 0)) * days;
  });
  const known = !filtered && canAdd.every((days) => days !== null);
  return {
    total,
    floor,
    ceiling: known ? floor.add(sumOf(canAdd.map((days) => days ?? 0))) : null,
    basis,
    n: sumOf(cells.map((cell) => cell.n)),
    contributors: sumOf(cells.map((cell) => cell.positive)),
    largestShare: total.equals(0) ? null : largest.div(total),
  };
}
