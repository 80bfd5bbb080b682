import { describe, expect, test } from "vitest";
import { type Centre, exact, gapOf, lineOf, type Rider, range, rosterOf } from "./transport-region.ts";

const rider = (changes: Rider = {}): Rider => ({ out: 10, home: 10, ...changes });
const supplyOf = (...centres: Centre[]) => {
  const { supply, unknown } = gapOf([rider()], rosterOf(centres)).totals.out;
  return [exact(supply), unknown.poolDays];
};

describe("rides of a pool", () => {
  test("are on each open day at most its places, and 5 days make the week", () => {
    expect(supplyOf({ id: "A", out: 3, places: 2 })).toEqual(["10", 0]);
    expect(supplyOf({ id: "A", out: 2, places: 9 })).toEqual(["10", 0]);
  });

  test("of a closed day are none", () => {
    expect(supplyOf({ id: "A", out: 2, days: ["mon", "wed"] })).toEqual(["4", 0]);
  });

  test("of a pool that does not drive are 0, and that is known", () => {
    expect(supplyOf({ id: "A", drives: false, out: null })).toEqual(["0", 0]);
    const gap = gapOf([rider()], rosterOf([{ id: "A", drives: false, out: null, home: null }]));
    expect(range(gap.totals.all.short)).toBe("20");
  });

  test("on days without a number of rides or places are not known, never 0", () => {
    expect(supplyOf({ id: "A", out: null }, { id: "B", out: 1 })).toEqual(["5", 5]);
    expect(supplyOf({ id: "A", places: null }, { id: "B", out: 1 })).toEqual(["5", 5]);
  });

  test("of another service are no supply", () => {
    const gap = gapOf([rider()], rosterOf([{ id: "A" }, { id: "B", services: ["seikatsu_kaigo"] }]), {
      service: "hokago_day",
    });
    expect(exact(gap.totals.out.supply)).toBe("5");
  });

  test("are known of as many pools as gave a number in one of the directions", () => {
    const { out, home, all } = gapOf([rider()], rosterOf([{ id: "A" }, { id: "B", home: null }])).totals;
    expect([out.supply.n, home.supply.n, all.supply.n]).toEqual([2, 1, 2]);
  });

  test("that serves two services are counted once", () => {
    const shared = { id: "A", services: ["hokago_day" as const, "jido_hattatsu" as const] };
    expect(supplyOf(shared)).toEqual(["5", 0]);
    expect(exact(gapOf([rider()], rosterOf([shared]), { service: "hokago_day" }).totals.out.supply)).toBe("5");
    // Its answer is known of both services: who is not reached is short, not 不明.
    expect(range(gapOf([rider({ district: "M" })], rosterOf([shared])).totals.out.short)).toBe("10");
  });
});

describe("nobody of a kind answered", () => {
  test("is 不明, not 0: neither supply nor shortage has a number", () => {
    const gap = gapOf([rider()], rosterOf([], { silent: [{ id: "A" }] }));
    expect([exact(gap.totals.all.need), exact(gap.totals.all.supply), range(gap.totals.all.short)]).toEqual([
      "20",
      "no_answer",
      "no_answer",
    ]);
    expect(range(gap.totals.all.notCompared)).toBe("20");
    expect(lineOf(gap, "K:no")?.out).toMatchObject({
      supply: { reason: "no_answer" },
      short: { low: { reason: "no_answer" } },
      surplus: { low: { reason: "no_answer" } },
    });
    expect(gap.headline).toEqual({ kind: "none", reason: "unknown_supply" });
    expect(gap.verdict).toBe("cannot_say");
    expect(gap.unknownServices).toEqual(["hokago_day"]);
  });

  test("nor is it 0 while the only pool does not know its rides, or where it drives", () => {
    for (const unknown of [{ out: null, home: null }, { from: null }, { drives: null, out: null, home: null }])
      expect(range(gapOf([rider()], rosterOf([{ id: "A", ...unknown }])).totals.all.short)).toBe("no_answer");
  });

  test("and nobody on the roster: not known; a roster without such a unit: no rides", () => {
    expect(range(gapOf([rider()], rosterOf([])).totals.out.short)).toBe("no_answer");
    const other = rosterOf([{ id: "A", services: ["seikatsu_kaigo"] }]);
    expect(range(gapOf([rider()], other).totals.out.short)).toBe("10");
    expect(exact(gapOf([], rosterOf([])).totals.out.supply)).toBe("no_answer");
  });

  test("but a unit that takes no children with medical care has answered: 0", () => {
    const unasked = { out: null, home: null, from: null };
    const gap = gapOf([rider()], rosterOf([{ id: "A", ...unasked, offer: { acceptance: "not_accepting" } }]));
    expect(range(gap.totals.out.short)).toBe("10");
  });

  test("a service of which nobody answered is left out of the comparison, and says so", () => {
    const kids = [rider({ out: 7, home: 0 }), rider({ stage: "preschool", service: "jido_hattatsu", out: 3, home: 0 })];
    const gap = gapOf(kids, rosterOf([{ id: "A" }], { silent: [{ id: "B", services: ["jido_hattatsu"] }] }));
    expect(gap.unknownServices).toEqual(["jido_hattatsu"]);
    expect(gap.totals.out).toMatchObject({
      need: { exact: "10" },
      notCompared: { low: { exact: "3" } },
      short: { low: { exact: "2" } },
    });
    expect(lineOf(gap, "K:no")?.out.notCompared.high).toMatchObject({ exact: "3" });
  });

  test("a service that nobody needs driven is not named", () => {
    const roster = rosterOf([{ id: "A" }], { silent: [{ id: "B", services: ["jido_hattatsu"] }] });
    expect(gapOf([rider()], roster).unknownServices).toEqual([]);
  });
});

