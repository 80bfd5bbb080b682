import { describe, expect, test } from "vitest";
import { readingOf } from "#app/charts/reading.ts";
import { transportNotes, transportSentence } from "#app/charts/transport-gap/transport-sentence.ts";
import { transportSeries } from "#app/charts/transport-gap/transport-series.ts";
import {
  placesWithoutRideTable,
  publishedTransportTable,
  transportTable,
} from "#app/charts/transport-gap/transport-table.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishTransportGap } from "#domain/disclosure/publish-transport-gap.ts";
import { type PublishedFigure, suppressed } from "#domain/disclosure/published-figure.ts";
import type { TransportFinding } from "#domain/finding/transport-finding.ts";
import { childOf, gapOf, type Rider, rosterOf } from "#tests/domain/transport-region.ts";

const districts = [
  { id: "K", name: { ja: "燕", en: "Tsubame" } },
  { id: "M", name: { ja: "吉田", en: "Yoshida" } },
];
const ja = readingOf({ t: translatorOf("ja"), locale: "ja" }, districts);
const en = readingOf({ t: translatorOf("en"), locale: "en" }, districts);
const rides = (value: number): PublishedFigure => ({ kind: "value", value, unit: "rides_per_week", n: 6 });
const units = { unitsAnswered: 3, unitsOnRoster: 4 };
const shortage = {
  low: rides(12),
  high: rides(12),
  direction: "home",
  directionLow: rides(7.25),
  directionHigh: rides(7.25),
  weights: "population",
  verdict: "possible",
} as const;

