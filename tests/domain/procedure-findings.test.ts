import { describe, expect, test } from "vitest";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishProceduresGap } from "#domain/disclosure/publish-procedures-gap.ts";
import { populationWeights } from "#domain/estimate/weights.ts";
import { proceduresFindings, publishedProceduresFindings } from "#domain/finding/procedures-findings.ts";
import type { RosterUnit } from "#domain/roster.ts";
import type { TallyCell } from "#domain/tally.ts";
import { needs, offer, regionGap, unit } from "./procedure-region.ts";

const can = offer({ suction: "can" });
const cannot = offer({ suction: "cannot", oxygen: "cannot" });
const keys = (found: readonly { messageKey: string }[]) =>
  found.map(({ messageKey }) => messageKey.replace("finding.procedures.", ""));
const children = (value: number) => ({ kind: "value", value, unit: "children", n: 20 });

describe("findings for the coordinator", () => {
  test("a blank names service, procedures, children, districts and the units of the region", () => {
    const cells = [
      needs({ children: 2 }),
      needs({ district: "M" }),
      needs({ procedure: "oxygen", district: "unknown" }),
    ];
    const [first, ...more] = proceduresFindings(regionGap(cells, [unit("a", cannot), unit("b", cannot)]));
    expect(first).toEqual({
      messageKey: "finding.procedures.blank",
      params: {
        service: "hokago_day",
        provisional: false,
        items: [
          { procedure: "suction", children: children(3), districts: ["K", "M"] },
          { procedure: "oxygen", children: children(1), districts: [null] },
        ],
        weights: "respondents",
        unitsAnswered: 2,
        unitsOnRoster: 2,
      },
    });
    expect(more).toEqual([]);
  });

  test("the gravest first; one sentence for each service and what is said; then what is not known", () => {
    const roster = [
      unit("a", offer({ suction: "cannot", oxygen: "conditional", bowel: "can", glucose: "can" })),
      unit("b", null, { service: "seikatsu_kaigo" }),
      unit("c", offer({ suction: "cannot" }), { service: "jido_hattatsu" }),
    ];
    const cells = [
      needs({ children: 3 }),
      needs({ procedure: "oxygen", children: 5 }),
      needs({ procedure: "bowel", district: "M", children: 6 }),
      needs({ procedure: "glucose", district: "M", absent: { no_answer: 1 } }),
      needs({ service: "jido_hattatsu", stage: "preschool" }),
      needs({ service: "seikatsu_kaigo", stage: "graduated" }),
    ];
    const found = proceduresFindings(regionGap(cells, roster));
    expect(keys(found)).toEqual([
      "blank",
      "blank",
      "conditional_only",
      "none_in_district",
      "unknown",
      "not_confirmed",
      "procedures_not_told",
    ]);
    expect(found[3]?.params).toMatchObject({ items: [{ procedure: "bowel" }, { procedure: "glucose" }] });
    expect(found.slice(4).map(({ params }) => params)).toEqual([
      {
        service: "seikatsu_kaigo",
        provisional: false,
        items: [{ procedure: "suction", children: children(1), districts: ["K"] }],
        weights: "respondents",
        unitsAnswered: 0,
        unitsOnRoster: 1,
      },
      { unitsAnswered: 2, unitsOnRoster: 3 },
      { answers: 1 },
    ]);
  });

  test("what is said as far as confirmed stands apart from what is said outright", () => {
    const roster = [unit("a", offer({ suction: "cannot", oxygen: "cannot" })), unit("b", offer({ suction: "cannot" }))];
    const found = proceduresFindings(regionGap([needs(), needs({ procedure: "oxygen" })], roster));
    expect(found.map(({ params }) => params)).toMatchObject([
      { provisional: true, items: [{ procedure: "oxygen" }] },
      { provisional: false, items: [{ procedure: "suction" }] },
    ]);
  });

  test("figures that were not scaled up are said to be of the respondents", () => {
    const strata = [{ stratum: { district: "K", stage: "elementary" }, responses: 20 }];
    const weights = populationWeights(
      strata,
      { elementary: 40 },
      { minStratumAnswers: 5, maxWeight: 4, maxMissingShare: 0.2 },
    );
    const label = (cells: readonly TallyCell[]) =>
      proceduresFindings(regionGap(cells, [unit("a", cannot)], { weights })).map(({ params }) => params);
    expect(label([needs()])).toMatchObject([{ weights: "population", items: [{ children: children(2) }] }]);
    expect(label([needs({ absent: { no_answer: 5 } })])).toMatchObject([
      { weights: "respondents", items: [{ children: children(1) }] },
      { answers: 5 },
    ]);
  });

  test("under a filter the units of the region stand behind a blank, those that reach the district beside it", () => {
    const roster = [
      unit("a", cannot),
      unit("b", null),
      unit("c", cannot, { district: "M" }),
      unit("d", null, { district: "M" }),
    ];
    const found = proceduresFindings(regionGap([needs({ district: "M" })], roster, { district: "M" }));
    expect(found.map(({ params }) => params)).toMatchObject([
      { unitsAnswered: 2, unitsOnRoster: 4 },
      { unitsAnswered: 1, unitsOnRoster: 2 },
    ]);
  });

  test.each<[string, readonly TallyCell[], readonly RosterUnit[], readonly string[]]>([
    ["no blank is found", [needs()], [unit("a", can)], ["no_blank"]],
    [
      "none but a condition",
      [needs()],
      [unit("a", offer({ suction: "conditional" }))],
      ["conditional_only", "no_blank"],
    ],
    ["nobody has answered", [needs()], [unit("a", null)], ["unknown_supply"]],
    ["nobody has said of this one", [needs()], [unit("a", offer({}))], ["unknown_supply"]],
    [
      "one is done, of another nobody has said",
      [needs(), needs({ procedure: "oxygen" })],
      [unit("a", can)],
      ["unknown"],
    ],
    ["nothing is needed", [], [unit("a", can)], ["none_needed"]],
    [
      "nobody told procedures",
      [needs({ children: 0, absent: { no_answer: 5 } })],
      [unit("a", can)],
      ["none_needed", "procedures_not_told"],
    ],
    ["nothing is needed, nobody has answered", [], [unit("a", null)], ["unknown_supply"]],
    ["no roster", [needs()], [], ["unknown_supply"]],
    [
      "no such service, and nobody else has answered",
      [needs()],
      [unit("a", null, { service: "tanki_nyusho" })],
      ["blank"],
    ],
  ])("%s", (_, cells, roster, expected) => {
    expect(keys(proceduresFindings(regionGap(cells, roster)))).toEqual(expected);
  });

  test("a service that is none of the gap's is said to be not compared, and nothing else", () => {
    const gap = regionGap([needs()], [unit("a", can)], { service: "hoikusho" });
    expect(gap.headline).toEqual({ kind: "none", reason: "not_in_gap" });
    expect(proceduresFindings(gap)).toEqual([{ messageKey: "finding.not_compared", params: { service: "hoikusho" } }]);
  });

  test.each<[readonly RosterUnit[], "need" | "both"]>([
    [[unit("a", can)], "need"],
    [[unit("a", null)], "both"],
  ])("no family has answered yet (%#)", (roster, side) => {
    const gap = regionGap([], roster, { need: { responses: 0, cells: [] } });
    expect(proceduresFindings(gap)).toEqual([{ messageKey: "finding.procedures.no_answers_yet", params: { side } }]);
  });
});

