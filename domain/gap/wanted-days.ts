import Fraction from "fraction.js";
import { z } from "zod";
import type { Item } from "#domain/estimate/item-total.ts";
import { readCode } from "#domain/gap/tally-codes.ts";
import { type CareClassAnswer, careClassAnswerSchema } from "#domain/profile.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import { type Weekday, weekdaySchema } from "#domain/weekday.ts";

/** A weekday, or 曜日は未定. */
type WantedWeekday = Weekday | "unknown";

/** Children alike in district, stage, class and 重心 who want one service on one weekday (or on weekdays not settled). */
export type WantedDays = {
  readonly service: ServiceType;
  readonly weekday: WantedWeekday;
  readonly state: "used" | "more";
  readonly careClass: CareClassAnswer;
  readonly juushin: boolean;
  readonly district: string;
  readonly stage: string;
  /** Children on a known weekday; for `unknown` the number of days, added up. Unweighted. */
  readonly days: Fraction;
  readonly weight: Fraction;
  /** Children behind `days`, and the most days of one of them. */
  readonly children: number;
  readonly most: number;
};

const wantedWeekday = z.union([weekdaySchema, z.literal("unknown")]);
const stateSchema = z.enum(["used", "more"]);
/** A class or 重心 left empty is read like 分からない. */
const leftEmpty = z.enum(["unknown", "no_answer"]).transform(() => "dont_know" as const);
/** Codes of the dimension `care_class`. */
export const careClassCode = z.union([careClassAnswerSchema, leftEmpty]);
/** Codes of the dimension `juushin`. */
export const juushinCode = z.union([z.enum(["yes", "no", "dont_know"]), leftEmpty]);

/**
 * Cells of the need measure (dims service, weekday, state, care_class, juushin; stratum district, stage) that hold days.
 * Used and more are both wanted. 重心 分からない is not counted as 重心. `weightsOf`: what one answer stands for in a service.
 */
export function readWantedDays(
  cells: readonly TallyCell[],
  measure: string,
  weightsOf: (service: ServiceType) => Item["weightOf"],
): readonly WantedDays[] {
  return cells
    .filter((cell) => cell.measure === measure && cell.sum > 0)
    .map((cell) => {
      const service = readCode(cell, "service", serviceTypeSchema);
      return {
        state: readCode(cell, "state", stateSchema),
        service,
        weekday: readCode(cell, "weekday", wantedWeekday),
        careClass: readCode(cell, "care_class", careClassCode),
        juushin: readCode(cell, "juushin", juushinCode) === "yes",
        district: cell.stratum.district ?? "unknown",
        stage: cell.stratum.stage ?? "unknown",
        days: new Fraction(cell.sum),
        weight: weightsOf(service)(cell.stratum),
        children: cell.positive,
        most: cell.max,
      };
    });
}
