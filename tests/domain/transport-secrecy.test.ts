import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { publishConsentSchema } from "#domain/consent.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishTransportGap } from "#domain/disclosure/publish-transport-gap.ts";
import { isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PublishedTransportGap } from "#domain/disclosure/published-transport-gap.ts";
import { publishedTransportFindings } from "#domain/finding/transport-findings.ts";
import { type Centre, gapOf, type Rider, rosterOf } from "./transport-region.ts";

const audiences = ["public", "council_closed"] as const;
type Audience = (typeof audiences)[number];
const rider = (changes: Rider = {}): Rider => ({ out: 3, home: 3, ...changes });
const many = (count: number, changes: Rider = {}) => Array.from({ length: count }, () => rider(changes));
const open: Centre = { id: "A", out: 2, home: 2 };

function publish(kids: readonly Rider[], centres: readonly Centre[], audience: Audience, last: readonly Centre[] = []) {
  const gap = gapOf(kids, rosterOf(centres, { last }), { lastRoundGiven: last.length > 0 });
  return publishTransportGap(gap, disclosureRule(audience, 78_000));
}
const rowOf = (gap: PublishedTransportGap, direction: "out" | "home" | "all") => {
  const row = gap.rows.find((one) => one.direction === direction);
  if (!row) throw new Error(`no ${direction}`);
  return row;
};
/** What a reader sees: the number, "<5", or "–" where it is hidden. */
const seen = (figure: PublishedFigure) =>
  figure.kind === "value"
    ? figure.value
    : figure.kind === "below"
      ? `<${figure.bound}`
      : isSuppressed(figure)
        ? "–"
        : "?";
const needs = (gap: PublishedTransportGap) => gap.rows.map(({ need }) => seen(need));
const shorts = (gap: PublishedTransportGap) => gap.rows.map(({ short }) => seen(short.low));
const supplies = (gap: PublishedTransportGap) => gap.rows.map(({ supply }) => seen(supply));

