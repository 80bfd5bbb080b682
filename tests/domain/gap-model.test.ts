import { describe, expect, test } from "vitest";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };

const [nurses] = gapModelJson.gaps;

describe("gap model", () => {
  test("the standard model has the gap nurses and its switches", () => {
    const gap = requireGap(parseGapModel(gapModelJson), "nurses");
    expect(gap.services).toEqual({
      jido_hattatsu: "ratio",
      hokago_day: "ratio",
      seikatsu_kaigo: "one_per_unit",
      tanki_nyusho: "none",
    });
    expect(gap.issue.ja).toBe("福祉事業所で働く看護職員");
  });

  test.each([
    ["an unknown service", { services: { nowhere: "ratio" } }],
    ["an unknown switch", { services: { hokago_day: "double" } }],
    ["a unit that does not exist", { unit: "nurses" }],
    ["a negative threshold", { threshold: -1 }],
    ["a field nobody reads", { colour: "red" }],
    ["a kind of another gap", { kind: "places" }],
    ["a kind that is not built", { kind: "share" }],
  ])("%s is refused", (_, change) => {
    expect(() => parseGapModel({ ...gapModelJson, gaps: [{ ...nurses, ...change }] })).toThrow();
  });

  test("the standard model has the first four gaps, and the stages of each day service", () => {
    const model = parseGapModel(gapModelJson);
    expect(model.gaps.map(({ id }) => id)).toEqual(["nurses", "places", "procedures", "transport"]);
    expect(requireGap(model, "places").silentAlike).toEqual({ minAnswered: 3, minShare: 0.5 });
    expect(model.stages.seikatsu_kaigo).toEqual(["graduated"]);
    expect(model.estimate).toEqual({ minStratumAnswers: 5, maxWeight: 4, maxMissingShare: 0.2 });
  });

  test("two gaps of one id are refused", () => {
    expect(() => parseGapModel({ ...gapModelJson, gaps: [nurses, nurses] })).toThrow(/same id/);
  });

  test("a gap the model does not have", () => {
    const onlyNurses = parseGapModel({ ...gapModelJson, gaps: [nurses] });
    expect(() => requireGap(onlyNurses, "places")).toThrow(/no gap places/);
  });
});
