/** Why a file cannot be read as a table. A closed list: each has a sentence that says what to do. */
export const tableRefusalCodes = [
  "no_file",
  "empty",
  "too_large",
  "too_many_rows",
  "too_many_columns",
  "zip_archive",
  "old_excel",
  "macros",
  "unpacks_too_large",
  "unreadable_workbook",
  "not_text",
  "unknown_encoding",
  "unclosed_quote",
  "columns_differ",
  "title_above",
  "duplicate_header",
  "no_rows",
  "replaced",
] as const;
export type TableRefusal = {
  readonly code: (typeof tableRefusalCodes)[number];
  /** The line it happened at, where there is one. */
  readonly line?: number;
  /** The heading of a column that is there twice. */
  readonly name?: string;
};

/** Thrown while a table is read, and turned into an answer where the upload is taken. */
export class TableRefused extends Error {
  constructor(readonly refusal: TableRefusal) {
    super(refusal.code);
  }
}

export const maxRows = 200_000;
export const maxColumns = 100;
export const maxCsvBytes = 30_000_000;
export const maxWorkbookBytes = 10_000_000;
export const maxUnpackedBytes = 100_000_000;
/** A workbook's texts that cells name, and the signs of all cells together: no more than a text file could hold. */
export const maxSharedStrings = 2_000_000;
export const maxCharacters = 30_000_000;

/** A row with its line in the file, from 1. The first one a table yields is its header. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] };
