import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { nurseSentence } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseSeries } from "#app/charts/nurse-gap/nurse-series.ts";
import { nurseTable, shownDays } from "#app/charts/nurse-gap/nurse-table.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { Finding, FindingPlace } from "#domain/finding/finding.ts";
import { absentExact, type ExactFigure, exactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh, NurseDay, NurseLine } from "#domain/gap/nurse-gap.ts";
import type { Weekday } from "#domain/weekday.ts";

const ja = translatorOf("ja");
const en = translatorOf("en");
const value = (number: number): PublishedFigure => ({ kind: "value", value: number, unit: "persons", n: 10 });
const nurses = (fraction: string): ExactFigure => exactFigure(new Fraction(fraction), "persons", 6);
const unknown = absentExact("dont_know", "persons", 0);
const hidden: PublishedFigure = { kind: "absent", reason: "suppressed", unit: "persons", n: null };
const below = (includesZero: boolean): PublishedFigure => ({
  kind: "below",
  bound: 5,
  includesZero,
  unit: "persons",
  n: null,
});

describe("a figure as text", () => {
  test.each<[PublishedFigure | ExactFigure, string, string]>([
    [value(0), "0", "0"],
    [value(3), "3", "3"],
    [nurses("29/12"), "2.4", "2.4"],
    [nurses("11/4"), "2.8", "2.8"],
    [value(1234.56), "1,234.6", "1,234.6"],
    [{ kind: "between", low: 1, high: 4, unit: "children", n: null }, "1〜4", "1 to 4"],
    [below(false), "5未満", "under 5"],
    [below(true), "5未満(0を含む)", "under 5 (0 included)"],
    [unknown, "不明", "unknown"],
    [hidden, "秘匿", "protected"],
  ])("%j is %s / %s", (figure, japanese, english) => {
    expect(figureText(ja, figure)).toBe(japanese);
    expect(figureText(en, figure)).toBe(english);
  });

  test("of two readings is a range only where they read differently", () => {
    expect(rangeText(ja, { low: nurses("29/12"), high: nurses("11/4") })).toBe("2.4〜2.8");
    expect(rangeText(ja, { low: nurses("29/12"), high: nurses("2.42") })).toBe("2.4");
    expect(rangeText(ja, { low: value(1), high: hidden })).toBe("1〜");
    expect(rangeText(ja, { low: unknown, high: unknown })).toBe("不明");
  });
});

const place: FindingPlace = { lineKind: "general", services: ["jido_hattatsu", "hokago_day"], days: ["mon", "fri"] };
const units = { unitsAnswered: 12, unitsOnRoster: 31 };
const weights = "respondents" as const;

