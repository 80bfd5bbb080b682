import { z } from "zod";

/**
 * The 14 care procedures of 別表「医療的ケア判定スコア」 (令和3年度障害福祉サービス等報酬改定), plus `other` for
 * care that the table does not list. The score table itself and the classes made from it follow below.
 */
export const careProcedureSchema = z.enum([
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
]);
export type CareProcedure = z.infer<typeof careProcedureSchema>;
export const careProcedures: readonly CareProcedure[] = careProcedureSchema.options;

/** How a service unit answers for one procedure: 対応できる, 条件付き ("a parent must stay" is conditional), できない. */
export const abilitySchema = z.enum(["can", "conditional", "cannot"]);
export type Ability = z.infer<typeof abilitySchema>;
