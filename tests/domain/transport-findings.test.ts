import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishTransportGap } from "#domain/disclosure/publish-transport-gap.ts";
import { publishedTransportFindings, transportFindings } from "#domain/finding/transport-findings.ts";
import { type Centre, type Changes, childOf, gapOf, type Rider, rosterOf } from "./transport-region.ts";

const rider = (changes: Rider = {}): Rider => ({ out: 7, home: 5, ...changes });
const many = (count: number, changes: Rider = {}) => Array.from({ length: count }, () => rider(changes));
const centre: Centre = { id: "A" };
const of = (kids: readonly Rider[], roster = rosterOf([centre]), changes: Changes = {}) =>
  transportFindings(gapOf(kids, roster, changes));
const keys = (found: ReturnType<typeof of>) =>
  found.map(({ messageKey }) => messageKey.replace("finding.transport.", ""));
const value = (number: number) => expect.objectContaining({ kind: "value", value: number });

describe("for the coordinator", () => {
  test("no answers: of families, or of anybody", () => {
    expect(of([])).toEqual([{ messageKey: "finding.transport.no_answers_yet", params: { side: "need" } }]);
    expect(of([], rosterOf([], { silent: [{ id: "A" }] }))).toEqual([
      { messageKey: "finding.transport.no_answers_yet", params: { side: "both" } },
    ]);
  });

  test("supply not known", () => {
    expect(of([rider()], rosterOf([], { silent: [{ id: "A" }, { id: "B" }] }))).toEqual([
      { messageKey: "finding.transport.unknown_supply", params: { unitsAnswered: 0, unitsOnRoster: 2 } },
    ]);
  });

  test("the shortage in all with the direction of most, then the largest line", () => {
    expect(of([rider({ home: 6 })])).toEqual([
      {
        messageKey: "finding.transport.shortage",
        params: {
          low: value(3),
          high: value(3),
          direction: "out",
          directionLow: value(2),
          directionHigh: value(2),
          weights: "respondents",
          verdict: "certain",
        },
      },
      {
        messageKey: "finding.transport.largest_line",
        params: { district: "K", careOnBoard: "no", low: value(3), high: value(3), ties: 0 },
      },
    ]);
    expect(of([rider()])[0]).toMatchObject({ params: { direction: "out" } });
    expect(of([rider({ out: 5, home: 7 })])[0]).toMatchObject({ params: { direction: "home" } });
  });

  test("both directions where they tie, with the sum of both", () => {
    const [first] = of([rider({ home: 7 })]);
    expect(first).toMatchObject({ params: { direction: "both", directionLow: value(4) } });
  });

  test("ties of lines are counted", () => {
    const roster = rosterOf([centre, { id: "B", from: ["M"] }]);
    expect(of([rider(), rider({ district: "M" })], roster)[1]).toMatchObject({ params: { district: "K", ties: 1 } });
  });

  test("possible where only 分からない makes it short; none where nothing is", () => {
    expect(keys(of([rider({ out: 5, care: "dont_know" })]))).toEqual([
      "shortage_possible",
      "largest_line",
      "care_unknown",
    ]);
    expect(of([rider({ out: 5 })])).toEqual([
      { messageKey: "finding.transport.no_shortage", params: { weights: "respondents", verdict: "cannot_say" } },
    ]);
  });

  test("places that only want a ride", () => {
    const children = [childOf({ district: "M" }), childOf()];
    expect(of([rider({ out: 5 })], rosterOf([centre]), { children })[1]).toEqual({
      messageKey: "finding.transport.place_without_ride",
      params: { placeDays: 1, children: 1, contested: 1 },
    });
  });

  test("what is not known: drivers, services, pools, too many empty", () => {
    const kids = [
      ...many(5, { out: 1, home: 1 }),
      rider({ out: "dont_know", home: "no_answer" }),
      rider({ out: 1, home: 1, stage: "preschool", service: "jido_hattatsu" }),
    ];
    const roster = rosterOf([centre, { id: "B", out: null, home: null }, { id: "C", from: null }], {
      silent: [{ id: "D", services: ["jido_hattatsu"] }],
    });
    expect(of(kids, roster).slice(1)).toEqual([
      {
        messageKey: "finding.transport.services_unknown",
        params: { services: ["jido_hattatsu"], rides: { low: value(2), high: value(2) } },
      },
      { messageKey: "finding.transport.drivers_unknown", params: { answers: 1 } },
      { messageKey: "finding.transport.pools_unknown", params: { poolDays: 10, pools: 1 } },
    ]);
    expect(keys(of([...many(3), rider({ out: "no_answer" })]))).toContain("counts_only");
    expect(keys(of([rider({ out: 5 })], rosterOf([centre, { id: "C", from: null }])))).toEqual([
      "no_shortage",
      "pools_unknown",
    ]);
    expect(keys(of([rider()], rosterOf([], { silent: [{ id: "A" }] })))).not.toContain("services_unknown");
  });
});

