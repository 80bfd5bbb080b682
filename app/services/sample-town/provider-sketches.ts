import type { PracticeName } from "#app/services/sample-town/provider-practices.ts";
import type { Designation, ServiceType } from "#domain/service-type.ts";

/** Services with their 定員 a day. */
type Services = readonly (readonly [ServiceType, number | null])[];

/** In which of the two years a provider answers, and how it works then. Who has no practice for a year is silent in it. */
type Answering = { readonly before?: PracticeName; readonly now?: PracticeName };

/** `[name, district, designation, services, answering]` */
export type ProviderSketch = readonly [string, 1 | 2 | 3, Designation, Services, Answering];

const adultDay = (capacity: number): Services => [["seikatsu_kaigo", capacity]];
const afterSchool: Services = [["hokago_day", 10]];
const children: Services = [
  ["jido_hattatsu", 10],
  ["hokago_day", 10],
];
const homeCare: Services = [["kyotaku_kaigo", null]];
const nursing: Services = [["homon_kango", null]];
const outings: Services = [["ido_shien", null]];
const planning: Services = [
  ["shogaiji_sodan", null],
  ["keikaku_sodan", null],
];
const respite = (days: number, beds: number): Services => [...adultDay(days), ["tanki_nyusho", beds]];

/**
 * The 31 providers. Silence is that of real rounds: this year 6 of 10 children's day services answer, 1 of 7 adult day
 * services, 1 of 9 home and visiting services; last year others did.
 */
export const providerSketches: readonly ProviderSketch[] = [
  [
    "多機能型事業所 そらまめ",
    2,
    "designated",
    [
      ["jido_hattatsu", 5],
      ["hokago_day", 5],
      ["seikatsu_kaigo", 10],
      ["hoikusho_homon", null],
      ["kyotaku_homon_jido_hattatsu", null],
    ],
    { before: "juushinCentre", now: "juushinCentre" },
  ],
  ["放課後クラブ たんぽぽ", 1, "kijun_gaito", afterSchool, { now: "trainedStaff" }],
  ["放課後の家 こみち", 3, "kijun_gaito", afterSchool, { before: "nurseSomeDays" }],
  ["こども支援 はなうた", 2, "designated", children, { before: "nurseDaily", now: "nurseDaily" }],
  ["こども支援 つみき", 1, "designated", children, { before: "nurseSomeDays" }],
  ["放課後デイ あおぞら", 3, "designated", afterSchool, { now: "nurseSomeDays" }],
  ["放課後デイ ひだまり", 2, "designated", afterSchool, { now: "refusing" }],
  ["放課後デイ みちくさ", 1, "designated", afterSchool, { before: "nurseDaily" }],
  [
    "児童発達支援 わかば",
    2,
    "designated",
    [["jido_hattatsu", 20]],
    { before: "nurseSomeDays", now: "nurseDailyFarReaching" },
  ],
  ["児童発達支援 どんぐり", 3, "designated", [["jido_hattatsu", 10]], {}],
  ["生活介護 あけぼの", 1, "kijun_gaito", respite(20, 4), { now: "nurseDaily" }],
  ["生活介護 いずみ", 2, "kijun_gaito", respite(20, 2), { before: "nurseDaily" }],
  ["生活介護 うらら", 3, "kijun_gaito", respite(20, 2), {}],
  ["生活介護 えのき", 2, "kijun_gaito", adultDay(40), {}],
  ["生活介護 おおぞら", 2, "kijun_gaito", adultDay(20), {}],
  ["生活介護 かけはし", 1, "kijun_gaito", adultDay(20), {}],
  ["生活介護 きぼう", 3, "kijun_gaito", adultDay(20), { before: "trainedStaff" }],
  ["ヘルパーステーション さくら", 2, "designated", homeCare, { before: "trainedStaff" }],
  ["ヘルパーステーション しおさい", 1, "designated", homeCare, {}],
  ["ヘルパーステーション すずかぜ", 2, "designated", homeCare, {}],
  ["ヘルパーステーション せせらぎ", 3, "designated", homeCare, {}],
  ["訪問看護ステーション たけのこ", 2, "other", nursing, { now: "visiting" }],
  ["訪問看護ステーション ちどり", 1, "other", nursing, {}],
  ["訪問看護ステーション つばさ", 3, "other", nursing, {}],
  ["日中一時支援 ともだち", 2, "chiiki_seikatsu", [["nicchu_ichiji", 10]], { now: "nurseSomeDays" }],
  ["日中一時支援 なかよし", 3, "chiiki_seikatsu", [["nicchu_ichiji", 5]], { before: "onRequest" }],
  ["移動支援 はやぶさ", 1, "chiiki_seikatsu", outings, {}],
  ["移動支援 ひこうき", 2, "chiiki_seikatsu", outings, {}],
  ["相談支援事業所 ふたば", 2, "designated", planning, { before: "visiting" }],
  ["相談支援事業所 ほたる", 1, "designated", planning, { now: "visiting" }],
  ["まつかぜ保育園", 3, "other", [["hoikusho", 90]], { before: "onRequest", now: "nurseSomeDays" }],
];
