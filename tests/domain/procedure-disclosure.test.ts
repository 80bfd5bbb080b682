import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CareProcedure, careProcedures } from "#domain/care-procedure.ts";
import type { PublishConsent } from "#domain/consent.ts";
import { type Audience, disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishProceduresGap } from "#domain/disclosure/publish-procedures-gap.ts";
import { isSuppressed } from "#domain/disclosure/published-figure.ts";
import type { PublishedAbility, PublishedProceduresGap } from "#domain/disclosure/published-procedures-gap.ts";
import type { RosterUnit, UnitOffer } from "#domain/roster.ts";
import type { TallyCell } from "#domain/tally.ts";
import { needs, offer, regionGap, unit } from "./procedure-region.ts";

type Said = UnitOffer["procedures"];
const ofConsent = (acceptance: PublishConsent): Pick<RosterUnit, "publish"> => ({
  publish: { acceptance, staff: "public", places: "public", transport: "public" },
});
const closed = ofConsent("closed");
const partners = ofConsent("partners");

function publish(
  units: readonly RosterUnit[],
  audience: Exclude<Audience, "coordinator"> = "public",
  cells: readonly TallyCell[] = [],
): PublishedProceduresGap {
  return publishProceduresGap(regionGap(cells, units), disclosureRule(audience, 78_000));
}
function abilityOf(gap: PublishedProceduresGap, procedure: CareProcedure): PublishedAbility {
  const found = gap.services
    .find(({ service }) => service === "hokago_day")
    ?.procedures.find((one) => one.procedure === procedure);
  if (!found) throw new Error(`no ${procedure}`);
  return found;
}
const suction = (units: readonly RosterUnit[], audience: Exclude<Audience, "coordinator"> = "public") =>
  abilityOf(publish(units, audience), "suction");
const value = (number: number, n: number) => ({ kind: "value", value: number, unit: "service_units", n });
const hidden = { kind: "absent", reason: "suppressed", unit: "service_units", n: null };
const can = offer({ suction: "can" });
const cannot = offer({ suction: "cannot" });
const mixed = offer({ suction: "cannot", oxygen: "can" });

