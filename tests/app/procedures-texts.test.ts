import { describe, expect, test } from "vitest";
import { procedureName } from "#app/charts/procedures-gap/procedure-name.ts";
import { proceduresSentence } from "#app/charts/procedures-gap/procedures-sentence.ts";
import { proceduresSeries, publishedAbilitySeries } from "#app/charts/procedures-gap/procedures-series.ts";
import {
  procedureRowsTable,
  procedureSummaryTable,
  publishedAbilityTable,
  publishedChildrenTable,
} from "#app/charts/procedures-gap/procedures-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { careProcedureMark, careProcedures, careScoreRows } from "#domain/care-procedure.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishProceduresGap } from "#domain/disclosure/publish-procedures-gap.ts";
import type { ProceduresFinding } from "#domain/finding/procedures-findings.ts";
import { needs, offer, regionGap, unit } from "#tests/domain/procedure-region.ts";

const districtName = (id: string | null) => (id === null ? "地区不明" : `${id}地区`);
const ja: Reading = { t: translatorOf("ja"), locale: "ja", districtName };
const en: Reading = { t: translatorOf("en"), locale: "en", districtName: (id) => id ?? "unknown" };

test("procedures carry the numbers of the score table, other care none", () => {
  for (const { procedure, mark } of careScoreRows) expect(mark[0]).toBe(careProcedureMark(procedure));
  expect(careProcedures.map((procedure) => careProcedureMark(procedure) ?? "").join("")).toBe("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭");
  expect([procedureName(ja, "suction"), procedureName(en, "suction")]).toEqual(["⑤吸引", "⑤ Suction"]);
  expect(procedureName(ja, "other")).toBe("その他の医療的ケア");
});

const units = { unitsAnswered: 7, unitsOnRoster: 8 };
const children = (value: number) => ({ kind: "value", value, unit: "children", n: 20 }) as const;
const said = {
  service: "hokago_day" as const,
  provisional: true,
  items: [
    { procedure: "injection" as const, children: children(1.25), districts: ["K", null] },
    { procedure: "glucose" as const, children: children(3), districts: ["M"] },
  ],
  weights: "population" as const,
  ...units,
};
const supply = { service: "hokago_day" as const, procedures: ["injection", "glucose"] as const, ...units };

