import { areaCodeCheckDigit } from "#domain/area.ts";
import type { Designation, ServiceType } from "#domain/service-type.ts";
import type { Municipality } from "#models/area.server.ts";
import type { Provider } from "#models/provider.server.ts";

/** A code of no municipality: 15 is a prefecture, 999 is given to nobody. */
const code5 = "15999";
export const sampleAreaId = code5 + areaCodeCheckDigit(code5);

export const sampleArea: Municipality = {
  id: sampleAreaId,
  name: { ja: "星野原市(架空)", en: "Hoshinohara (invented)" },
  districts: [
    { id: `${sampleAreaId}-1`, name: { ja: "北地区", en: "North" } },
    { id: `${sampleAreaId}-2`, name: { ja: "中央地区", en: "Centre" } },
    { id: `${sampleAreaId}-3`, name: { ja: "南地区", en: "South" } },
  ],
  population: 76_000,
  councilAudience: "public",
  contact: "星野原市 相談支援事業所あかり(架空) 電話 000-000-0000",
  invented: true,
};

type Sketch = {
  name: string;
  district: 1 | 2 | 3;
  designation: Designation;
  services: readonly (readonly [ServiceType, number | null])[];
  /** Answers this round, as about 60% of children's services, 20% of adult day services and 10% of home services do. */
  answers: boolean;
};

