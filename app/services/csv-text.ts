import { stringify } from "csv-stringify/sync";

/** The mark by which Japanese Excel knows UTF-8. */
export const csvMark = "\ufeff";

/** Rows as lines of a CSV that is written in portions: CRLF; a cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export const toCsvLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "\r\n", escape_formulas: true },
  );

/** Rows as CSV, the way Japanese Excel reads it: UTF-8 with BOM and CRLF, safe from formulas. */
export const toCsv = (rows: readonly (readonly string[])[]): string => csvMark + toCsvLines(rows);
