import { z } from "zod";
import { serviceTypeSchema } from "#domain/service-type.ts";

/**
 * What reading found at a cell. `date`: a spreadsheet keeps a date there, or its text looks like one it made; `formula`: a formula
 * whose value was never stored; `digits`: a number of which only the first digits are left (1.65E+09); `signs`: signs that a code
 * page lost stand as ??, 〓 or U+FFFD; `extra`: something stands to the right of the last heading.
 */
export const cellNoteKinds = ["date", "formula", "digits", "signs", "extra"] as const;
const cellNoteSchema = z.object({ column: z.number(), kind: z.enum(cellNoteKinds), value: z.string().optional() });
/** `column` from 0; `value` is what stands there, cut short, where the row itself does not have it. */
export type CellNote = z.infer<typeof cellNoteSchema>;

/** A row as a sheet has it, with its line there, from 1; `hidden` by a filter or by hand. */
export type SheetRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly hidden?: boolean;
  readonly notes?: readonly CellNote[];
};

/** Most rows are nothing but their line and their cells, and are kept as that. */
export const storedRowSchema = z.union([
  z.tuple([z.number()], z.string()),
  z.object({
    line: z.number(),
    cells: z.array(z.string()),
    hidden: z.boolean().optional(),
    notes: z.array(cellNoteSchema).optional(),
  }),
]);

/** Why a row below the headings is no entry. */
export const leftOutReasons = ["note", "total", "number", "single", "heading", "hidden"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/**
 * A row below the headings as planning gets it: as many cells as the table has headings, what is noted at them, and why the row is no
 * entry (null: it is one). `line` tells it from every other row of the batch; `placeOfLine` says where a person finds it.
 */
export type TableRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly notes: readonly CellNote[];
  readonly leftOut: LeftOutReason | null;
};

const encodingSchema = z.enum(["utf-8", "shift_jis", "utf-16le"]);
/** How a text file is written; the name is what TextDecoder calls it. */
export type TextEncodingName = z.infer<typeof encodingSchema>;

const formatSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), encoding: encodingSchema }),
  z.object({ kind: z.literal("workbook"), sheet: z.string() }),
]);
/** What kind of file a table was in. */
export type TableFormat = z.infer<typeof formatSchema>;

/** A sheet of a workbook, or a text file as a whole, with what is shown of it to choose from. */
const sheetSchema = z.object({
  /** The file's name as it was uploaded, or within its zip. */
  file: z.string(),
  format: formatSchema,
  /** Rows that hold anything, and how many of them are hidden. */
  rows: z.number(),
  hidden: z.number(),
  /** The first rows that hold anything, their cells cut short. */
  head: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  /** The line that looks most like the headings. */
  heading: z.number(),
  /** How many headings of that line are known. */
  known: z.number(),
});
export type Sheet = z.infer<typeof sheetSchema>;

/** Which sheets are read together, each with the line of its headings, and what becomes of hidden rows (null: not said yet). */
export const tableChoiceSchema = z.object({
  sheets: z.array(z.object({ sheet: z.number(), heading: z.number() })),
  hidden: z.enum(["take", "leave"]).nullable(),
});
export type TableChoice = z.infer<typeof tableChoiceSchema>;

/** What is wrong with a choice; `sheet` is the place of the sheet it is about. */
export type ChoiceProblem = {
  readonly code: "no_sheet" | "hidden" | "headers_differ" | "too_many_columns" | "no_rows";
  readonly sheet: number | null;
};

/** What was read of an upload, as the batch keeps it. */
export const readTableSchema = z.object({
  format: formatSchema,
  sheets: z.array(sheetSchema).default([]),
  choice: tableChoiceSchema.default({ sheets: [], hidden: null }),
  /** Whether a person has said, or nobody needs to say, where the headings are. */
  chosen: z.boolean().default(true),
  header: z.array(z.string()),
  /** Rows below the headings that are entries, rows that are none, and how many of all are hidden. */
  rows: z.number(),
  leftOut: z.number().default(0),
  hidden: z.number().default(0),
  /** The first values of each column that are not empty. */
  samples: z.array(z.array(z.string())),
  /** Columns whose heading is a service and whose cells hold nothing but marks (○). */
  serviceColumns: z.array(z.object({ column: z.number(), service: serviceTypeSchema })).default([]),
  /** The open data's own columns, with its running numbers. */
  isOpenData: z.boolean(),
});
export type ReadTable = z.infer<typeof readTableSchema>;