describe("findings for the council and the public", () => {
  const published = (roster: readonly RosterUnit[], cells: readonly TallyCell[] = [needs()]) =>
    publishedProceduresFindings(
      publishProceduresGap(regionGap(cells, roster, { service: "hokago_day" }), disclosureRule("public", 78_000)),
    );

  test("speak of the supply alone: whatever children need, the sentences are the same", () => {
    const roster = [unit("a", cannot), unit("b", cannot)];
    expect(published(roster, [needs({ procedure: "dialysis", children: 20 })])).toEqual(published(roster, []));
    expect(published(roster)).toEqual([
      {
        messageKey: "finding.procedures.supply_none",
        params: { service: "hokago_day", procedures: ["oxygen", "suction"], unitsAnswered: 2, unitsOnRoster: 2 },
      },
    ]);
  });

  test("name what can be done under conditions only, and units that are silent", () => {
    const found = published([unit("a", offer({ suction: "conditional", oxygen: "can" })), unit("b", null)]);
    expect(found).toEqual([
      {
        messageKey: "finding.procedures.supply_conditional_only",
        params: { service: "hokago_day", procedures: ["suction"], unitsAnswered: 1, unitsOnRoster: 2 },
      },
      { messageKey: "finding.procedures.supply_no_blank", params: {} },
      { messageKey: "finding.procedures.not_confirmed", params: { unitsAnswered: 1, unitsOnRoster: 2 } },
    ]);
  });

  test("of all services: one known is enough not to say that nothing is", () => {
    const gap = regionGap([needs()], [unit("a", can)]);
    const found = publishedProceduresFindings(publishProceduresGap(gap, disclosureRule("public", 78_000)));
    expect(keys(found)).toEqual(["supply_no_blank", "no_unit"]);
    expect(found[1]?.params).toEqual({
      services: ["jido_hattatsu", "seikatsu_kaigo", "tanki_nyusho", "nicchu_ichiji"],
    });
  });

  test("say what is hidden, what is not known, and what is not there; none of them is a 0", () => {
    const closed = {
      publish: { acceptance: "closed", staff: "public", places: "public", transport: "public" },
    } as const;
    expect(published([unit("a", can, closed)])).toEqual([
      { messageKey: "finding.procedures.supply_suppressed", params: { services: ["hokago_day"] } },
    ]);
    expect(keys(published([unit("a", null)]))).toEqual(["unknown_supply"]);
    expect(keys(published([unit("a", offer({}))]))).toEqual(["unknown_supply"]);
    expect(published([])).toEqual([{ messageKey: "finding.procedures.no_unit", params: { services: ["hokago_day"] } }]);
  });
});