describe("numbers of units", () => {
  test("are shown where all agreed, with those open and silent beside them", () => {
    const units = [
      unit("a", can),
      unit("b", offer({ suction: "conditional" })),
      unit("c", cannot),
      unit("d", offer({})),
      unit("e", null),
    ];
    expect(suction(units)).toEqual({
      procedure: "suction",
      can: value(1, 3),
      conditional: value(1, 3),
      cannot: value(1, 3),
      unknown: 1,
      notConfirmed: 1,
    });
  });

  test.each<[string, readonly RosterUnit[], Exclude<Audience, "coordinator">, boolean]>([
    ["one did not agree", [unit("a", can), unit("b", can, closed)], "public", false],
    ["two did not", [unit("a", can, closed), unit("b", can, closed)], "public", false],
    [
      "three did not: a crowd",
      [unit("a", can, closed), unit("b", can, closed), unit("c", can, closed)],
      "public",
      true,
    ],
    ["partners only, for the public", [unit("a", can, partners)], "public", false],
    ["partners only, for the closed council", [unit("a", can, partners)], "council_closed", true],
    [
      "three units of two providers are no crowd",
      [unit("a", can, closed), unit("b", can, closed), unit("c", can, { ...closed, provider: "a" })],
      "public",
      false,
    ],
    [
      "a unit that left it open does not make a crowd",
      [unit("a", can, closed), unit("b", can, closed), unit("c", offer({}), closed)],
      "public",
      false,
    ],
    [
      "nor does one of the last round",
      [unit("a", can, closed), unit("b", can, closed), unit("c", can, { ...closed, state: "last_round" })],
      "public",
      false,
    ],
  ])("follow the consent of distinct providers: %s", (_, units, audience, shown) => {
    const { can: canFigure, conditional, cannot: cannotFigure } = suction(units, audience);
    for (const figure of [canFigure, conditional, cannotFigure]) expect(isSuppressed(figure)).toBe(!shown);
    if (!shown) expect([canFigure, conditional, cannotFigure]).toEqual([hidden, hidden, hidden]);
  });

  test("0 is a message: shown without consent where three providers say it", () => {
    const three = [unit("a", mixed, closed), unit("b", cannot), unit("c", cannot)];
    expect(suction(three)).toMatchObject({ can: value(0, 3), conditional: value(0, 3), cannot: value(3, 3) });
    expect(abilityOf(publish(three), "oxygen").can).toEqual(hidden);
  });

  test("0 of two closed providers would be their whole answer, beside what is hidden", () => {
    expect(suction([unit("a", mixed, closed), unit("b", cannot)]).can).toEqual(hidden);
    expect(suction([unit("a", mixed, closed), unit("b", cannot), unit("c", cannot, { provider: "b" })]).can).toEqual(
      hidden,
    );
  });

  test("0 of one closed provider is shown if it can do nothing at all", () => {
    expect(suction([unit("a", offer({}, { acceptance: "not_accepting" }), closed)]).can).toEqual(value(0, 1));
    expect(suction([unit("a", offer({ suction: "cannot", oxygen: "conditional" }), closed)]).can).toEqual(hidden);
  });

  test("nobody said: 不明 or no such unit, never 0", () => {
    const absent = (reason: string) => ({ kind: "absent", reason, unit: "service_units", n: 0 });
    expect(suction([unit("a", null)]).can).toEqual(absent("no_answer"));
    expect(suction([unit("a", offer({}))]).conditional).toEqual(absent("no_answer"));
    expect(suction([unit("a", can, { service: "jido_hattatsu" })]).cannot).toEqual(absent("not_applicable"));
  });

  test("services and procedures are all listed, needed or not; answers received always stand", () => {
    const gap = publish([unit("a", can, closed), unit("b", null)]);
    expect(
      gap.services.map(({ service, answered, roster, procedures }) => [service, answered, roster, procedures.length]),
    ).toEqual([
      ["jido_hattatsu", 0, 0, 15],
      ["hokago_day", 1, 2, 15],
      ["seikatsu_kaigo", 0, 0, 15],
      ["tanki_nyusho", 0, 0, 15],
      ["nicchu_ichiji", 0, 0, 15],
    ]);
    expect(gap.coverage).toMatchObject({ answered: 1, roster: 2 });
    expect(gap).toMatchObject({ kind: "published_procedures_gap", audience: "public", k: 10 });
    expect(gap.answers).toEqual({ kind: "value", value: 20, unit: "children", n: 20 });
  });

  test("a gap of one district is refused", () => {
    const one = regionGap([], [unit("a", can)], { district: "K" });
    expect(() => publishProceduresGap(one, disclosureRule("council_closed", null))).toThrow(RangeError);
  });
});

describe("numbers of children", () => {
  const childrenOf = (gap: PublishedProceduresGap) =>
    gap.children?.find(({ procedure }) => procedure === "suction")?.children;

  test.each<[number, boolean]>([
    [4, false],
    [5, true],
    [15, true],
    [16, false],
  ])("closed council: %i of 20 children shown: %s", (count, shown) => {
    const figure = childrenOf(publish([], "council_closed", [needs({ children: count })]));
    expect(figure).toEqual(
      shown
        ? { kind: "value", value: count, unit: "children", n: 20 }
        : { kind: "absent", reason: "suppressed", unit: "children", n: null },
    );
  });

  test("families who did not say are not among those without the need", () => {
    const cells = [needs({ children: 15, absent: { no_answer: 1 } })];
    expect(childrenOf(publish([], "council_closed", cells))).toMatchObject({ kind: "absent", reason: "suppressed" });
  });

  test("none with fewer than ten answers, none of one service, none for the public", () => {
    const cells = [needs({ children: 5 })];
    expect(publish([], "public", cells).children).toBeNull();
    const rule = disclosureRule("council_closed", null);
    expect(publishProceduresGap(regionGap(cells, [], { service: "hokago_day" }), rule).children).toBeNull();
    const nine = regionGap(cells, [], { need: { responses: 9, cells } });
    expect(publishProceduresGap(nine, rule).children).toBeNull();
  });
});

