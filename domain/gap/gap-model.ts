import { z } from "zod";
import { unitSchema } from "#domain/figure.ts";
import { localizedTextSchema } from "#domain/locale.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";

/**
 * How the nurses of a service are counted: `ratio` by the children's care class, `one_per_unit` for each open unit,
 * `none` where no ratio holds (night staffing). The coordinator may switch it per service.
 */
const nurseRuleSchema = z.enum(["ratio", "one_per_unit", "none"]);
export type NurseRule = z.infer<typeof nurseRuleSchema>;

const messageKey = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/);
const measureId = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** A need measure against a supply measure in one unit, by the same dimensions. */
const balanceSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.literal("balance"),
  titleKey: messageKey,
  sentenceKey: messageKey,
  unit: unitSchema,
  needMeasure: measureId,
  supplyMeasure: measureId,
  dims: z.array(z.string().min(1)).min(1),
  services: z.partialRecord(serviceTypeSchema, nurseRuleSchema),
  /** A shortage is named in a sentence only above this, in `unit`. */
  threshold: z.number().nonnegative(),
  /** The 地域課題 this gap speaks to. */
  issue: localizedTextSchema,
  source: localizedTextSchema,
});

/**
 * gap-model.json: which gaps are computed, from which measures, with which switches. Other kinds join the union when
 * their gaps are built.
 */
const gapModelSchema = z
  .strictObject({
    version: z.number().int().positive(),
    gaps: z.array(z.discriminatedUnion("kind", [balanceSchema])).min(1),
  })
  .refine((model) => new Set(model.gaps.map((gap) => gap.id)).size === model.gaps.length, {
    error: "two gaps have the same id",
  });
export type GapModel = z.infer<typeof gapModelSchema>;
export type GapDefinition = GapModel["gaps"][number];

/** Parses gap-model.json. Throws a ZodError that names the place. */
export function parseGapModel(json: unknown): GapModel {
  return gapModelSchema.parse(json);
}

/** The gap with this id. Throws a RangeError if the model has none. */
export function requireGap(model: GapModel, id: string): GapDefinition {
  const gap = model.gaps.find((candidate) => candidate.id === id);
  if (!gap) throw new RangeError(`The gap model has no gap ${id}`);
  return gap;
}
