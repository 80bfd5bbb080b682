import { describe, expect, test } from "vitest";
import { populationWeights } from "#domain/estimate/weights.ts";
import { tallyOfChildren, tallyOfPools } from "#tests/golden/town.ts";
import { child, children, dayOf, daysLeftEmpty, exact, nursesGap, pool, regionGap } from "./nurse-region.ts";
import { model } from "./places-region.ts";

const { stages } = model;
const hokago = "general:hokago_day";
const monday = (service: "hokago_day" | "jido_hattatsu" | "seikatsu_kaigo") => [{ service, used: ["mon" as const] }];

describe("need of nurses", () => {
  test("three children of class 1 need exactly one nurse, and one is enough (no floating-point thirds)", () => {
    const gap = regionGap(children(3, { services: monday("hokago_day") }), [pool({ nurses: { mon: 1 } })]);
    const day = dayOf(gap, hokago, "mon");
    expect([exact(day.need.low), exact(day.practical?.low), exact(day.short.low)]).toEqual(["1", "1", "0"]);
  });

  test("used and wanted days both count", () => {
    const services = [{ service: "hokago_day" as const, used: ["mon" as const], more: ["tue" as const] }];
    const gap = regionGap([child({ class: "3", services })], [pool({ nurses: { mon: 0, tue: 0 } })]);
    expect(exact(dayOf(gap, hokago, "mon").need.low)).toBe("1");
    expect(exact(dayOf(gap, hokago, "tue").need.low)).toBe("1");
    expect(exact(dayOf(gap, hokago, "wed").need.low)).toBe("0");
  });

  test.each([
    ["1", "1/3", "1/3"],
    ["2", "1/2", "1/2"],
    ["3", "1", "1"],
    ["not_printed", "1/3", "1"],
    ["dont_know", "1/3", "1"],
    ["adult", "0", "0"],
  ] as const)("class %s: %s low, %s high", (careClass, low, high) => {
    const kids = [child({ class: careClass, services: monday("hokago_day") })];
    const { need } = dayOf(regionGap(kids, [pool({ nurses: { mon: 1 } })]), hokago, "mon");
    expect([exact(need.low), exact(need.high)]).toEqual([low, high]);
  });

  test("practical numbers are rounded up in each district: 1/3 in K and 1/3 in M are two nurses", () => {
    const kids = [child({ services: monday("hokago_day") }), child({ district: "M", services: monday("hokago_day") })];
    const day = dayOf(regionGap(kids, [pool({ nurses: { mon: 1 } })]), hokago, "mon");
    expect([exact(day.need.low), exact(day.practical?.low), exact(day.practicalShort?.low)]).toEqual(["2/3", "2", "1"]);
  });

  test("practical numbers are rounded up in each service, also within one district", () => {
    const kids = [child({ services: monday("hokago_day") }), child({ services: monday("jido_hattatsu") })];
    const gap = regionGap(kids, [pool({ services: ["jido_hattatsu", "hokago_day"], nurses: { mon: 1 } })]);
    expect(exact(dayOf(gap, "general:jido_hattatsu+hokago_day", "mon").practical?.low)).toBe("2");
  });

  test("a service the model switches to nothing is in no line", () => {
    const gap = regionGap([child({ services: [{ service: "nicchu_ichiji", used: ["mon"] }] })], []);
    expect(gap.lines).toEqual([]);
  });

  test("the switch decides: 放デイ on none has no line", () => {
    const services = { ...nursesGap.services, hokago_day: "none" as const };
    const kids = [child({ services: monday("hokago_day") })];
    const gap = regionGap(kids, [pool({ nurses: { mon: 1 } })], { gap: { ...nursesGap, services } });
    expect(gap.lines).toEqual([]);
  });

  test("codes outside the vocabulary are an error, not nothing", () => {
    const cell = {
      measure: "wanted_days",
      unit: "person_days_per_week" as const,
      dims: { service: "hokago_day", weekday: "sun", state: "used", care_class: "1", juushin: "no" },
      stratum: { district: "K", stage: "elementary" },
      n: 1,
      positive: 1,
      sum: 1,
      sumSquares: 1,
      max: 1,
      absent: {},
    };
    expect(() => regionGap([], [], { need: { responses: 1, cells: [cell] } })).toThrow(/weekday cannot be "sun"/);
  });

  test("children who left weekdays empty are counted beside the figures, for the services in a line", () => {
    const left = (service: string, absent: number) => daysLeftEmpty(service, { no_answer: absent, dont_know: 1 });
    const cells = [left("hokago_day", 2), left("jido_hattatsu", 1), left("seikatsu_kaigo", 5)];
    expect(regionGap([], [], { need: { responses: 9, cells } }).answersWithoutDays).toBe(5);
  });

  test("a class or 重心 left empty is read like 分からない", () => {
    const cell = {
      measure: "wanted_days",
      unit: "person_days_per_week" as const,
      dims: { service: "hokago_day", weekday: "mon", state: "more", care_class: "unknown", juushin: "unknown" },
      stratum: { district: "K", stage: "elementary" },
      n: 1,
      positive: 1,
      sum: 1,
      sumSquares: 1,
      max: 1,
      absent: {},
    };
    const { need } = dayOf(regionGap([], [], { need: { responses: 1, cells: [cell] } }), "general:hokago_day", "mon");
    expect([exact(need.low), exact(need.high)]).toEqual(["1/3", "1"]);
  });
});

