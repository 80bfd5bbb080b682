import { z } from "zod";
import { estimateSettingsSchema } from "#domain/estimate/weights.ts";
import { unitSchema } from "#domain/figure.ts";
import { localizedTextSchema } from "#domain/locale.ts";
import { lifeStageSchema } from "#domain/profile.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";

/**
 * How the nurses of a service are counted: `ratio` by the children's care class, `one_per_unit` for each open unit,
 * `none` where no ratio holds (night staffing). The coordinator may switch it per service.
 */
const nurseRuleSchema = z.enum(["ratio", "one_per_unit", "none"]);
export type NurseRule = z.infer<typeof nurseRuleSchema>;

const messageKey = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/);
const measureId = z.string().regex(/^[a-z][a-z0-9_]*$/);
const services = z.array(serviceTypeSchema).min(1);
/** A shortage is named in a sentence only above this, in the gap's unit. */
const threshold = z.number().nonnegative();

/** What every gap says of itself. */
const common = {
  titleKey: messageKey,
  unit: unitSchema,
  /** The 地域課題 this gap speaks to. */
  issue: localizedTextSchema,
  source: localizedTextSchema,
};

/** A need measure against a supply measure in one unit, by the same dimensions. */
const balanceSchema = z.strictObject({
  id: z.literal("nurses"),
  kind: z.literal("balance"),
  ...common,
  needMeasure: measureId,
  supplyMeasure: measureId,
  dims: z.array(z.string().min(1)).min(1),
  services: z.partialRecord(serviceTypeSchema, nurseRuleSchema),
  threshold,
});

/** Places by sets of services that share pools (domain/gap/places.ts), and services counted by the month beside them. */
const placesSchema = z.strictObject({
  id: z.literal("places"),
  kind: z.literal("places"),
  ...common,
  services,
  needMeasure: measureId,
  experiencedMeasure: measureId,
  monthly: z.array(
    z.strictObject({
      service: serviceTypeSchema,
      needMeasure: measureId,
      supplyMeasure: measureId,
      unit: unitSchema,
    }),
  ),
  /** Silent units are taken to be like those that answered only if so many of their kind did, and such a share. */
  silentAlike: z.strictObject({ minAnswered: z.number().int().positive(), minShare: z.number().min(0).max(1) }),
  threshold,
});

/** Which unit can do which procedure, beside the children who need it (domain/gap/procedures.ts). */
const proceduresSchema = z.strictObject({
  id: z.literal("procedures"),
  kind: z.literal("procedures"),
  ...common,
  services,
  needMeasure: measureId,
  monthlyServices: z.array(serviceTypeSchema),
  monthlyNeedMeasure: measureId,
});

/** Rides by district, direction and care on board (domain/gap/transport.ts). */
const transportSchema = z.strictObject({
  id: z.literal("transport"),
  kind: z.literal("transport"),
  ...common,
  services,
  needMeasure: measureId,
  /** Has an answer, or the lack of one, of each child who is asked for rides. */
  askedMeasure: measureId,
  /** Fetched at the school and not at home: matched on the kind of school. */
  matchedOnSchool: z.strictObject({ service: serviceTypeSchema, direction: z.enum(["out", "home"]) }),
  threshold,
});

const gapSchema = z.discriminatedUnion("kind", [balanceSchema, placesSchema, proceduresSchema, transportSchema]);

/**
 * gap-model.json: which gaps are computed, from which measures, with which switches. `stages`: the life stages that may use
 * a day service. Other kinds join the union when their gaps are built.
 */
const gapModelSchema = z
  .strictObject({
    version: z.number().int().positive(),
    estimate: estimateSettingsSchema,
    stages: z.partialRecord(serviceTypeSchema, z.array(lifeStageSchema).min(1)),
    gaps: z.array(gapSchema).min(1),
  })
  .refine((model) => new Set(model.gaps.map((gap) => gap.id)).size === model.gaps.length, {
    error: "two gaps have the same id",
  });
export type GapModel = z.infer<typeof gapModelSchema>;
export type GapDefinition = GapModel["gaps"][number];
export type GapId = GapDefinition["id"];
export const gapIdSchema = z.enum(["nurses", "places", "procedures", "transport"]) satisfies z.ZodType<GapId>;
/** The definition of one gap. */
export type DefinitionOf<Id extends GapId> = Extract<GapDefinition, { id: Id }>;

/** Parses gap-model.json. Throws a ZodError that names the place. */
export function parseGapModel(json: unknown): GapModel {
  return gapModelSchema.parse(json);
}

/** The gap with this id. Throws a RangeError if the model has none. */
export function requireGap<Id extends GapId>(model: GapModel, id: Id): DefinitionOf<Id> {
  const gap = model.gaps.find((candidate): candidate is DefinitionOf<Id> => candidate.id === id);
  if (!gap) throw new RangeError(`The gap model has no gap ${id}`);
  return gap;
}
