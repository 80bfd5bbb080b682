import { z } from "zod";
import type { LocalizedText } from "#domain/locale.ts";

/**
 * The 14 care procedures of 別表「医療的ケア判定スコア」 (令和3年度障害福祉サービス等報酬改定), plus `other` for
 * care that the table does not list. The score table itself and the classes made from it follow below.
 */
export const careProcedures = [
  "ventilator", // ①
  "tracheostomy", // ②
  "airway", // ③
  "oxygen", // ④
  "suction", // ⑤
  "nebulizer", // ⑥
  "tube_feeding", // ⑦
  "central_venous", // ⑧
  "injection", // ⑨
  "glucose", // ⑩
  "dialysis", // ⑪
  "catheterization", // ⑫
  "bowel", // ⑬
  "seizure", // ⑭
  "other",
] as const;
export type CareProcedure = (typeof careProcedures)[number];
export const careProcedureSchema = z.enum(careProcedures);

/** How a service unit answers for one procedure: 対応できる, 条件付き ("a parent must stay" is conditional), できない. */
export const abilitySchema = z.enum(["can", "conditional", "cannot"]);

/** Short names for charts and questionnaires, ours; the official wording stands in `careScoreRows`. */
export const careProcedureNames: Readonly<Record<CareProcedure, LocalizedText>> = {
  ventilator: { ja: "人工呼吸器", en: "Ventilator" },
  tracheostomy: { ja: "気管切開", en: "Tracheostomy" },
  airway: { ja: "鼻咽頭エアウェイ", en: "Nasopharyngeal airway" },
  oxygen: { ja: "酸素療法", en: "Oxygen therapy" },
  suction: { ja: "吸引", en: "Suction" },
  nebulizer: { ja: "ネブライザー", en: "Nebulizer" },
  tube_feeding: { ja: "経管栄養", en: "Tube feeding" },
  central_venous: { ja: "中心静脈カテーテル", en: "Central venous catheter" },
  injection: { ja: "注射", en: "Injection" },
  glucose: { ja: "血糖測定", en: "Blood glucose measurement" },
  dialysis: { ja: "透析", en: "Dialysis" },
  catheterization: { ja: "導尿", en: "Urinary catheter" },
  bowel: { ja: "排便管理", en: "Bowel care" },
  seizure: { ja: "けいれん時の処置", en: "Care during seizures" },
  other: { ja: "その他の医療的ケア", en: "Other medical care" },
};

/** ① to ⑭, the numbers of the score table; null for care that it does not list. */
export function careProcedureMark(procedure: CareProcedure): string | null {
  return procedure === "other" ? null : ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭"[careProcedures.indexOf(procedure)] ?? null);
}

export const careScoreRowIdSchema = z.enum([
  "ventilator",
  "tracheostomy",
  "airway",
  "oxygen",
  "suction",
  "nebulizer",
  "tube_feeding_tube",
  "tube_feeding_pump",
  "central_venous",
  "injection_subcutaneous",
  "injection_pump",
  "glucose",
  "dialysis",
  "catheter_intermittent",
  "catheter_indwelling",
  "bowel_stoma",
  "bowel_disimpaction",
  "bowel_enema",
  "seizure",
]);
export type CareScoreRowId = z.infer<typeof careScoreRowIdSchema>;

export type CareScoreRow = {
  readonly id: CareScoreRowId;
  readonly procedure: CareProcedure;
  /** Number as printed, for example ⑦(1). */
  readonly mark: string;
  /** Wording of the 告示's table. */
  readonly kokuji: string;
  /** Wording of the form (様式) where it is known to differ, else null. */
  readonly form: string | null;
  readonly base: number;
  /** 見守りスコア values that may be given. Only ① has three (高 2, 中 1, 低 0). */
  readonly watch: readonly number[];
};

const row = (
  [id, procedure, mark]: readonly [CareScoreRowId, CareProcedure, string],
  kokuji: string,
  [base, ...watch]: readonly [number, ...number[]],
  form: string | null = null,
): CareScoreRow => ({ id, procedure, mark, kokuji, form, base, watch });

/**
 * 別表:医療的ケア判定スコア(児童発達支援、放課後等デイサービス共通) of 「令和3年度障害福祉サービス等報酬改定の概要」
 * p.112–114. The form's wording of ① and ⑥ is second-hand, so it is shown only beside the official one. The criteria for
 * 高, 中 and 低 are not held here: no official text of them was read.
 */
