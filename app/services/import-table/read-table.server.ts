import { open, stat } from "node:fs/promises";
import { findEncoding, readCsv, type TextEncodingName } from "#app/services/import-table/read-csv.server.ts";
import { readWorkbook } from "#app/services/import-table/read-workbook.server.ts";
import {
  maxColumns,
  maxCsvBytes,
  maxRows,
  maxWorkbookBytes,
  TableRefused,
  type TableRow,
} from "#app/services/import-table/table-refused.ts";

/** What kind of file a table was in. */
export type TableFormat =
  | { readonly kind: "text"; readonly encoding: TextEncodingName }
  | { readonly kind: "workbook"; readonly sheet: string };

export type Table = {
  readonly format: TableFormat;
  readonly header: readonly string[];
  /** Rows behind the header that hold anything. Throws TableRefused while it is read. */
  readonly rows: AsyncIterable<TableRow>;
};

/** A file as a table; what it is, its first bytes say and not its name. Throws TableRefused. */
export async function readTable(path: string): Promise<Table> {
  const [{ size }, start] = await Promise.all([stat(path), readStart(path)]);
  if (size === 0) throw new TableRefused({ code: "empty" });
  if (start.subarray(0, 4).equals(oldExcelStart)) throw new TableRefused({ code: "old_excel" });
  if (start.subarray(0, 2).toString("latin1") === "PK") {
    if (size > maxWorkbookBytes) throw new TableRefused({ code: "too_large" });
    const { sheet, rows } = await readWorkbook(path);
    return toTable({ kind: "workbook", sheet }, rows);
  }
  if (size > maxCsvBytes) throw new TableRefused({ code: "too_large" });
  const encoding = await findEncoding(path);
  return toTable({ kind: "text", encoding }, readCsv(path, encoding));
}

/** An OLE file: Excel up to 2003, or a workbook behind a password. */
const oldExcelStart = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function toTable(format: TableFormat, source: AsyncIterable<TableRow>): Promise<Table> {
  const rows = filled(source);
  const first = await rows.next();
  if (first.done) throw new TableRefused({ code: "empty" });
  const header = readHeader(first.value);
  return { format, header, rows: checked(rows, header, format.kind === "workbook") };
}

async function* filled(source: AsyncIterable<TableRow>): AsyncGenerator<TableRow, undefined> {
  for await (const row of source) if (row.cells.some((cell) => cell.trim() !== "")) yield row;
}

function readHeader({ line, cells }: TableRow): string[] {
  const header = cells.map((cell) => (cell ?? "").replace(/\s+/g, " ").trim());
  while (header.at(-1) === "") header.pop();
  if (header.length > maxColumns) throw new TableRefused({ code: "too_many_columns" });
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== "" && seen.has(name))
      throw new TableRefused({ code: "duplicate_header", line, name: name.slice(0, 40) });
    seen.add(name);
  }
  return header;
}

/** Each row has as many cells as the header: a text file says so, in a workbook empty ones at the end are left out. */
async function* checked(
  rows: AsyncIterable<TableRow>,
  header: readonly string[],
  pads: boolean,
): AsyncGenerator<TableRow> {
  const width = header.length;
  // a provider and its service take two columns
  const isTitle = header.filter((name) => name !== "").length === 1;
  let count = 0;
  for await (const { line, cells } of rows) {
    count += 1;
    if (count > maxRows) throw new TableRefused({ code: "too_many_rows" });
    const extra = cells.slice(width).some((cell) => cell.trim() !== "");
    if (extra && isTitle) throw new TableRefused({ code: "title_above" });
    if (extra || (!pads && cells.length < width)) throw new TableRefused({ code: "columns_differ", line });
    yield { line, cells: Array.from({ length: width }, (_, index) => cells[index] ?? "") };
  }
  if (count === 0) throw new TableRefused({ code: "no_rows" });
}
