import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { populationWeights } from "#domain/estimate/weights.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { placesGap } from "#domain/gap/places.ts";
import type { PlacesLine } from "#domain/gap/places-gap.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import expectedJson from "./expected/places.json" with { type: "json" };
import { goldenInputs, model, need, town } from "./region.ts";
import { rosterOf } from "./town-profiles.ts";

const texts = z.record(z.string(), z.string());
const expected = z
  .object({
    lines: z.partialRecord(serviceTypeSchema, texts),
    combined: texts,
    headline: z.object({ services: z.array(serviceTypeSchema), short: z.string(), verdict: z.string() }),
    classes: z.array(
      z.object({
        careClass: z.number(),
        needLow: z.string(),
        needHigh: z.string(),
        places: z.string(),
        shortLow: z.string(),
        shortHigh: z.string(),
      }),
    ),
    juushin: texts,
    defaultSettings: z.object({ need: z.string(), joined: z.array(z.string()) }),
    wrong: z.object({
      placesIfSharedPoolsAreAdded: z.string(),
      placesWithLastRoundIfAdded: z.string(),
      headlineIfLinesAreTakenAlone: z.string(),
      placesOfClass2Only: z.string(),
      shortIfU4WereConfirmed: z.string(),
    }),
  })
  .parse(expectedJson);

const base = goldenInputs.places;
const gap = placesGap(base);

const exact = (figure: ExactFigure | undefined) => (figure?.kind === "value" ? figure.exact : figure?.reason);
const figuresOf = (line: PlacesLine | null | undefined) =>
  line && {
    need: exact(line.need.total),
    floor: exact(line.need.floor),
    ceiling: exact(line.need.ceiling),
    confirmed: exact(line.supply.confirmed),
    withLastRound: exact(line.supply.withLastRound),
    short: exact(line.short),
    surplus: exact(line.surplus),
    experienced: exact(line.experienced),
  };
const sumOf = (texts: readonly (string | undefined)[]) =>
  texts.reduce((sum, text) => sum.add(text ?? "0"), new Fraction(0)).toFraction();

describe("golden example §2 places", () => {
  test.each(Object.entries(expected.lines))("%s: need, places and shortage", (service, figures) => {
    const line = gap.lines.find(({ services }) => services.join() === service);
    expect(figuresOf(line)).toEqual(figures);
  });

  test("both services, each pool once", () => {
    expect(figuresOf(gap.combined)).toEqual(expected.combined);
    expect(gap.lines.map(({ services }) => services)).toEqual([["jido_hattatsu"], ["hokago_day"]]);
  });

  test("each service's line is marked as shared with the other", () => {
    expect(gap.lines.map(({ sharedWith }) => sharedWith)).toEqual([["hokago_day"], ["jido_hattatsu"]]);
    expect(gap.combined?.sharedWith).toEqual([]);
  });

  test("headline: 35/4 days short in both services together, possible", () => {
    if (gap.headline.kind !== "short") throw new Error("no headline");
    const { line, verdict } = gap.headline;
    expect({ services: line.services, short: exact(line.short), verdict }).toEqual(expected.headline);
    expect(line.short).toMatchObject({ value: 8.75, n: 6, unit: "person_days_per_week" });
  });

  test("care classes, cumulative from above, with child 4 as class 1 and as class 3", () => {
    expect(
      gap.careClasses.map(({ careClass, need: days, places, short }) => ({
        careClass,
        needLow: exact(days.low),
        needHigh: exact(days.high),
        places: exact(places),
        shortLow: exact(short.low),
        shortHigh: exact(short.high),
      })),
    ).toEqual(expected.classes);
    expect(gap.careClasses.map(({ services }) => services)).toEqual(Array(3).fill(gap.compared));
    expect(exact(gap.adults)).toBe("0");
  });

  test("重心: child 1 needs 6 days, G1 has 10 places", () => {
    const { need: days, places, short, conditionalPlaces } = gap.juushin;
    expect({ need: exact(days.low), places: exact(places), short: exact(short.low) }).toEqual(expected.juushin);
    expect(exact(days.high)).toBe(expected.juushin.need);
    expect(exact(conditionalPlaces)).toBe("0");
  });

  test("§1.4, default settings: both stages in one stratum, need 24", () => {
    const weights = populationWeights(need.strata, town.population, model.estimate);
    const joined = placesGap({ ...base, settings: model.estimate, weights });
    expect(exact(joined.combined?.need.total)).toBe(expected.defaultSettings.need);
    expect(joined.notes.joinedStages).toEqual([expected.defaultSettings.joined]);
    // 放デイ alone: 3/2 · 11 = 33/2 is more than its ceiling 16 (§1.2): 4 answers would stand for 6 of 5 children.
    const hokago = joined.lines.find(({ services }) => services.join() === "hokago_day");
    expect(exact(hokago?.need.total)).toBe(expected.lines.hokago_day?.ceiling);
    expect(gap.notes.joinedStages).toEqual([]);
  });
});

describe("one service of the golden town", () => {
  test("its line stays as it is, the shared pool still marked; nothing is said of the other service", () => {
    const one = placesGap({ ...base, service: "jido_hattatsu" });
    expect(one.lines).toEqual(gap.lines.filter(({ services }) => services.includes("jido_hattatsu")));
    expect(one.lines[0]?.sharedWith).toEqual(["hokago_day"]);
    expect(one.combined).toBeNull();
    // 10 days are wanted and G1 has 10 places: alone the service seems to be served.
    expect(one.headline).toEqual({ kind: "not_short", verdict: "cannot_say" });
  });
});

describe("golden example §7: what a wrong program says about places", () => {
  const { wrong } = expected;
  const text = JSON.stringify(gap);

  test("25 or 30 places: the pool of both services added twice", () => {
    expect(sumOf(gap.lines.map((line) => exact(line.supply.confirmed)))).toBe(wrong.placesIfSharedPoolsAreAdded);
    expect(sumOf(gap.lines.map((line) => exact(line.supply.withLastRound)))).toBe(wrong.placesWithLastRoundIfAdded);
    expect(text).not.toContain(`"${wrong.placesIfSharedPoolsAreAdded}"`);
    expect(text).not.toContain(`"${wrong.placesWithLastRoundIfAdded}"`);
  });

  test("no shortage, because no service alone is short", () => {
    expect(sumOf(gap.lines.map((line) => exact(line.short)))).toBe(wrong.headlineIfLinesAreTakenAlone);
    expect(gap.headline.kind).toBe("short");
  });

  test("class 2 compared with places for class 2 only", () => {
    const onlyClass2 = base.roster.pools.filter(
      ({ state, units }) => state === "confirmed" && units.every(({ offer }) => offer?.upToClass === 2),
    );
    const places = onlyClass2.flatMap((pool) => Object.values(pool.places).map((number) => String(number ?? 0)));
    expect(sumOf(places)).toBe(wrong.placesOfClass2Only);
    expect(exact(gap.careClasses[1]?.places)).not.toBe(wrong.placesOfClass2Only);
  });

  test("U4, silent this round, counted as confirmed", () => {
    const confirmed = placesGap({ ...base, roster: rosterOf([...town.pools, ...town.lastRoundPools], []) });
    expect(exact(confirmed.combined?.short)).toBe(wrong.shortIfU4WereConfirmed);
    expect(exact(gap.combined?.short)).not.toBe(wrong.shortIfU4WereConfirmed);
  });
});
