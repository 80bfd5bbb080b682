import { describe, expect, test } from "vitest";
import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";
import type { ProceduresGap } from "#domain/gap/procedures-gap.ts";
import { needs, offer, regionGap, unit } from "./procedure-region.ts";

const units = [unit("a", offer({ suction: "cannot" }))];
const suctionOf = (gap: ProceduresGap) => gap.summary.find(({ procedure }) => procedure === "suction")?.children;
const strata = [
  { stratum: { district: "K", stage: "preschool" }, responses: 10 },
  { stratum: { district: "K", stage: "elementary" }, responses: 10 },
];
const settings = { minStratumAnswers: 5, maxWeight: 4, maxMissingShare: 0.2 };
/** Weights 2 (preschool) and 3 (elementary). */
const weights = populationWeights(strata, { preschool: 20, elementary: 30 }, settings);

describe("children who need a procedure", () => {
  test("are weighted by stage, and added up within a district", () => {
    const older = needs({ stage: "elementary", children: 2 });
    const junior = needs({ stage: "junior_high", children: 3 });
    const three = populationWeights(
      [...strata, { stratum: { district: "K", stage: "junior_high" }, responses: 10 }],
      { preschool: 20, elementary: 30, junior_high: 15 },
      settings,
    );
    const [row, ...more] = regionGap([older, junior], units, { weights: three }).rows;
    // 2 · 30/10 + 3 · 15/10 = 21/2
    expect(row?.children).toEqual({
      answered: 5,
      estimate: { kind: "value", value: 10.5, exact: "21/2", unit: "children", n: 20 },
      basis: "strata",
    });
    expect(more).toEqual([]);
  });

  test("of monthly services are read from their own measure, and of no other", () => {
    const misplaced = { ...needs(), measure: "needs_procedure_monthly" };
    const night = needs({ service: "tanki_nyusho" });
    const { rows } = regionGap([night, misplaced, { ...night, measure: "needs_procedure" }], units);
    expect(rows.map(({ service, children }) => [service, children.answered])).toEqual([["tanki_nyusho", 1]]);
  });

  test("are counted once where two day services share a stage: the larger of the two, per stratum", () => {
    const cells = [
      needs({ children: 2 }),
      needs({ service: "jido_hattatsu", children: 5 }),
      needs({ service: "seikatsu_kaigo", children: 3 }),
      needs({ district: "M", children: 4 }),
      needs({ stage: "high_school", children: 1 }),
    ];
    expect(suctionOf(regionGap(cells, units))?.answered).toBe(5 + 4 + 1);
  });

  test("no row comes from answers that say nothing", () => {
    expect(regionGap([needs({ children: 0, absent: { no_answer: 2 } })], units).rows).toEqual([]);
  });

  test("codes outside the vocabulary are refused", () => {
    const wrong = { ...needs(), dims: { procedure: "humming", service: "hokago_day" } };
    expect(() => regionGap([wrong], units)).toThrow("needs_procedure: procedure cannot be");
    expect(() => regionGap([{ ...needs(), dims: { procedure: "suction" } }], units)).toThrow("service cannot be");
  });
});

describe("families who did not say which procedures are needed", () => {
  const told = needs({ children: 4 });
  const silent = needs({ district: "M", children: 0, absent: { no_answer: 1, dont_know: 1 } });

  test("raise the weight of the others in their stage, also where a filter leaves them out", () => {
    // 30 / (10 − 2) · 4 = 15
    const gap = regionGap([told, silent], units, { weights, district: "K" });
    expect(gap.rows[0]?.children).toMatchObject({ answered: 4, estimate: { exact: "15" }, basis: "strata" });
    expect(suctionOf(gap)).toMatchObject({ answered: 4, estimate: { exact: "15" } });
  });

  test("leave counts only, if they are more than a fifth of the stage", () => {
    const many = needs({ district: "M", children: 0, absent: { no_answer: 3 } });
    const gap = regionGap([told, many], units, { weights });
    expect(gap.rows[0]?.children).toMatchObject({ answered: 4, estimate: { exact: "4" }, basis: "counts_only" });
    expect(gap.items[0]?.children.basis).toBe("counts_only");
  });

  test("of a monthly service, which every stage may use, are a fifth of all answers", () => {
    const night = { service: "tanki_nyusho" as const };
    const cells = [
      needs({ ...night, children: 4 }),
      needs({ ...night, district: "M", children: 0, absent: { no_answer: 3 } }),
    ];
    // 3 of 20 answers, not of 10: 30 / 7 · 4
    expect(regionGap(cells, units, { weights }).rows[0]?.children.estimate).toMatchObject({ exact: "120/7" });
  });

  test("of a monthly service leave counts only, if they are more than a fifth of all answers", () => {
    const night = needs({ service: "tanki_nyusho", children: 4, absent: { no_answer: 5 } });
    expect(regionGap([night], units, { weights }).rows[0]?.children.basis).toBe("counts_only");
  });

  test("of all day services count against the answers of all their stages", () => {
    const young = { service: "jido_hattatsu" as const, stage: "preschool" };
    const summaryOf = (missing: number) =>
      suctionOf(regionGap([told, needs({ ...young, absent: { no_answer: missing } })], units, { weights }));
    // 4 of 20 is a fifth: 30/10 · 4 + 20/6 · 1
    expect(summaryOf(4)).toMatchObject({ basis: "strata", estimate: { exact: "46/3" } });
    expect(summaryOf(5)).toMatchObject({ basis: "counts_only", estimate: { exact: "5" } });
  });

  test("are counted once, though absent from each procedure and service", () => {
    const cells = [
      needs({ absent: { no_answer: 2 } }),
      needs({ procedure: "oxygen", children: 0, absent: { no_answer: 2 } }),
      needs({ service: "tanki_nyusho", children: 0, absent: { no_answer: 3 } }),
      needs({ district: "M", children: 0, absent: { dont_know: 1 } }),
      needs({ stage: "high_school", children: 0, absent: { dont_know: 1 } }),
    ];
    expect(regionGap(cells, units).answersWithoutProcedures).toBe(3 + 1 + 1);
    expect(regionGap(cells, units, { district: "M" }).answersWithoutProcedures).toBe(1);
    expect(regionGap(cells, units, { service: "hokago_day" }).answersWithoutProcedures).toBe(2 + 1 + 1);
    expect(regionGap([needs()], units, { weights: respondentWeights(strata) }).answersWithoutProcedures).toBe(0);
  });
});
