import { describe, expect, test } from "vitest";
import { placesNotes, placesSentence } from "#app/charts/places-gap/places-sentence.ts";
import { placesSeries } from "#app/charts/places-gap/places-series.ts";
import {
  monthlyTable,
  placesGroupsTable,
  placesTable,
  publishedMonthlyTable,
  publishedPlacesTable,
} from "#app/charts/places-gap/places-table.ts";
import { readingOf } from "#app/charts/reading.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { disclosureRule } from "#domain/disclosure/disclosure-rule.ts";
import { publishPlacesGap } from "#domain/disclosure/publish-places-gap.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PlacesFinding } from "#domain/finding/places-finding.ts";
import { child, children } from "#tests/domain/nurse-region.ts";
import { cellOf, hokago, type Provider, regionPlaces } from "#tests/domain/places-region.ts";
import { goldenSettings } from "#tests/golden/town.ts";

const ja = readingOf({ t: translatorOf("ja"), locale: "ja" }, []);
const en = readingOf({ t: translatorOf("en"), locale: "en" }, []);

const value = (number: number, unit: PublishedFigure["unit"] = "person_days_per_week"): PublishedFigure => ({
  kind: "value",
  value: number,
  unit,
  n: 6,
});
const two = ["jido_hattatsu", "hokago_day"] as const;
const units = { unitsAnswered: 3, unitsOnRoster: 4 };
const weights = "population" as const;
const shortage = (verdict: "certain" | "likely" | "possible" | "cannot_say" | null): PlacesFinding => ({
  messageKey: "finding.places.shortage",
  params: { services: [...two], short: value(8.75), verdict, weights },
});

