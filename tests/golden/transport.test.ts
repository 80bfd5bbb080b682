import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { transportFindings } from "#domain/finding/transport-findings.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { transportGap } from "#domain/gap/transport.ts";
import type { TransportTotal } from "#domain/gap/transport-gap.ts";
import { type UnitConditions, unitConditions } from "#domain/gap/unit-conditions.ts";
import type { Roster } from "#domain/roster.ts";
import expectedJson from "./expected/transport.json" with { type: "json" };
import { goldenInputs, roster, town } from "./region.ts";
import { tallyOfChildren } from "./town.ts";
import { childProfile } from "./town-profiles.ts";

const row = z.record(z.string(), z.string());
const sides = z.object({ out: row, home: row });
const steps = z.array(z.enum(["accepts", "procedures", "place", "reach"]));
const expected = z
  .object({
    lines: z.record(z.string(), sides),
    byService: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
    totals: z.record(z.enum(["out", "home", "all"]), row),
    children: z.record(z.string(), z.tuple([z.string(), z.string()])),
    placesWithoutRide: z.object({ placeDays: z.number(), contested: z.number(), children: z.number() }),
    steps: z.array(z.object({ child: z.number(), unit: z.string(), sure: steps, possible: steps })),
    wrong: row,
  })
  .parse(expectedJson);

const base = goldenInputs.transport;
const gap = transportGap(base);

const exact = (figure: ExactFigure) => (figure.kind === "value" ? figure.exact : figure.reason);
/** Low and high must agree: in the golden town everybody knows whether care is needed on board. */
function both({ low, high }: { low: ExactFigure; high: ExactFigure }) {
  expect(exact(low)).toBe(exact(high));
  return exact(low);
}
const totalOf = ({ need, floor, ceiling, supply, withLastRound, short }: TransportTotal) => ({
  need: exact(need),
  floor: exact(floor),
  ceiling: exact(ceiling),
  supply: exact(supply),
  withLastRound: exact(withLastRound),
  short: both(short),
});

describe("golden example §6 transport", () => {
  test("by district and care on board: K with care 4.75 short each way, M 2.5 short home and 3.75 left out", () => {
    const lines = gap.lines.map(({ id, out, home }) => {
      const side = ({ need, supply, short, surplus }: typeof out) => ({
        need: both(need),
        supply: exact(supply),
        short: both(short),
        surplus: both(surplus),
      });
      return [id, { out: side(out), home: side(home) }];
    });
    expect(Object.fromEntries(lines)).toEqual(expected.lines);
  });

  test("by service inside a line", () => {
    const services = gap.lines.map(({ id, byService }) => [
      id,
      Object.fromEntries(byService.map(({ service, out, home }) => [service, [both(out), both(home)]])),
    ]);
    expect(Object.fromEntries(services)).toEqual(expected.byService);
  });

  test.each(["out", "home", "all"] as const)("%s: need 28.25 in all, supply 20, short 12", (direction) => {
    expect(totalOf(gap.totals[direction])).toEqual(expected.totals[direction]);
  });

  test.each(Object.entries(expected.children))("child %s alone", (id, [out, home]) => {
    const children = town.children.filter((child) => String(child.id) === id);
    const { totals } = transportGap({ ...base, need: tallyOfChildren(children) });
    expect([exact(totals.out.need), exact(totals.home.need)]).toEqual([out, home]);
  });

  test("the headline: home is worst, and K with care on board", () => {
    expect(gap.headline).toMatchObject({
      kind: "short",
      reading: "low",
      short: { low: { exact: "12" }, high: { exact: "12" } },
      worstLines: [{ id: "K:yes", short: { low: { exact: "19/2" }, high: { exact: "19/2" } } }],
    });
    expect(transportFindings(gap)[0]).toMatchObject({ params: { direction: "home", directionLow: { value: 7.25 } } });
  });

  test("certain: the answers alone are 6 rides each way for K with care, and the cars drive 5", () => {
    expect(gap.verdict).toBe("certain");
  });

  test("枠はあるが送迎がない: child 5 at G1 on Thursday and Friday, Friday wanted by child 1, too", () => {
    const { placeDays, contested, children, at } = gap.placesWithoutRide;
    expect({ placeDays, contested, children }).toEqual(expected.placesWithoutRide);
    expect(at.map(({ providerName, weekday, reached }) => [providerName, weekday, reached])).toEqual([
      ["G1", "thu", 0],
      ["G1", "fri", 1],
    ]);
  });

  test("U4, silent this round, is not confirmed and drives nobody anyway", () => {
    expect(gap.coverage).toEqual({ answered: 3, lastRound: 1, roster: 4 });
    expect(gap.totals.all.consent).toEqual({ public: 1, partners: 0, closed: 1 });
    expect(gap.totals.all.lastRoundConsent).toEqual({ public: 0, partners: 1, closed: 0 });
  });
});

