import { z } from "zod";
import { absenceReasonSchema, unitSchema } from "#domain/figure.ts";

/** Dimension name → code, for example `{ service: "hokago_day", weekday: "fri" }`. Codes, never labels. */
export const dimensionsSchema = z.record(z.string(), z.string());
export type Dimensions = z.infer<typeof dimensionsSchema>;

const observationKey = { measure: z.string(), unit: unitSchema, dims: dimensionsSchema };

/**
 * 観測値: one measured value of one response, or the reason why there is none. Made from the current revision of a
 * response by `surveys/measure-answers`, stored with it, and added up by `models/tally`.
 */
export const observationSchema = z.union([
  z.object({ ...observationKey, value: z.number() }),
  z.object({ ...observationKey, absent: absenceReasonSchema }),
]);
export type Observation = z.infer<typeof observationSchema>;
