import { describe, expect, test } from "vitest";
import type { ProcedureRow, ProceduresGap } from "#domain/gap/procedures-gap.ts";
import type { RosterUnit } from "#domain/roster.ts";
import { needs, offer, regionGap, unit } from "./procedure-region.ts";

const can = offer({ suction: "can" });
const conditional = offer({ suction: "conditional" });
const cannot = offer({ suction: "cannot" });
const open = offer({});

function only(gap: ProceduresGap): ProcedureRow {
  const [row, ...more] = gap.rows;
  if (!row || more.length > 0) throw new Error(`${gap.rows.length} rows`);
  return row;
}
const rowWith = (units: readonly RosterUnit[], district = "K") => only(regionGap([needs({ district })], units));
const said = ({ says, provisional }: ProcedureRow) => [says, provisional];

describe("what a row says of the region", () => {
  test.each<[string, readonly RosterUnit[], readonly [string, boolean]]>([
    ["a unit there can", [unit("a", can)], ["nothing", false]],
    ["nobody can", [unit("a", cannot)], ["blank", false]],
    ["a conditional unit is not one that can", [unit("a", conditional)], ["conditional_only", false]],
    ["one that can beside a conditional one", [unit("a", conditional), unit("b", can)], ["nothing", false]],
    ["a silent unit takes nothing away", [unit("a", conditional), unit("b", can), unit("c", null)], ["nothing", false]],
    ["a silent unit could still change it", [unit("a", cannot), unit("b", null)], ["blank", true]],
    ["so could an answer left open", [unit("a", cannot), unit("b", open)], ["blank", true]],
    ["in any district", [unit("a", cannot), unit("b", open, { district: "M" })], ["blank", true]],
    ["and beside a condition", [unit("a", conditional), unit("b", null)], ["conditional_only", true]],
    ["only silent units: 不明, not 0", [unit("a", null)], ["unknown", false]],
    ["only answers left open: 不明, not 0", [unit("a", open)], ["unknown", false]],
    ["a unit of another service can", [unit("a", can, { service: "jido_hattatsu" })], ["blank", false]],
    ["no roster at all: 不明", [], ["unknown", false]],
  ])("%s", (_, units, expected) => {
    expect(said(rowWith(units))).toEqual(expected);
  });

  test("what a unit said in the last round is named and not counted as confirmed", () => {
    const row = rowWith([unit("a", cannot), unit("b", can, { state: "last_round" }), unit("c", null)]);
    expect(said(row)).toEqual(["blank", true]);
    expect(row.can).toEqual([]);
    expect(row.notConfirmed.map(({ id, name, said }) => [id, name, said])).toEqual([
      ["b", "Provider b", "can"],
      ["c", "Provider c", null],
    ]);
  });

  test("only units of the last round: 不明, whatever they said", () => {
    expect(said(rowWith([unit("a", can, { state: "last_round" })]))).toEqual(["unknown", false]);
  });

  test("a unit that accepts nobody cannot, and was not asked for procedures", () => {
    const row = rowWith([
      unit("a", offer({}, { acceptance: "not_accepting" })),
      unit("b", open),
      unit("c", conditional),
    ]);
    expect([row.cannot, row.unknown.map(({ id }) => id)]).toEqual([1, ["b"]]);
    const before = unit("a", offer({}, { acceptance: "not_accepting" }), { state: "last_round" });
    expect(rowWith([before, unit("b", cannot)]).notConfirmed[0]?.said).toBe("cannot");
  });

  test("a unit that says it can does so, on whatever terms it accepts", () => {
    expect(rowWith([unit("a", offer({ suction: "can" }, { acceptance: "on_request" }))]).can).toHaveLength(1);
  });
});