/** One of each kind, with the Japanese sentence expected; a new kind is missing here until it is added. */
const sentences: {
  readonly [Key in ProceduresFinding["messageKey"]]: readonly [ProceduresFinding & { messageKey: Key }, string];
} = {
  "finding.procedures.no_answers_yet": [
    { messageKey: "finding.procedures.no_answers_yet", params: { side: "need" } },
    "ご家族の回答がまだないため、必要な医療的ケアは分かりません。",
  ],
  "finding.not_compared": [
    { messageKey: "finding.not_compared", params: { service: "hoikusho" } },
    "「対応できる医療的ケア」の項目では、保育所を比べていません。",
  ],
  "finding.procedures.none_needed": [
    { messageKey: "finding.procedures.none_needed", params: {} },
    "必要な医療的ケアを書いた回答は、まだありません。",
  ],
  "finding.procedures.unknown_supply": [
    { messageKey: "finding.procedures.unknown_supply", params: units },
    "対応できる医療的ケアは、まだ確認できていません(回答 7/8 サービス)。",
  ],
  "finding.procedures.blank": [
    { messageKey: "finding.procedures.blank", params: said },
    "放課後等デイサービスで⑨注射(K地区・地区不明、1.3人)・⑩血糖測定(M地区、3人)に対応できる事業所は、確認できた範囲ではありません(回答 7/8 サービス)。人数は推計です。",
  ],
  "finding.procedures.conditional_only": [
    {
      messageKey: "finding.procedures.conditional_only",
      params: { ...said, provisional: false, weights: "respondents" },
    },
    "放課後等デイサービスで⑨注射(K地区・地区不明、1.3人)・⑩血糖測定(M地区、3人)に対応できる事業所は、条件付きだけです(回答 7/8 サービス)。人数は回答者のうちの人数です。",
  ],
  "finding.procedures.none_in_district": [
    { messageKey: "finding.procedures.none_in_district", params: said },
    "放課後等デイサービスで⑨注射(K地区・地区不明、1.3人)・⑩血糖測定(M地区、3人)に対応できる事業所は、確認できた範囲では子どもの地区になく、その地区へ送迎する事業所もありません(回答 7/8 サービス)。人数は推計です。",
  ],
  "finding.procedures.unknown": [
    { messageKey: "finding.procedures.unknown", params: { ...said, provisional: false } },
    "放課後等デイサービスで⑨注射(K地区・地区不明、1.3人)・⑩血糖測定(M地区、3人)に対応できる事業所があるかどうかは、不明です(回答 7/8 サービス)。人数は推計です。",
  ],
  "finding.procedures.no_blank": [
    { messageKey: "finding.procedures.no_blank", params: {} },
    "確認できた範囲では、必要な医療的ケアのどれにも、対応できる事業所(条件付きを含む)があります。",
  ],
  "finding.procedures.not_confirmed": [
    { messageKey: "finding.procedures.not_confirmed", params: units },
    "まだ回答のないサービスが 1つ あります(回答 7/8 サービス)。前回の回答は、対応できる数に入れていません。",
  ],
  "finding.procedures.procedures_not_told": [
    { messageKey: "finding.procedures.procedures_not_told", params: { answers: 2 } },
    "必要な医療的ケアの記入がないご家族が、少なくとも 2件 あります。",
  ],
  "finding.procedures.supply_none": [
    { messageKey: "finding.procedures.supply_none", params: supply },
    "放課後等デイサービスのうち⑨注射・⑩血糖測定に対応できるのは、条件付きを含めて 0/7 サービス です(回答 7/8 サービス)。",
  ],
  "finding.procedures.supply_conditional_only": [
    { messageKey: "finding.procedures.supply_conditional_only", params: supply },
    "放課後等デイサービスで⑨注射・⑩血糖測定に対応できる事業所は、条件付きだけです(回答 7/8 サービス)。",
  ],
  "finding.procedures.supply_no_blank": [
    { messageKey: "finding.procedures.supply_no_blank", params: {} },
    "示した範囲では、どの医療的ケアにも、対応できる事業所(条件付きを含む)があります。",
  ],
  "finding.procedures.supply_suppressed": [
    { messageKey: "finding.procedures.supply_suppressed", params: { services: ["hokago_day", "tanki_nyusho"] } },
    "放課後等デイサービス・短期入所の数の一部は、公表に同意していない事業所の数値が分かるおそれがあるため示していません。",
  ],
  "finding.procedures.no_unit": [
    { messageKey: "finding.procedures.no_unit", params: { services: ["nicchu_ichiji"] } },
    "日中一時支援の事業所は、この地域の名簿にありません。",
  ],
};

