import { stringify } from "csv-stringify/sync";

/** Rows as CSV: UTF-8 with BOM and CRLF, as Japanese Excel reads it; what a spreadsheet would take for a formula is neutralised. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: "\r\n", escape_formulas: true },
  );