describe("what was not compared", () => {
  const jido = { stage: "preschool", service: "jido_hattatsu" } as const;
  const roster = rosterOf([{ ...centre, out: 9, home: 9, places: 9 }], {
    silent: [{ id: "B", services: ["jido_hattatsu"] }],
  });

  test("is the headline where nothing is short of the rest, and then said by reason", () => {
    const kids = [rider(jido), rider({ district: "unknown", out: 2, home: 2 }), rider({ out: 1, home: 1 })];
    // 12 + 4 + 2 needed.
    expect(of(kids, roster)).toEqual([
      {
        messageKey: "finding.transport.partly_compared",
        params: { need: value(18), rides: { low: value(16), high: value(16) }, weights: "respondents" },
      },
      {
        messageKey: "finding.transport.services_unknown",
        params: { services: ["jido_hattatsu"], rides: { low: value(12), high: value(12) } },
      },
      { messageKey: "finding.transport.district_unknown", params: { rides: { low: value(4), high: value(4) } } },
    ]);
  });

  test("a district that is not known is not a supply that is not confirmed", () => {
    expect(of([rider({ district: "unknown" })])).toEqual([
      { messageKey: "finding.transport.unknown_district", params: { rides: { low: value(12), high: value(12) } } },
    ]);
  });

  test("rides home not known: the direction that is known is said", () => {
    const [first, , second] = of([rider({ out: 9 })], rosterOf([{ ...centre, home: null }]));
    expect(first).toMatchObject({
      messageKey: "finding.transport.shortage",
      params: { low: value(4), direction: "out" },
    });
    expect(second).toMatchObject({
      messageKey: "finding.transport.services_unknown",
      params: { rides: { high: value(5) } },
    });
  });

  test("a service that has no rides here is said to be not compared, and nothing else", () => {
    expect(of([rider({ out: "dont_know" })], rosterOf([centre]), { service: "tanki_nyusho" })).toEqual([
      { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    ]);
  });

  test("a need of which only the answers were counted is one of the respondents, whatever the weights", () => {
    // One of four left it empty: more than a fifth, so nothing is scaled up to the 8 children known.
    const found = of([...many(3), rider({ out: "no_answer" })], rosterOf([centre]), { population: { elementary: 8 } });
    expect(found[0]).toMatchObject({ messageKey: "finding.transport.shortage", params: { weights: "respondents" } });
  });
});

describe("for a council and the public", () => {
  const published = (kids: readonly Rider[], centres: readonly Centre[], audience: "public" | "council_closed") =>
    publishedTransportFindings(publishTransportGap(gapOf(kids, rosterOf(centres)), disclosureRule(audience, 78_000)));
  const supply = { out: value(5), home: value(5), unitsAnswered: 1, unitsOnRoster: 1 };

  test("in public the supply side alone, whatever is short", () => {
    expect(published(many(12), [centre], "public")).toEqual([
      { messageKey: "finding.transport.supply", params: supply },
    ]);
  });

  test("the closed council reads the shortage, but no line and no place without a ride", () => {
    const found = published(many(12), [centre], "council_closed");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      messageKey: "finding.transport.shortage",
      params: { low: value(134), direction: "out" },
    });
  });

  test("both it reads with who is counted and how sure, and nothing short is said so", () => {
    const enough: Centre = { ...centre, out: 9, home: 9, places: 40 };
    expect(
      published(many(6, { out: 0, home: 1 }).concat(many(6, { out: 0, home: 1 })), [enough], "council_closed"),
    ).toEqual([
      { messageKey: "finding.transport.no_shortage", params: { weights: "respondents", verdict: "cannot_say" } },
    ]);
  });

  test("where one direction hides its need there is no sum: it reads the rides of each, and why", () => {
    const kids = [...many(10, { out: 0 }), ...many(4)];
    expect(published(kids, [{ ...centre, home: 2 }], "council_closed")).toEqual([
      {
        messageKey: "finding.transport.need_suppressed_supply_only",
        params: { ...supply, home: value(10) },
      },
    ]);
  });

  test("rides hidden in one direction are named, too", () => {
    const closed = (id: string): Centre => ({ id, publish: "closed" });
    const centres = [closed("B"), closed("C"), { ...closed("D"), home: null }];
    const units = { unitsAnswered: 3, unitsOnRoster: 3 };
    expect(published(many(12), centres, "public")).toEqual([
      {
        messageKey: "finding.transport.supply_one_way",
        params: { direction: "out", rides: value(15), other: "suppressed", ...units },
      },
      { messageKey: "finding.transport.supply_suppressed", params: units },
    ]);
  });

  test("where the need is hidden it reads the rides, and why", () => {
    expect(published(many(4), [centre], "council_closed")).toEqual([
      { messageKey: "finding.transport.need_suppressed_supply_only", params: supply },
    ]);
  });

  test("rides that are hidden are named last; with nothing else to say they are all that is said", () => {
    const closed: Centre = { ...centre, publish: "closed" };
    expect(published(many(12), [closed], "public")).toEqual([
      { messageKey: "finding.transport.supply_suppressed", params: { unitsAnswered: 1, unitsOnRoster: 1 } },
    ]);
  });

  test("rides that nobody knows: 不明, without a word on secrecy", () => {
    for (const audience of ["public", "council_closed"] as const)
      expect(published(many(12), [{ ...centre, out: null, home: null }], audience)).toEqual([
        { messageKey: "finding.transport.unknown_supply", params: { unitsAnswered: 1, unitsOnRoster: 1 } },
      ]);
  });

  test("rides known for one direction only: its shortage is said, and what was not compared", () => {
    // Out 12 × 7 − 5 = 79; home 12 × 5 = 60 not compared.
    const found = published(many(12), [{ ...centre, home: null }], "council_closed");
    expect(found).toMatchObject([
      {
        messageKey: "finding.transport.shortage",
        params: { low: value(79), direction: "out", high: { kind: "absent" } },
      },
      { messageKey: "finding.transport.not_compared", params: { rides: { high: value(60) } } },
    ]);
    expect(published(many(12), [{ ...centre, home: null }], "public")).toMatchObject([
      { messageKey: "finding.transport.supply_one_way", params: { direction: "out", other: "unknown" } },
    ]);
  });

  test("nothing is short of what was compared, and not all was: no 「不足なし」 for the council", () => {
    const kids = [...many(6, { out: 1, home: 1 }), ...many(6, { stage: "preschool", service: "jido_hattatsu" })];
    const roster = rosterOf([{ ...centre, out: 9, home: 9, places: 40 }], {
      silent: [{ id: "B", services: ["jido_hattatsu"] }],
    });
    const gap = publishTransportGap(gapOf(kids, roster), disclosureRule("council_closed", 78_000));
    // 6 × 2 compared, 6 × 12 not.
    expect(publishedTransportFindings(gap)).toEqual([
      {
        messageKey: "finding.transport.partly_compared",
        params: { need: value(84), rides: { low: value(72), high: value(72) }, weights: "respondents" },
      },
    ]);
  });
});
