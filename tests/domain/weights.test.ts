import { describe, expect, test } from "vitest";
import { type EstimateSettings, populationWeights, respondentWeights } from "#domain/estimate/weights.ts";

const settings: EstimateSettings = { minStratumAnswers: 2, maxWeight: 4, maxMissingShare: 0.2 };
const strata = [
  { stratum: { district: "K", stage: "preschool" }, responses: 1 },
  { stratum: { district: "M", stage: "preschool" }, responses: 1 },
  { stratum: { district: "K", stage: "elementary" }, responses: 3 },
];
const answers = (counts: Record<string, number>) =>
  Object.entries(counts).map(([stage, responses]) => ({ stratum: { district: "K", stage }, responses }));

describe("weights", () => {
  test("respondents count once, whatever their stratum, and nothing is said of the silent", () => {
    const weights = respondentWeights(strata);
    expect(weights.label).toBe("respondents");
    expect(weights.weightOf({ stage: "anything" }).toFraction()).toBe("1");
    expect([weights.answersIn("preschool"), weights.silentIn("preschool")]).toEqual([2, null]);
  });

  test("population weights are by stage over all districts, exact", () => {
    const weights = populationWeights(strata, { preschool: 4, elementary: 10 }, settings);
    expect(weights.label).toBe("population");
    expect(weights.weightOf({ district: "K", stage: "preschool" }).toFraction()).toBe("2");
    expect(weights.weightOf({ district: "K", stage: "elementary" }).toFraction()).toBe("10/3");
    expect([weights.silentIn("preschool"), weights.silentIn("elementary")]).toEqual([2, 7]);
  });

  test("more answers than children on the list: weight 1 and a warning, never below 1", () => {
    const weights = populationWeights(strata, { preschool: 1, elementary: 3 }, settings);
    expect(weights.weightOf({ stage: "preschool" }).toFraction()).toBe("1");
    expect(weights.overAnswered).toEqual(["preschool"]);
    expect(weights.silentIn("preschool")).toBe(0);
  });

  test("a stage without a population, and a stratum without answers, are errors", () => {
    expect(() => populationWeights(strata, { preschool: 4 }, settings)).toThrow(/elementary/);
    const weights = populationWeights(strata, { preschool: 4, elementary: 5 }, settings);
    expect(() => weights.weightOf({ stage: "graduated" })).toThrow(/graduated/);
  });
});

describe("strata are joined in the order of the stages", () => {
  const stagesOf = (counts: Record<string, number>, populations: Record<string, number>, more = {}) =>
    populationWeights(answers(counts), populations, { ...settings, minStratumAnswers: 5, ...more }).strata;

  test("a stage with fewer than 5 answers joins the next: 2 of 4 and 4 of 5 become 6 of 9", () => {
    expect(stagesOf({ preschool: 2, elementary: 4 }, { preschool: 4, elementary: 5 })).toEqual([
      { stages: ["preschool", "elementary"], answers: 6, population: 9 },
    ]);
  });

  test("5 answers are enough, 4 are not", () => {
    expect(stagesOf({ preschool: 5, elementary: 5 }, { preschool: 8, elementary: 9 })).toHaveLength(2);
    expect(stagesOf({ preschool: 4, elementary: 5 }, { preschool: 8, elementary: 9 })).toHaveLength(1);
  });

  test("one answer stands for 4 children at most: 5 of 20 stays, 5 of 21 joins", () => {
    expect(stagesOf({ preschool: 5, elementary: 5 }, { preschool: 20, elementary: 5 })).toHaveLength(2);
    expect(stagesOf({ preschool: 5, elementary: 5 }, { preschool: 21, elementary: 5 })).toHaveLength(1);
  });

  test("a too small rest at the end joins the stratum before it", () => {
    expect(
      stagesOf({ preschool: 6, elementary: 6, graduated: 2 }, { preschool: 9, elementary: 9, graduated: 3 }),
    ).toEqual([
      { stages: ["preschool"], answers: 6, population: 9 },
      { stages: ["elementary", "graduated"], answers: 8, population: 12 },
    ]);
  });

  test("a stage with children and without an answer is in a stratum: nobody is left out", () => {
    expect(stagesOf({ preschool: 6 }, { preschool: 6, junior_high: 4 })).toEqual([
      { stages: ["preschool", "junior_high"], answers: 6, population: 10 },
    ]);
  });

  test("a stage without children and without answers is no stratum", () => {
    expect(stagesOf({ preschool: 6 }, { preschool: 6, graduated: 0 })).toEqual([
      { stages: ["preschool"], answers: 6, population: 6 },
    ]);
  });
});