describe("golden example §5: the steps each unit fails", () => {
  test.each(expected.steps)("child $child at $unit", ({ child: id, unit: unitId, sure, possible }) => {
    const child = town.children.find((one) => one.id === id);
    const unit = roster.units.find((one) => one.id === unitId);
    const profile = child && childProfile(child);
    const [wanted] = profile?.dayServices ?? [];
    if (!profile || !wanted || !unit) throw new Error("not in the town");
    const conditions = unitConditions(profile, wanted, unit, { roster, matchedOnSchool: base.gap.matchedOnSchool });
    const order: readonly (keyof UnitConditions)[] = ["accepts", "procedures", "place", "reach"];
    expect(order.filter((step) => conditions[step] !== "yes")).toEqual(sure);
    expect(order.filter((step) => conditions[step] === "no")).toEqual(possible);
  });
});

describe("golden example §7: what a wrong program says about rides", () => {
  const { wrong } = expected;
  const said = JSON.stringify(gap);

  test("34.5: both ways for everybody who is fetched (child 5 needs one)", () => {
    const everyWay = town.children.map((child) =>
      child.rides?.home === "provider" ? { ...child, rides: { ...child.rides, out: "provider" as const } } : child,
    );
    const { totals } = transportGap({ ...base, need: tallyOfChildren(everyWay) });
    expect(exact(totals.all.need)).toBe(wrong.bothWaysForAllFetched);
    expect(said).not.toContain(`"${wrong.bothWaysForAllFetched}"`);
  });

  test("8.25: need − supply in all, as if districts, directions and care on board made up for each other", () => {
    const { need: wanted, supply } = gap.totals.all;
    expect(new Fraction(exact(wanted)).sub(exact(supply)).toFraction()).toBe(wrong.needLessSupply);
    expect(said).not.toContain(`"${wrong.needLessSupply}"`);
  });

  test("districts and care: if both pools drove everybody anywhere with care, 1 out and 7.25 home would be short", () => {
    const everywhere = (unit: Roster["units"][number]) => ({
      ...unit,
      offer: unit.offer && { ...unit.offer, careOnBoard: true, fetchesFrom: ["K", "M"] },
    });
    const pools = roster.pools.map((pool) => ({ ...pool, units: pool.units.map(everywhere) }));
    const { totals } = transportGap({ ...base, roster: { units: roster.units.map(everywhere), pools } });
    // Out 11 for 10; home 17.25 for 10. Even then the surplus of one direction fills nothing of the other.
    expect([both(totals.out.short), both(totals.home.short)]).toEqual(["1", "29/4"]);
    expect(both(gap.totals.all.short)).toBe("12");
  });

  test("rides above places: U3 could drive 8 a week each way and has 5 places", () => {
    const roomy = roster.pools.map((pool) =>
      pool.provider === "U3" ? { ...pool, places: { ...pool.places, mon: 9, tue: 9, wed: 9, thu: 9 } } : pool,
    );
    const { lines } = transportGap({ ...base, roster: { ...roster, pools: roomy } });
    const m = lines.find(({ id }) => id === "M:no");
    if (!m) throw new Error("no line");
    expect(new Fraction(exact(m.out.supply)).add(exact(m.home.supply)).toFraction()).toBe(wrong.ridesAbovePlaces);
    expect(gap.lines.map(({ out }) => exact(out.supply))).toEqual(["5", "5"]);
  });

  test("a pool over both districts counted in each: G1 fetching from M as well fills 4.75 + 2.5 only once", () => {
    const wider = (unit: Roster["units"][number]) =>
      unit.provider === "G1" && unit.offer ? { ...unit, offer: { ...unit.offer, fetchesFrom: ["K", "M"] } } : unit;
    const pools = roster.pools.map((pool) => ({ ...pool, units: pool.units.map(wider) }));
    const { lines, totals } = transportGap({ ...base, roster: { units: roster.units.map(wider), pools } });
    const m = lines.find(({ id }) => id === "M:no");
    // M alone would have 10 rides home and none short; together 17.25 are wanted and 10 driven.
    expect(m && [exact(m.home.supply), both(m.home.short), m.home.shared]).toEqual(["10", "0", true]);
    expect(both(totals.home.short)).toBe("29/4");
    expect(gap.lines.map(({ home }) => home.shared)).toEqual([false, false]);
  });
});