/** One of each kind, with the Japanese sentence expected; a new kind is missing here until it is added. */
const sentences: { readonly [Key in Finding["messageKey"]]: readonly [Finding & { messageKey: Key }, string] } = {
  "finding.nurses.no_answers_yet": [
    { messageKey: "finding.nurses.no_answers_yet", params: { side: "both" } },
    "回答がまだないため、看護職員の過不足は分かりません。",
  ],
  "finding.not_compared": [
    { messageKey: "finding.not_compared", params: { service: "tanki_nyusho" } },
    "「看護職員」の項目では、短期入所を比べていません。",
  ],
  "finding.nurses.days_not_told": [
    { messageKey: "finding.nurses.days_not_told", params: { answers: 3 } },
    "利用する曜日の一部または全部を答えていない方が 3件 あります。必要な人数には、答えた日だけが入っています。",
  ],
  "finding.nurses.unknown_supply": [
    { messageKey: "finding.nurses.unknown_supply", params: units },
    "看護職員の勤務人数は、まだ確認できていません(回答 12/31 サービス)。",
  ],
  "finding.nurses.shortage_on_day": [
    {
      messageKey: "finding.nurses.shortage_on_day",
      params: {
        places: [place],
        low: nurses("29/12"),
        high: nurses("11/4"),
        practicalLow: value(3),
        practicalHigh: value(4),
        weights,
      },
    },
    "月曜日・金曜日(児童発達支援・放課後等デイサービス)の看護職員が、あと 2.4〜2.8人 足りません(回答者のうち)。地区ごとに切り上げると 3〜4人 です。",
  ],
  "finding.nurses.shortage_possible_on_day": [
    { messageKey: "finding.nurses.shortage_possible_on_day", params: { places: [place], high: value(1), weights } },
    "月曜日・金曜日(児童発達支援・放課後等デイサービス)の看護職員が、最大で 1人 足りない可能性があります(医療的ケア区分が不明の方を、最も重い区分とした場合)。",
  ],
  "finding.nurses.high_reading_other_day": [
    { messageKey: "finding.nurses.high_reading_other_day", params: { places: [place], high: value(2) } },
    "区分が不明の方を最も重い区分とすると、月曜日・金曜日(児童発達支援・放課後等デイサービス)が最も足りず、不足は 2人 です。",
  ],
  "finding.nurses.no_shortage": [
    { messageKey: "finding.nurses.no_shortage", params: { weights, hiddenDays: 2 } },
    "確認できた範囲では、看護職員の不足はありません(回答者のうち)。比べられない曜日が 2日 あります。",
  ],
  "finding.nurses.some_days_unknown": [
    {
      messageKey: "finding.nurses.some_days_unknown",
      params: { places: [place, { ...place, lineKind: "juushin" }] },
    },
    "月曜日・金曜日(児童発達支援・放課後等デイサービス)、および月曜日・金曜日(重心型の児童発達支援・放課後等デイサービス)は、勤務人数が不明のため比べていません。",
  ],
  "finding.nurses.pools_unknown": [
    { messageKey: "finding.nurses.pools_unknown", params: { places: [place], pools: 3 } },
    "月曜日・金曜日(児童発達支援・放課後等デイサービス)は、開いていて看護職員の人数が不明のサービスのまとまりが最大 3組 あります。0人とは数えていません。",
  ],
  "finding.nurses.supply_suppressed": [
    { messageKey: "finding.nurses.supply_suppressed", params: { ...units, places: [place] } },
    "月曜日・金曜日(児童発達支援・放課後等デイサービス)に勤務している人数は、公表に同意していない事業所の数値が分かるおそれがあるため示していません(回答 12/31 サービス)。",
  ],
  "finding.nurses.one_per_unit_short": [
    {
      messageKey: "finding.nurses.one_per_unit_short",
      params: { service: "seikatsu_kaigo", days: ["tue"], short: 2, unknown: 1 },
    },
    "生活介護は、火曜日に、看護職員のいないサービスのまとまりが 2組 あります(ほかに不明 1組)。",
  ],
  "finding.nurses.night_nurse": [
    {
      messageKey: "finding.nurses.night_nurse",
      params: { service: "tanki_nyusho", withNurse: 1, without: 2, unknown: 0 },
    },
    "短期入所のうち、夜に看護職員がいるのは 1か所、いないのは 2か所、不明は 0か所 です。",
  ],
  "finding.nurses.weekdays_assumed": [
    { messageKey: "finding.nurses.weekdays_assumed", params: {} },
    "曜日が決まっていない希望日は、開いている曜日に等しく割り振りました。",
  ],
  "finding.nurses.class_unknown": [
    { messageKey: "finding.nurses.class_unknown", params: {} },
    "人数の幅は、医療的ケア区分が不明の方を区分1とした場合から区分3とした場合までです。",
  ],
  "finding.nurses.supply_on_weakest_day": [
    { messageKey: "finding.nurses.supply_on_weakest_day", params: { ...units, place, nurses: value(1) } },
    "看護職員が最も少ないのは月曜日・金曜日(児童発達支援・放課後等デイサービス)で、確認できた勤務は 1人 です(回答 12/31 サービス)。",
  ],
  "finding.nurses.need_suppressed_supply_only": [
    { messageKey: "finding.nurses.need_suppressed_supply_only", params: { ...units, place, nurses: value(0) } },
    "看護職員が最も少ないのは月曜日・金曜日(児童発達支援・放課後等デイサービス)で、確認できた勤務は 0人 です(回答 12/31 サービス)。必要な人数は、個人が分かるおそれがあるため示していません。",
  ],
};

