/** Why an upload cannot be read as a table at all. A closed list: each has a sentence that says what to do. */
export const tableRefusalCodes = [
  "no_file",
  "empty",
  "too_large",
  "too_many_files",
  "too_many_rows",
  "too_many_columns",
  "zip_archive",
  "locked_zip",
  "old_excel",
  "locked_workbook",
  "binary_workbook",
  "open_document",
  "numbers_document",
  "word_document",
  "pdf",
  "web_page",
  "macros",
  "unpacks_too_large",
  "unreadable_workbook",
  "not_text",
  "unknown_encoding",
  "unclosed_quote",
  "no_rows",
  "replaced",
] as const;
export type TableRefusal = {
  readonly code: (typeof tableRefusalCodes)[number];
  /** The line it happened at, where there is one. */
  readonly line?: number;
  /** The file it is about, where several were uploaded. */
  readonly file?: string;
};

/** Thrown while a table is read, and turned into an answer where the upload is taken. */
export class TableRefused extends Error {
  constructor(readonly refusal: TableRefusal) {
    super(refusal.code);
  }
}

export const maxRows = 200_000;
export const maxColumns = 100;
/** Files of an upload, those within a zip included; and sheets that hold anything. */
export const maxFiles = 100;
/** All files of an upload together. */
export const maxCsvBytes = 30_000_000;
export const maxWorkbookBytes = 10_000_000;
export const maxUnpackedBytes = 100_000_000;
/** A workbook's texts that cells name, and the signs of all cells together: no more than a text file could hold. */
export const maxSharedStrings = 2_000_000;
export const maxCharacters = 30_000_000;
