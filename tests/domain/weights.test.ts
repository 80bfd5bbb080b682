import { describe, expect, test } from "vitest";
import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";

const strata = [
  { stratum: { district: "K", stage: "preschool" }, responses: 1 },
  { stratum: { district: "M", stage: "preschool" }, responses: 1 },
  { stratum: { district: "K", stage: "elementary" }, responses: 3 },
];

describe("weights", () => {
  test("respondents count once, whatever their stratum", () => {
    const weights = respondentWeights();
    expect(weights.label).toBe("respondents");
    expect(weights.weightOf({ stage: "anything" }).toFraction()).toBe("1");
  });

  test("population weights are by stage over all districts, exact", () => {
    const weights = populationWeights(strata, { preschool: 4, elementary: 10 });
    expect(weights.label).toBe("population");
    expect(weights.weightOf({ district: "K", stage: "preschool" }).toFraction()).toBe("2");
    expect(weights.weightOf({ district: "K", stage: "elementary" }).toFraction()).toBe("10/3");
  });

  test("more answers than children on the list: weight 1 and a warning, never below 1", () => {
    const weights = populationWeights(strata, { preschool: 1, elementary: 3 });
    expect(weights.weightOf({ stage: "preschool" }).toFraction()).toBe("1");
    expect(weights.overAnswered).toEqual(["preschool"]);
  });

  test("a stage without a population, and a stratum without answers, are errors", () => {
    expect(() => populationWeights(strata, { preschool: 4 })).toThrow(/elementary/);
    const weights = populationWeights(strata, { preschool: 4, elementary: 5 });
    expect(() => weights.weightOf({ stage: "graduated" })).toThrow(/graduated/);
  });
});