describe("sentences", () => {
  test.each(Object.entries(sentences))("%s", (_, [finding, japanese]) => {
    expect(proceduresSentence(ja, finding)).toBe(japanese);
    const english = proceduresSentence(en, finding);
    expect(english).toMatch(/^[A-Z0-9].*\.$/);
    expect(english).not.toMatch(/[{}]|[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  test("a service that the region does not have, and no roster at all", () => {
    const blank = {
      messageKey: "finding.procedures.blank",
      params: { ...said, unitsAnswered: 0, unitsOnRoster: 0 },
    } as const;
    expect(proceduresSentence(ja, blank)).toBe(
      "放課後等デイサービスの事業所が地域になく、⑨注射(K地区・地区不明、1.3人)・⑩血糖測定(M地区、3人)に対応できません。人数は推計です。",
    );
    const unknown = {
      messageKey: "finding.procedures.unknown_supply",
      params: { unitsAnswered: 0, unitsOnRoster: 0 },
    } as const;
    expect(proceduresSentence(ja, unknown)).toBe("対応できる医療的ケアは、まだ確認できていません。");
    const both = { messageKey: "finding.procedures.no_answers_yet", params: { side: "both" } } as const;
    expect(proceduresSentence(ja, both)).toBe("回答がまだないため、医療的ケアに対応できるかどうかは分かりません。");
  });
});

const can = offer({ suction: "can", oxygen: "conditional" }, { fetchesFrom: ["K"] });
const region = [
  unit("a", can, { district: "M" }),
  unit("b", can),
  unit("c", can, { state: "last_round" }),
  unit("d", null),
  unit("e", offer({})),
  unit("f", offer({ suction: "cannot" })),
];
const gap = regionGap([needs({ children: 2 }), needs({ procedure: "dialysis", district: "unknown" })], region);

describe("tables", () => {
  test("rows name units with their districts, what the silent said before, and what the row says", () => {
    const table = procedureRowsTable(ja, gap.rows);
    expect(table.columns).toEqual([
      "医療的ケア",
      "サービス",
      "子どもの地区",
      "分かること",
      "必要な子ども(人)",
      "できるサービス",
      "条件付きのサービス",
      "確認できていないサービス",
      "記入のないサービス",
      "できないサービス",
    ]);
    expect(table.rows).toEqual([
      [
        "⑪透析",
        "放課後等デイサービス",
        "地区不明",
        "不明",
        "1(回答 1)",
        "なし",
        "なし",
        "Provider c(K地区): 前回は記入なし、Provider d(K地区): 回答なし",
        "4",
        "0",
      ],
      [
        "⑤吸引",
        "放課後等デイサービス",
        "K地区",
        "−",
        "2(回答 2)",
        "Provider a(M地区、送迎あり)、Provider b(K地区)",
        "なし",
        "Provider c(K地区): 前回は「できる」、Provider d(K地区): 回答なし",
        "1",
        "1",
      ],
    ]);
  });

  test.each([
    ["blank", offer({ suction: "cannot" }), "確認できた範囲で空白"],
    ["conditional only", offer({ suction: "conditional" }), "確認できた範囲で条件付きのみ"],
  ])("a row says %s as far as confirmed", (_, some, text) => {
    const { rows } = regionGap([needs()], [unit("a", some), unit("b", null)]);
    expect(procedureRowsTable(ja, rows).rows[0]?.[3]).toBe(text);
  });

  test("the summary holds the numbers of the chart", () => {
    const { columns, rows } = procedureSummaryTable(ja, gap.summary);
    expect([columns.length, rows.length]).toEqual([8, 15]);
    expect(rows[3]).toEqual(["④酸素療法", "0", "0", "0", "2", "0", "2", "2"]);
    expect(rows[4]).toEqual(["⑤吸引", "2", "2", "2", "0", "1", "1", "2"]);
  });

  test("for the public: procedures down, services across; hidden and 0 are different words", () => {
    const closed = {
      publish: { acceptance: "closed", staff: "closed", places: "closed", transport: "closed" },
    } as const;
    const roster = [
      unit("a", offer({ suction: "can", oxygen: "cannot" }), closed),
      unit("b", offer({ oxygen: "cannot" })),
      unit("c", offer({ oxygen: "cannot" })),
    ];
    const page = publishProceduresGap(regionGap([needs()], roster), disclosureRule("public", 78_000));
    const service = page.services.find((one) => one.service === "hokago_day");
    if (!service) throw new Error("no service");
    const { columns, rows } = publishedAbilityTable(ja, page.services);
    const at = columns.indexOf("放課後等デイサービス");
    expect(at).toBeGreaterThan(0);
    expect([rows[0], rows[4], rows[5]].map((row) => [row?.[0], row?.[at]])).toEqual([
      ["回答したサービス", "3/3"],
      ["④酸素療法", "0(条件付き 0)"],
      ["⑤吸引", "秘匿"],
    ]);
    // Nobody of the other services is on the roster: 不明, not 0.
    expect(
      columns
        .slice(1)
        .map((_, index) => rows[4]?.[index + 1])
        .filter((cell) => cell === "不明(回答なし)"),
    ).toHaveLength(columns.length - 2);
    expect(publishedAbilitySeries(ja, service).slice(3, 5)).toEqual([
      { procedure: "④酸素療法", can: 0, conditional: 0, notKnown: 0, children: null },
      { procedure: "⑤吸引", can: null, conditional: null, notKnown: 2, children: null },
    ]);
  });

  test("for the closed council: children by procedure", () => {
    const page = publishProceduresGap(
      regionGap([needs({ children: 7 })], region),
      disclosureRule("council_closed", null),
    );
    const { columns, rows } = publishedChildrenTable(ja, page.children ?? []);
    expect([columns, rows[4], rows[5]]).toEqual([
      ["医療的ケア", "必要な子ども(人)"],
      ["⑤吸引", "7"],
      ["⑥ネブライザー", "秘匿"],
    ]);
  });
});

test("the coordinator's chart shows what is needed or can be done, in the order of the numbers", () => {
  expect(proceduresSeries(ja, gap.summary)).toEqual([
    { procedure: "④酸素療法", can: 0, conditional: 2, notKnown: 4, children: "0" },
    { procedure: "⑤吸引", can: 2, conditional: 0, notKnown: 3, children: "2" },
    { procedure: "⑪透析", can: 0, conditional: 0, notKnown: 6, children: "1" },
  ]);
});