describe("strata joined from several stages", () => {
  const kids = children(6, {
    stage: "high_school",
    class: "3",
    services: [{ service: "hokago_day", used: ["mon", "tue"] }],
  });
  const needOn = (population: Record<string, number>, changes: Parameters<typeof regionGap>[2] = {}) => {
    const settings = { minStratumAnswers: 5, maxWeight: 4, maxMissingShare: 0.2 };
    const weights = populationWeights(tallyOfChildren(kids).strata, population, settings);
    const gap = regionGap(kids, [pool({ nurses: { mon: 1, tue: 1 } })], { weights, ...changes });
    return exact(dayOf(gap, hokago, "mon").need.low);
  };

  test("give a service no children of a stage that cannot use it: 6 of class 3 need 6 nurses, not 16", () => {
    expect(needOn({ high_school: 6, graduated: 10 }, { stages })).toBe("6");
  });

  test("a silent child could want six days: 12 days answered, 18 at most", () => {
    // g = 17/6 would make 34 days of 12; 18 days are 9 on each of the two.
    expect(needOn({ high_school: 7, graduated: 10 }, { stages })).toBe("9");
  });

  test("a stratum of its own stands as it is", () => {
    expect(needOn({ high_school: 12 }, { stages })).toBe("12");
  });
});

describe("weekdays not settled", () => {
  const kids = [child({ class: "3", services: [{ service: "hokago_day", unsettled: 2 }] })];

  test("are spread over the days on which the service is open", () => {
    const gap = regionGap(kids, [pool({ nurses: { mon: 1, wed: 1, sat: 1 } })]);
    const need = (["mon", "tue", "wed", "sat"] as const).map((day) => exact(dayOf(gap, hokago, day).need.low));
    expect(need).toEqual(["2/3", "0", "2/3", "2/3"]);
    expect(gap.weekdaysAssumed[0]?.spreadOver).toEqual({ days: ["mon", "wed", "sat"], basis: "open_days" });
  });

  test("open days are those of the service, not of other services", () => {
    const pools = [pool({ nurses: { mon: 1 } }), pool({ services: ["jido_hattatsu"], nurses: { tue: 1 } })];
    const gap = regionGap(kids, pools);
    expect(exact(dayOf(gap, hokago, "mon").need.low)).toBe("2");
    expect(exact(dayOf(gap, hokago, "tue").need.low)).toBe("0");
  });

  test("open days of last round's units are not confirmed", () => {
    const lastRound = tallyOfPools([pool({ nurses: { mon: 1 } })]).cells;
    expect(regionGap(kids, [], { lastRound }).weekdaysAssumed[0]?.spreadOver.basis).toBe("mon_to_fri");
  });

  test("are spread over Monday to Friday where no confirmed pool is open", () => {
    const gap = regionGap(kids, []);
    const need = (["mon", "fri", "sat"] as const).map((day) => exact(dayOf(gap, hokago, day).need.low));
    expect(need).toEqual(["2/5", "2/5", "0"]);
    expect(gap.weekdaysAssumed[0]?.spreadOver.basis).toBe("mon_to_fri");
  });
});

