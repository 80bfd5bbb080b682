import { z } from "zod";
import type { LocalizedText } from "#domain/locale.ts";

/**
 * Service types by slug. The official codes (two systems that collide for children's services), law and group of each
 * stand in the table below; nothing but that table may translate a slug into a code.
 */
export const serviceTypes = [
  // 障害児通所支援
  "jido_hattatsu",
  "iryogata_jido_hattatsu",
  "hokago_day",
  "kyotaku_homon_jido_hattatsu",
  "hoikusho_homon",
  // 障害児入所支援, 障害児相談支援
  "fukushigata_nyusho",
  "iryogata_nyusho",
  "shogaiji_sodan",
  // 障害福祉サービス
  "kyotaku_kaigo",
  "judo_homon_kaigo",
  "kodo_engo",
  "judo_hokatsu_shien",
  "doko_engo",
  "ryoyo_kaigo",
  "seikatsu_kaigo",
  "tanki_nyusho",
  "shisetsu_nyusho",
  "kyodo_seikatsu_enjo",
  "keikaku_sodan",
  // 地域生活支援事業
  "ido_shien",
  "nicchu_ichiji",
  "homon_nyuyoku",
  // 医療, 保育, 教育
  "homon_kango",
  "hoikusho",
  "kodomoen",
  "yochien",
  "hokago_jido_club",
  "school",
] as const;
export type ServiceType = (typeof serviceTypes)[number];
export const serviceTypeSchema = z.enum(serviceTypes);

/** Statutory group. The group decides who registers a unit: prefecture or city, municipality, or another system. */
export type ServiceGroup =
  | "child_day" // 障害児通所支援
  | "child_residential" // 障害児入所支援
  | "child_consultation" // 障害児相談支援
  | "disability_service" // 障害福祉サービス
  | "consultation" // 相談支援
  | "municipal" // 地域生活支援事業
  | "medical" // 訪問看護
  | "childcare_education"; // 保育・教育

/**
 * Kind by which answers are counted: published surveys answer at very different rates (横浜市 令和5年度: 児発・放デイ等 43%,
 * 短期入所 26%, 生活介護 18%, 居宅介護 13%), so a response rate is given per kind, never for all kinds together.
 */
export type ResponseKind =
  | "child_day"
  | "adult_day"
  | "short_stay"
  | "home"
  | "residential"
  | "consultation"
  | "childcare_education";

/** Law that names the service, null where no text of it was read. */
export type ServiceLaw = "child_welfare" | "comprehensive_support" | "health_insurance" | null;

export type ServiceTypeInfo = {
  readonly slug: ServiceType;
  /** Official name in Japanese; the English is our translation. */
  readonly name: LocalizedText;
  /** Service code of the WAM NET open-data files, or null where those files do not hold the service. */
  readonly wamCode: string | null;
  /** 請求 サービス種類コード: the first two digits of the service code. */
  readonly billingCode: string | null;
  readonly law: ServiceLaw;
  readonly group: ServiceGroup;
  readonly responseKind: ResponseKind;
  /** Has a 定員 (places a day, beds or children on the list), which is not the number of places with medical care. */
  readonly hasCapacity: boolean;
};

/** Official names in Japanese (児童福祉法6条の2の2・7条, 障害者総合支援法5条); the English is our translation. */
const names: Readonly<Record<ServiceType, LocalizedText>> = {
  jido_hattatsu: { ja: "児童発達支援", en: "Child development support" },
  iryogata_jido_hattatsu: { ja: "医療型児童発達支援（旧）", en: "Medical child development support (former)" },
  hokago_day: { ja: "放課後等デイサービス", en: "After-school day service" },
  kyotaku_homon_jido_hattatsu: { ja: "居宅訪問型児童発達支援", en: "Home-visit child development support" },
  hoikusho_homon: { ja: "保育所等訪問支援", en: "Nursery visit support" },
  fukushigata_nyusho: { ja: "福祉型障害児入所施設", en: "Residential facility for disabled children (welfare)" },
  iryogata_nyusho: { ja: "医療型障害児入所施設", en: "Residential facility for disabled children (medical)" },
  shogaiji_sodan: { ja: "障害児相談支援", en: "Consultation support for disabled children" },
  kyotaku_kaigo: { ja: "居宅介護", en: "Home help" },
  judo_homon_kaigo: { ja: "重度訪問介護", en: "Home care for severe disabilities" },
  kodo_engo: { ja: "行動援護", en: "Activity support" },
  judo_hokatsu_shien: { ja: "重度障害者等包括支援", en: "Comprehensive support for severe disabilities" },
  doko_engo: { ja: "同行援護", en: "Accompanying support" },
  ryoyo_kaigo: { ja: "療養介護", en: "Medical long-term care" },
  seikatsu_kaigo: { ja: "生活介護", en: "Daytime care for adults" },
  tanki_nyusho: { ja: "短期入所", en: "Short stay" },
  shisetsu_nyusho: { ja: "施設入所支援", en: "Residential facility support" },
  kyodo_seikatsu_enjo: { ja: "共同生活援助", en: "Group home" },
  keikaku_sodan: { ja: "計画相談支援", en: "Service planning consultation" },
  ido_shien: { ja: "移動支援", en: "Outing support" },
  nicchu_ichiji: { ja: "日中一時支援", en: "Daytime temporary support" },
  homon_nyuyoku: { ja: "訪問入浴サービス", en: "Home-visit bathing" },
  homon_kango: { ja: "訪問看護", en: "Home-visit nursing" },
  hoikusho: { ja: "保育所", en: "Nursery school" },
  kodomoen: { ja: "認定こども園", en: "Certified centre for early childhood education and care" },
  yochien: { ja: "幼稚園", en: "Kindergarten" },
  hokago_jido_club: { ja: "放課後児童クラブ", en: "After-school children's club" },
  school: { ja: "学校", en: "School" },
};