const sketches: readonly Sketch[] = [
  {
    name: "多機能型事業所 そらまめ",
    district: 2,
    designation: "designated",
    services: [
      ["jido_hattatsu", 5],
      ["hokago_day", 5],
      ["seikatsu_kaigo", 10],
      ["hoikusho_homon", null],
      ["kyotaku_homon_jido_hattatsu", null],
    ],
    answers: true,
  },
  {
    name: "放課後クラブ たんぽぽ",
    district: 1,
    designation: "kijun_gaito",
    services: [["hokago_day", 10]],
    answers: true,
  },
  {
    name: "放課後の家 こみち",
    district: 3,
    designation: "kijun_gaito",
    services: [["hokago_day", 10]],
    answers: false,
  },
  {
    name: "こども支援 はなうた",
    district: 2,
    designation: "designated",
    services: [
      ["jido_hattatsu", 10],
      ["hokago_day", 10],
    ],
    answers: true,
  },
  {
    name: "こども支援 つみき",
    district: 1,
    designation: "designated",
    services: [
      ["jido_hattatsu", 10],
      ["hokago_day", 10],
    ],
    answers: false,
  },
  {
    name: "放課後デイ あおぞら",
    district: 3,
    designation: "designated",
    services: [["hokago_day", 10]],
    answers: true,
  },
  {
    name: "放課後デイ ひだまり",
    district: 2,
    designation: "designated",
    services: [["hokago_day", 10]],
    answers: true,
  },
  {
    name: "放課後デイ みちくさ",
    district: 1,
    designation: "designated",
    services: [["hokago_day", 10]],
    answers: false,
  },
  {
    name: "児童発達支援 わかば",
    district: 2,
    designation: "designated",
    services: [["jido_hattatsu", 20]],
    answers: true,
  },
  {
    name: "児童発達支援 どんぐり",
    district: 3,
    designation: "designated",
    services: [["jido_hattatsu", 10]],
    answers: false,
  },
  {
    name: "生活介護 あけぼの",
    district: 1,
    designation: "kijun_gaito",
    services: [
      ["seikatsu_kaigo", 20],
      ["tanki_nyusho", 4],
    ],
    answers: true,
  },
  {
    name: "生活介護 いずみ",
    district: 2,
    designation: "kijun_gaito",
    services: [
      ["seikatsu_kaigo", 20],
      ["tanki_nyusho", 2],
    ],
    answers: false,
  },
  {
    name: "生活介護 うらら",
    district: 3,
    designation: "kijun_gaito",
    services: [
      ["seikatsu_kaigo", 20],
      ["tanki_nyusho", 2],
    ],
    answers: false,
  },
  {
    name: "生活介護 えのき",
    district: 2,
    designation: "kijun_gaito",
    services: [["seikatsu_kaigo", 40]],
    answers: false,
  },
  {
    name: "生活介護 おおぞら",
    district: 2,
    designation: "kijun_gaito",
    services: [["seikatsu_kaigo", 20]],
    answers: false,
  },
  {
    name: "生活介護 かけはし",
    district: 1,
    designation: "kijun_gaito",
    services: [["seikatsu_kaigo", 20]],
    answers: false,
  },
  {
    name: "生活介護 きぼう",
    district: 3,
    designation: "kijun_gaito",
    services: [["seikatsu_kaigo", 20]],
    answers: true,
  },
  {
    name: "ヘルパーステーション さくら",
    district: 2,
    designation: "designated",
    services: [["kyotaku_kaigo", null]],
    answers: true,
  },
  {
    name: "ヘルパーステーション しおさい",
    district: 1,
    designation: "designated",
    services: [["kyotaku_kaigo", null]],
    answers: false,
  },
  {
    name: "ヘルパーステーション すずかぜ",
    district: 2,
    designation: "designated",
    services: [["kyotaku_kaigo", null]],
    answers: false,
  },
  {
    name: "ヘルパーステーション せせらぎ",
    district: 3,
    designation: "designated",
    services: [["kyotaku_kaigo", null]],
    answers: false,
  },
  {
    name: "訪問看護ステーション たけのこ",
    district: 2,
    designation: "other",
    services: [["homon_kango", null]],
    answers: true,
  },
  {
    name: "訪問看護ステーション ちどり",
    district: 1,
    designation: "other",
    services: [["homon_kango", null]],
    answers: true,
  },
  {
    name: "訪問看護ステーション つばさ",
    district: 3,
    designation: "other",
    services: [["homon_kango", null]],
    answers: false,
  },
  {
    name: "日中一時支援 ともだち",
    district: 2,
    designation: "chiiki_seikatsu",
    services: [["nicchu_ichiji", 10]],
    answers: true,
  },
  {
    name: "日中一時支援 なかよし",
    district: 3,
    designation: "chiiki_seikatsu",
    services: [["nicchu_ichiji", 5]],
    answers: false,
  },
  {
    name: "移動支援 はやぶさ",
    district: 1,
    designation: "chiiki_seikatsu",
    services: [["ido_shien", null]],
    answers: false,
  },
  {
    name: "移動支援 ひこうき",
    district: 2,
    designation: "chiiki_seikatsu",
    services: [["ido_shien", null]],
    answers: false,
  },
  {
    name: "相談支援事業所 ふたば",
    district: 2,
    designation: "designated",
    services: [
      ["shogaiji_sodan", null],
      ["keikaku_sodan", null],
    ],
    answers: false,
  },
  {
    name: "相談支援事業所 ほたる",
    district: 1,
    designation: "designated",
    services: [
      ["shogaiji_sodan", null],
      ["keikaku_sodan", null],
    ],
    answers: false,
  },
  { name: "まつかぜ保育園", district: 3, designation: "other", services: [["hoikusho", 90]], answers: true },
];

/** The 31 providers of the invented town, with whether each answers this round. */
export const sampleProviders: readonly { provider: Provider; answers: boolean }[] = sketches.map((sketch, index) => {
  const id = `${sampleAreaId}-p-${String(index + 1).padStart(2, "0")}`;
  const units = sketch.services.map(([service, capacity]) => ({
    id: `${id}-${service}`,
    service,
    designation: sketch.designation,
    capacity,
  }));
  const provider = {
    id,
    areaId: sampleAreaId,
    districtId: `${sampleAreaId}-${sketch.district}`,
    name: sketch.name,
    units,
  };
  return { provider, answers: sketch.answers };
});
