import { describe, expect, test } from "vitest";
import { type ItemQuestion, itemTotal, itemWeights, readItem, totalOf } from "#domain/estimate/item-total.ts";
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

describe("strata joined from several stages", () => {
  /** Everybody of some stages answered but so many; nobody of the 10 who graduated did, so they join the stage before. */
  const joined = (answers: Record<string, number>, known: Record<string, number>) =>
    populationWeights(strataOf(answers), { ...known, graduated: 10 }, settings);
  const most = (...stages: string[]) => new Map(stages.map((stage) => [stage, 5]));
  const six = cell("high_school", 5, 5, 5, 5, 5, 5);

  test("give a service no children of a stage that cannot use it: all 6 answered, 5 days each, the total is 30 and not 80", () => {
    const weights = joined({ high_school: 6 }, { high_school: 6 });
    expect(weights.weightOf({ stage: "high_school" }).toFraction()).toBe("8/3");
    const total = ask({ cells: [six], weights, most: most("high_school") });
    expect(total).toMatchObject({ total: "30", floor: "30", ceiling: "30", contributors: 6 });
    expect(total.largestShare?.toFraction()).toBe("1/6");
  });

  test("with one silent, 6 of 7: the total is cut to the ceiling 30 + 5, each answer stands for 7/6", () => {
    const weights = joined({ high_school: 6 }, { high_school: 7 });
    const question = {
      cells: [six],
      weights,
      most: most("high_school"),
      missing: new Map(),
      settings,
      filtered: false,
    };
    expect(ask(question)).toMatchObject({ total: "35", ceiling: "35" });
    expect(itemWeights(question).weightOf({ stage: "high_school" }).toFraction()).toBe("7/6");
  });

  test("cut what goes beyond the answers, in proportion: no answer stands for less than itself", () => {
    // 2 of 3 elementary (3/2), 1 of 1 high school joined with 10 graduated (11). Beyond: 2 · 1/2 + 1 · 10 = 11, room 1 day.
    const weights = joined({ elementary: 2, high_school: 1 }, { elementary: 3, high_school: 1 });
    const cells = [cell("elementary", 1, 1), cell("high_school", 1)];
    const one = new Map([
      ["elementary", 1],
      ["high_school", 1],
    ]);
    const question = { cells, weights, most: one, missing: new Map(), settings, filtered: false };
    expect(ask(question)).toMatchObject({ total: "4", floor: "3", ceiling: "4" });
    const { weightOf } = itemWeights(question);
    // 1 + 1/2 · 1/11 and 1 + 10 · 1/11.
    expect([weightOf({ stage: "elementary" }), weightOf({ stage: "high_school" })].map((g) => g.toFraction())).toEqual([
      "23/22",
      "21/11",
    ]);
  });

  test("one district is cut as the region is: half of the days of 6 of 7 is half of 35, without a ceiling", () => {
    const weights = joined({ high_school: 6 }, { high_school: 7 });
    const here = [cell("high_school", 5, 5, 5)];
    const question = { cells: here, region: [six], weights, most: most("high_school"), filtered: true };
    expect(ask(question)).toMatchObject({ total: "35/2", floor: "15", ceiling: undefined });
  });

  test("are not cut where it is not known what one child could add, nor without a reference population", () => {
    const weights = joined({ high_school: 6 }, { high_school: 7 });
    const unknown = new Map([["high_school", null]]);
    expect(ask({ cells: [six], weights, most: unknown })).toMatchObject({ total: "85", ceiling: undefined });
    const respondents = respondentWeights(strataOf({ high_school: 6 }));
    expect(ask({ cells: [six], weights: respondents, most: most("high_school") }).total).toBe("30");
  });

  test("nobody is silent: what one could add need not be known", () => {
    const weights = joined({ high_school: 6 }, { high_school: 6 });
    expect(ask({ cells: [six], weights, most: new Map([["high_school", null]]) }).total).toBe("30");
  });

  test("two services together are cut by their own ceiling: 15/2 and 16 alone, 24 of at most 31 together", () => {
    // Golden example §1.4: 6 answers for 9 children, g = 3/2, days 3, 2 and 3, 2, 5, 1. 放デイ alone: 33/2, at most 11 + 5.
    const weights = populationWeights(
      strataOf({ preschool: 2, elementary: 4 }),
      { preschool: 4, elementary: 5 },
      { ...settings, minStratumAnswers: 5 },
    );
    const item = (cells: ReturnType<typeof cell>, stage: string) =>
      readItem({ cells: [cells], weights, most: most(stage), missing: new Map(), settings, filtered: false });
    const items = [item(cell("preschool", 3, 2), "preschool"), item(cell("elementary", 3, 2, 5, 1), "elementary")];
    expect(items.map((one) => totalOf([one]).total.toFraction())).toEqual(["15/2", "16"]);
    expect(totalOf(items)).toMatchObject({ n: 6, basis: "strata" });
    expect([totalOf(items).total, totalOf(items).ceiling].map((days) => days?.toFraction())).toEqual(["24", "31"]);
  });
});

describe("a fifth of whom", () => {
  // 20 answers for 40 children; 5 of them use the service, and 2 of these do not know.
  const weights = populationWeights(strataOf({ preschool: 20 }), { preschool: 40 }, settings);
  const question = { cells: [cell("preschool", 2, 2, 2)], weights, missing: new Map([["preschool", 2]]) };

  test("of those asked, where they are known: 2 of 5 are too many", () => {
    expect(ask({ ...question, asked: 5 })).toMatchObject({ basis: "counts_only", total: "6" });
    expect(ask({ ...question, asked: 10 }).basis).toBe("strata");
  });

  test("else of the answers of the stages: 2 of 20 are not", () => {
    // 40 children by 18 answers to the item, 6 days.
    expect(ask(question)).toMatchObject({ basis: "strata", total: "40/3" });
  });
});