type Row = readonly [
  wam: string | null,
  billing: string | null,
  group: ServiceGroup,
  kind: ResponseKind,
  capacity: boolean,
];

/*
 * WAM NET codes: from repositories that download 「障害福祉サービス等情報公表システム オープンデータ」. Billing codes: from a
 * public script that parses the サービスコード表. Both are second-hand, so an importer shows what it matched before it writes.
 */
const table: Readonly<Record<ServiceType, Row>> = {
  jido_hattatsu: ["63", "61", "child_day", "child_day", true],
  iryogata_jido_hattatsu: ["64", "62", "child_day", "child_day", true],
  hokago_day: ["65", "63", "child_day", "child_day", true],
  kyotaku_homon_jido_hattatsu: ["66", "65", "child_day", "home", false],
  hoikusho_homon: ["67", "64", "child_day", "home", false],
  fukushigata_nyusho: ["68", "71", "child_residential", "residential", true],
  iryogata_nyusho: ["69", "72", "child_residential", "residential", true],
  shogaiji_sodan: ["70", "55", "child_consultation", "consultation", false],
  kyotaku_kaigo: ["11", "11", "disability_service", "home", false],
  judo_homon_kaigo: ["12", "12", "disability_service", "home", false],
  kodo_engo: ["13", "13", "disability_service", "home", false],
  judo_hokatsu_shien: ["14", "14", "disability_service", "home", false],
  doko_engo: ["15", "15", "disability_service", "home", false],
  ryoyo_kaigo: ["21", "21", "disability_service", "residential", true],
  seikatsu_kaigo: ["22", "22", "disability_service", "adult_day", true],
  tanki_nyusho: ["24", "24", "disability_service", "short_stay", true],
  shisetsu_nyusho: ["32", "32", "disability_service", "residential", true],
  kyodo_seikatsu_enjo: ["33", "33", "disability_service", "residential", true],
  keikaku_sodan: ["52", "52", "consultation", "consultation", false],
  ido_shien: [null, null, "municipal", "home", false],
  nicchu_ichiji: [null, null, "municipal", "short_stay", true],
  homon_nyuyoku: [null, null, "municipal", "home", false],
  homon_kango: [null, null, "medical", "home", false],
  hoikusho: [null, null, "childcare_education", "childcare_education", true],
  kodomoen: [null, null, "childcare_education", "childcare_education", true],
  yochien: [null, null, "childcare_education", "childcare_education", true],
  hokago_jido_club: [null, null, "childcare_education", "childcare_education", true],
  school: [null, null, "childcare_education", "childcare_education", false],
};

/** Law by group. Only 児童福祉法 was read in an official text; the others group, and are not printed as fact. */
const laws: Readonly<Record<ServiceGroup, ServiceLaw>> = {
  child_day: "child_welfare",
  child_residential: "child_welfare",
  child_consultation: "child_welfare",
  disability_service: "comprehensive_support",
  consultation: "comprehensive_support",
  municipal: "comprehensive_support",
  medical: "health_insurance",
  childcare_education: null,
};

/** What is known about a service type. */
export function serviceTypeInfo(slug: ServiceType): ServiceTypeInfo {
  const [wamCode, billingCode, group, responseKind, hasCapacity] = table[slug];
  return { slug, name: names[slug], wamCode, billingCode, law: laws[group], group, responseKind, hasCapacity };
}

/** The service type of a code in WAM NET's open-data files, or null. Not a billing code: 63 is 児童発達支援 here. */
export function findServiceTypeByWamCode(code: string): ServiceTypeInfo | null {
  return serviceTypes.map(serviceTypeInfo).find((info) => info.wamCode === code) ?? null;
}

/** The service type of a billing code (請求 サービス種類コード), or null. 63 is 放課後等デイサービス here. */
export function findServiceTypeByBillingCode(code: string): ServiceTypeInfo | null {
  return serviceTypes.map(serviceTypeInfo).find((info) => info.billingCode === code) ?? null;
}

/** 指定区分: on what legal footing a unit offers its service. 基準該当 units are registered by the municipality. */
const designations = ["designated", "kyosei", "kijun_gaito", "chiiki_seikatsu", "other"] as const;
export type Designation = (typeof designations)[number];
export const designationSchema = z.enum(designations);
export const designationNames: Readonly<Record<Designation, LocalizedText>> = {
  designated: { ja: "指定", en: "Designated" },
  kyosei: { ja: "共生型", en: "Symbiotic type (kyosei)" },
  kijun_gaito: { ja: "基準該当", en: "Meets standards (kijun gaito)" },
  chiiki_seikatsu: { ja: "地域生活支援事業", en: "Municipal community life support" },
  other: { ja: "その他", en: "Other" },
};
