import { describe, expect, test } from "vitest";
import { z } from "zod";
import { careProcedureSchema } from "#domain/care-procedure.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { proceduresGap } from "#domain/gap/procedures.ts";
import type { ProceduresGap } from "#domain/gap/procedures-gap.ts";
import expectedJson from "./expected/procedures.json" with { type: "json" };
import { goldenInputs, need, town } from "./region.ts";
import { rosterOf } from "./town-profiles.ts";

const names = z.array(z.string());
const expected = z
  .object({
    rows: z.array(
      z.tuple([z.string(), careProcedureSchema, z.string(), z.number(), z.string(), names, names, names, z.string()]),
    ),
    summary: z.partialRecord(careProcedureSchema, z.tuple([z.number(), z.string()])),
    order: names,
    wrong: z.object({
      catheterizationIfConditionalWereFull: z.string(),
      suctionUnitsIfU4WereConfirmed: names,
      suctionSaysInMIfU4WereConfirmed: z.string(),
      suctionChildrenCountedByService: z.number(),
    }),
  })
  .parse(expectedJson);

const base = goldenInputs.procedures;
const gap = proceduresGap(base);

const exact = (figure: ExactFigure) => (figure.kind === "value" ? figure.exact : figure.reason);
const ids = (units: readonly { readonly id: string }[]) => units.map(({ id }) => id).sort();
const rowOf = (result: ProceduresGap, id: string) => {
  const row = result.rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};

describe("golden example §4 procedures", () => {
  test("rows: children by home district, units confirmed and conditional, and what the row says", () => {
    const rows = gap.rows.map((row) => [
      row.service,
      row.procedure,
      row.district,
      row.children.answered,
      exact(row.children.estimate),
      ids(row.can),
      ids(row.conditional),
      ids(row.notConfirmed.filter(({ said }) => said === "can" || said === "conditional")),
      row.says,
    ]);
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
      new Set(expected.rows.map((row) => JSON.stringify(row))),
    );
    expect(rows).toHaveLength(expected.rows.length);
  });

  test("all services: a procedure's children, each counted once", () => {
    for (const { procedure, children } of gap.summary) {
      const counted = expected.summary[procedure];
      if (counted) expect([procedure, children.answered, exact(children.estimate)]).toEqual([procedure, ...counted]);
    }
    expect(gap.summary.slice(0, 2).map(({ children }) => exact(children.estimate))).toEqual(["2", "2"]);
  });

  test("what says something stands first: 空白, 条件付きのみ, 地区内なし", () => {
    expect(gap.rows.slice(0, 5).map(({ procedure, district }) => `${procedure} ${district}`)).toEqual([
      ...expected.order,
      "ventilator K",
    ]);
    expect(gap.headline).toMatchObject({ kind: "item", item: { says: "blank", procedure: "injection" } });
    expect(gap.verdict).toBe("certain");
  });

  test("U4, silent this round, stands beside 地区内なし, and not beside the blank of another service", () => {
    expect(rowOf(gap, "jido_hattatsu:suction:M")).toMatchObject({ provisional: true, notConfirmed: [{ said: "can" }] });
    expect(rowOf(gap, "hokago_day:injection:K").provisional).toBe(false);
  });
});

describe("wrong answers", () => {
  test("⑫ of U3 is conditional: counted as full, nothing would be said", () => {
    const full = town.pools.map((pool) => ({
      ...pool,
      units: pool.units?.map((unit) => ({ ...unit, can: [...unit.can, ...unit.conditional], conditional: [] })),
    }));
    const asFull = proceduresGap({ ...base, roster: rosterOf(full, town.lastRoundPools) });
    const wrong = expected.wrong.catheterizationIfConditionalWereFull;
    expect(rowOf(asFull, "hokago_day:catheterization:M").says).toBe(wrong);
    expect(rowOf(gap, "hokago_day:catheterization:M").says).not.toBe(wrong);
  });

  test("U4 counted as confirmed would make M served", () => {
    const asConfirmed = proceduresGap({ ...base, roster: rosterOf([...town.pools, ...town.lastRoundPools], []) });
    const wrong = expected.wrong;
    expect(ids(rowOf(asConfirmed, "jido_hattatsu:suction:M").can)).toEqual(wrong.suctionUnitsIfU4WereConfirmed);
    expect(rowOf(asConfirmed, "jido_hattatsu:suction:M").says).toBe(wrong.suctionSaysInMIfU4WereConfirmed);
    expect(ids(rowOf(gap, "jido_hattatsu:suction:M").can)).not.toEqual(wrong.suctionUnitsIfU4WereConfirmed);
  });

  test("a child is not counted once for each service", () => {
    const [first] = town.children;
    if (!first) throw new Error("no child");
    // Child 1 also stays the night: a service counted by the month, which its day service already holds.
    const night = {
      measure: "needs_procedure_monthly",
      unit: "children" as const,
      dims: { procedure: "suction", service: "tanki_nyusho" },
      stratum: { district: first.district, stage: first.stage },
      n: 1,
      positive: 1,
      sum: 1,
      sumSquares: 1,
      max: 1,
      absent: {},
    };
    const both = proceduresGap({ ...base, need: { ...need, cells: [...need.cells, night] } });
    const suction = both.summary.find(({ procedure }) => procedure === "suction");
    const byService = both.rows.filter(({ procedure }) => procedure === "suction");
    const summed = byService.reduce((sum, row) => sum + row.children.answered, 0);
    expect(summed).toBe(expected.wrong.suctionChildrenCountedByService);
    expect(suction?.children.answered).toBe(3);
  });
});
