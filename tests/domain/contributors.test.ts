import { describe, expect, test } from "vitest";
import { populationWeights } from "#domain/estimate/weights.ts";
import { child, children, dayOf, pool, regionGap } from "./nurse-region.ts";

const hokago = "general:hokago_day";
const open = [pool({ nurses: { mon: 1, tue: 1 } })];
const monday = [{ service: "hokago_day" as const, used: ["mon" as const] }];

describe("who stands behind a day's need", () => {
  test("children are counted, not their days on other weekdays", () => {
    const kids = [
      ...children(3, { services: monday }),
      ...children(2, { services: [{ service: "hokago_day", used: ["tue"] }] }),
    ];
    expect(dayOf(regionGap(kids, open), hokago, "mon").contributors).toEqual({
      atLeast: 3,
      atMost: 3,
      unknownClassAtLeast: 0,
      unknownClassAtMost: 0,
      largestShare: "1/3",
    });
  });

  test("a child in two services on a day is one child, and gives both to the sum", () => {
    const two = child({
      services: [
        { service: "hokago_day", used: ["mon"] },
        { service: "jido_hattatsu", used: ["mon"] },
      ],
    });
    const pools = [pool({ services: ["jido_hattatsu", "hokago_day"], nurses: { mon: 1 } })];
    const { contributors } = dayOf(
      regionGap([two, child({ stage: "preschool", services: monday })], pools),
      "general:jido_hattatsu+hokago_day",
      "mon",
    );
    expect(contributors).toMatchObject({ atLeast: 2, atMost: 3, largestShare: "2/3" });
  });

  test("a child with a settled and an unsettled day may be one child or two", () => {
    const kids = [child({ services: [{ service: "hokago_day", used: ["mon"], unsettled: 1 }] })];
    const { contributors } = dayOf(regionGap(kids, open), hokago, "mon");
    expect(contributors).toMatchObject({ atLeast: 1, atMost: 2, largestShare: "1" });
  });

  test("a child may use days that are not settled and want more of them: one child, both kinds of days", () => {
    const days = (state: string, sum: number) => ({
      measure: "wanted_days",
      unit: "person_days_per_week" as const,
      dims: { service: "hokago_day", weekday: "unknown", state, care_class: "1", juushin: "no" },
      stratum: { district: "K", stage: "elementary" },
      n: 2,
      positive: 2,
      sum,
      sumSquares: sum,
      max: 2,
      absent: {},
    });
    // Open Mon and Tue. 3 + 4 days, at most 2 + 2 of them one child's.
    const gap = regionGap([], open, { need: { responses: 2, cells: [days("used", 3), days("more", 4)] } });
    expect(dayOf(gap, hokago, "mon").contributors).toMatchObject({ atLeast: 2, atMost: 4, largestShare: "4/7" });
  });

  const alone = { minStratumAnswers: 1, maxWeight: 4, maxMissingShare: 0.2 };

  test("the largest share counts weights", () => {
    const kids = [child({ stage: "preschool", services: monday }), child({ services: monday })];
    const strata = kids.map(({ district, stage }) => ({ stratum: { district, stage }, responses: 1 }));
    const weights = populationWeights(strata, { preschool: 3, elementary: 1 }, alone);
    expect(dayOf(regionGap(kids, open, { weights }), hokago, "mon").contributors.largestShare).toBe("3/4");
  });

  test("the largest share is the larger of both readings", () => {
    // Low: 1/3 of 1/3 + 1 = 1/4 for the unknown child, 3/4 for class 3. High: 1 of 2 each.
    const kids = [child({ class: "dont_know", services: monday }), child({ class: "3", services: monday })];
    expect(dayOf(regionGap(kids, open), hokago, "mon").contributors).toMatchObject({
      largestShare: "3/4",
      unknownClassAtLeast: 1,
      unknownClassAtMost: 1,
    });
  });

  test("adults and children of another line do not count", () => {
    const kids = [
      child({ class: "adult", services: monday }),
      child({ services: [{ service: "jido_hattatsu", used: ["mon"] }] }),
    ];
    expect(dayOf(regionGap([...kids, child({ services: monday })], open), hokago, "mon").contributors).toMatchObject({
      atLeast: 1,
      atMost: 1,
    });
  });

  test("a day without need has no contributors and no share", () => {
    expect(dayOf(regionGap([child({ services: monday })], open), hokago, "tue").contributors).toEqual({
      atLeast: 0,
      atMost: 0,
      unknownClassAtLeast: 0,
      unknownClassAtMost: 0,
      largestShare: null,
    });
  });
});