describe("the declared table: direction, of the region", () => {
  test("for the closed council as it is, for the public rounded to 5, totals too", () => {
    const kids = [...many(11), rider({ home: 0 })];
    const council = publish(kids, [open], "council_closed");
    expect([needs(council), supplies(council), shorts(council)]).toEqual([
      [36, 33, 69],
      [10, 10, 20],
      [26, 23, 49],
    ]);
    const everybody = publish(kids, [open], "public");
    expect([needs(everybody), supplies(everybody), shorts(everybody)]).toEqual([
      [35, 35, 70],
      [10, 10, 20],
      [25, 25, 50],
    ]);
    expect(council).toMatchObject({ kind: "published_transport_gap", k: 5, roundTo: null, answers: { value: 12 } });
    expect(everybody).toMatchObject({
      k: 10,
      roundTo: 5,
      answers: { value: 10 },
      weights: "respondents",
      verdict: "certain",
    });
    expect(council.verdict).toBe("certain");
  });

  test("says nothing of districts, of care on board, of last round or of what is exact", () => {
    const published = publish(many(12, { district: "152137-3", care: "yes" }), [open], "council_closed", [{ id: "B" }]);
    expect(JSON.stringify(published)).not.toMatch(/152137-3|exact|Centre|careOnBoard|lastRound":\{|floor|ceiling/);
    expect(Object.keys(rowOf(published, "all")).sort()).toEqual([
      "direction",
      "need",
      "notCompared",
      "short",
      "supply",
    ]);
  });

  test("of one district or one service is refused: the rest could be taken away", () => {
    const rule = disclosureRule("council_closed", 78_000);
    const roster = rosterOf([open]);
    expect(() => publishTransportGap(gapOf(many(12), roster, { district: "K" }), rule)).toThrow(RangeError);
    expect(() => publishTransportGap(gapOf(many(12), roster, { service: "hokago_day" }), rule)).toThrow(RangeError);
  });
});

describe("need is hidden, and with it the shortage and the verdict", () => {
  const hiddenRow = { need: "–", short: "–" };
  const look = (gap: PublishedTransportGap, direction: "out" | "home" | "all") => {
    const { need, short } = rowOf(gap, direction);
    return { need: seen(need), short: seen(short.low) };
  };

  test("with fewer than 10 answers", () => {
    const gap = publish(many(9), [open], "council_closed");
    expect([look(gap, "out"), look(gap, "all")]).toEqual([hiddenRow, hiddenRow]);
    expect([gap.tableShown, gap.verdict]).toEqual([false, null]);
    expect(supplies(gap)).toEqual([10, 10, 20]);
  });

  test("with fewer than k contributors: 5 for the closed council, 10 for the public", () => {
    const kids = [...many(5), ...many(10, { out: 0, home: 0 })];
    expect(needs(publish(kids, [open], "council_closed"))).toEqual([15, 15, 30]);
    expect(needs(publish(kids, [open], "public"))).toEqual(["–", "–", "–"]);
    const four = [...many(4), ...many(10, { out: 0, home: 0 })];
    expect(needs(publish(four, [open], "council_closed"))).toEqual(["–", "–", "–"]);
  });

  test("where one child has more than half", () => {
    const half = [...many(5, { out: 1, home: 1 }), rider({ out: 5, home: 5 }), ...many(5, { out: 0, home: 0 })];
    expect(needs(publish(half, [open], "council_closed"))).toEqual([10, 10, 20]);
    const more = [...many(5, { out: 1, home: 1 }), rider({ out: 6, home: 6 }), ...many(5, { out: 0, home: 0 })];
    expect(needs(publish(more, [open], "council_closed"))).toEqual(["–", "–", "–"]);
  });

  test("no need at all is a 0 for the closed council and hidden from the public", () => {
    const nobody = many(12, { out: 0, home: 0 });
    expect(needs(publish(nobody, [open], "council_closed"))).toEqual([0, 0, 0]);
    expect(needs(publish(nobody, [open], "public"))).toEqual(["–", "–", "–"]);
  });

  test("the sum does not stand beside one of its parts: the other would follow", () => {
    const kids = [...many(10, { out: 0 }), ...many(4)];
    const gap = publish(kids, [open], "council_closed");
    expect([needs(gap), shorts(gap)]).toEqual([
      ["–", 42, "–"],
      ["–", 32, "–"],
    ]);
    expect(gap.verdict).toBeNull();
  });

  test("alone the sum may stand: half out, half home, 4 + 4 of 8 contributors would not be told apart", () => {
    const kids = [...many(4, { home: 0 }), ...many(4, { out: 0 }), ...many(4, { out: 0, home: 0 })];
    // At least 4 children are known to contribute to both: too few as well.
    expect(needs(publish(kids, [open], "council_closed"))).toEqual(["–", "–", "–"]);
  });

  test("high − low belongs to those who don't know about care: with 1 to 4 of them the high reading is hidden", () => {
    const high = (unknown: number) => {
      const kids = [...many(10), ...many(unknown, { care: "dont_know" })];
      const { short } = rowOf(publish(kids, [open], "council_closed"), "all");
      return [seen(short.low), seen(short.high)];
    };
    expect(high(0)).toEqual([40, 40]);
    expect(high(4)).toEqual([64, "–"]);
    expect(high(5)).toEqual([70, 70]);
  });

  test("a direction's high reading that is hidden hides the sum's", () => {
    const kids = [...many(10), ...many(5, { care: "dont_know", home: 0 }), ...many(4, { care: "dont_know", out: 0 })];
    const gap = publish(kids, [open], "council_closed");
    expect(gap.rows.map(({ short }) => seen(short.high))).toEqual([35, "–", "–"]);
    expect(shorts(gap)).toEqual([35, 32, 67]);
  });
});

describe("what was not compared is protected like the need", () => {
  const jido = { stage: "preschool", service: "jido_hattatsu" } as const;
  const rich: Centre = { id: "A", out: 9, home: 9, places: 40 };
  const out = (kids: readonly Rider[], audience: Audience, silent = true) => {
    const roster = rosterOf([rich], { silent: silent ? [{ id: "B", services: ["jido_hattatsu"] }] : [] });
    const { need, notCompared, short } = rowOf(
      publishTransportGap(gapOf(kids, roster), disclosureRule(audience, 78_000)),
      "out",
    );
    return [need, notCompared, short.low, short.high].map(seen);
  };

  test("shown with k children behind it and behind the rest; the shortage is then 不明, never 0", () => {
    expect(out([...many(6), ...many(5, jido)], "council_closed")).toEqual([33, 15, "?", "?"]);
    expect(out([...many(7), ...many(4, jido)], "council_closed")).toEqual([33, "–", "?", "?"]);
    expect(out([...many(4), ...many(7, jido)], "council_closed")).toEqual([33, "–", "?", "?"]);
    expect(out(many(11), "council_closed")).toEqual([33, 0, 0, 0]);
    // 9 places a day are 45 rides: of 48 compared 3 are short, at least.
    expect(out([...many(16), ...many(5, jido)], "council_closed")).toEqual([63, 15, 3, "–"]);
  });

  test("in public a silent service makes the shortage 不明 whether one child wants it or none", () => {
    expect(out(many(12), "public")).toEqual([35, "–", "?", "?"]);
    expect(out([...many(12), rider({ ...jido, out: 0 })], "public")).toEqual([35, "–", "?", "?"]);
    expect(out(many(12), "public", false)).toEqual([35, "–", 0, 0]);
  });

  test("a hidden need hides what cannot be compared, too: 不明 would tell that somebody is there", () => {
    const kids = (some: readonly Rider[]) => [...many(12, { out: 0 }), ...some];
    for (const some of [[], [rider({ ...jido, home: 0 })]])
      expect(out(kids(some), "public")).toEqual(["–", "–", "–", "–"]);
  });
});

describe("rides follow the consent of providers", () => {
  const closed = (id: string, changes: Partial<Centre> = {}): Centre => ({ id, publish: "closed", ...changes });

  test("who drives nobody hides nobody: two closed ones without cars are no crowd for a third", () => {
    const carless = { drives: false, out: 0, home: 0 };
    // 3 a day of B, which is all that A's public 2 a day leave of a sum.
    const centres = [open, closed("B", { out: 3, home: 3 }), closed("C", carless), closed("D", carless)];
    expect(supplies(publish(many(12), centres, "public"))).toEqual(["–", "–", "–"]);
    expect(supplies(publish(many(12), [open, closed("C", carless)], "public"))).toEqual([10, 10, 20]);
  });

  test("1 or 2 that did not agree hide them, and with them the shortage; 3 are a crowd", () => {
    expect(supplies(publish(many(12), [open, closed("B")], "public"))).toEqual(["–", "–", "–"]);
    const two = publish(many(12), [open, closed("B"), closed("C")], "council_closed");
    expect([supplies(two), needs(two), shorts(two)]).toEqual([
      ["–", "–", "–"],
      [36, 36, 72],
      ["–", "–", "–"],
    ]);
    expect(two.verdict).toBeNull();
    expect(supplies(publish(many(12), [open, closed("B"), closed("C"), closed("D")], "public"))).toEqual([25, 25, 50]);
  });

  test("partners read in the closed council what the public does not", () => {
    const centres = [open, closed("B", { publish: "partners" })];
    expect(supplies(publish(many(12), centres, "council_closed"))).toEqual([15, 15, 30]);
    expect(supplies(publish(many(12), centres, "public"))).toEqual(["–", "–", "–"]);
  });

  test("both rides stand only where each direction does: the sum would give the other away", () => {
    const centres = [closed("B"), closed("C"), closed("D", { home: null })];
    expect(supplies(publish(many(12), centres, "council_closed"))).toEqual([15, "–", "–"]);
  });

  test("the verdict also rests on last round's rides: 1 provider that did not agree hides it", () => {
    expect(publish(many(12), [open], "council_closed", [closed("B")]).verdict).toBeNull();
    expect(publish(many(12), [open], "council_closed", [{ id: "B" }]).verdict).toBe("certain");
  });

  test("rides that nobody knows are no secret", () => {
    const gap = publish(many(12), [closed("B", { out: null, home: null })], "public");
    expect(rowOf(gap, "out").supply).toEqual({
      kind: "absent",
      reason: "no_answer",
      unit: "rides_per_week",
      n: 0,
    });
  });
});

const anyRider = fc.record({
  out: fc.integer({ min: 0, max: 5 }),
  home: fc.integer({ min: 0, max: 5 }),
  care: fc.constantFrom("yes" as const, "no" as const, "dont_know" as const),
  district: fc.constantFrom("K", "M"),
});
const ridesADay = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constant(null));
const anyCentre = fc.record({
  publish: fc.constantFrom(...publishConsentSchema.options),
  from: fc.constantFrom(["K"], ["M"], ["K", "M"]),
  care: fc.boolean(),
  out: ridesADay,
  home: ridesADay,
});
const centresOf = (prefix: string, centres: readonly Omit<Centre, "id">[]) =>
  centres.map((centre, index): Centre => ({ ...centre, id: `${prefix}${index}`, places: 4 }));