describe("地区内なし: none in the child's district or driving there", () => {
  const elsewhere = (fetchesFrom: readonly string[] | null, ability: "can" | "conditional" = "can") =>
    unit("a", offer({ suction: ability }, { fetchesFrom: fetchesFrom && [...fetchesFrom] }), { district: "M" });

  test.each<[string, readonly RosterUnit[], readonly [string, boolean]]>([
    ["it stands elsewhere and does not drive there", [elsewhere(["M"])], ["none_in_district", false]],
    ["it drives there", [elsewhere(["K"])], ["nothing", false]],
    ["where it drives is not known", [elsewhere(null)], ["none_in_district", true]],
    ["a silent unit may", [elsewhere([]), unit("b", null, { district: "M" })], ["none_in_district", true]],
    ["an open answer in the district may", [elsewhere([]), unit("b", open)], ["none_in_district", true]],
    [
      "an open answer elsewhere, not driving there, cannot",
      [elsewhere([]), unit("b", open, { district: "M" })],
      ["none_in_district", false],
    ],
    [
      "a conditional unit in the district does not fill it",
      [elsewhere([]), unit("b", conditional)],
      ["none_in_district", false],
    ],
    ["a conditional one elsewhere is conditional only", [elsewhere([], "conditional")], ["conditional_only", false]],
  ])("%s", (_, units, expected) => {
    expect(said(rowWith(units))).toEqual(expected);
  });

  test("the district is the child's, not the provider's", () => {
    const gap = regionGap([needs({ district: "K" }), needs({ district: "M" })], [unit("a", can)]);
    expect(gap.rows.map(({ district, says }) => [district, says])).toEqual([
      ["M", "none_in_district"],
      ["K", "nothing"],
    ]);
  });

  test("of children whose district is unknown only the region is said", () => {
    const row = rowWith([elsewhere([])], "unknown");
    expect([row.district, row.id, row.says]).toEqual([null, "hokago_day:suction:unknown", "nothing"]);
    expect(row.can.map(({ reaches }) => reaches)).toEqual([null]);
    expect(rowWith([unit("a", cannot)], "unknown").says).toBe("blank");
    const cell = { ...needs(), stratum: { stage: "elementary" } };
    expect(only(regionGap([cell], [unit("a", cannot)])).district).toBeNull();
  });

  test("each unit is marked: there, driving there, elsewhere, not known", () => {
    const row = rowWith([
      unit("a", can),
      unit("b", offer({ suction: "can" }, { fetchesFrom: ["K"] }), { district: "M" }),
      unit("c", can, { district: "M" }),
      unit("d", offer({ suction: "can" }, { fetchesFrom: null }), { district: "M" }),
      unit("e", null, { district: "M" }),
    ]);
    expect(row.can.map(({ id, district, reaches }) => [id, district, reaches])).toEqual([
      ["a", "K", true],
      ["b", "M", true],
      ["c", "M", false],
      ["d", "M", null],
    ]);
    expect(row.notConfirmed.map(({ reaches }) => reaches)).toEqual([null]);
  });
});

describe("filters", () => {
  const young = needs({ service: "jido_hattatsu", stage: "preschool" });
  const cells = [needs({ district: "K", children: 2 }), needs({ district: "M" }), young];
  const units = [unit("a", can), unit("b", cannot, { district: "M" }), unit("c", can, { service: "jido_hattatsu" })];

  test("a district keeps its children, and the region says what there is: 地区内なし does not become 空白", () => {
    const gap = regionGap(cells, units, { district: "M" });
    expect(gap.rows.map(({ district, says, can }) => [district, says, can.length])).toEqual([
      ["M", "none_in_district", 1],
    ]);
    expect(gap.summary.find(({ procedure }) => procedure === "suction")).toMatchObject({
      children: { answered: 1 },
      units: { can: 0, cannot: 1 },
    });
    expect(gap.coverage).toMatchObject({ answered: 1, roster: 1 });
    expect(gap.supply.find(({ service }) => service === "jido_hattatsu")?.procedures[4]?.units.can).toBe(0);
  });

  test("a service keeps its rows, units and chart", () => {
    const gap = regionGap([...cells, needs({ service: "tanki_nyusho" })], units, { service: "jido_hattatsu" });
    expect([gap.services, gap.rows.map(({ service }) => service)]).toEqual([["jido_hattatsu"], ["jido_hattatsu"]]);
    expect(gap.coverage).toEqual({ answered: 1, roster: 1, byService: { jido_hattatsu: { answered: 1, roster: 1 } } });
    expect(gap.summary.find(({ procedure }) => procedure === "suction")).toMatchObject({
      children: { answered: 1 },
      units: { can: 1, cannot: 0 },
    });
    expect(regionGap(cells, units, { service: "homon_kango" })).toMatchObject({
      services: [],
      rows: [],
      coverage: { roster: 0 },
    });
  });

  test("the chart of all adds up the units of the day services", () => {
    const five = (service: "hokago_day" | "jido_hattatsu") => [
      unit("can", can, { service }),
      unit("conditional", conditional, { service }),
      unit("cannot", cannot, { service }),
      unit("open", open, { service }),
      unit("silent", null, { service }),
    ];
    const gap = regionGap([], [...five("hokago_day"), ...five("jido_hattatsu")]);
    const counts = { can: 2, conditional: 2, cannot: 2, unknown: 2, notConfirmed: 2 };
    expect(gap.summary.find(({ procedure }) => procedure === "suction")?.units).toEqual(counts);
  });

  test("the chart of all shows day services; one counted by the month when it is chosen", () => {
    const night = unit("d", can, { service: "tanki_nyusho" });
    const all = regionGap([...cells, needs({ service: "tanki_nyusho" })], [...units, night]);
    expect(all.services).toEqual(["jido_hattatsu", "hokago_day", "seikatsu_kaigo", "tanki_nyusho", "nicchu_ichiji"]);
    const suction = (gap: ProceduresGap) => gap.summary.find(({ procedure }) => procedure === "suction");
    expect(suction(all)).toMatchObject({ children: { answered: 4 }, units: { can: 2, cannot: 1 } });
    const monthly = regionGap([...cells, needs({ service: "tanki_nyusho" })], [...units, night], {
      service: "tanki_nyusho",
    });
    expect(suction(monthly)).toMatchObject({ children: { answered: 1 }, units: { can: 1, cannot: 0 } });
  });
});