describe("nothing hidden can be found out", () => {
  const answers: readonly Said[] = (["can", "conditional", "cannot"] as const).flatMap((first) =>
    (["can", "conditional", "cannot"] as const).map((second) => ({ suction: first, oxygen: second })),
  );
  const worldsOf = (count: number): readonly Said[][] =>
    count === 0 ? [[]] : worldsOf(count - 1).flatMap((world) => answers.map((said) => [...world, said]));

  test.each<[string, readonly PublishConsent[]]>([
    ["one closed", ["closed"]],
    ["one closed, one public", ["closed", "public"]],
    ["two closed", ["closed", "closed"]],
    ["one closed, two public", ["closed", "public", "public"]],
    ["two closed, one public", ["closed", "closed", "public"]],
  ])("every world behind a page is tried (%s): each hidden number still has two values or more", (_, consents) => {
    const rule = disclosureRule("public", 78_000);
    const pages = new Map<string, Said[][]>();
    for (const world of worldsOf(consents.length)) {
      const units = world.map((said, index) => unit(`u${index}`, offer(said), ofConsent(consents[index] ?? "closed")));
      const page = JSON.stringify(publishProceduresGap(regionGap([], units, { service: "hokago_day" }), rule));
      pages.set(page, [...(pages.get(page) ?? []), world]);
    }
    for (const [page, worlds] of pages) {
      const gap: PublishedProceduresGap = JSON.parse(page);
      for (const procedure of ["suction", "oxygen"] as const) {
        if (!isSuppressed(abilityOf(gap, procedure).can)) continue;
        const counts = (ability: string) =>
          new Set(worlds.map((world) => world.filter((said) => said[procedure] === ability).length));
        for (const ability of ["can", "conditional", "cannot"]) expect(counts(ability).size).toBeGreaterThan(1);
      }
    }
    expect(pages.size).toBeGreaterThan(1);
  });

  const anyUnit = fc.record({
    said: fc.record(
      Object.fromEntries(
        careProcedures.map((one) => [one, fc.constantFrom("can", "conditional", "cannot", undefined)]),
      ),
    ),
    consent: fc.constantFrom<PublishConsent>("public", "partners", "closed"),
    provider: fc.integer({ min: 0, max: 6 }),
    state: fc.constantFrom("confirmed" as const, "last_round" as const),
  });

  test("a procedure is shown or hidden as a whole, names, districts and needs are nowhere", () => {
    fc.assert(
      fc.property(
        fc.array(anyUnit, { maxLength: 8 }),
        fc.constantFrom("public" as const, "council_closed" as const),
        (some, audience) => {
          const units = some.map(({ said, consent, provider, state }, index) => {
            const procedures = Object.fromEntries(
              Object.entries(said).filter(([, ability]) => ability !== undefined),
            ) as Said;
            return unit(`secret-${index}`, offer(procedures), {
              ...ofConsent(consent),
              provider: `secret-${provider}`,
              district: "secret",
              state,
            });
          });
          const cells = [needs({ procedure: "dialysis", district: "secret" })];
          const page = publish(units, audience, cells);
          expect(JSON.stringify(page)).not.toContain("secret");
          expect({ ...page, children: null }).toEqual({ ...publish(units, audience), children: null });
          for (const { procedures } of page.services)
            for (const { can: a, conditional: b, cannot: c } of procedures)
              expect(new Set([isSuppressed(a), isSuppressed(b), isSuppressed(c)]).size).toBe(1);
        },
      ),
      { numRuns: 30 },
    );
  });
});