describe("重心型 line", () => {
  const juushin = "juushin:hokago_day";
  const juushinPool = (changes = {}) => pool({ juushinType: true, capacity: 5, nurses: { mon: 2 }, ...changes });
  const juushinKids = (count: number, careClass: "1" | "3" = "1") =>
    children(count, { class: careClass, juushin: "yes", services: monday("hokago_day") });

  test("one nurse per unit needed where that is more than the ratio: 6 children of class 1, 定員 5", () => {
    const { need } = dayOf(regionGap(juushinKids(6), [juushinPool()]), juushin, "mon");
    // Ratio 6/3 = 2, units ⌈6/5⌉ = 2; with 定員 2: units 3.
    expect(exact(need.low)).toBe("2");
    const small = dayOf(regionGap(juushinKids(6), [juushinPool({ capacity: 2 })]), juushin, "mon");
    expect(exact(small.need.low)).toBe("3");
  });

  test("the ratio where that is more: 4 children of class 3, 定員 5", () => {
    expect(exact(dayOf(regionGap(juushinKids(4, "3"), [juushinPool()]), juushin, "mon").need.low)).toBe("4");
  });

  test("定員 is the mean over the confirmed 重心型 pools, kept exact: 2 and 3 give 5/2", () => {
    const pools = [juushinPool({ capacity: 2 }), juushinPool({ capacity: 3, nurses: {} })];
    // 5 children of class 1: ratio 5/3, units ⌈5 ÷ 5/2⌉ = 2. With 定員 2 it were 3 units, with 定員 3 it were 2.
    expect(exact(dayOf(regionGap(juushinKids(5), pools), juushin, "mon").need.low)).toBe("2");
    // 6 children: ratio 2, units ⌈6 ÷ 5/2⌉ = 3. With 定員 3 it were 2.
    expect(exact(dayOf(regionGap(juushinKids(6), pools), juushin, "mon").need.low)).toBe("3");
  });

  test("the 定員 of general pools does not enter", () => {
    const pools = [juushinPool({ capacity: 2 }), pool({ capacity: 30, nurses: { mon: 1 } })];
    expect(exact(dayOf(regionGap(juushinKids(6), pools), juushin, "mon").need.low)).toBe("3");
  });

  test("定員 unknown: the need is unknown, with the reason", () => {
    const day = dayOf(regionGap(juushinKids(2), [juushinPool({ capacity: "dont_know" })]), juushin, "mon");
    expect(exact(day.need.low)).toBe("dont_know");
    expect(exact(day.short.low)).toBe("dont_know");
  });

  test("no child that day needs nobody, also where 定員 is unknown", () => {
    const day = dayOf(regionGap(juushinKids(2), [juushinPool({ capacity: "dont_know" })]), juushin, "tue");
    expect(exact(day.need.low)).toBe("0");
  });

  test("its nurses never fill the general line", () => {
    const kids = [...juushinKids(1), child({ class: "3", services: monday("hokago_day") })];
    const gap = regionGap(kids, [juushinPool(), pool({ nurses: { mon: 0 } })]);
    expect(exact(dayOf(gap, hokago, "mon").supply)).toBe("0");
    expect(exact(dayOf(gap, hokago, "mon").short.low)).toBe("1");
    expect(exact(dayOf(gap, juushin, "mon").supply)).toBe("2");
  });

  test("with only a 重心型 pool in the region, other children's supply is 0", () => {
    const gap = regionGap([child({ class: "3", services: monday("hokago_day") })], [juushinPool()]);
    expect(exact(dayOf(gap, hokago, "mon").supply)).toBe("0");
    expect(exact(dayOf(gap, juushin, "mon").need.low)).toBe("0");
  });

  test("a 重心 child is on the general line where no 重心型 pool offers the child's service", () => {
    const gap = regionGap(juushinKids(1), [juushinPool({ services: ["jido_hattatsu"] }), pool({ nurses: { mon: 1 } })]);
    expect(exact(dayOf(gap, hokago, "mon").need.low)).toBe("1/3");
    expect(exact(dayOf(gap, "juushin:jido_hattatsu", "mon").need.low)).toBe("0");
  });

  test("重心 分からない is on the general line", () => {
    const kids = [child({ juushin: "dont_know", services: monday("hokago_day") })];
    const gap = regionGap(kids, [juushinPool(), pool({ nurses: { mon: 1 } })]);
    expect(exact(dayOf(gap, hokago, "mon").need.low)).toBe("1/3");
  });

  test("it has no practical number: it counts whole units already", () => {
    expect(dayOf(regionGap(juushinKids(1), [juushinPool()]), juushin, "mon").practical).toBeNull();
  });
});
