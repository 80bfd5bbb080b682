import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import { publishCount } from "#domain/disclosure/published-figure.ts";
import type { Child } from "#tests/golden/town.ts";
import { child, children, pool, regionGap } from "./nurse-region.ts";

const closed = disclosureRule("council_closed", 78_000);
const open = disclosureRule("public", 78_000);
const monday = [{ service: "hokago_day" as const, used: ["mon" as const] }];
const pools = [pool({ nurses: { mon: 1, tue: 1 } })];
const others = (count: number) => children(count, { services: [{ service: "hokago_day", used: ["tue"] }] });

function mondayOf(kids: readonly Child[], rule = closed, supply = pools) {
  const day = publishNurseGap(regionGap(kids, supply), rule).lines[0]?.days[0];
  if (!day) throw new Error("no Monday");
  return day;
}
const suppressed = (reading: unknown) =>
  expect(reading).toEqual({ kind: "absent", reason: "suppressed", unit: "persons", n: null });

describe("k by audience", () => {
  test.each([
    ["council_closed", 78_000, 5, true],
    ["council_closed", null, 5, true],
    ["public", 78_000, 10, true],
    ["public", 25_000, 10, true],
    ["public", 24_999, 20, true],
    ["public", 2000, 20, true],
    ["public", 1999, 20, false],
    ["public", null, 20, true],
  ] as const)("%s, population %s: k %i, people may be counted %s", (audience, population, k, counted) => {
    expect(disclosureRule(audience, population)).toMatchObject({ k, peopleMayBeCounted: counted });
  });
});

describe("counts of children", () => {
  const value = (count: number, n: number | null) => ({ kind: "value", value: count, unit: "children", n });

  test("closed council: 0 as 0, 1 to 4 as a range, 5 as it is", () => {
    expect(publishCount(0, "children", closed)).toEqual(value(0, null));
    for (const count of [1, 4]) {
      expect(publishCount(count, "children", closed)).toEqual({
        kind: "between",
        low: 1,
        high: 4,
        unit: "children",
        n: null,
      });
    }
    expect(publishCount(5, "children", closed)).toEqual(value(5, 5));
    expect(publishCount(37, "children", closed)).toEqual(value(37, 37));
  });

  test("public: below 10, zero included, cannot be told apart; from 10 rounded to 5", () => {
    const below = { kind: "below", bound: 10, includesZero: true, unit: "children", n: null };
    for (const count of [0, 1, 9]) expect(publishCount(count, "children", open)).toEqual(below);
    expect(publishCount(12, "children", open)).toEqual(value(10, 10));
    expect(publishCount(13, "children", open)).toEqual(value(15, 15));
  });

  test("under 2,000 people no count of people is shown", () => {
    const tiny = disclosureRule("public", 1999);
    expect(publishCount(30, "children", tiny)).toEqual({
      kind: "absent",
      reason: "suppressed",
      unit: "children",
      n: null,
    });
  });
});