const anyRegion = fc.record({
  kids: fc.array(anyRider, { minLength: 10, maxLength: 14 }),
  centres: fc.array(anyCentre, { minLength: 1, maxLength: 5 }).map((all) => centresOf("A", all)),
  last: fc.array(anyCentre, { maxLength: 2 }).map((all) => centresOf("L", all)),
});

/** Page and sentences: all that leaves for a council. */
const allThatIsRead = (gap: PublishedTransportGap) => JSON.stringify([gap, publishedTransportFindings(gap)]);

describe.each(audiences)("what %s cannot compute", (audience) => {
  test("a hidden direction from the other and the sum, of needs, rides and shortages alike", () => {
    let hidden = 0;
    fc.assert(
      fc.property(anyRegion, ({ kids, centres, last }) => {
        const gap = publish(kids, centres, audience, last);
        const columns = [
          gap.rows.map(({ need }) => need),
          gap.rows.map(({ supply }) => supply),
          gap.rows.map(({ short }) => short.low),
          gap.rows.map(({ short }) => short.high),
        ];
        for (const column of columns) {
          const missing = column.filter(isSuppressed).length;
          hidden += missing;
          // Of three with one equation, one missing beside two numbers is none missing.
          if (column.every((figure) => figure.kind !== "absent" || isSuppressed(figure))) expect(missing).not.toBe(1);
        }
        for (const { need, supply, short } of gap.rows) {
          if (isSuppressed(need) || isSuppressed(supply)) expect(short.low.kind).toBe("absent");
          if (isSuppressed(need) || isSuppressed(supply)) expect(short.high.kind).toBe("absent");
        }
      }),
      { numRuns: 25 },
    );
    expect(hidden).toBeGreaterThan(20);
  });

  test("other numbers of providers that are hidden leave everything as it was", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRegion, ({ kids, centres, last }) => {
        const before = publish(kids, centres, audience, last);
        const other = (rides: number | null | undefined, direction: "out" | "home", of: Centre) => {
          const hiddenRow = isSuppressed(rowOf(before, direction).supply) && isSuppressed(rowOf(before, "all").supply);
          const agreed = of.publish === "public" || (of.publish === "partners" && audience === "council_closed");
          return typeof rides === "number" && hiddenRow && !agreed ? 3 - rides : (rides ?? null);
        };
        const after = centres.map((centre) => ({
          ...centre,
          out: other(centre.out, "out", centre),
          home: other(centre.home, "home", centre),
        }));
        if (JSON.stringify(after) !== JSON.stringify(centres)) changed += 1;
        expect(allThatIsRead(publish(kids, after, audience, last))).toBe(allThatIsRead(before));
      }),
      { numRuns: 25 },
    );
    expect(changed).toBeGreaterThan(5);
  });

  test("other rides of the children of a hidden direction leave everything as it was", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyRegion, fc.constantFrom("out" as const, "home" as const), ({ kids, centres, last }, direction) => {
        // Only two children are driven this way: whatever they need, the direction is hidden.
        const few = kids.map((kid, index) => ({ ...kid, [direction]: index < 2 ? 1 : 0 }));
        const others = few.map((kid, index) => ({ ...kid, [direction]: index < 2 ? 4 : 0 }));
        const before = publish(few, centres, audience, last);
        if (!isSuppressed(rowOf(before, direction).need)) return;
        changed += 1;
        expect(allThatIsRead(publish(others, centres, audience, last))).toBe(allThatIsRead(before));
      }),
      { numRuns: 25 },
    );
    expect(changed).toBeGreaterThan(20);
  });
});
