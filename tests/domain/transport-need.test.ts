import { describe, expect, test } from "vitest";
import type { TallyCell } from "#domain/tally.ts";
import { cellsOf, childOf, exact, gapOf, lineOf, type Rider, range, rosterOf } from "./transport-region.ts";

const centre = { id: "A", out: 1, home: 1, care: true };
const roster = rosterOf([centre]);
const rider = (changes: Rider = {}): Rider => ({ out: 3, home: 3, ...changes });
const many = (count: number, changes: Rider = {}) => Array.from({ length: count }, () => rider(changes));

describe("rides needed", () => {
  test("one child in one direction: a family or a school bus takes a direction away", () => {
    const { totals } = gapOf([rider({ out: 0 }), rider()], roster);
    expect([exact(totals.out.need), exact(totals.home.need), exact(totals.all.need)]).toEqual(["3", "6", "9"]);
  });

  test("scaled up by the weights; floor as answered; ceiling with the silent on every day open, each direction", () => {
    // 2 of 4 children: weight 2. 2 silent · 5 days · 2 directions = 20.
    const { totals } = gapOf(many(2), roster, { population: { elementary: 4 } });
    expect(totals.all).toMatchObject({ need: { exact: "24" }, floor: { exact: "12" }, ceiling: { exact: "32" } });
    expect(totals.out).toMatchObject({ need: { exact: "12" }, floor: { exact: "6" }, ceiling: { exact: "16" } });
  });

  test("the ceiling follows the days that the service is open in the region", () => {
    const sixDays = rosterOf([{ ...centre, days: ["mon", "tue", "wed", "thu", "fri", "sat"] }]);
    const { totals } = gapOf(many(2), sixDays, { population: { elementary: 4 } });
    expect(exact(totals.out.ceiling)).toBe("18");
  });

  test("without a reference population, or for one district, there is no ceiling", () => {
    expect(exact(gapOf(many(2), roster).totals.all.ceiling)).toBe("not_applicable");
    const filtered = gapOf(many(2), roster, { population: { elementary: 4 }, district: "K" });
    expect(exact(filtered.totals.all.ceiling)).toBe("not_applicable");
    expect(filtered.filter).toEqual({ district: "K", service: null });
  });

  test("of one district: its children alone, the round's weights, the district's answers", () => {
    const all = [rider(), rider({ district: "M" }), rider({ district: "M" })];
    const gap = gapOf(all, roster, {
      population: { elementary: 6 },
      district: "M",
      children: ["K", "M", "M"].map((district) => childOf({ district, dayServices: [] })),
    });
    expect(gap.totals.out.need).toMatchObject({ exact: "12", n: 2 });
    expect(gap.lines.map(({ id }) => id)).toEqual(["M:no"]);
    expect(gap.answers).toBe(2);
  });

  test("of one service: nothing of another stands in lines or totals", () => {
    const both = [rider(), rider({ stage: "preschool", service: "jido_hattatsu", out: 1, home: 1 })];
    const gap = gapOf(both, rosterOf([{ ...centre, services: ["hokago_day", "jido_hattatsu"] }]), {
      service: "jido_hattatsu",
    });
    expect(exact(gap.totals.all.need)).toBe("2");
    expect(gap.services).toEqual(["jido_hattatsu"]);
    expect(lineOf(gap, "K:no")?.byService.map(({ service, out }) => [service, range(out)])).toEqual([
      ["jido_hattatsu", "1"],
    ]);
  });

  test("a code outside the vocabulary is an error, not a zero", () => {
    const cells = cellsOf([rider()]).map((cell) => ({ ...cell, dims: { ...cell.dims, direction: "back" } }));
    expect(() => gapOf([rider()], roster, { need: { responses: 1, cells } })).toThrow(RangeError);
  });

  test("cells of other measures are not rides", () => {
    const cells = cellsOf([rider()]).map((cell) => ({ ...cell, measure: "driver" }));
    expect(exact(gapOf([rider()], roster, { need: { responses: 1, cells } }).totals.all.need)).toBe("0");
  });
});

