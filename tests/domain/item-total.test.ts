import { describe, expect, test } from "vitest";
import { type ItemQuestion, itemTotal } from "#domain/estimate/item-total.ts";
import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";
import type { TallyCell } from "#domain/tally.ts";

const settings = { minStratumAnswers: 1, maxWeight: 10, maxMissingShare: 0.2 };
const strataOf = (counts: Record<string, number>) =>
  Object.entries(counts).map(([stage, responses]) => ({ stratum: { district: "K", stage }, responses }));

/** One cell of children of a stage: its values added up. */
function cell(stage: string, ...values: number[]): TallyCell {
  return {
    measure: "wanted_days_total",
    unit: "person_days_per_week",
    dims: {},
    stratum: { district: "K", stage },
    n: values.length,
    positive: values.filter((value) => value > 0).length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumSquares: values.reduce((sum, value) => sum + value * value, 0),
    max: Math.max(0, ...values),
    absent: {},
  };
}

function ask(question: Partial<ItemQuestion> & Pick<ItemQuestion, "cells" | "weights">) {
  const most = new Map([["preschool", 5]]);
  const total = itemTotal({ missing: new Map(), most, settings, filtered: false, ...question });
  return {
    ...total,
    total: total.total.toFraction(),
    floor: total.floor.toFraction(),
    ceiling: total.ceiling?.toFraction(),
  };
}

describe("the total of one item", () => {
  const weights = populationWeights(strataOf({ preschool: 2 }), { preschool: 4 }, settings);

  test("3 and 2 days of 2 of 4 children: total 10, floor 5, ceiling 5 + 2·5 = 15", () => {
    const total = ask({ cells: [cell("preschool", 3, 2)], weights });
    expect(total).toMatchObject({ total: "10", floor: "5", ceiling: "15", basis: "strata", n: 2, contributors: 2 });
    // One child gives at most 2·3 of 10.
    expect(total.largestShare?.toFraction()).toBe("3/5");
  });

  test("without a reference population the total is what was answered, and there is no ceiling", () => {
    const total = ask({ cells: [cell("preschool", 3, 2)], weights: respondentWeights(strataOf({ preschool: 2 })) });
    expect(total).toMatchObject({ total: "5", floor: "5", ceiling: undefined });
  });

  test("under a filter nobody knows which of the silent are meant: no ceiling", () => {
    expect(ask({ cells: [cell("preschool", 3)], weights, filtered: true }).ceiling).toBeUndefined();
  });

  test("children with nothing are answers, not contributors; a total of nothing has no largest share", () => {
    expect(ask({ cells: [cell("preschool", 0, 0)], weights })).toMatchObject({
      total: "0",
      n: 2,
      contributors: 0,
      largestShare: null,
    });
  });
});

describe("answers without the item", () => {
  test("the stratum stays and is divided by the answers to the item: 10 children, 5 answers, 1 empty, 8 days", () => {
    const weights = populationWeights(strataOf({ preschool: 5 }), { preschool: 10 }, settings);
    const total = ask({ cells: [cell("preschool", 2, 2, 2, 2)], weights, missing: new Map([["preschool", 1]]) });
    // 10/4 · 8 = 20; ceiling 8 + (5 silent + 1 empty)·5 = 38.
    expect(total).toMatchObject({ total: "20", floor: "8", ceiling: "38", basis: "strata", n: 4 });
  });

  test("more than a fifth empty: only what was answered is counted", () => {
    const weights = populationWeights(strataOf({ preschool: 4 }), { preschool: 8 }, settings);
    const total = ask({ cells: [cell("preschool", 2, 2, 2)], weights, missing: new Map([["preschool", 1]]) });
    expect(total).toMatchObject({ total: "6", floor: "6", ceiling: "31", basis: "counts_only" });
  });

  test("below 2 answers to the item in a stratum: one stratum for it", () => {
    const weights = populationWeights(
      strataOf({ preschool: 9, elementary: 2 }),
      { preschool: 18, elementary: 4 },
      settings,
    );
    const most = new Map([
      ["preschool", 5],
      ["elementary", 5],
    ]);
    const cells = [cell("preschool", 1, 1, 1, 1, 1, 1, 1, 1, 1), cell("elementary", 1)];
    const total = ask({ cells, weights, most, missing: new Map([["elementary", 1]]) });
    // 22 children by 10 answers to the item, 10 days: 22. Ceiling 10 + (9 + 2 + 1)·5 = 70.
    expect(total).toMatchObject({ total: "22", floor: "10", ceiling: "70", basis: "one_stratum" });
  });
});
