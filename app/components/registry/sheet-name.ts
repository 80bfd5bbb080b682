import type { ShownSheet } from "#app/services/import-page.types.ts";

/** What a person calls a sheet: its own name in a workbook, with the file's where there are several files; else the file's. */
export function sheetName({ file, format }: ShownSheet, sheets: readonly ShownSheet[]): string {
  if (format.kind === "text") return file;
  return sheets.some((other) => other.file !== file) ? `${file}「${format.sheet}」` : format.sheet;
}