export const careScoreRows: readonly CareScoreRow[] = [
  row(
    ["ventilator", "ventilator", "①"],
    "人工呼吸器（鼻マスク式補助換気法、ハイフローセラピー、間歇的陽圧吸入法、排痰補助装置及び高頻度胸壁振動装置を含む。）の管理",
    [10, 0, 1, 2],
    "人工呼吸器（鼻マスク式補助換気法、ハイフローセラピー、パーカッションベンチレーター、排痰補助装置、高頻度胸壁振動装置を含む）",
  ),
  row(["tracheostomy", "tracheostomy", "②"], "気管切開の管理", [8, 0, 2]),
  row(["airway", "airway", "③"], "鼻咽頭エアウェイの管理", [5, 0, 1]),
  row(["oxygen", "oxygen", "④"], "酸素療法", [8, 0, 1]),
  row(["suction", "suction", "⑤"], "吸引（口鼻腔又は気管内吸引に限る。）", [8, 0, 1]),
  row(["nebulizer", "nebulizer", "⑥"], "ネブライザーの管理", [3, 0], "利用時間中のネブライザー使用・薬液吸入"),
  row(
    ["tube_feeding_tube", "tube_feeding", "⑦(1)"],
    "経管栄養（経鼻胃管、胃瘻、経鼻腸管、経胃瘻腸管、腸瘻又は食道瘻）",
    [8, 0, 2],
  ),
  row(["tube_feeding_pump", "tube_feeding", "⑦(2)"], "経管栄養（持続経管注入ポンプ使用）", [3, 0, 1]),
  row(
    ["central_venous", "central_venous", "⑧"],
    "中心静脈カテーテルの管理（中心静脈栄養、肺高血圧症治療薬、麻薬等）",
    [8, 0, 2],
  ),
  row(
    ["injection_subcutaneous", "injection", "⑨(1)"],
    "その他の注射管理（皮下注射（インスリン、麻薬等の注射を含む。））",
    [5, 0, 1],
  ),
  row(["injection_pump", "injection", "⑨(2)"], "その他の注射管理（持続皮下注射ポンプの使用）", [3, 0, 1]),
  row(["glucose", "glucose", "⑩"], "血糖測定（持続血糖測定器による血糖測定を含む。）", [3, 0, 1]),
  row(["dialysis", "dialysis", "⑪"], "継続的な透析（血液透析、腹膜透析等）", [8, 0, 2]),
  row(["catheter_intermittent", "catheterization", "⑫(1)"], "導尿（間欠的導尿）", [5, 0]),
  row(
    ["catheter_indwelling", "catheterization", "⑫(2)"],
    "導尿（持続的導尿（尿道留置カテーテル、膀胱瘻、腎瘻又は尿路ストーマ））",
    [3, 0, 1],
  ),
  row(["bowel_stoma", "bowel", "⑬(1)"], "排便管理（消化管ストーマの使用）", [5, 0, 1]),
  row(["bowel_disimpaction", "bowel", "⑬(2)"], "排便管理（摘便又は洗腸）", [5, 0]),
  row(["bowel_enema", "bowel", "⑬(3)"], "排便管理（浣腸）", [3, 0]),
  row(
    ["seizure", "seizure", "⑭"],
    "痙攣時における坐剤挿入、吸引、酸素投与又は迷走神経刺激装置の作動等の処置",
    [3, 0, 2],
  ),
];

export type CareScoreEntry = { readonly row: CareScoreRowId; readonly watch: number };

function findRow(entry: CareScoreEntry): CareScoreRow {
  const found = careScoreRows.find((candidate) => candidate.id === entry.row);
  if (!found) throw new RangeError(`The score table has no row ${entry.row}`);
  if (!found.watch.includes(entry.watch)) {
    throw new RangeError(`${found.mark} has no watch score ${entry.watch}; it may be ${found.watch.join(" or ")}`);
  }
  return found;
}

/**
 * 基本スコア + 見守りスコア, in points, for a **staffing simulator only**: the official score is judged by a physician,
 * so no page computes one for a child. ① is counted once however many of its devices are used (with the highest watch
 * score); beside ① the watch score of ② is not added. Whether ⑦(1)+(2) and ⑨(1)+(2) add up is not confirmed by an
 * official text; they are added here. Throws a RangeError for a watch value the table does not allow, and for a row
 * other than ① named twice.
 */
export function careScore(entries: readonly CareScoreEntry[]): number {
  const watches = new Map<CareScoreRowId, number>();
  let base = 0;
  for (const entry of entries) {
    const found = findRow(entry);
    const before = watches.get(entry.row);
    if (before !== undefined && entry.row !== "ventilator") throw new RangeError(`${found.mark} is named twice`);
    if (before === undefined) base += found.base;
    watches.set(entry.row, Math.max(before ?? 0, entry.watch));
  }
  if (watches.has("ventilator")) watches.delete("tracheostomy");
  return [...watches.values()].reduce((sum, watch) => sum + watch, base);
}
