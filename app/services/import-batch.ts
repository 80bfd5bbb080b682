import { z } from "zod";
import { importFieldSchema, importMappingSchema } from "#domain/registry/import-columns.ts";
import { providerSchema } from "#domain/registry/provider.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";

/** How long an uploaded table is kept. */
export const batchHours = 24;

export const storedMappingSchema = importMappingSchema;

const changeSchema = z.object({
  field: z.union([importFieldSchema, z.enum(["source", "unit", "vanished", "returned"])]),
  service: serviceTypeSchema.nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const planKindSchema = z.enum(["created", "changed", "vanished"]);
export type PlanKind = z.infer<typeof planKindSchema>;

/** A provider of the plan: as it shall be, the revision it is made from, and what changes. */
export const planEntrySchema = z.object({
  provider: providerSchema,
  from: z.number().nullable(),
  changes: z.array(changeSchema),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;
export const planChunkLength = 500;

/** The part under which the chunks of a plan's kind are stored. */
export const planPart = (planId: string, kind: PlanKind): string => `${planId}-${kind}`;

const problemSchema = z.object({
  line: z.number(),
  field: importFieldSchema,
  code: z.string(),
  value: z.string(),
  other: z.number().optional(),
});

/** What reading a table with its columns named gave. Providers are counted, of what vanished also the services. */
export const importPreviewSchema = z.object({
  rows: z.number(),
  otherCity: z.number(),
  unknownServices: z.array(z.object({ name: z.string(), rows: z.number() })),
  /** Rows left out because their provider works no longer; the first names. */
  left: z.array(z.object({ name: z.string(), rows: z.number() })),
  services: z.array(z.object({ typed: z.string(), service: serviceTypeSchema, rows: z.number() })),
  counts: z.object({
    created: z.number(),
    changed: z.number(),
    vanished: z.number(),
    unchanged: z.number(),
    vanishedUnits: z.number(),
  }),
  problems: z.object({ count: z.number(), first: z.array(problemSchema) }),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
