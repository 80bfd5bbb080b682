import Fraction from "fraction.js";
import { z } from "zod";
import type { Dimensions } from "#domain/observation.ts";
import { type LifeStage, lifeStages } from "#domain/profile.ts";
import type { Tally } from "#domain/tally.ts";

/** `respondents`: 回答者のうち, never "in the region". `population`: scaled up to the children known in the region. */
export type WeightsLabel = "respondents" | "population";

/** Children known in the region by life stage, when a round opened. */
export type Populations = Readonly<Partial<Record<LifeStage, number>>>;

/** When a stratum is too small to stand alone, and when an item is answered too seldom to be scaled up. Data of the gap model. */
export const estimateSettingsSchema = z.strictObject({
  minStratumAnswers: z.number().int().positive(),
  maxWeight: z.number().positive(),
  maxMissingShare: z.number().min(0).max(1),
});
export type EstimateSettings = z.infer<typeof estimateSettingsSchema>;

/** Life stages estimated together: neighbours are joined until a stratum has answers enough. */
export type Stratum = {
  readonly stages: readonly string[];
  readonly answers: number;
  /** Children known; raised to `answers` where more answered than are known. */
  readonly population: number;
};

/** How many children one answer of a stratum cell `{ district, stage }` stands for, exact. */
export type StratumWeights = {
  readonly label: WeightsLabel;
  /** In the order of the stages; empty without a reference population. */
  readonly strata: readonly Stratum[];
  readonly weightOf: (stratum: Dimensions) => Fraction;
  readonly answersIn: (stage: string) => number;
  /** Children known in a stage who did not answer; null without a reference population. */
  readonly silentIn: (stage: string) => number | null;
  /** Stages with more answers than children on the list (weight 1): the list is out of date, or answers are doubled. */
  readonly overAnswered: readonly string[];
};

function answersByStage(strata: Tally["strata"]): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  for (const { stratum, responses } of strata) {
    const stage = stratum.stage ?? "unknown";
    answers.set(stage, (answers.get(stage) ?? 0) + responses);
  }
  return answers;
}

/** Every answer counts once (g = 1): all that can be said without a reference population. */
export function respondentWeights(strata: Tally["strata"]): StratumWeights {
  const answers = answersByStage(strata);
  return {
    label: "respondents",
    strata: [],
    weightOf: () => new Fraction(1),
    answersIn: (stage) => answers.get(stage) ?? 0,
    silentIn: () => null,
    overAnswered: [],
  };
}

const isLarge = ({ answers, population }: Stratum, settings: EstimateSettings) =>
  answers >= settings.minStratumAnswers && population <= answers * settings.maxWeight;

const join = (a: Stratum, b: Stratum): Stratum => ({
  stages: [...a.stages, ...b.stages],
  answers: a.answers + b.answers,
  population: a.population + b.population,
});

/** From the youngest stage on: what is too small is joined to the next stage, a too small rest to the stratum before it. */
function joinNeighbours(stages: readonly Stratum[], settings: EstimateSettings): readonly Stratum[] {
  const strata: Stratum[] = [];
  let open: Stratum | null = null;
  for (const stage of stages) {
    const grown: Stratum = open ? join(open, stage) : stage;
    if (isLarge(grown, settings)) strata.push(grown);
    open = isLarge(grown, settings) ? null : grown;
  }
  if (!open) return strata;
  const before = strata.pop();
  return [...strata, before ? join(before, open) : open];
}

/**
 * g = N_h / n_h by life stage, stages joined until n_h ≥ 5 and N_h / n_h ≤ 4 (docs/methodology.md §重み). The strata are the
 * round's, whatever is filtered later, so that columns add up. Throws a RangeError for a stage with answers and no population.
 */
export function populationWeights(
  tallyStrata: Tally["strata"],
  populations: Populations,
  settings: EstimateSettings,
): StratumWeights {
  const answers = answersByStage(tallyStrata);
  const answersIn = (stage: string) => answers.get(stage) ?? 0;
  const known = new Map<string, number>(Object.entries(populations));
  for (const [stage, n] of answers) {
    if (n > 0 && !known.has(stage)) throw new RangeError(`No reference population for the stage ${stage}`);
  }
  const stages = lifeStages.flatMap((stage): Stratum[] => {
    const population = Math.max(known.get(stage) ?? 0, answersIn(stage));
    return population === 0 ? [] : [{ stages: [stage], answers: answersIn(stage), population }];
  });
  const strata = joinNeighbours(stages, settings);
  return {
    label: "population",
    strata,
    weightOf: (dims) => {
      const stratum = strata.find((candidate) => candidate.stages.includes(dims.stage ?? "unknown"));
      if (!stratum || stratum.answers === 0)
        throw new RangeError(`No answers were counted for the stage ${dims.stage}`);
      return new Fraction(stratum.population).div(stratum.answers);
    },
    answersIn,
    silentIn: (stage) => Math.max(0, (known.get(stage) ?? 0) - answersIn(stage)),
    overAnswered: [...answers].filter(([stage, n]) => n > (known.get(stage) ?? 0)).map(([stage]) => stage),
  };
}
