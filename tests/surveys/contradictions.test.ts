import { describe, expect, test } from "vitest";
import { loadQuestionnaire } from "#tests/fixtures/answers/load-questionnaire.ts";

describe("what contradicts an answer of the same page is not asked", () => {
  const { checker } = loadQuestionnaire("family-needs");
  const base = { consent_statistics: "yes", stage: "elementary", district: "D1", respondent: "mother" };
  const asked = (answers: object) => {
    const result = checker.check({ ...base, ...answers }, "ja");
    return result.ok ? result.asked : result.errors.map(({ path, code }) => `${path} ${code}`);
  };

  test("the way by night to a place that there is not", () => {
    expect(asked({ emergency_place: "no" })).not.toContain("bring_at_night");
    for (const place of ["yes", "dont_know", undefined])
      expect(asked({ emergency_place: place })).toContain("bring_at_night");
  });

  test("a child before school who answers alone", () => {
    expect(asked({ respondent: "self", stage: "preschool" })).toEqual(["stage choice"]);
    expect(asked({ respondent: "self" })).toContain("school_kind");
    expect(asked({ stage: "preschool" })).toContain("school_kind");
  });

  test("no siblings where a sibling gives the care", () => {
    expect(asked({ carer_main: "sibling", siblings: ["no_siblings"] })).toEqual(["siblings choice"]);
    expect(asked({ carer_main: "mother", siblings: ["no_siblings"] })).toContain("siblings");
  });
});
