import { describe, expect, test } from "vitest";
import type { PublishConsent } from "#domain/consent.ts";
import { disclosureRule, mayShowSupply } from "#domain/disclosure/disclosure-rule.ts";
import { publishNurseGap } from "#domain/disclosure/publish-nurse-gap.ts";
import type { NurseGapInput } from "#domain/gap/nurses.ts";
import { type Pool, tallyOfPools } from "#tests/golden/town.ts";
import { children, dayOf, pool, regionGap } from "./nurse-region.ts";

const audiences = ["public", "council_closed"] as const;
type Audience = (typeof audiences)[number];
const ruleFor = (audience: Audience) => disclosureRule(audience, 78_000);
const hokago = "general:hokago_day";
const consents: readonly PublishConsent[] = ["public", "partners", "closed"];

/** As many pools with one nurse on Monday as are named for each consent, in the order public, partners, closed. */
const poolsOf = (counts: readonly number[], like: Partial<Pool> = {}): Pool[] =>
  consents.flatMap((publish, index) =>
    Array.from({ length: counts[index] ?? 0 }, () => pool({ publish, nurses: { mon: 1 }, ...like })),
  );

/** 30 children of class 1 on Monday: need 10, enough for every audience. */
const kids = children(30, { services: [{ service: "hokago_day", used: ["mon"] }] });

function published(pools: readonly Pool[], audience: Audience, changes: Partial<NurseGapInput> = {}) {
  return publishNurseGap(regionGap(kids, pools, changes), ruleFor(audience));
}
function mondayOf(pools: readonly Pool[], audience: Audience, changes: Partial<NurseGapInput> = {}) {
  const [day] = published(pools, audience, changes).lines[0]?.days ?? [];
  if (!day) throw new Error("no Monday");
  return day;
}
const hidden = (unit: "persons" | "service_units" = "persons") => {
  return { kind: "absent", reason: "suppressed", unit, n: null };
};

describe("nurses on duty follow what the units agreed to publish", () => {
  test.each([
    // public, partners, closed; shown to the public, to the closed council
    [1, 0, 0, true, true],
    [0, 1, 0, false, true],
    [0, 0, 1, false, false],
    [5, 0, 2, false, false],
    [0, 0, 3, true, true],
    [5, 0, 3, true, true],
    [1, 2, 0, false, true],
    [0, 3, 0, true, true],
    [0, 3, 1, false, false],
    [4, 4, 4, true, true],
  ])(
    "%i public, %i partners, %i closed: public %s, closed council %s",
    (open, partners, closed, toPublic, toCouncil) => {
      const pools = poolsOf([open, partners, closed]);
      const shown = { kind: "value", value: pools.length, unit: "persons", n: pools.length };
      expect(mondayOf(pools, "public").supply).toEqual(toPublic ? shown : hidden());
      expect(mondayOf(pools, "council_closed").supply).toEqual(toCouncil ? shown : hidden());
    },
  );

  test("2 for partners and 1 closed are 3, but a partner could take its 2 away: hidden from the public", () => {
    expect(mondayOf(poolsOf([0, 2, 1]), "public").supply).toEqual(hidden());
  });

  test("the public is never shown what the closed council is not", () => {
    for (const partners of [0, 1, 2, 3, 4])
      for (const closed of [0, 1, 2, 3, 4]) {
        const consent = { public: 1, partners, closed };
        expect(mayShowSupply(consent, ruleFor("public")) && !mayShowSupply(consent, ruleFor("council_closed"))).toBe(
          false,
        );
      }
  });

  test("each day by itself: who is not open, or gave no number, hides nothing", () => {
    const pools = [
      pool({ publish: "public", nurses: { mon: 2, tue: 2, wed: 2 } }),
      pool({ publish: "closed", nurses: { tue: 1, wed: "dont_know" } }),
    ];
    const [mon, tue, wed, thu] = published(pools, "public").lines[0]?.days ?? [];
    expect([mon?.supply, wed?.supply]).toMatchObject([{ value: 2 }, { value: 2 }]);
    expect(tue?.supply).toEqual(hidden());
    expect(thu?.supply).toMatchObject({ kind: "value", value: 0 });
  });

  test("no number of any unit stays 不明: there is nothing to hide", () => {
    const pools = poolsOf([0, 0, 1], { nurses: { mon: "dont_know" } });
    expect(mondayOf(pools, "public").supply).toMatchObject({ kind: "absent", reason: "dont_know" });
  });

  test.each(audiences)("%s: with the supply its shortages are hidden; need and counts of answers stay", (audience) => {
    const day = mondayOf([...poolsOf([0, 0, 1]), pool({ nurses: { mon: "no_answer" } })], audience);
    expect(day.supply).toEqual(hidden());
    expect([day.short, day.practicalShort]).toEqual(Array(2).fill({ low: hidden(), high: hidden() }));
    expect([day.need.low, day.practical?.high]).toMatchObject([{ value: 10 }, { value: 10 }]);
    expect(day.pools).toEqual({ answered: 1, unknown: 1 });
  });

  test("a need that is hidden hides the shortage as before, whatever the units agreed", () => {
    const few = children(4, { services: [{ service: "hokago_day", used: ["mon"] }] });
    const gap = regionGap([...few, ...children(8, {})], poolsOf([1]));
    const [day] = publishNurseGap(gap, ruleFor("council_closed")).lines[0]?.days ?? [];
    expect([day?.short.low, day?.supply]).toMatchObject([hidden(), { value: 1 }]);
  });
});

