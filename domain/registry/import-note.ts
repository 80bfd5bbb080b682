import { z } from "zod";
import { importFieldSchema } from "#domain/registry/import-columns.ts";

/**
 * What was noted of a row that is used. Left empty: `too_long`, `cell_error` (a formula failed), `formula` (its value was never stored),
 * `date` (a spreadsheet made a date of it), `digits` (only the first digits are left), `number`, `corporation_number`, `designation`,
 * `capacity`, `capacity_shared` (one number for several services), `email`, `district`, `word_open` (one of several services).
 * Mended: `number_zero_lost` and `phone_zero_lost` (its 0 is put in front), `corporation_digit` (the check digit is put in front).
 * Kept as it is: `signs` (a code page lost some), `extra` (something stands to the right of the last heading).
 */
export const noteCodes = [
  ...(["too_long", "cell_error", "formula", "date", "digits", "signs", "extra"] as const),
  ...(["number", "number_zero_lost", "phone_zero_lost", "corporation_number", "corporation_digit"] as const),
  ...(["designation", "capacity", "capacity_shared", "email", "district", "word_open"] as const),
] as const;
export type NoteCode = (typeof noteCodes)[number];

/** A cell that was noted: where, what, and what was read there, cut short. `field` is null right of the last heading. */
export const importNoteSchema = z.object({
  line: z.number(),
  field: importFieldSchema.nullable(),
  code: z.enum(noteCodes),
  value: z.string(),
});
export type ImportNote = z.infer<typeof importNoteSchema>;

/**
 * Why a row is left out. By reading: `note`, `total`, `number`, `single`, `heading`, `hidden` (no entry at all), `no_name`, `no_service`,
 * `word_open` (nobody said yet what its service means), `not_ours` (a service this registry does not hold), `other_city`. By comparing:
 * `duplicate` (line `other` says the same), `stopped` (its provider works no longer), `ambiguous_name`, `ambiguous_number`.
 */
export const leftCodes = [
  ...(["note", "total", "number", "single", "heading", "hidden", "no_name", "no_service", "word_open"] as const),
  ...(["not_ours", "other_city", "duplicate", "stopped", "ambiguous_name", "ambiguous_number"] as const),
] as const;
export type LeftCode = (typeof leftCodes)[number];

export const leftRowSchema = z.object({
  line: z.number(),
  code: z.enum(leftCodes),
  value: z.string(),
  other: z.number().optional(),
});
export type LeftRow = z.infer<typeof leftRowSchema>;
