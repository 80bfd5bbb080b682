import { describe, expect, test } from "vitest";
import { bandsOf } from "#domain/gap/bands.ts";
import { tallyOfPools } from "#tests/golden/town.ts";
import { child, dayOf, exact, lineOf, pool, regionGap } from "./nurse-region.ts";

const hokago = "general:hokago_day";
const kids = [child({ class: "3", services: [{ service: "hokago_day", used: ["mon"] }] })];

describe("supply of nurses", () => {
  test("不明 is not 0: a pool that does not know stands beside the figure", () => {
    const pools = [pool({ nurses: { mon: 2 } }), pool({ nurses: { mon: "dont_know" } })];
    const day = dayOf(regionGap(kids, pools), hokago, "mon");
    expect(exact(day.supply)).toBe("2");
    expect(day.pools).toEqual({ answered: 1, unknown: 1 });
  });

  test("if no open pool gives a number, supply and shortage are absent with the reason given most", () => {
    const pools = [
      pool({ nurses: { mon: "dont_know" } }),
      pool({ nurses: { mon: "dont_know" } }),
      pool({ nurses: { mon: "no_answer" } }),
    ];
    const day = dayOf(regionGap(kids, pools), hokago, "mon");
    expect([exact(day.supply), exact(day.short.low), exact(day.practicalShort?.high)]).toEqual([
      "dont_know",
      "dont_know",
      "dont_know",
    ]);
    expect(day.pools).toEqual({ answered: 0, unknown: 3 });
  });

  test("a day on which every pool is closed is 0, not 不明", () => {
    const day = dayOf(regionGap(kids, [pool({ nurses: { tue: 1 } })]), hokago, "mon");
    expect([exact(day.supply), exact(day.short.low)]).toEqual(["0", "1"]);
  });

  test("no supply answer at all: 不明, and the shortage is not the need", () => {
    const day = dayOf(regionGap(kids, [], { coverage: { answered: 0, roster: 3 } }), hokago, "mon");
    expect([exact(day.supply), exact(day.short.low), exact(day.need.low)]).toEqual(["no_answer", "no_answer", "1"]);
  });

  test("nobody of the kind answered: 不明; all units of the kind answered without a pool: 0", () => {
    const others = [pool({ services: ["jido_hattatsu"], nurses: { mon: 1 } })];
    const ofHokago = (answered: number, roster: number) => {
      const byService = { hokago_day: { answered, roster }, jido_hattatsu: { answered: 1, roster: 1 } };
      const coverage = { answered: answered + 1, roster: 5, byService };
      return exact(dayOf(regionGap(kids, others, { coverage }), hokago, "mon").supply);
    };
    expect(ofHokago(0, 2)).toBe("no_answer");
    expect(ofHokago(1, 2)).toBe("0");
    expect(ofHokago(0, 0)).toBe("0");
    expect(exact(dayOf(regionGap(kids, others, { coverage: { answered: 1, roster: 5 } }), hokago, "mon").supply)).toBe(
      "no_answer",
    );
    expect(exact(dayOf(regionGap(kids, others, { coverage: null }), hokago, "mon").supply)).toBe("no_answer");
  });

  test("no such unit on the roster: 0, also while all others are silent; no roster: 不明", () => {
    const withRoster = (jido: number) => {
      const byService = { hokago_day: { answered: 0, roster: 0 }, jido_hattatsu: { answered: 0, roster: jido } };
      const coverage = { answered: 0, roster: jido, byService };
      return exact(dayOf(regionGap(kids, [], { coverage }), hokago, "mon").supply);
    };
    expect([withRoster(1), withRoster(0)]).toEqual(["0", "no_answer"]);
  });

  test("one district: 不明 where a unit may reach it that is not among those looked at, else 0", () => {
    const byService = { hokago_day: { answered: 0, roster: 0 } };
    const coverage = { answered: 0, roster: 0, byService };
    const seen = (...inDoubt: ("hokago_day" | "jido_hattatsu")[]) => {
      const day = dayOf(regionGap(kids, [], { coverage, inDoubt: new Set(inDoubt) }), hokago, "mon");
      return [exact(day.supply), exact(day.short.low)];
    };
    expect(seen("hokago_day")).toEqual(["no_answer", "no_answer"]);
    expect(seen("jido_hattatsu")).toEqual(["0", "1"]);
    expect(seen()).toEqual(["0", "1"]);
    const headline = regionGap(kids, [], { coverage, inDoubt: new Set(["hokago_day"]) }).headline;
    expect(headline).toEqual({ kind: "none", reason: "unknown_supply" });
  });

  test("one district: what the pools that reach it say stands, whoever else may", () => {
    const inDoubt = new Set(["jido_hattatsu" as const]);
    expect(exact(dayOf(regionGap(kids, [pool({ nurses: { mon: 1 } })], { inDoubt }), hokago, "mon").supply)).toBe("1");
  });

  test("no family answer: the need is absent and nothing is short", () => {
    const day = dayOf(regionGap([], [pool({ nurses: { mon: 1 } })]), hokago, "mon");
    expect([exact(day.need.low), exact(day.short.low), exact(day.supply)]).toEqual(["no_answer", "no_answer", "1"]);
  });

  test("last round's nurses are added once, beside the confirmed ones", () => {
    const lastRound = tallyOfPools([pool({ nurses: { mon: 3 } })]).cells;
    const day = dayOf(regionGap(kids, [pool({ nurses: { mon: 1 } })], { lastRound }), hokago, "mon");
    expect([exact(day.supply), exact(day.withLastRound)]).toEqual(["1", "4"]);
  });

  test("last round's nurses stand alone where this round's are 不明", () => {
    const lastRound = tallyOfPools([pool({ nurses: { mon: 3 } })]).cells;
    const day = dayOf(regionGap(kids, [pool({ nurses: { mon: "no_answer" } })], { lastRound }), hokago, "mon");
    expect([exact(day.supply), exact(day.withLastRound)]).toEqual(["no_answer", "3"]);
    expect(
      exact(
        dayOf(regionGap(kids, [pool({ nurses: { mon: "no_answer" } })], { lastRound: [] }), hokago, "mon")
          .withLastRound,
      ),
    ).toBe("no_answer");
  });
});