describe("needed nurses by weekday", () => {
  test("closed council: shown from 5 contributors, suppressed with 4", () => {
    const shown = mondayOf([...children(5, { services: monday }), ...others(7)]);
    expect(shown.need.low).toMatchObject({ kind: "value", value: 5 / 3, n: 12 });
    const hidden = mondayOf([...children(4, { services: monday }), ...others(8)]);
    for (const pair of [hidden.need, hidden.short, hidden.practical, hidden.practicalShort]) {
      suppressed(pair?.low);
      suppressed(pair?.high);
    }
  });

  test("supply is not protected", () => {
    expect(mondayOf([...children(4, { services: monday }), ...others(8)]).supply).toMatchObject({
      kind: "value",
      value: 1,
    });
  });

  test("a table needs 10 answers, even if 5 contribute", () => {
    suppressed(mondayOf(children(9, { services: monday })).need.low);
    expect(mondayOf(children(10, { services: monday })).need.low).toMatchObject({ kind: "value" });
  });

  test("where a child may be in two cells, the lower bound decides: 3 children in 6 cells are hidden", () => {
    const twice = [{ service: "hokago_day" as const, used: ["mon" as const], unsettled: 1 }];
    suppressed(mondayOf([...children(3, { services: twice }), ...children(9, {})]).need.low);
  });

  test("public: shown from 10 contributors, and from 20 in a small area", () => {
    suppressed(mondayOf([...children(9, { services: monday }), ...others(5)], open).need.low);
    expect(mondayOf(children(30, { services: monday }), open).need.low).toMatchObject({ kind: "value", value: 10 });
    suppressed(mondayOf(children(19, { services: monday }), disclosureRule("public", null)).need.low);
  });

  test("one child may give at most half: 2 of 10/3 is too much, 1 of 7/3 is not", () => {
    const both = pool({ services: ["jido_hattatsu", "hokago_day"], nurses: { mon: 1 } });
    const heavy = child({ class: "3", services: [...monday, { service: "jido_hattatsu", used: ["mon"] }] });
    suppressed(mondayOf([heavy, ...children(4, { services: monday }), ...others(7)], closed, [both]).need.low);
    const light = child({ class: "3", services: monday });
    expect(
      mondayOf([light, ...children(4, { services: monday }), ...others(7)], closed, [both]).need.low,
    ).toMatchObject({ kind: "value" });
  });

  test("with 1 to 4 children of unknown class only the low reading is shown: high − low would be theirs", () => {
    const kids = (unknown: number) => [
      ...children(8, { services: monday }),
      ...children(unknown, { class: "dont_know", services: monday }),
      ...others(3),
    ];
    const few = mondayOf(kids(4));
    expect(few.need.low).toMatchObject({ kind: "value", value: 4 });
    suppressed(few.need.high);
    suppressed(few.short.high);
    expect(mondayOf(kids(5)).need.high).toMatchObject({ kind: "value" });
  });

  test("no contributor at all: 0 in a closed council, indistinguishable from few in public", () => {
    expect(mondayOf(others(12)).need.low).toMatchObject({ kind: "value", value: 0 });
    suppressed(mondayOf(others(12), open).need.low);
  });

  test("public figures are rounded to 5, half up; above 0 and below 5 is 「5未満」; 0 stays 0", () => {
    // 12 of class 1: need 4. 15 of class 2: need 7.5, supply 1, short 6.5.
    expect(mondayOf(children(12, { services: monday }), open).need.low).toEqual({
      kind: "below",
      bound: 5,
      includesZero: false,
      unit: "persons",
      n: 10,
    });
    const day = mondayOf(children(15, { class: "2", services: monday }), open);
    expect(day.need.low).toMatchObject({ kind: "value", value: 10, n: 15 });
    expect(day.short.low).toMatchObject({ kind: "value", value: 5 });
    const enough = mondayOf(children(12, { services: monday }), open, [pool({ nurses: { mon: 9 } })]);
    expect(enough.short.low).toMatchObject({ kind: "value", value: 0 });
  });

  test("不明 stays 不明, not suppressed and not 0", () => {
    const day = mondayOf(children(12, { services: monday }), closed, [pool({ nurses: { mon: "dont_know" } })]);
    expect(day.supply).toMatchObject({ kind: "absent", reason: "dont_know" });
    expect(day.short.low).toMatchObject({ kind: "absent", reason: "dont_know" });
  });

  test("under 2,000 people no need is shown however many contribute", () => {
    suppressed(mondayOf(children(50, { services: monday }), disclosureRule("public", 1999)).need.low);
  });
});

describe("what leaves", () => {
  const gap = regionGap([...children(4, { services: monday }), ...others(8)], pools);
  const published = publishNurseGap(gap, closed);

  test("holds no exact fraction, contributor, surplus or unweighted count", () => {
    for (const key of ["exact", "contributors", "surplus", "largestShare", "childrenEnough", "answersWithoutDays"]) {
      expect(JSON.stringify(gap)).toContain(`"${key}"`);
      expect(JSON.stringify(published)).not.toContain(`"${key}"`);
    }
  });

  test("the headline speaks only of days that are shown, and names the hidden ones", () => {
    // Monday is short by 1/3 and hidden; Tuesday is short by 5/3.
    const { headline } = published;
    if (headline.kind !== "days") throw new Error("no headline");
    expect(headline.worst.at).toEqual([{ line: "general:hokago_day", weekday: "tue" }]);
    expect(headline.hiddenDays).toEqual([{ line: "general:hokago_day", weekday: "mon" }]);
  });

  test("a hidden day cannot become the headline even if it is the worst", () => {
    const kids = [...children(4, { class: "3", services: monday }), ...others(8)];
    const { headline } = publishNurseGap(regionGap(kids, [pool({ nurses: { mon: 0, tue: 2 } })]), closed);
    if (headline.kind !== "days") throw new Error("no headline");
    expect(headline.worst.at.map((at) => at.weekday)).toEqual(["tue"]);
  });

  test("in public, days that look alike after rounding tie", () => {
    // Mon 24/3 = 8, Tue 21/3 = 7: both 10 and 5 … with supply 1 both are short by 5 (7 and 6).
    const kids = [...children(24, { services: monday }), ...others(21)];
    const { headline } = publishNurseGap(regionGap(kids, pools), open);
    if (headline.kind !== "days") throw new Error("no headline");
    expect(headline.worst.at.map((at) => at.weekday)).toEqual(["mon", "tue"]);
    expect(headline.worst.short.low).toMatchObject({ kind: "value", value: 5 });
  });

  test("all hidden: no headline, because suppressed", () => {
    const few = publishNurseGap(regionGap(children(4, { services: monday }), pools), closed);
    expect(few.headline).toEqual({ kind: "none", reason: "suppressed" });
    expect(few.tableShown).toBe(false);
    expect(few.answers).toEqual({ kind: "between", low: 1, high: 4, unit: "children", n: null });
  });

  test.each([
    [5, 7, "value"],
    [4, 8, "absent"],
    [8, 4, "absent"],
    [12, 0, "absent"],
  ])("certified staff enough for %i of %i + … children: both parts need k", (enough, not, kind) => {
    const kids = [...children(enough, { certifiedEnough: true }), ...children(not, {})];
    expect(publishNurseGap(regionGap(kids, pools), closed).certified.children.kind).toBe(kind);
  });
});