describe("last round", () => {
  const last = [{ id: "B", out: 1, home: 1 }];

  test("stands apart and is never confirmed", () => {
    const gap = gapOf([rider()], rosterOf([{ id: "A" }], { last }), { lastRoundGiven: true });
    const { supply, withLastRound, short } = gap.totals.out;
    expect([exact(supply), exact(withLastRound), range(short)]).toEqual(["5", "10", "5"]);
    expect(gap.totals.out.consent).toEqual({ public: 1, partners: 0, closed: 0 });
    expect(gap.totals.out.lastRoundConsent).toEqual({ public: 1, partners: 0, closed: 0 });
    expect(lineOf(gap, "K:no")?.out).toMatchObject({ supply: { exact: "5", n: 1 }, withLastRound: { exact: "10" } });
  });

  test("of a service silent now alone: confirmed 不明, with last round's known", () => {
    const gap = gapOf([rider()], rosterOf([], { last }), { lastRoundGiven: true });
    const { short, withLastRound } = gap.totals.out;
    // 10 needed out, 5 with last round's: the answers alone are too many for them.
    expect([range(short), exact(withLastRound), gap.verdict]).toEqual(["no_answer", "5", "certain"]);
    expect(gap.coverage).toEqual({ answered: 0, lastRound: 1, roster: 1 });
  });

  test("is held against the need scaled up: 2 of 4 children, 20 each way for 5 + 5, where the answers have 10", () => {
    const kids = [rider({ out: 5, home: 5 }), rider({ out: 5, home: 5 })];
    const gap = gapOf(kids, rosterOf([{ id: "A" }], { last }), { lastRoundGiven: true, population: { elementary: 4 } });
    expect([range(gap.totals.out.short), gap.verdict]).toEqual(["15", "possible"]);
  });

  test("not given is not the same as confirmed", () => {
    const { totals, lines } = gapOf([rider()], rosterOf([{ id: "A" }], { last }));
    expect(exact(totals.out.withLastRound)).toBe("not_applicable");
    expect(lines.map(({ out }) => exact(out.withLastRound))).toEqual(["not_applicable"]);
    expect(totals.out.lastRoundConsent).toEqual({ public: 0, partners: 0, closed: 0 });
  });
});