describe("confirmed and last round's nurses", () => {
  const withLast = (now: readonly number[], last: readonly number[]) =>
    mondayOf(poolsOf(now), "council_closed", { lastRound: tallyOfPools(poolsOf(last)).cells }).withLastRound;

  test.each([
    [[2, 0, 0], [1, 0, 0], 3],
    [[0, 0, 3], [0, 0, 3], 6],
    [[0, 0, 3], [0, 1, 0], 4],
  ])("%j now and %j last round: shown", (now, last, value) => {
    expect(withLast(now, last)).toMatchObject({ kind: "value", value });
  });

  test.each([
    // The confirmed 3 stand beside it: 4 − 3 would be the one unit's.
    [
      [0, 0, 3],
      [0, 0, 1],
    ],
    [
      [2, 0, 0],
      [0, 0, 2],
    ],
    [
      [0, 0, 1],
      [0, 0, 2],
    ],
    [
      [0, 0, 1],
      [0, 0, 3],
    ],
  ])("%j now and %j last round: hidden", (now, last) => {
    expect(withLast(now, last)).toEqual(hidden());
  });

  test("without a last round it is not applicable, not hidden", () => {
    expect(mondayOf(poolsOf([0, 0, 1]), "public").withLastRound).toMatchObject({ reason: "not_applicable" });
  });
});

