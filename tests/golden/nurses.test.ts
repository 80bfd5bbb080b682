import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { NurseDay } from "#domain/gap/nurse-gap.ts";
import { nurseGap } from "#domain/gap/nurses.ts";
import { type Weekday, weekdaySchema } from "#domain/weekday.ts";
import expectedJson from "./expected/nurses.json" with { type: "json" };
import { goldenInputs, need, town, weights } from "./region.ts";
import { tallyOfPools } from "./town.ts";

const row = z.record(z.string(), z.string());
const expected = z
  .object({
    days: z.partialRecord(weekdaySchema, row),
    surplusOnTuesday: row,
    headline: z.object({
      days: z.array(weekdaySchema),
      shortLow: z.string(),
      shortHigh: z.string(),
      practicalShortLow: z.string(),
      practicalShortHigh: z.string(),
    }),
    wrong: z.object({
      sumOfDailyShortagesLow: z.string(),
      worstDaysByNeed: z.array(weekdaySchema),
      fridayIfU4WereConfirmed: z.string(),
    }),
  })
  .parse(expectedJson);

const base = goldenInputs.nurses;
const gap = nurseGap(base);

const exact = (figure: ExactFigure | undefined) => (figure?.kind === "value" ? figure.exact : figure?.reason);

function dayOf(result: typeof gap, weekday: Weekday): NurseDay {
  const day = result.lines[0]?.days.find((candidate) => candidate.weekday === weekday);
  if (!day) throw new Error(`no ${weekday}`);
  return day;
}

describe("golden example §1.1 weights", () => {
  test("a preschool answer stands for 2 children, a school-age answer for 5/4, 9 in all", () => {
    const g = (stage: string) => weights.weightOf({ stage }).toFraction();
    expect([g("preschool"), g("elementary")]).toEqual(["2", "5/4"]);
    const total = need.strata.reduce((sum, { stratum }) => sum.add(weights.weightOf(stratum)), new Fraction(0));
    expect(total.toFraction()).toBe("9");
  });
});

describe("golden example §3 nurses", () => {
  test("児発 and 放デイ are one band, because G1 offers both at the same time", () => {
    expect(gap.lines.map((line) => line.id)).toEqual(["general:jido_hattatsu+hokago_day"]);
  });

  test.each(Object.entries(expected.days))("%s: need, supply, shortage and practical number", (weekday, figures) => {
    const day = dayOf(gap, weekdaySchema.parse(weekday));
    expect({
      needLow: exact(day.need.low),
      needHigh: exact(day.need.high),
      supply: exact(day.supply),
      withLastRound: exact(day.withLastRound),
      shortLow: exact(day.short.low),
      shortHigh: exact(day.short.high),
      practicalLow: exact(day.practical?.low),
      practicalHigh: exact(day.practical?.high),
      practicalShortLow: exact(day.practicalShort?.low),
      practicalShortHigh: exact(day.practicalShort?.high),
    }).toEqual(figures);
  });

  test("a surplus is recorded and is not a negative shortage", () => {
    const { surplus } = dayOf(gap, "tue");
    expect({ low: exact(surplus.low), high: exact(surplus.high) }).toEqual(expected.surplusOnTuesday);
  });

  test("headline: Friday, 29/12 to 11/4 nurses short", () => {
    const { headline } = gap;
    if (headline.kind !== "days") throw new Error("no headline");
    expect({
      days: headline.worst.at.map((at) => at.weekday),
      shortLow: exact(headline.worst.short.low),
      shortHigh: exact(headline.worst.short.high),
      practicalShortLow: exact(headline.worst.practicalShort?.low),
      practicalShortHigh: exact(headline.worst.practicalShort?.high),
    }).toEqual(expected.headline);
    expect(headline.sameDays).toBe(true);
    expect(headline.worst.short.low).toMatchObject({ value: expect.closeTo(2.4167, 4), n: 6, unit: "persons" });
  });

  test("child 4's days are spread over Monday to Friday, and marked as assumed", () => {
    expect(gap.weekdaysAssumed).toEqual([
      {
        service: "hokago_day",
        days: { kind: "value", value: 2, exact: "2", unit: "person_days_per_week", n: 6 },
        spreadOver: { days: ["mon", "tue", "wed", "thu", "fri"], basis: "open_days" },
      },
    ]);
    expect(gap.classUnknown).toBe(true);
  });
});

describe("golden example §7: what a wrong program says about nurses", () => {
  test("the worst day is not the first, nor all, of the days of the largest need", () => {
    const { headline } = gap;
    if (headline.kind !== "days") throw new Error("no headline");
    const largest = expected.wrong.worstDaysByNeed.map((weekday) => exact(dayOf(gap, weekday).need.low));
    expect(new Set(largest)).toEqual(new Set(["41/12"]));
    expect(headline.worst.at.map((at) => at.weekday)).not.toContain("mon");
    expect(headline.worst.at.map((at) => at.weekday)).not.toContain("wed");
  });

  test("the sum of the daily shortages appears nowhere in the result", () => {
    const { sumOfDailyShortagesLow } = expected.wrong;
    const sum = Object.values(expected.days).reduce((all, day) => all.add(day?.shortLow ?? "0"), new Fraction(0));
    expect(sum.toFraction()).toBe(sumOfDailyShortagesLow);
    expect(JSON.stringify(gap)).not.toContain(`"${sumOfDailyShortagesLow}"`);
  });

  test("U4, silent this round, is not confirmed supply", () => {
    expect(exact(dayOf(gap, "fri").short.low)).not.toBe(expected.wrong.fridayIfU4WereConfirmed);
    const asConfirmed = nurseGap({ ...base, supply: tallyOfPools([...town.pools, ...town.lastRoundPools]) });
    expect(exact(dayOf(asConfirmed, "fri").short.low)).toBe(expected.wrong.fridayIfU4WereConfirmed);
  });

  test("without a last round that row is absent, not equal to the confirmed one", () => {
    const day = dayOf(nurseGap({ ...base, lastRound: null }), "mon");
    expect(day.withLastRound).toEqual({ kind: "absent", reason: "not_applicable", unit: "persons", n: 0 });
  });
});
