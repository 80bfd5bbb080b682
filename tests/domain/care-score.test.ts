import { describe, expect, test } from "vitest";
import { findCareClass, nurseSixths, nurseSixthsOfAnswer } from "#domain/care-class.ts";
import {
  careProcedureNames,
  careProcedures,
  careScore,
  careScoreRowIdSchema,
  careScoreRows,
} from "#domain/care-procedure.ts";

describe("医療的ケア判定スコア", () => {
  test("ventilator 12, tracheostomy 8, suction 9, tube feeding 10, oxygen 9 make 48", () => {
    const entries = [
      { row: "ventilator", watch: 2 },
      { row: "tracheostomy", watch: 2 },
      { row: "suction", watch: 1 },
      { row: "tube_feeding_tube", watch: 2 },
      { row: "oxygen", watch: 1 },
    ] as const;
    expect(careScore(entries)).toBe(48);
    expect(findCareClass(48)).toBe(3);
  });

  test.each([
    [
      "suction and tube feeding",
      [
        { row: "suction", watch: 0 },
        { row: "tube_feeding_tube", watch: 0 },
      ],
      16,
      2,
    ],
    ["intermittent catheter", [{ row: "catheter_intermittent", watch: 0 }], 5, 1],
    ["glucose", [{ row: "glucose", watch: 0 }], 3, 1],
    ["none", [], 0, null],
  ] as const)("%s: score and class", (_, entries, score, careClass) => {
    expect(careScore(entries)).toBe(score);
    expect(findCareClass(score)).toBe(careClass);
  });

  test("a tracheostomy without a ventilator keeps its watch score", () => {
    expect(careScore([{ row: "tracheostomy", watch: 2 }])).toBe(10);
  });

  test("① counts once however many devices it names, with the highest watch score", () => {
    expect(
      careScore([
        { row: "ventilator", watch: 1 },
        { row: "ventilator", watch: 2 },
      ]),
    ).toBe(12);
  });

  test("any other row named twice is an error", () => {
    expect(() =>
      careScore([
        { row: "suction", watch: 0 },
        { row: "suction", watch: 0 },
      ]),
    ).toThrow(/⑤ is named twice/);
  });

  test.each([
    ["tracheostomy", 1],
    ["nebulizer", 1],
    ["airway", 2],
    ["bowel_enema", 1],
    ["ventilator", 3],
  ] as const)("%s may not have the watch score %i", (row, watch) => {
    expect(() => careScore([{ row, watch }])).toThrow(RangeError);
  });

  test("19 rows of 14 procedures; base scores add up to 104 and the highest watch scores to 21", () => {
    expect(careScoreRows.map((row) => row.id)).toEqual(careScoreRowIdSchema.options);
    expect(new Set(careScoreRows.map((row) => row.procedure)).size).toBe(14);
    // By the printed table: 10+8+5+8+8+3+8+3+8+5+3+3+8+5+3+5+5+3+3 and 2+2+1+1+1+0+2+1+2+1+1+1+2+0+1+1+0+0+2.
    expect(careScoreRows.reduce((sum, row) => sum + row.base, 0)).toBe(104);
    expect(careScoreRows.reduce((sum, row) => sum + Math.max(...row.watch), 0)).toBe(21);
  });

  test("every procedure has a name in both languages", () => {
    expect(Object.keys(careProcedureNames)).toEqual(careProcedures);
  });
});

describe("医療的ケア区分", () => {
  test.each([
    [2, null],
    [3, 1],
    [15, 1],
    [16, 2],
    [31, 2],
    [32, 3],
    [109, 3],
  ])("a score of %i is class %s", (score, careClass) => {
    expect(findCareClass(score)).toBe(careClass);
  });

  test("nurses in sixths: 3:1, 2:1, 1:1", () => {
    expect([nurseSixths(1), nurseSixths(2), nurseSixths(3)]).toEqual([2, 3, 6]);
  });

  test.each([
    ["1", { low: 2, high: 2 }],
    ["2", { low: 3, high: 3 }],
    ["3", { low: 6, high: 6 }],
    ["not_printed", { low: 2, high: 6 }],
    ["dont_know", { low: 2, high: 6 }],
    ["adult", null],
  ] as const)("the answer %s", (answer, range) => {
    expect(nurseSixthsOfAnswer(answer)).toEqual(range);
  });
});
