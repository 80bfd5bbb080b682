import { z } from "zod";
import { absenceReasonSchema, unitSchema } from "#domain/figure.ts";

/**
 * meaning.json: what the answers of one questionnaire mean as numbers and as a profile. It stands beside survey.json and
 * is published with it. Every expression is a SurveyJS expression over the answers; inside `each` the current panel or
 * row is `{item…}`.
 *
 * - `over` repeats a measure for every code of named lists: `"over": { "weekday": "weekdays" }` makes six copies in which
 *   `<weekday>` is replaced everywhere by mon … sat.
 * - `each` repeats it for every entry of a panel list in the answers (`"each": "pools"`).
 * - `when`: the measure is not defined for this respondent or item unless the expression is true: no observation.
 * - `absentIf`: conditions under which the value is absent, with their reason, asked in order before `needs`.
 * - `needs`: paths that must be answered, because SurveyJS turns absence into 0 or true. A missing one gives an
 *   observation with the reason: `not_asked` (the question was invisible), `dont_know` (the answer is, or is a list that
 *   holds, the reserved code "dont_know") or `no_answer` (empty, or the reserved code "no_answer" likewise).
 * - `value`: the number. `by`: its dimensions, each an expression that yields a code, or a list of codes (joined by "+",
 *   sorted, so that a combination is one dimension value). Codes are strings: survey-core reads "1" as the number 1.
 * - `sparse`: zeros are not stored; n of such a measure counts what is above zero.
 */
const expression = z.string().min(1);

export const codeListSchema = z.enum(["weekdays", "procedures", "stages"]);

export const measureSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  unit: unitSchema,
  over: z.record(z.string().regex(/^[a-z]+$/), z.union([codeListSchema, z.array(z.string().min(1))])).optional(),
  each: z.string().optional(),
  when: expression.optional(),
  absentIf: z.array(z.strictObject({ if: expression, reason: absenceReasonSchema })).optional(),
  needs: z.array(z.string().min(1)),
  value: expression,
  by: z.record(z.string(), expression),
  sparse: z.boolean().optional(),
});
export type Measure = z.infer<typeof measureSchema>;

/**
 * A profile template is JSON of the profile's shape (domain/profile.ts). A string leaf is an expression; its value, or
 * null when a question it reads has no answer, stands in its place (the reserved codes count as no answer, except where
 * the leaf is `{ "$code": "{path}" }`, which keeps them). `{ "$each": "pools", "$when"?: expr, "value": template }` makes
 * a list, `{ "$over": "weekdays", "as": "weekday", "value": template }` a record by code (with `"sparse": true` entries
 * that are null are left out), `{ "$list": [ { "when"?: expr, "value": template } ] }` a list of fixed entries,
 * `{ "$first": [ { "when"?: expr, "value": template } ] }` the first entry whose condition holds (null without one),
 * `{ "$codes": "{path}", "of"?: code list name or list of codes }` the answered codes that are among `of` ("weekdays",
 * "procedures", "stages" or named one by one; without `of` all but the reserved ones and "none"), [] without an answer,
 * and `{ "$const": json }` a constant.
 */
export type ProfileTemplate = string | { readonly [key: string]: unknown };
const profileTemplate: z.ZodType<ProfileTemplate> = z.union([z.string(), z.record(z.string(), z.unknown())]);

export const meaningSchema = z.strictObject({
  questionnaire: z.string(),
  /** `view`: what supporters and citizens know, see and wish. It belongs to no balance of need and supply. */
  side: z.enum(["need", "supply", "view"]),
  /** Answers count in tallies only if this is true: consent to statistical use. */
  countsIf: expression,
  /**
   * The groups of the reference population: `{ district, stage }` for children, `{ district, age }` for citizens, `{}`
   * where there is none (supply, supporters). An absent value gives the code "unknown".
   */
  stratum: z.record(z.string(), expression),
  measures: z.array(measureSchema).min(1),
  /** Null: an answer says what somebody knows or sees, not what one child needs or one provider offers. */
  profile: profileTemplate.nullable(),
});
export type Meaning = z.infer<typeof meaningSchema>;
