import { stringify } from "csv-stringify/sync";

/**
 * Rows as CSV, the way Japanese Excel reads it: UTF-8 with BOM and CRLF. A cell that a spreadsheet would take for a formula
 * gets an apostrophe in front.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: "\r\n", escape_formulas: true },
  );