describe("bands", () => {
  test("services offered at the same time by some pool are one band, also through a third", () => {
    const pools = [
      { services: ["jido_hattatsu", "hokago_day"] },
      { services: ["hokago_day", "iryogata_jido_hattatsu"] },
    ] as const;
    expect(bandsOf(["jido_hattatsu", "iryogata_jido_hattatsu", "hokago_day"], pools)).toEqual([
      ["jido_hattatsu", "iryogata_jido_hattatsu", "hokago_day"],
    ]);
  });

  test("services without a common pool stay apart, in the order of the schema", () => {
    const gap = regionGap(kids, [
      pool({ nurses: { mon: 1 } }),
      pool({ services: ["jido_hattatsu"], nurses: { mon: 5 } }),
    ]);
    expect(gap.lines.map((line) => line.id)).toEqual(["general:jido_hattatsu", hokago]);
    expect(exact(dayOf(gap, hokago, "mon").supply)).toBe("1");
  });

  test("生活介護, open all day, does not join a morning and an after-school pool", () => {
    const pools = [
      pool({ services: ["jido_hattatsu", "seikatsu_kaigo"], nurses: { mon: 1 } }),
      pool({ services: ["hokago_day", "seikatsu_kaigo"], nurses: { mon: 1 } }),
    ];
    const gap = regionGap(kids, pools);
    expect(gap.lines.map((line) => line.id)).toEqual(["general:jido_hattatsu", hokago]);
    expect(lineOf(gap, hokago).sharedWith).toEqual(["seikatsu_kaigo"]);
    expect(gap.onePerUnit[0]?.sharedWith).toEqual(["jido_hattatsu", "hokago_day"]);
  });

  test("a shared pool is counted once within its band", () => {
    const gap = regionGap(kids, [pool({ services: ["jido_hattatsu", "hokago_day"], nurses: { mon: 2 } })]);
    expect(exact(dayOf(gap, "general:jido_hattatsu+hokago_day", "mon").supply)).toBe("2");
  });
});

describe("beside the ratio lines", () => {
  const seikatsu = (nurses: Parameters<typeof pool>[0]) => pool({ services: ["seikatsu_kaigo"], ...nurses });

  test("生活介護: one nurse for each open unit; two nurses in one unit do not serve another", () => {
    const pools = [
      seikatsu({ nurses: { mon: 2 } }),
      seikatsu({ nurses: { mon: 0 } }),
      seikatsu({ nurses: { mon: "dont_know" } }),
    ];
    const [line] = regionGap([], pools).onePerUnit;
    expect(line?.days[0]).toMatchObject({
      weekday: "mon",
      open: 3,
      withNurse: 1,
      unknown: 1,
      shortLow: 1,
      shortHigh: 2,
    });
    expect(line?.days[1]).toMatchObject({
      weekday: "tue",
      open: 0,
      withNurse: 0,
      unknown: 0,
      shortLow: 0,
      shortHigh: 0,
    });
  });

  const cell = (measure: string, unit: "persons" | "service_units", sum: number, n: number, unknown: number) => ({
    measure,
    unit,
    dims: measure === "night_nurse" ? { service: "tanki_nyusho" } : {},
    stratum: {},
    n,
    positive: sum,
    sum,
    sumSquares: sum,
    max: 1,
    absent: { dont_know: unknown },
  });

  test("短期入所: units with a night nurse, without, 不明; visiting nurses and certified staff apart", () => {
    const supply = {
      responses: 6,
      cells: [
        cell("night_nurse", "service_units", 1, 3, 2),
        cell("visiting_nurses", "persons", 7, 2, 1),
        cell("certified_staff_units", "service_units", 2, 5, 1),
      ],
    };
    const people = [child({ certifiedEnough: true }), child({ certifiedEnough: true }), child({})];
    const gap = regionGap(people, [], { supply });
    expect(gap.nights).toMatchObject([{ service: "tanki_nyusho", withNurse: 1, without: 2, unknown: 2 }]);
    expect([exact(gap.visiting.nurses), gap.visiting.unknown]).toEqual(["7", 1]);
    expect(gap.certified).toMatchObject({ childrenEnough: 2, childrenNotEnough: 1, unitsUnknown: 1 });
    expect([exact(gap.certified.children), exact(gap.certified.units)]).toEqual(["2", "2"]);
    expect(gap.lines).toEqual([]);
  });

  test("nothing asked or answered is not 0", () => {
    const gap = regionGap([], []);
    expect(exact(gap.visiting.nurses)).toBe("no_answer");
    expect(exact(gap.certified.units)).toBe("no_answer");
    expect(exact(gap.certified.children)).toBe("no_answer");
  });
});