describe("answers without rides", () => {
  test("are not 0: the strata stay and are divided by the answers to the item, direction by direction", () => {
    // 10 children, 6 answers, of which 1 does not know who drives out: out 10/5 · 15, home 10/6 · 18.
    const gap = gapOf([...many(5), rider({ out: "dont_know" })], roster, { population: { elementary: 10 } });
    expect([exact(gap.totals.out.need), exact(gap.totals.home.need)]).toEqual(["30", "30"]);
    expect(gap.missing).toEqual({ out: { driverUnknown: 1, other: 0 }, home: { driverUnknown: 0, other: 0 } });
    expect(gap.basis).toBe("strata");
    // Ceiling out 15 + (4 silent + 1 empty)·5.
    expect(exact(gap.totals.out.ceiling)).toBe("40");
  });

  test("are counted against the children who were asked, not against all answers", () => {
    // 20 answers, 5 use the service, 2 of these do not know: 40% of those asked, though 10% of all.
    const riders = [...many(3), ...many(2, { out: "dont_know" }), ...many(15, { out: 0, home: 0 })];
    const rides = cellsOf(riders);
    const driver = rides.map((cell) => ({ ...cell, measure: "driver", unit: "children" as const }));
    const of = (cells: TallyCell[]) =>
      gapOf(riders, roster, { population: { elementary: 36 }, need: { responses: 20, cells: [...rides, ...cells] } });
    expect(of(driver).basis).toBe("counts_only");
    expect(exact(of(driver).totals.out.need)).toBe("9");
    // Divided by all 20 it would be 36/18 · 9.
    expect([of([]).basis, exact(of([]).totals.out.need)]).toEqual(["strata", "18"]);
  });

  test("make no line of their own", () => {
    expect(gapOf([...many(5), rider({ district: "M", out: "dont_know", home: 0 })], roster).lines).toHaveLength(1);
  });

  test("of other reasons are counted apart, and under a filter only the district's", () => {
    const all = [...many(9), rider({ home: "no_answer", district: "M" }), rider({ home: "dont_know" })];
    expect(gapOf(all, roster).missing.home).toEqual({ driverUnknown: 1, other: 1 });
    expect(gapOf(all, roster, { district: "M" }).missing.home).toEqual({ driverUnknown: 0, other: 1 });
  });

  test("under a filter the weights still are the whole round's", () => {
    // 10 children, 6 answers, 1 without the way out in M: K's 5 answers stand for 10/5 each.
    const all = [...many(5), rider({ out: "dont_know", district: "M" })];
    const gap = gapOf(all, roster, { population: { elementary: 10 }, district: "K" });
    expect(exact(gap.totals.out.need)).toBe("30");
  });

  test("above a fifth: only the answers are counted, and the gap says so", () => {
    const gap = gapOf([...many(3), rider({ out: "no_answer" })], roster, { population: { elementary: 8 } });
    expect([exact(gap.totals.out.need), exact(gap.totals.home.need)]).toEqual(["9", "24"]);
    expect(gap.basis).toBe("counts_only");
  });
});

describe("care on board 分からない", () => {
  const all = [rider({ care: "yes", out: 2, home: 0 }), rider({ care: "dont_know", out: 4, home: 0 })];

  test("is no care in the low reading and care in the high one: each line runs from those who said so to all who may", () => {
    const gap = gapOf([...all, rider({ care: "no", out: 1, home: 0 })], roster);
    expect([lineOf(gap, "K:yes"), lineOf(gap, "K:no")].map((line) => range(line?.out.need))).toEqual(["2..6", "1..5"]);
    expect(exact(gap.totals.out.need)).toBe("7");
    const [service] = lineOf(gap, "K:yes")?.byService ?? [];
    expect(service).toMatchObject({
      service: "hokago_day",
      out: { low: { exact: "2", unit: "rides_per_week", n: 3 }, high: { exact: "6" } },
    });
    const onlyUnknown = gapOf([rider({ care: "dont_know" })], roster);
    expect(lineOf(onlyUnknown, "K:yes")?.byService.map(({ home }) => range(home))).toEqual(["0..3"]);
    expect(gap.careUnknown).toBe(true);
    const { out, home, all: both } = gap.totals;
    expect([out, home, both].map(({ contributors }) => contributors.careUnknown)).toEqual([1, 0, 1]);
  });

  test("makes the shortage a range: a car without care drives them in the low reading only", () => {
    const gap = gapOf(all, rosterOf([{ id: "A", care: false, out: 2, home: 2 }]));
    // 10 rides without care. Low: 2 with care short. High: all 6.
    expect(range(gap.totals.out.short)).toBe("2..6");
    expect(range(lineOf(gap, "K:yes")?.out.short)).toBe("2..6");
    expect(range(lineOf(gap, "K:no")?.out.short)).toBe("0");
  });

  test("left empty or unknown is read like 分からない", () => {
    const cells = cellsOf(all).map((cell) => ({ ...cell, dims: { ...cell.dims, care_on_board: "unknown" } }));
    const gap = gapOf(all, roster, { need: { responses: 2, cells } });
    expect(range(lineOf(gap, "K:yes")?.out.need)).toBe("0..6");
  });

  test("of nobody leaves no range", () => {
    expect(gapOf(many(2), roster).careUnknown).toBe(false);
  });
});

describe("who stands behind a total", () => {
  test("within a direction children add up; of both directions at least the larger", () => {
    const { out, home, all } = gapOf([rider({ home: 0 }), rider({ home: 0 }), rider()], roster).totals;
    expect([out, home, all].map(({ contributors }) => contributors.atLeast)).toEqual([3, 1, 3]);
  });

  test("the largest part of one child is its rides both ways: 2·4 of 14", () => {
    const { out, all } = gapOf([rider({ out: 4, home: 4 }), rider()], roster).totals;
    expect([out.contributors.largestShare, all.contributors.largestShare]).toEqual(["4/7", "4/7"]);
    expect(gapOf([], roster).totals.all.contributors.largestShare).toBeNull();
  });
});