describe("who can drive whom", () => {
  const shortOf = (kid: Rider, centre: Partial<Centre>) =>
    range(gapOf([rider(kid)], rosterOf([{ id: "A", out: 2, home: 2, ...centre }])).totals.out.short);

  test("a car with care also drives those without, never the reverse", () => {
    expect(shortOf({ care: "no" }, { care: true })).toBe("0");
    expect(shortOf({ care: "yes" }, { care: true })).toBe("0");
    expect(shortOf({ care: "yes" }, { care: false })).toBe("10");
  });

  test("care on board not known is not care, and is counted", () => {
    const gap = gapOf([rider({ care: "yes" })], rosterOf([{ id: "A", care: null }]));
    expect(range(gap.totals.out.short)).toBe("10");
    expect(lineOf(gap, "K:yes")?.out.unknown).toEqual({ poolDays: 0, reach: 1 });
    expect(gap.totals.all.unknown).toEqual({ poolDays: 0, reach: 1 });
    const notSure = gapOf([rider({ care: "dont_know" })], rosterOf([{ id: "A", care: null }]));
    expect(notSure.totals.out.unknown.reach).toBe(1);
  });

  test("districts it does not name are not reached, unknown ones neither, and these are counted", () => {
    expect(shortOf({ district: "M" }, { from: ["K"] })).toBe("10");
    const gap = gapOf([rider({ district: "M" })], rosterOf([{ id: "A" }, { id: "B", from: null }]));
    expect(range(gap.totals.out.short)).toBe("10");
    expect(lineOf(gap, "M:no")?.out.unknown.reach).toBe(1);
  });

  test("a pool that reaches nobody of a line does not count its unknown days there", () => {
    const kids = [rider(), rider({ district: "M" })];
    const gap = gapOf(kids, rosterOf([{ id: "A" }, { id: "B", from: ["M"], out: null }]));
    expect([lineOf(gap, "K:no")?.out.unknown.poolDays, lineOf(gap, "M:no")?.out.unknown.poolDays]).toEqual([0, 5]);
    expect(gap.totals.out.unknown.poolDays).toBe(5);
    expect(gap.totals.all.unknown.poolDays).toBe(5);
    const neither = gapOf(kids, rosterOf([{ id: "A" }, { id: "B", from: ["M"], out: null, home: null }]));
    expect(neither.totals.all.unknown.poolDays).toBe(10);
  });

  test("放課後等デイサービス out is matched on the kind of school, home on the district", () => {
    const special: Rider = { district: "M", school: "special_school" };
    expect(shortOf(special, { schools: ["special_school"], from: ["K"] })).toBe("0");
    expect(shortOf(special, { schools: ["local_school"], from: ["M"] })).toBe("10");
    expect(shortOf(special, { schools: [], from: ["M"] })).toBe("10");
    const { totals } = gapOf(
      [rider(special)],
      rosterOf([{ id: "A", schools: ["special_school"], from: ["K"], out: 2 }]),
    );
    expect([range(totals.out.short), range(totals.home.short)]).toEqual(["0", "10"]);
  });

  test("where a school is not known, is no place to fetch from, or the service is another: the district", () => {
    expect(shortOf({ school: "unknown" }, { schools: ["local_school"], from: ["K"] })).toBe("0");
    expect(shortOf({ school: "special_school" }, { schools: null, from: ["K"] })).toBe("0");
    expect(shortOf({ school: "home_teaching" }, { schools: ["local_school"], from: ["K"] })).toBe("0");
    const preschool: Rider = { stage: "preschool", service: "jido_hattatsu", school: "hoikusho" };
    expect(shortOf(preschool, { services: ["jido_hattatsu"], schools: ["kodomoen"], from: ["K"] })).toBe("0");
  });

  test("a service of the pool that takes no children with medical care drives none, the other one does", () => {
    const kids = [rider({ out: 2 }), rider({ stage: "preschool", service: "jido_hattatsu", out: 2 })];
    const base = rosterOf([{ id: "A", services: ["hokago_day", "jido_hattatsu"], out: 2 }]);
    const declining = (unit: (typeof base.units)[number]) =>
      unit.service === "jido_hattatsu" && unit.offer
        ? { ...unit, offer: { ...unit.offer, acceptance: "not_accepting" as const } }
        : unit;
    const roster = {
      units: base.units.map(declining),
      pools: base.pools.map((pool) => ({ ...pool, units: pool.units.map(declining) })),
    };
    expect(range(gapOf(kids, base).totals.out.short)).toBe("0");
    expect(range(gapOf(kids, roster).totals.out.short)).toBe("2");
  });

  test("a child whose district is not known is not compared, unless a pool reaches the school", () => {
    const gap = gapOf(
      [rider({ district: "unknown", out: 3, home: 3 }), rider({ out: 1, home: 1 })],
      rosterOf([{ id: "A" }]),
    );
    expect(gap.lines.map(({ id, district }) => [id, district])).toEqual([
      ["K:no", "K"],
      ["unknown:no", null],
    ]);
    expect([range(gap.totals.out.short), range(gap.totals.out.notCompared)]).toEqual(["0", "3"]);
    expect(gap.totals.out.unknown.reach).toBe(0);
    const atSchool = gapOf(
      [rider({ district: "unknown", school: "local_school", out: 6, home: 0 })],
      rosterOf([{ id: "A", schools: ["local_school"] }]),
    );
    expect([range(atSchool.totals.out.short), range(atSchool.totals.out.notCompared)]).toEqual(["1", "0"]);
  });
});