describe("beside the ratio lines", () => {
  const seikatsu = (counts: readonly number[], nurses: Pool["nurses"] = { mon: 0 }) =>
    poolsOf(counts, { services: ["seikatsu_kaigo"], nurses });
  const units = (value: number, n: number) => ({ kind: "value", value, unit: "service_units", n });

  test("生活介護: units with and without a nurse follow the rule; open and 不明 are counts of answers", () => {
    const monday = (pools: Pool[]) => published(pools, "public").onePerUnit[0]?.days[0];
    const silent = pool({ services: ["seikatsu_kaigo"], publish: "closed", nurses: { mon: "no_answer" } });
    expect(monday([...seikatsu([2, 0, 0]), ...seikatsu([1, 0, 0], { mon: 2 }), silent])).toEqual({
      weekday: "mon",
      open: 4,
      unknown: 1,
      withNurse: units(1, 3),
      shortLow: units(2, 3),
      shortHigh: units(3, 3),
    });
    expect(monday([...seikatsu([2, 0, 1]), silent])).toEqual({
      weekday: "mon",
      open: 4,
      unknown: 1,
      withNurse: hidden("service_units"),
      shortLow: hidden("service_units"),
      shortHigh: hidden("service_units"),
    });
    expect(monday(seikatsu([0, 0, 3]))).toMatchObject({ withNurse: units(0, 3), shortLow: units(3, 3) });
  });

  const cell = (measure: string, publish: string, [sum, n, unknown]: readonly [number, number, number]) => ({
    measure,
    unit: measure === "visiting_nurses" ? ("persons" as const) : ("service_units" as const),
    dims: { ...(measure === "night_nurse" ? { service: "tanki_nyusho" } : {}), publish },
    stratum: {},
    n,
    positive: n,
    sum,
    sumSquares: sum,
    max: 1,
    absent: { no_answer: unknown },
  });
  const sides = (audience: Audience, publish: string, n: number) => {
    const measures = ["night_nurse", "visiting_nurses", "certified_staff_units"];
    const cells = measures.flatMap((id) => [cell(id, "public", [2, 4, 1]), cell(id, publish, [1, n, 1])]);
    const { nights, visiting, certified } = published([], audience, { supply: { responses: 4 + n, cells } });
    return [nights[0]?.withNurse, nights[0]?.without, visiting.nurses, certified.units];
  };
  const allHidden = [hidden("service_units"), hidden("service_units"), hidden(), hidden("service_units")];

  test.each(audiences)("night nurses, visiting nurses, units with certified staff: %s", (audience) => {
    expect(sides(audience, "closed", 2)).toEqual(allHidden);
    // 2 of 4 and 1 of 3: 3 with a nurse at night, 4 without.
    expect(sides(audience, "closed", 3)).toMatchObject([{ value: 3 }, { value: 4 }, { value: 3, n: 7 }, { value: 3 }]);
  });

  test("for partners: hidden from the public, shown to the closed council", () => {
    expect(sides("public", "partners", 1)).toEqual(allHidden);
    expect(sides("council_closed", "partners", 1)).toMatchObject([
      { value: 3 },
      { value: 2 },
      { value: 3 },
      { value: 3 },
    ]);
  });

  test("how many gave no answer is said all the same", () => {
    const cells = [cell("night_nurse", "closed", [1, 1, 2]), cell("visiting_nurses", "closed", [3, 1, 1])];
    const { nights, visiting } = published([], "public", { supply: { responses: 4, cells } });
    expect([nights[0]?.unknown, visiting.unknown]).toEqual([2, 1]);
  });
});

describe("reading the consents", () => {
  test("a day counts the pools that gave a number", () => {
    const pools = [...poolsOf([1, 2, 3]), ...poolsOf([1, 1, 1], { nurses: { mon: "dont_know", tue: 1 } })];
    const lastRound = tallyOfPools(poolsOf([0, 1, 2])).cells;
    const day = dayOf(regionGap(kids, pools, { lastRound }), hokago, "mon");
    expect(day.consent).toEqual({ public: 1, partners: 2, closed: 3 });
    expect(day.lastRoundConsent).toEqual({ public: 0, partners: 1, closed: 2 });
  });

  const withPublish = (publish: Record<string, string>) => {
    const { responses, cells } = tallyOfPools(poolsOf([1]));
    return {
      responses,
      cells: cells.map(({ dims: { publish: _, ...dims }, ...rest }) => ({ ...rest, dims: { ...dims, ...publish } })),
    };
  };

  test("answers measured before consent was part of them are closed", () => {
    expect(mondayOf([], "council_closed", { supply: withPublish({}) }).supply).toEqual(hidden());
  });

  test("a consent outside the vocabulary is an error, not a yes", () => {
    expect(() => regionGap(kids, [], { supply: withPublish({ publish: "yes" }) })).toThrow(RangeError);
  });

  test("the coordinator's numbers do not depend on consent, and no consent leaves", () => {
    const of = (counts: readonly number[]) => dayOf(regionGap(kids, poolsOf(counts)), hokago, "mon");
    const numbers = ({ consent, ...rest }: ReturnType<typeof of>) => rest;
    expect(numbers(of([0, 0, 2]))).toEqual(numbers(of([2, 0, 0])));
    expect(JSON.stringify(published(poolsOf([1, 1, 1]), "public"))).not.toMatch(/consent|partners/i);
  });
});
