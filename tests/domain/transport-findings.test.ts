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
      { messageKey: "finding.transport.drivers_unknown", params: { answers: 1 } },
      { messageKey: "finding.transport.services_unknown", params: { services: ["jido_hattatsu"] } },
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
    expect(published(many(12), centres, "public")).toEqual([
      { messageKey: "finding.transport.supply_suppressed", params: { unitsAnswered: 3, unitsOnRoster: 3 } },
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

  test("needs shown and rides known for one direction only: no sum, so no shortage is said", () => {
    expect(published(many(12), [{ ...centre, home: null }], "council_closed")).toEqual([
      { messageKey: "finding.transport.unknown_supply", params: { unitsAnswered: 1, unitsOnRoster: 1 } },
    ]);
  });
});