describe("order, items, headline and verdict", () => {
  const units = [
    unit("a", offer({ suction: "cannot", oxygen: "cannot", glucose: "conditional", bowel: "can", seizure: "can" })),
    unit("b", null, { service: "seikatsu_kaigo" }),
    unit("c", cannot, { service: "jido_hattatsu" }),
  ];
  const gap = regionGap(
    [
      needs({ procedure: "seizure", children: 9 }),
      needs({ procedure: "bowel", district: "M", children: 8 }),
      needs({ procedure: "glucose", children: 7 }),
      needs({ service: "seikatsu_kaigo", children: 6 }),
      needs({ procedure: "suction", district: "M", children: 2 }),
      needs({ procedure: "suction", district: "K", children: 2 }),
      needs({ procedure: "suction", district: "unknown", children: 2 }),
      needs({ service: "jido_hattatsu", stage: "preschool", children: 2 }),
      needs({ procedure: "oxygen", children: 2 }),
    ],
    units,
  );

  test("rows: the gravest first, then most children, then ① to ⑭, services and districts", () => {
    expect(gap.rows.map(({ id, says }) => `${says} ${id}`)).toEqual([
      "blank hokago_day:oxygen:K",
      "blank jido_hattatsu:suction:K",
      "blank hokago_day:suction:K",
      "blank hokago_day:suction:M",
      "blank hokago_day:suction:unknown",
      "conditional_only hokago_day:glucose:K",
      "none_in_district hokago_day:bowel:M",
      "unknown seikatsu_kaigo:suction:K",
      "nothing hokago_day:seizure:K",
    ]);
  });

  test("items: one for a service and procedure, children of districts added up, which may change their order", () => {
    expect(gap.items.map((item) => [item.says, item.service, item.procedure, item.children.answered])).toEqual([
      ["blank", "hokago_day", "suction", 6],
      ["blank", "hokago_day", "oxygen", 2],
      ["blank", "jido_hattatsu", "suction", 2],
      ["conditional_only", "hokago_day", "glucose", 7],
      ["none_in_district", "hokago_day", "bowel", 8],
      ["unknown", "seikatsu_kaigo", "suction", 6],
    ]);
    const [first] = gap.items;
    expect(first?.districts).toEqual(["K", "M", null]);
    expect(first?.children.estimate).toEqual({ kind: "value", value: 6, exact: "6", unit: "children", n: 20 });
    expect(first?.units).toEqual({ can: 0, conditional: 0, cannot: 1, unknown: 0, notConfirmed: 0 });
    expect(gap.headline).toEqual({ kind: "item", item: first });
  });

  test("an item is provisional as soon as one of its districts is", () => {
    const elsewhere = unit("a", can, { district: "X" });
    const cells = [needs({ district: "K" }), needs({ district: "M" })];
    const gap = regionGap(cells, [elsewhere, unit("b", open, { district: "M" })]);
    expect(gap.rows.map(({ district, provisional }) => [district, provisional])).toEqual([
      ["K", false],
      ["M", true],
    ]);
    expect(gap.items.map(({ districts, provisional }) => [districts, provisional])).toEqual([[["K", "M"], true]]);
  });

  test.each<[string, readonly RosterUnit[], string, string]>([
    ["a blank that no silent unit can change", [unit("a", cannot)], "item", "certain"],
    ["a blank as far as confirmed", [unit("a", cannot), unit("b", null)], "item", "possible"],
    ["conditional only", [unit("a", conditional)], "item", "possible"],
    ["nobody has answered", [unit("a", null)], "unknown_supply", "cannot_say"],
    ["all can be done: silent families may need more", [unit("a", can)], "nothing_to_say", "cannot_say"],
    [
      "the service needed is not known, another can",
      [unit("a", null), unit("b", can, { service: "jido_hattatsu" })],
      "unknown_supply",
      "cannot_say",
    ],
  ])("verdict and headline: %s", (_, roster, headline, verdict) => {
    const found = regionGap([needs()], roster);
    expect([found.headline.kind === "none" ? found.headline.reason : "item", found.verdict]).toEqual([
      headline,
      verdict,
    ]);
  });

  test("without answers there is no headline", () => {
    const empty = regionGap([], [unit("a", can)], { need: { responses: 0, cells: [] } });
    expect([empty.headline, empty.verdict]).toEqual([{ kind: "none", reason: "no_need_answers" }, "cannot_say"]);
    expect([empty.kind, empty.answers, empty.weights]).toEqual(["procedures_gap", 0, "respondents"]);
  });
});
