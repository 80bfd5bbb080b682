import Fraction from "fraction.js";
import type { EstimateSettings, StratumWeights } from "#domain/estimate/weights.ts";
import type { Dimensions } from "#domain/observation.ts";
import type { TallyCell } from "#domain/tally.ts";

/**
 * How one item was scaled up: with the round's strata; with one stratum, because some stratum has fewer than 2 answers to
 * the item; or not at all, because more than a fifth of those asked left it empty.
 */
export type ItemBasis = "strata" | "one_stratum" | "counts_only";

/** What the answers to one item, or to several items of the same children, say of the region. All exact. */
export type ItemTotal = {
  /** T = Σ_h N_h / n_h,item · (sum of the answers of stratum h), at most the ceiling. */
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
  /** The item's cells of every district, where `cells` are those of one: weights are the round's. Default: `cells`. */
  readonly region?: readonly TallyCell[];
  /** Answers without the item, by stage. */
  readonly missing: ReadonlyMap<string, number>;
  /** Children asked the item, where they are fewer than the answers of its stages (the default). */
  readonly asked?: number | undefined;
  /**
   * Stages that are asked the item, with the most that one child can add (days a week the service is open, for example);
   * null: not known.
   */
  readonly most: ReadonlyMap<string, number | null>;
  readonly weights: StratumWeights;
  readonly settings: EstimateSettings;
  /** Some answers are left out by a filter (one district): what the silent could add is then not known. */
  readonly filtered: boolean;
};

type WeightOf = (stratum: Dimensions) => Fraction;

/** One item's answers with what each stands for by the strata alone: a total of it is not cut to its ceiling yet. */
export type Item = {
  readonly cells: readonly TallyCell[];
  readonly region: readonly TallyCell[];
  readonly basis: ItemBasis;
  readonly weightOf: WeightOf;
  /** All that children without an answer could add in the region; null: not known. */
  readonly room: Fraction | null;
  readonly filtered: boolean;
};

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0);
const addUp = (fractions: readonly Fraction[]) => fractions.reduce((sum, one) => sum.add(one), new Fraction(0));

/** A sum, or null as soon as one part is not known. */
function sumOfKnown(parts: readonly (Fraction | null)[]): Fraction | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? addUp(known) : null;
}

/** Weights by the strata: they stay, and N_h is divided by the answers to the item. */
function strataWeights({ missing, asked, most, weights, settings }: ItemQuestion): Pick<Item, "basis" | "weightOf"> {
  const missed = (stages: Iterable<string>) => sumOf([...stages].map((stage) => missing.get(stage) ?? 0));
  const wereAsked = asked ?? sumOf([...most.keys()].map(weights.answersIn));
  if (missed(most.keys()) > wereAsked * settings.maxMissingShare)
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

/** All that the children of the stages without an answer could add; null where their number or the most of one is not known. */
export function roomOf(
  most: ItemQuestion["most"],
  { silentIn }: Pick<StratumWeights, "silentIn">,
  missing: ItemQuestion["missing"] = new Map(),
): Fraction | null {
  const byStage = [...most].map(([stage, one]) => {
    const silent = silentIn(stage);
    if (silent === null) return null;
    const children = silent + (missing.get(stage) ?? 0);
    if (children === 0) return new Fraction(0);
    return one === null ? null : new Fraction(children * one);
  });
  return sumOfKnown(byStage);
}

/** Reads one item, to be totalled alone or together with others. */
export function readItem(question: ItemQuestion): Item {
  const { cells, region = cells, missing, most, weights, filtered } = question;
  return { cells, region, ...strataWeights(question), room: roomOf(most, weights, missing), filtered };
}

type Answers = Pick<Item, "region" | "weightOf" | "room">;

/**
 * What one answer stands for when these items are totalled. Strata joined from several stages give an item children of
 * stages that cannot have it; where the total would so exceed the ceiling, what goes beyond the answers is cut in
 * proportion until it is the ceiling. Each answer keeps at least itself.
 */
export function cutWeights(items: readonly Answers[]): (item: Pick<Item, "weightOf">) => WeightOf {
  const room = sumOfKnown(items.map((item) => item.room));
  const beyond = addUp(
    items.flatMap(({ region, weightOf }) => region.map((cell) => weightOf(cell.stratum).sub(1).mul(cell.sum))),
  );
  if (room === null || beyond.lte(room)) return ({ weightOf }) => weightOf;
  const kept = room.div(beyond);
  return ({ weightOf }) =>
    (stratum) =>
      weightOf(stratum).sub(1).mul(kept).add(1);
}

/** Weights of one item alone, as its total counts them. */
export function itemWeights(question: ItemQuestion): Pick<Item, "basis" | "weightOf"> {
  const item = readItem(question);
  return { basis: item.basis, weightOf: cutWeights([item])(item) };
}

const bases: readonly ItemBasis[] = ["strata", "one_stratum", "counts_only"];
const weaker = (a: ItemBasis, b: ItemBasis) => (bases.indexOf(a) > bases.indexOf(b) ? a : b);

/**
 * Total, floor and ceiling of some items: the columns add up, then the ceiling of all of them cuts. `n` and `contributors`
 * count children only where each stands in one of the items.
 */
export function totalOf(items: readonly Item[]): ItemTotal {
  const weightIn = cutWeights(items);
  const weighted = items.flatMap((item) => item.cells.map((cell) => ({ cell, weight: weightIn(item)(cell.stratum) })));
  const total = addUp(weighted.map(({ cell, weight }) => weight.mul(cell.sum)));
  const floor = addUp(weighted.map(({ cell }) => new Fraction(cell.sum)));
  const largest = weighted
    .map(({ cell, weight }) => weight.mul(cell.max))
    .reduce((max, one) => (one.gt(max) ? one : max), new Fraction(0));
  const room = sumOfKnown(items.map((item) => (item.filtered ? null : item.room)));
  return {
    total,
    floor,
    ceiling: room && floor.add(room),
    basis: items.map(({ basis }) => basis).reduce(weaker, "strata"),
    n: sumOf(weighted.map(({ cell }) => cell.n)),
    contributors: sumOf(weighted.map(({ cell }) => cell.positive)),
    largestShare: total.equals(0) ? null : largest.div(total),
  };
}

/** Total, floor and ceiling of one item (docs/methodology.md §下限と上限). */
export function itemTotal(question: ItemQuestion): ItemTotal {
  return totalOf([readItem(question)]);
}