describe("a direction of which nothing can be compared", () => {
  // Home nobody's district is known but that of a child who needs no ride home.
  const kids = [rider({ district: "unknown", school: "local_school", out: 1, home: 3 }), rider({ out: 1, home: 0 })];
  const gap = gapOf(kids, rosterOf([{ id: "A", schools: ["local_school"] }]));

  test("is 不明 and not 0, beside the other one", () => {
    expect([range(gap.totals.out.short), range(gap.totals.home.short)]).toEqual(["0", "no_answer"]);
    expect([range(gap.totals.home.notCompared), range(gap.totals.all.short)]).toEqual(["3", "no_answer"]);
    const scaled = gapOf(kids, rosterOf([{ id: "A" }]), { population: { elementary: 4 } });
    expect(range(scaled.totals.home.notCompared)).toBe("6");
    expect(lineOf(gap, "unknown:no")?.home.short.low).toMatchObject({ reason: "no_answer" });
    // Fetched at a school on the way out only: home nobody's reach is the pools' to know.
    expect([gap.totals.out.unknown.reach, gap.totals.all.unknown.reach]).toEqual([0, 0]);
    const schoolsOnly = rosterOf([{ id: "A", from: null, schools: ["local_school"] }]);
    const { out, home, all } = gapOf([rider({ school: "local_school" })], schoolsOnly).totals;
    expect([out, home, all].map(({ unknown }) => unknown.reach)).toEqual([0, 1, 1]);
    expect(gap.headline).toEqual({ kind: "partly_compared" });
  });

  test("is 0 where nobody needs a ride, whatever is known of the supply", () => {
    const silent = gapOf([rider({ out: 1, home: 0 })], rosterOf([], { silent: [{ id: "A" }] }));
    expect([range(silent.totals.out.short), range(silent.totals.home.short)]).toEqual(["no_answer", "0"]);
    expect(range(lineOf(silent, "K:no")?.home.short)).toBe("0");
  });
});

describe("nothing is offset", () => {
  test("districts: 3 left over in M leave 5 short in K, and the region is 5 short", () => {
    const kids = [rider({ home: 0 }), rider({ district: "M", out: 2, home: 0 })];
    const gap = gapOf(kids, rosterOf([{ id: "A" }, { id: "B", from: ["M"] }]));
    expect([lineOf(gap, "K:no")?.out.short, gap.totals.out.short].map(range)).toEqual(["5", "5"]);
    expect(range(lineOf(gap, "M:no")?.out.surplus)).toBe("3");
  });

  test("directions: rides out that nobody needs bring nobody home", () => {
    const { totals } = gapOf([rider({ out: 0 })], rosterOf([{ id: "A", out: 2, home: 1 }]));
    expect([totals.out, totals.home, totals.all].map(({ short }) => range(short))).toEqual(["0", "5", "5"]);
  });

  test("a pool over several districts drives once: each line alone is served, together 5 are short", () => {
    const kids = [rider({ out: 5 }), rider({ district: "M", out: 5 })];
    const gap = gapOf(kids, rosterOf([{ id: "A", from: ["K", "M"] }]));
    expect(gap.lines.map(({ out }) => [exact(out.supply), range(out.short), out.shared])).toEqual([
      ["5", "0", true],
      ["5", "0", true],
    ]);
    expect([exact(gap.totals.out.supply), range(gap.totals.out.short)]).toEqual(["5", "5"]);
  });

  test("shared is a pool that drives for another line in this direction; one without rides shares nothing", () => {
    const kids = [rider({ out: 5 }), rider({ district: "M", out: 0 })];
    const gap = gapOf(kids, rosterOf([{ id: "A", from: ["K", "M"], home: 0 }]));
    expect(gap.lines.map(({ out, home }) => [out.shared, home.shared])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  test("the region's shortage is the largest over sets of lines, not the worst line nor the sum of lines", () => {
    // K 6, M 6, N 1; A drives K and M 5, B drives M and N 5. K alone is short of 1; K and M are 12 for 10.
    const kids = [rider({ out: 6 }), rider({ district: "M", out: 6 }), rider({ district: "N", out: 1 })];
    const gap = gapOf(
      kids,
      rosterOf([
        { id: "A", from: ["K", "M"] },
        { id: "B", from: ["M", "N"] },
      ]),
    );
    expect(gap.lines.map(({ out }) => range(out.short))).toEqual(["1", "0", "0"]);
    expect(range(gap.totals.out.short)).toBe("3");
  });
});

describe("of one district", () => {
  test("only providers that reach it count, with all their rides", () => {
    const kids = [rider({ out: 4 }), rider({ district: "M", out: 4 })];
    const roster = rosterOf([
      { id: "A", from: ["K"] },
      { id: "B", from: ["M"] },
    ]);
    const gap = gapOf(kids, roster, { district: "M" });
    // Every centre of these tests stands in K: for M only B counts, for K both do.
    expect([exact(gap.totals.out.supply), gap.coverage.roster]).toEqual(["5", 1]);
    expect(exact(gapOf(kids, roster, { district: "K" }).totals.out.supply)).toBe("10");
  });

  test("that no provider reaches has no rides, where others of the service answered: known, not 不明", () => {
    const gap = gapOf([rider({ district: "M" })], rosterOf([{ id: "A" }]), { district: "M" });
    expect([exact(gap.totals.out.supply), range(gap.totals.out.short)]).toEqual(["0", "10"]);
  });
});
