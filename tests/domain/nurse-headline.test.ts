import { describe, expect, test } from "vitest";
import { child, children, exact, pool, regionGap } from "./nurse-region.ts";

type Days = ("mon" | "tue" | "wed")[];
const wants = (count: number, used: Days, careClass: "1" | "3" | "dont_know" = "3") =>
  children(count, { class: careClass, services: [{ service: "hokago_day", used }] });

function headlineOf(gap: ReturnType<typeof regionGap>) {
  if (gap.headline.kind !== "days") throw new Error(`no headline: ${gap.headline.reason}`);
  return gap.headline;
}
const days = (worst: { at: readonly { weekday: string }[] }) => worst.at.map((at) => at.weekday);

describe("headline", () => {
  test("is the day of the largest difference, not of the largest need", () => {
    const gap = regionGap([...wants(3, ["mon"]), ...wants(2, ["tue"])], [pool({ nurses: { mon: 3, tue: 0 } })]);
    expect(days(headlineOf(gap).worst)).toEqual(["tue"]);
    expect(exact(headlineOf(gap).worst.short.low)).toBe("2");
  });

  test("names all days that tie", () => {
    const gap = regionGap(wants(2, ["mon", "tue"]), [pool({ nurses: { mon: 1, tue: 1, wed: 0 } })]);
    expect(days(headlineOf(gap).worst)).toEqual(["mon", "tue"]);
  });

  test("says so where the high reading has another worst day", () => {
    // Mon: 2 of class 3, low = high = 2. Tue: 3 of unknown class, low 1, high 3.
    const gap = regionGap(
      [...wants(2, ["mon"]), ...wants(3, ["tue"], "dont_know")],
      [pool({ nurses: { mon: 0, tue: 0 } })],
    );
    const headline = headlineOf(gap);
    expect([days(headline.worst), days(headline.worstIfHigh), headline.sameDays]).toEqual([["mon"], ["tue"], false]);
    expect([exact(headline.worst.short.low), exact(headline.worstIfHigh.short.high)]).toEqual(["2", "3"]);
  });

  test("on tied days the range covers the larger high", () => {
    // Mon: class 3, 1 to 1. Tue: three of unknown class, 1 to 3.
    const gap = regionGap(
      [...wants(1, ["mon"]), ...wants(3, ["tue"], "dont_know")],
      [pool({ nurses: { mon: 0, tue: 0 } })],
    );
    const { worst } = headlineOf(gap);
    expect([days(worst), exact(worst.short.low), exact(worst.short.high)]).toEqual([["mon", "tue"], "1", "3"]);
  });

  test("compares lines, and never adds them", () => {
    const kids = [
      ...wants(2, ["mon"]),
      ...children(3, { class: "3", services: [{ service: "jido_hattatsu", used: ["mon"] }] }),
    ];
    const gap = regionGap(kids, [
      pool({ nurses: { mon: 0 } }),
      pool({ services: ["jido_hattatsu"], nurses: { mon: 0 } }),
    ]);
    expect(headlineOf(gap).worst.at).toEqual([{ line: "general:jido_hattatsu", weekday: "mon" }]);
    expect(exact(headlineOf(gap).worst.short.low)).toBe("3");
  });

  test("days whose supply is 不明 are outside the comparison and named", () => {
    const gap = regionGap(
      [...wants(5, ["mon"]), ...wants(1, ["tue"])],
      [pool({ nurses: { mon: "dont_know", tue: 0 } })],
    );
    expect(days(headlineOf(gap).worst)).toEqual(["tue"]);
    expect(headlineOf(gap).unknownDays).toEqual([{ line: "general:hokago_day", weekday: "mon" }]);
  });

  test("a day without need whose supply is 不明 is not named", () => {
    const gap = regionGap(wants(1, ["tue"]), [pool({ nurses: { mon: "dont_know", tue: 0 } })]);
    expect(headlineOf(gap).unknownDays).toEqual([]);
  });

  test("there is none without family answers, without lines, without any known supply", () => {
    expect(regionGap([], [pool({ nurses: { mon: 1 } })]).headline).toEqual({ kind: "none", reason: "no_need_answers" });
    expect(regionGap([child()], []).headline).toEqual({ kind: "none", reason: "no_lines" });
    const silent = regionGap(wants(1, ["mon"]), [], { coverage: { answered: 0, roster: 2 } });
    expect(silent.headline).toEqual({ kind: "none", reason: "unknown_supply" });
  });
});
