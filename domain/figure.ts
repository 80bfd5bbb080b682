import { z } from "zod";

/**
 * Why a number is not there. Absence is a value with a reason (docs/decisions/0005): nothing may turn it into 0.
 *
 * - `not_asked`: the question was not shown to this respondent
 * - `no_answer`: shown and left empty, or 答えたくない
 * - `dont_know`: answered 分からない
 * - `not_applicable`: the quantity does not exist for this respondent
 * - `suppressed`: known, but protected (domain/disclosure)
 * - `zero_denominator`: a share of nothing
 */
export const absenceReasonSchema = z.enum([
  "not_asked",
  "no_answer",
  "dont_know",
  "not_applicable",
  "suppressed",
  "zero_denominator",
]);
export type AbsenceReason = z.infer<typeof absenceReasonSchema>;

/** What a number counts. Two figures may be compared or added only in the same unit. */
export const unitSchema = z.enum([
  "persons", // nurses, staff
  "person_days_per_week",
  "places_per_week",
  "rides_per_week",
  "days_per_month",
  "nights_per_month",
  "visits_per_month",
  "hours",
  "children",
  "providers",
  "service_units",
  "respondents",
]);
export type Unit = z.infer<typeof unitSchema>;

/** A number with its unit and the number of answers `n` it rests on, or the reason why there is none. */
export type Figure =
  | { readonly kind: "value"; readonly value: number; readonly unit: Unit; readonly n: number }
  | { readonly kind: "absent"; readonly reason: AbsenceReason; readonly unit: Unit; readonly n: number };
