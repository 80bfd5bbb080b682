import { z } from "zod";
import { importFieldSchema, importMappingSchema } from "#domain/registry/import-columns.ts";
import { importNoteSchema, leftCodes, leftRowSchema, noteCodes } from "#domain/registry/import-note.ts";
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

/** The part under which the chunks of a plan's kind are stored; `left` and `notes`: of the rows it is made from. */
export const planPart = (planId: string, kind: PlanKind | "left" | "notes"): string => `${planId}-${kind}`;

/** A word for services as the rows have it; `services` as it was read: null where nobody said yet, none where it is not ours. */
const wordSchema = z.object({
  word: z.string(),
  rows: z.number(),
  services: z.array(serviceTypeSchema).nullable(),
  /** Nobody said what it means, and somebody should. */
  open: z.boolean(),
});
export type PreviewWord = z.infer<typeof wordSchema>;

const none = { count: 0, codes: {}, first: [] };

/** What reading a table with its columns named gave. Providers are counted, of what vanished also the services. */
export const importPreviewSchema = z.object({
  /** Lines that are used. */
  rows: z.number(),
  /** Lines that are left out, by why; the first of them without those of other cities. */
  leftOut: z
    .object({ count: z.number(), codes: z.partialRecord(z.enum(leftCodes), z.number()), first: z.array(leftRowSchema) })
    .default(none),
  /** Cells that were noted, and the first of them. */
  notes: z
    .object({
      count: z.number(),
      codes: z.partialRecord(z.enum(noteCodes), z.number()),
      first: z.array(importNoteSchema),
    })
    .default(none),
  words: z.array(wordSchema).default([]),
  /** Providers of rows left out because they work no longer; the first names. */
  stopped: z.array(z.object({ name: z.string(), rows: z.number() })).default([]),
  counts: z.object({
    created: z.number(),
    changed: z.number(),
    vanished: z.number(),
    unchanged: z.number(),
    vanishedUnits: z.number(),
    /** New ones of which no district is known. */
    unset: z.number().default(0),
  }),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