describe("a sentence", () => {
  test.each(Object.values(sentences))("$messageKey", (finding, sentence) => {
    expect(nurseSentence({ t: ja, locale: "ja" }, finding)).toBe(sentence);
    const english = nurseSentence({ t: en, locale: "en" }, finding);
    expect(english).toMatch(/^[A-Z].*\.$/s);
    expect(english).not.toMatch(/undefined|null|NaN|[\u3040-\u30ff\u4e00-\u9fff]|\{|\}/);
  });

  test("of the need alone, and of a roster that is not known", () => {
    const say = (finding: Finding) => nurseSentence({ t: ja, locale: "ja" }, finding);
    expect(say({ messageKey: "finding.nurses.no_answers_yet", params: { side: "need" } })).toBe(
      "ご家族の回答がまだないため、必要な看護職員の人数は分かりません。",
    );
    expect(
      say({ messageKey: "finding.nurses.unknown_supply", params: { unitsAnswered: null, unitsOnRoster: null } }),
    ).toBe("看護職員の勤務人数は、まだ確認できていません。");
    const [shortage] = sentences["finding.nurses.shortage_on_day"];
    expect(
      say({
        ...shortage,
        params: { ...shortage.params, practicalLow: null, practicalHigh: null, weights: "population" },
      }),
    ).toBe("月曜日・金曜日(児童発達支援・放課後等デイサービス)の看護職員が、あと 2.4〜2.8人 足りません。");
  });
});

const both = (low: ExactFigure, high = low): LowHigh => ({ low, high });

const consent = { public: 1, partners: 0, closed: 0 };

function day(weekday: Weekday, need: LowHigh, supply: ExactFigure, short: LowHigh, open = 1): NurseDay {
  return {
    weekday,
    need,
    supply,
    withLastRound: absentExact("not_applicable", "persons", 0),
    short,
    surplus: both(nurses("0")),
    practical: null,
    practicalShort: null,
    pools: { answered: supply.kind === "value" ? open : 0, unknown: supply.kind === "value" ? 0 : open },
    consent,
    lastRoundConsent: consent,
    contributors: { atLeast: 6, atMost: 6, unknownClassAtLeast: 0, unknownClassAtMost: 0, largestShare: null },
  };
}

const line: NurseLine = {
  id: "general:hokago_day",
  kind: "general",
  services: ["hokago_day"],
  sharedWith: [],
  days: [
    day("mon", both(nurses("41/12"), nurses("15/4")), nurses("2"), both(nurses("17/12"), nurses("7/4"))),
    day("tue", both(nurses("0")), nurses("0"), both(nurses("0"))),
    day("wed", both(nurses("1/2")), unknown, both(unknown)),
    day("thu", both(unknown), nurses("1"), both(unknown), 0),
    day("fri", both(nurses("1/4")), nurses("0"), both(nurses("1/4")), 0),
    day("sat", both(nurses("0")), nurses("0"), both(nurses("0")), 0),
  ],
};

describe("table and chart", () => {
  test("show the same days: those with a pool, a need, or a need that is not known", () => {
    expect(shownDays(line).map(({ weekday }) => weekday)).toEqual(["mon", "tue", "wed", "thu", "fri"]);
    expect(nurseSeries(ja, line).map((row) => row.day)).toEqual(["月", "火", "水", "木", "金"]);
    expect(nurseTable(ja, line).rows.map(([first]) => first)).toEqual([
      "月曜日",
      "火曜日",
      "水曜日",
      "木曜日",
      "金曜日",
    ]);
  });

  test("agree number by number", () => {
    const { rows, columns } = nurseTable(ja, line);
    expect(columns.slice(1, 4)).toEqual(["必要な人数", "勤務(確認できた分)", "不足"]);
    expect(rows.map((row) => row.slice(1, 4))).toEqual([
      ["3.4〜3.8", "2", "1.4〜1.8"],
      ["0", "0", "0"],
      ["0.5", "不明", "不明"],
      ["不明", "1", "不明"],
      ["0.3", "0", "0.3"],
    ]);
    const text = (number: number | null) => (number === null ? "不明" : figureText(ja, value(number)));
    const drawn = nurseSeries(ja, line).map(({ needLow, needSpread, supply }) => {
      const high = needLow === null || needSpread === null ? null : needLow + needSpread;
      return [text(needLow) === text(high) ? text(needLow) : `${text(needLow)}〜${text(high)}`, text(supply)];
    });
    expect(drawn).toEqual(rows.map((row) => row.slice(1, 3)));
  });

  test("an absent number draws no bar, and 0 draws one of no height", () => {
    const [, tue, wed, thu] = nurseSeries(ja, line);
    expect(tue).toEqual({ day: "火", needLow: 0, needSpread: 0, supply: 0 });
    expect(wed).toEqual({ day: "水", needLow: 0.5, needSpread: 0, supply: null });
    expect(thu).toEqual({ day: "木", needLow: null, needSpread: null, supply: 1 });
  });
});