/** One of each kind, with the Japanese sentence expected; a new kind is missing here until it is added. */
const sentences: {
  readonly [Key in PlacesFinding["messageKey"]]: readonly [PlacesFinding & { messageKey: Key }, string];
} = {
  "finding.places.no_answers_yet": [
    { messageKey: "finding.places.no_answers_yet", params: { side: "both" } },
    "回答がまだないため、通える場所の過不足は分かりません。",
  ],
  "finding.not_compared": [
    { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    "「通える場所」の項目では、短期入所を比べていません。",
  ],
  "finding.places.monthly_no_shortage": [
    {
      messageKey: "finding.places.monthly_no_shortage",
      params: { service: "tanki_nyusho", weights: "respondents" },
    },
    "確認できた範囲では、短期入所の不足はありません(回答者のうち)。",
  ],
  "finding.places.monthly_unknown": [
    {
      messageKey: "finding.places.monthly_unknown",
      params: { service: "tanki_nyusho", unitsAnswered: 1, unitsOnRoster: 3 },
    },
    "短期入所の過不足は分かりません(回答 1/3 サービス)。",
  ],
  "finding.places.unknown_supply": [
    { messageKey: "finding.places.unknown_supply", params: { services: [...two], ...units } },
    "児童発達支援・放課後等デイサービスの受入れ枠は、まだ確認できていません(回答 3/4 サービス)。",
  ],
  "finding.places.shortage": [
    {
      messageKey: "finding.places.shortage",
      params: { services: [...two], short: value(8.75), verdict: "possible", weights },
    },
    "児童発達支援・放課後等デイサービスをあわせた受入れ枠が、週 8.8人日分 足りない可能性があります(推計)。",
  ],
  "finding.places.only_together": [
    { messageKey: "finding.places.only_together", params: { services: [...two] } },
    "児童発達支援・放課後等デイサービスは、一つずつ見れば足りていますが、同じ枠を分け合っているため、あわせると足りません。",
  ],
  "finding.places.class_shortage": [
    {
      messageKey: "finding.places.class_shortage",
      params: { careClass: 2, low: value(1), high: value(3.5), weights: "respondents" },
    },
    "医療的ケア区分2以上の子どもを受け入れられる枠が、週 1〜3.5人日分 足りません(回答者のうち)。",
  ],
  "finding.places.juushin_shortage": [
    { messageKey: "finding.places.juushin_shortage", params: { low: value(0), high: value(2), weights } },
    "重症心身障害の方を受け入れられる枠が、最大で週 2人日分 足りない可能性があります(推計)。",
  ],
  "finding.places.experienced": [
    { messageKey: "finding.places.experienced", params: { days: value(12.75), weights } },
    "ご家族がいまより増やしたいと答えた日数は、週 12.8人日 です(推計)。",
  ],
  "finding.places.no_shortage": [
    { messageKey: "finding.places.no_shortage", params: { verdict: "cannot_say", weights } },
    "確認できた範囲では、受入れ枠の不足はありません(推計)。",
  ],
  "finding.places.services_unknown": [
    { messageKey: "finding.places.services_unknown", params: { services: ["seikatsu_kaigo"] } },
    "生活介護は、受入れ枠が不明のため比べていません。",
  ],
  "finding.places.pools_unknown": [
    { messageKey: "finding.places.pools_unknown", params: { pools: 2 } },
    "受入れ枠の人数が不明の曜日があるサービスのまとまりが 2組 あります。0人とは数えていません。",
  ],
  "finding.places.monthly_shortage": [
    {
      messageKey: "finding.places.monthly_shortage",
      params: { service: "tanki_nyusho", short: value(7, "nights_per_month"), weights },
    },
    "短期入所が、月 7泊分 足りません(推計)。",
  ],
  "finding.places.supply": [
    { messageKey: "finding.places.supply", params: { services: [...two], places: value(15), ...units } },
    "児童発達支援・放課後等デイサービスで確認できた受入れ枠は、あわせて週 15人日分 です(回答 3/4 サービス)。",
  ],
  "finding.places.need_suppressed_supply_only": [
    {
      messageKey: "finding.places.need_suppressed_supply_only",
      params: { services: ["hokago_day"], places: value(0), ...units },
    },
    "放課後等デイサービスで確認できた受入れ枠は、週 0人日分 です(回答 3/4 サービス)。利用したい日数は、個人が分かるおそれがあるため示していません。",
  ],
  "finding.places.supply_suppressed": [
    { messageKey: "finding.places.supply_suppressed", params: { services: ["hokago_day"], ...units } },
    "放課後等デイサービスの受入れ枠は、公表に同意していない事業所の数値が分かるおそれがあるため示していません(回答 3/4 サービス)。",
  ],
  "finding.places.monthly_supply": [
    {
      messageKey: "finding.places.monthly_supply",
      params: { service: "nicchu_ichiji", places: value(4, "days_per_month"), ...units },
    },
    "日中一時支援で確認できた受入れは、月 4日分 です(回答 3/4 サービス)。",
  ],
};

const isEnglish = (text: string) => {
  expect(text).toMatch(/^[A-Z].*\.$/s);
  expect(text).not.toMatch(/undefined|null|NaN|[\u3040-\u30ff\u4e00-\u9fff]|\{|\}/);
};

describe("a sentence", () => {
  test.each(Object.values(sentences))("$messageKey", (finding, sentence) => {
    expect(placesSentence(ja, finding)).toBe(sentence);
    isEnglish(placesSentence(en, finding));
  });

  test("says how sure a shortage is", () => {
    const end = (verdict: Parameters<typeof shortage>[0]) => placesSentence(ja, shortage(verdict)).split("人日分")[1];
    expect([end("certain"), end("likely"), end("cannot_say"), end(null)]).toEqual([
      " 足りません(推計。回答だけを数えても足りません)。",
      " おそらく足りません(推計)。",
      "、確認できた範囲では足りません(推計)。",
      " 足りません(推計)。",
    ]);
    for (const verdict of ["certain", "likely", "possible", "cannot_say", null] as const)
      isEnglish(placesSentence(en, shortage(verdict)));
  });

  test("one service, class 3, enough, and answers of one side", () => {
    const say = (finding: PlacesFinding) => {
      isEnglish(placesSentence(en, finding));
      return placesSentence(ja, finding);
    };
    expect(
      say({
        messageKey: "finding.places.shortage",
        params: { services: ["hokago_day"], short: value(2), verdict: "certain", weights: "respondents" },
      }),
    ).toBe("放課後等デイサービスの受入れ枠が、週 2人日分 足りません(回答者のうち)。");
    expect(
      say({
        messageKey: "finding.places.class_shortage",
        params: { careClass: 3, low: value(0), high: value(2), weights },
      }),
    ).toBe("医療的ケア区分3の子どもを受け入れられる枠が、最大で週 2人日分 足りない可能性があります(推計)。");
    expect(say({ messageKey: "finding.places.no_shortage", params: { verdict: "enough", weights } })).toBe(
      "受入れ枠は足りています。まだ回答していないご家族が希望しても、確認できた枠に収まります(推計)。",
    );
    expect(say({ messageKey: "finding.places.no_answers_yet", params: { side: "need" } })).toBe(
      "ご家族の回答がまだないため、通える場所がどれだけ必要かは分かりません。",
    );
  });
});

const shared: Provider = { id: "g", pools: [{ services: [...two], places: { mon: 3 } }] };
const last = hokago("l", 2, { state: "last_round" });
const kids = [
  ...children(2, {
    stage: "preschool",
    class: "3",
    juushin: "yes",
    services: [{ service: "jido_hattatsu", used: ["mon"] }],
  }),
  ...children(2, { class: "dont_know", services: [{ service: "hokago_day", used: ["mon"], more: ["tue"] }] }),
];
const population = { preschool: 3, elementary: 3 };
const gap = regionPlaces(kids, [shared, last], { population, settings: goldenSettings, lastRoundGiven: true });

describe("table and chart", () => {
  test("a line for each service and one for all, with every reading of need and places", () => {
    const table = placesTable(ja, gap);
    expect(table.columns).toEqual([
      "サービス",
      "利用したい日数",
      "下限〜上限",
      "受入れ枠(確認できた分)",
      "受入れ枠(前回の値を含む)",
      "受入れ枠(未回答も同じとした仮定)",
      "不足",
      "増やしたい日数",
      "確からしさ",
      "回答",
    ]);
    // Open on Mondays only: each silent child could want 1 day of 児発, and 2 of 放デイ, as those that answered do.
    expect(table.rows).toEqual([
      ["児童発達支援(共用)", "3", "2〜3", "3", "3", "−", "0", "0", "足りている", "1/1 サービス"],
      ["放課後等デイサービス(共用)", "6", "4〜6", "3", "5", "−", "3", "3", "不足の可能性", "1/2 サービス"],
      [
        "あわせて(児童発達支援・放課後等デイサービス)",
        "9",
        "6〜9",
        "3",
        "5",
        "−",
        "6",
        "3",
        "回答分だけで不足",
        "2/3 サービス",
      ],
    ]);
  });

  test("agree number by number, the chart under short names", () => {
    expect(placesSeries(ja, gap)).toEqual([
      { line: "児童発達支援", needAnswered: 2, needEstimated: 1, supply: 3, lastRound: 0 },
      { line: "放課後等デイサービス", needAnswered: 4, needEstimated: 2, supply: 3, lastRound: 2 },
      { line: "あわせて", needAnswered: 6, needEstimated: 3, supply: 3, lastRound: 2 },
    ]);
  });

  test("an absent number draws no bar and no ceiling leaves the range open", () => {
    const unknown = regionPlaces(kids, [hokago("a", null)]);
    const [, second] = placesTable(ja, unknown).rows;
    expect(second?.slice(1, 8)).toEqual(["4", "4〜", "不明(回答なし)", "−", "−", "不明(回答なし)", "2"]);
    expect(placesSeries(ja, unknown)[1]).toMatchObject({
      needAnswered: 4,
      needEstimated: 0,
      supply: null,
      lastRound: null,
    });
  });

  test("classes cumulative from above, adults apart, 重心", () => {
    expect(placesGroupsTable(ja, gap).rows).toEqual([
      ["区分3", "3〜9", "3", "−", "0〜6", "0"],
      ["区分2以上", "3〜9", "3", "−", "0〜6", "0"],
      ["区分1以上", "9", "3", "−", "6", "0"],
      ["18歳以上(区分の対象外)", "0", "−", "−", "−", "−"],
      ["重症心身障害", "3", "3", "0", "0", "0"],
    ]);
    expect(placesGroupsTable(en, gap).rows[1]?.[0]).toBe("Class 2 or above");
  });

  test("a council's table has no class, no bounds and no days wanted more; hidden is not 0", () => {
    const published = publishPlacesGap(gap, disclosureRule("council_closed", 78_000));
    expect(publishedPlacesTable(ja, published).rows[2]).toEqual([
      "あわせて(児童発達支援・放課後等デイサービス)",
      "秘匿",
      "3",
      "5",
      "秘匿",
      "2/3 サービス",
    ]);
  });

  test("nights and days a month, each with its unit", () => {
    const nights = (state: string, values: number[]) =>
      cellOf("short_stay_nights", { service: "tanki_nyusho", state }, values, { unit: "nights_per_month" });
    const monthly = regionPlaces([child()], [{ id: "t", units: [{ service: "tanki_nyusho" }] }], {
      need: { responses: 1, cells: [nights("used", [1]), nights("more", [2])] },
      monthlySupply: [cellOf("short_stay_places", { service: "tanki_nyusho" }, [2], { absent: { no_answer: 1 } })],
    });
    expect(monthlyTable(ja, monthly.monthly).rows).toEqual([
      ["短期入所(1か月の泊数)", "1", "2", "3", "2", "1", "1/1 サービス、うち数の回答なし 1"],
    ]);
    const published = publishPlacesGap(monthly, disclosureRule("council_closed", 78_000));
    expect(publishedMonthlyTable(en, published.monthly).rows).toEqual([
      ["Short stay (nights a month)", "protected", "2", "protected", "1 of 1 services, 1 of them without a number"],
    ]);
  });
});

describe("notes", () => {
  test("say what was estimated together, counted only, assumed or left out", () => {
    const silent: Provider = { id: "s", state: "silent", units: [{ service: "hokago_day" }] };
    const held: Provider = { id: "h", pools: [{ services: ["hokago_day"], places: { mon: 1 }, held: { mon: null } }] };
    const missing = { absent: { no_answer: 2 } };
    const dims = { service: "hokago_day", care_class: "1", juushin: "no" };
    const noted = regionPlaces(
      [...children(3, { stage: "preschool" }), ...children(6, {})],
      [held, hokago("a", 1), hokago("b", 1), silent],
      {
        need: { responses: 9, cells: [cellOf("wanted_days_total", dims, [1, 1, 1, 1], missing)] },
        population: { preschool: 2, elementary: 9 },
      },
    );
    expect(placesNotes(ja, noted)).toEqual([
      "就学前・小学生をまとめて推計しています。",
      "放課後等デイサービスは、日数の無回答が多いため、回答の数だけを示しています。",
      "就学前は、把握している人数より回答が多くなっています。名簿が古いか、回答が重複しています。",
      "日数の無回答が 2件 あります。0日とは数えていません。",
      "未回答の 1事業所 も、回答した同じ種類の事業所と同じくらい受け入れていると仮定した値を並べています。確認した値ではありません。",
      "ほかの市町村の方が使っている枠が分からないサービスのまとまりが 1組 あり、その分は差し引いていません。",
    ]);
    for (const note of placesNotes(en, noted)) isEnglish(note);
  });

  test("are empty where nothing needs saying", () => {
    expect(placesNotes(ja, regionPlaces([], []))).toEqual([]);
    expect(placesNotes(ja, gap)).toEqual([]);
  });
});