/** One of each kind, with the Japanese sentence expected; a new kind is missing here until it is added. */
const sentences: {
  readonly [Key in TransportFinding["messageKey"]]: readonly [TransportFinding & { messageKey: Key }, string];
} = {
  "finding.transport.no_answers_yet": [
    { messageKey: "finding.transport.no_answers_yet", params: { side: "need" } },
    "ご家族の回答がまだないため、必要な送迎の回数は分かりません。",
  ],
  "finding.transport.unknown_supply": [
    { messageKey: "finding.transport.unknown_supply", params: units },
    "事業所が送迎できる回数は、まだ確認できていません(回答 3/4 サービス)。",
  ],
  "finding.transport.shortage": [
    { messageKey: "finding.transport.shortage", params: shortage },
    "事業所の送迎が、1週間にあと 12回 足りません(うち帰り 7.3回、推計)。",
  ],
  "finding.transport.shortage_possible": [
    { messageKey: "finding.transport.shortage_possible", params: { high: rides(5), weights: "respondents" } },
    "車内での医療的ケアが分からない方すべてに必要だとすると、事業所の送迎が1週間に 5回 足りません(回答者のうち)。",
  ],
  "finding.transport.no_shortage": [
    { messageKey: "finding.transport.no_shortage", params: { weights: "population", verdict: "cannot_say" } },
    "確認できた範囲では、送迎の不足はありません(推計)。回答していないご家庭の分は分かりません。",
  ],
  "finding.transport.largest_line": [
    {
      messageKey: "finding.transport.largest_line",
      params: { district: "K", careOnBoard: "yes", low: rides(9.5), high: rides(9.5), ties: 0 },
    },
    "不足が最も大きいのは燕(車内で医療的ケアが必要)で、行きと帰りを合わせて1週間に 9.5回 です。",
  ],
  "finding.transport.place_without_ride": [
    { messageKey: "finding.transport.place_without_ride", params: { placeDays: 2, children: 1, contested: 1 } },
    "空きがあるのに送迎がないため利用できない枠が、1週間に 2人日分 あります(子ども 1人、回答者のうち)。このうち 1人日分 は、送迎のある子どもも希望しています。",
  ],
  "finding.transport.drivers_unknown": [
    { messageKey: "finding.transport.drivers_unknown", params: { answers: 3 } },
    "だれが送り迎えするか分からないという回答が、最大で 3件 あります。0回とは数えていません。",
  ],
  "finding.transport.care_unknown": [
    { messageKey: "finding.transport.care_unknown", params: {} },
    "回数の幅は、車内での医療的ケアが分からない方を、不要とした場合から必要とした場合までです。",
  ],
  "finding.transport.services_unknown": [
    {
      messageKey: "finding.transport.services_unknown",
      params: { services: ["jido_hattatsu", "seikatsu_kaigo"], rides: { low: rides(120), high: rides(120) } },
    },
    "児童発達支援・生活介護の1週間 120回 は、送迎できる回数が確認できていないため比べていません。",
  ],
  "finding.transport.district_unknown": [
    { messageKey: "finding.transport.district_unknown", params: { rides: { low: rides(3), high: rides(4) } } },
    "1週間 3〜4回 は、子どもの地区が分からないため比べていません。",
  ],
  "finding.transport.not_compared": [
    { messageKey: "finding.transport.not_compared", params: { rides: { low: rides(60), high: rides(60) } } },
    "ほかに1週間 60回 は、送迎できる回数が確認できていないサービス、または地区が分からない子どもの分のため、比べていません。",
  ],
  "finding.transport.unknown_district": [
    { messageKey: "finding.transport.unknown_district", params: { rides: { low: rides(10), high: rides(10) } } },
    "事業所の送迎が必要な子どもの地区が分からないため、送迎の過不足は分かりません(1週間に 10回)。",
  ],
  "finding.transport.partly_compared": [
    {
      messageKey: "finding.transport.partly_compared",
      params: { need: rides(144), rides: { low: rides(120), high: rides(120) }, weights: "population" },
    },
    "1週間に必要な 144回 のうち 120回 を比べていないため、送迎が足りているかどうかは分かりません(推計)。",
  ],
  "finding.transport.supply_one_way": [
    {
      messageKey: "finding.transport.supply_one_way",
      params: { ...units, direction: "out", rides: rides(10), other: "unknown" },
    },
    "確認できた事業所の送迎は、行きが1週間に 10回 です(回答 3/4 サービス)。帰りの回数は、確認できていません。",
  ],
  "finding.not_compared": [
    { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    "「送迎」の項目では、短期入所を比べていません。",
  ],
  "finding.transport.pools_unknown": [
    { messageKey: "finding.transport.pools_unknown", params: { poolDays: 10, pools: 2 } },
    "送迎できる回数が不明の曜日が延べ 10日、送迎する地区や車内での医療的ケアの対応が不明のサービスのまとまりが 2組 あります。0回とは数えていません。",
  ],
  "finding.transport.counts_only": [
    { messageKey: "finding.transport.counts_only", params: {} },
    "送り迎えの質問に答えていない方が2割を超えるサービスがあるため、その分は推計せず、回答の数をそのまま示しています。",
  ],
  "finding.transport.supply": [
    { messageKey: "finding.transport.supply", params: { ...units, out: rides(10), home: rides(10) } },
    "確認できた事業所の送迎は、1週間に行き 10回、帰り 10回 です(回答 3/4 サービス)。",
  ],
  "finding.transport.need_suppressed_supply_only": [
    {
      messageKey: "finding.transport.need_suppressed_supply_only",
      params: { ...units, out: rides(0), home: rides(5) },
    },
    "確認できた事業所の送迎は、1週間に行き 0回、帰り 5回 です(回答 3/4 サービス)。必要な回数は、個人が分かるおそれがあるため示していません。",
  ],
  "finding.transport.supply_suppressed": [
    { messageKey: "finding.transport.supply_suppressed", params: units },
    "送迎できる回数には、公表に同意していない事業所の数値が分かるおそれがあるため示していないものがあります(回答 3/4 サービス)。",
  ],
};

const say = (finding: TransportFinding) => transportSentence(ja, finding);

describe("a sentence", () => {
  test.each(Object.values(sentences))("$messageKey", (finding, sentence) => {
    expect(say(finding)).toBe(sentence);
    const english = transportSentence(en, finding);
    expect(english).toMatch(/^[A-Z].*\.$/s);
    expect(english).not.toMatch(/undefined|null|NaN|[\u3040-\u30ff\u4e00-\u9fff]|\{|\}/);
  });

  test("of a shortage says who is counted, which direction has most, and whether the answers alone fall short", () => {
    const of = (changes: object) =>
      say({ messageKey: "finding.transport.shortage", params: { ...shortage, ...changes } });
    expect(of({ direction: "out", verdict: "certain" })).toBe(
      "事業所の送迎が、1週間にあと 12回 足りません(うち行き 7.3回、推計。回答だけを数えても足りません)。",
    );
    expect(of({ direction: "both", weights: "respondents", verdict: null, high: rides(14) })).toBe(
      "事業所の送迎が、1週間にあと 12〜14回 足りません(行き・帰りの合計、回答者のうち)。",
    );
  });

  test("of several lines alike, of a district that is not known, of nobody on the other side", () => {
    const [line] = sentences["finding.transport.largest_line"];
    expect(say({ ...line, params: { ...line.params, district: null, careOnBoard: "no", ties: 2 } })).toBe(
      "不足が最も大きいのは地区不明(車内での医療的ケアは不要)で、行きと帰りを合わせて1週間に 9.5回 です(同じ大きさの区分が、ほかに 2つ あります)。",
    );
    expect(say({ messageKey: "finding.transport.no_answers_yet", params: { side: "both" } })).toBe(
      "回答がまだないため、送迎の過不足は分かりません。",
    );
  });

  test("of what was not compared says that it may not say how much, and of one way that the other is not shown", () => {
    const hidden = suppressed("rides_per_week");
    expect(
      say({
        messageKey: "finding.transport.partly_compared",
        params: { need: rides(144), rides: { low: hidden, high: hidden }, weights: "respondents" },
      }),
    ).toBe("1週間に必要な 144回 のうち一部を比べていないため、送迎が足りているかどうかは分かりません(回答者のうち)。");
    const params = { ...units, direction: "home", rides: rides(5), other: "suppressed" } as const;
    expect(say({ messageKey: "finding.transport.supply_one_way", params })).toBe(
      "確認できた事業所の送迎は、帰りが1週間に 5回 です(回答 3/4 サービス)。行きの回数は、示していません。",
    );
  });

  test("says no more than it may of no shortage, and of places that nobody else wants", () => {
    expect(
      say({ messageKey: "finding.transport.no_shortage", params: { weights: "population", verdict: "enough" } }),
    ).toBe("確認できた範囲では、送迎の不足はありません(推計)。");
    expect(
      say({ messageKey: "finding.transport.place_without_ride", params: { placeDays: 2, children: 1, contested: 0 } }),
    ).toBe("空きがあるのに送迎がないため利用できない枠が、1週間に 2人日分 あります(子ども 1人、回答者のうち)。");
  });
});

const rider = (changes: Rider = {}): Rider => ({ out: 7, home: 5, ...changes });
const gap = gapOf(
  [rider({ care: "dont_know" }), rider({ care: "no", out: 0 }), rider({ district: "M", care: "yes", home: 0 })],
  rosterOf([{ id: "A", from: ["K", "M"], care: true }], { last: [{ id: "B" }] }),
  { lastRoundGiven: true, children: [childOf({ district: "N" })] },
);

describe("table and chart", () => {
  test("lines out and home, then the region, whose rides are not the sum of the rows", () => {
    const { columns, rows } = transportTable(ja, gap);
    expect(columns).toEqual([
      "地区と車内の医療的ケア",
      "行き・帰り",
      "必要な回数",
      "送迎できる回数(確認できた分)",
      "前回の回答を含む回数",
      "不足",
      "比べていない回数",
    ]);
    const all = "地域全体(行の合計ではありません)";
    expect(rows).toEqual([
      ["燕(車内で医療的ケアが必要)", "行き", "0〜7", "5(共用)", "5", "0〜2", "0"],
      ["燕(車内で医療的ケアが必要)", "帰り", "0〜5", "5(共用)", "5", "0", "0"],
      ["燕(車内での医療的ケアは不要)", "行き", "0〜7", "5(共用)", "10", "0〜2", "0"],
      ["燕(車内での医療的ケアは不要)", "帰り", "5〜10", "5(共用)", "10", "0〜5", "0"],
      ["吉田(車内で医療的ケアが必要)", "行き", "7", "5(共用)", "5", "2", "0"],
      ["吉田(車内で医療的ケアが必要)", "帰り", "0", "5(共用)", "5", "0", "0"],
      [all, "行き", "14", "5", "10", "9", "0"],
      [all, "帰り", "10", "5", "10", "5", "0"],
      [all, "行きと帰り", "24", "10", "20", "14", "0"],
    ]);
  });

  test("the chart draws what the table says, the uncertain part apart, and nothing for what is not known", () => {
    expect(transportSeries(ja, gap).slice(2, 5)).toEqual([
      { name: "燕 車内ケアなし 行き", needLow: 0, needSpread: 7, supply: 5 },
      { name: "燕 車内ケアなし 帰り", needLow: 5, needSpread: 5, supply: 5 },
      { name: "吉田 車内ケアあり 行き", needLow: 7, needSpread: 0, supply: 5 },
    ]);
    const silent = gapOf([rider()], rosterOf([], { silent: [{ id: "A" }] }));
    expect(transportSeries(ja, silent).map(({ supply }) => supply)).toEqual([null, null]);
    expect(transportTable(ja, silent).rows[0]?.slice(2)).toEqual(["7", "不明(回答なし)", "−", "不明(回答なし)", "7"]);
  });

  test("the note on shared rides stands only where there are some", () => {
    expect(transportNotes(ja, gap)).toEqual([
      "「共用」は、ほかの行の子どもも送迎する事業所を含みます。同じ送迎を行ごとに示すため、行どうしは足し合わせません。",
    ]);
    expect(transportNotes(ja, gapOf([rider()], rosterOf([{ id: "A" }])))).toEqual([]);
    const notAll = [rider(), rider({ district: "M" }), rider({ district: "N" })];
    expect(transportNotes(ja, gapOf(notAll, rosterOf([{ id: "A", from: ["K", "M"] }])))).toHaveLength(1);
  });

  test("places without a ride, by provider and weekday", () => {
    expect(placesWithoutRideTable(ja, gap)).toEqual({
      columns: ["事業所", "サービス", "曜日", "空き", "送迎がない子ども", "送迎があり、同じ枠を希望する子ども"],
      rows: [["Centre A", "放課後等デイサービス", "月曜日", "1", "1", "0"]],
    });
  });

  test("for a council: the region by direction, and what is hidden is named 秘匿", () => {
    const published = publishTransportGap(gap, disclosureRule("public", 78_000));
    const { columns, rows } = publishedTransportTable(ja.t, published);
    expect(columns).toEqual(["行き・帰り", "必要な回数", "送迎できる回数(確認できた分)", "不足", "比べていない回数"]);
    expect(rows).toEqual([
      ["行き", "秘匿", "5", "秘匿", "秘匿"],
      ["帰り", "秘匿", "5", "秘匿", "秘匿"],
      ["行きと帰り", "秘匿", "10", "秘匿", "秘匿"],
    ]);
  });
});
