import { leftOutReason } from "#app/services/import-table/left-out.ts";
import {
  type CellNote,
  linesPerSheet,
  type ReadTable,
  type SheetRow,
  storedRowSchema,
  type TableRow,
} from "#app/services/import-table/table.ts";
import { streamImportChunks } from "#models/import-batch.server.ts";

/** The part under which the rows of a sheet are kept. */
export const sheetPart = (sheet: number): string => `sheet-${sheet}`;

/** Rows as they are kept, and back. */
export const toStored = ({ line, cells, hidden, notes }: SheetRow) =>
  hidden || notes ? { line, cells, ...(hidden ? { hidden } : {}), ...(notes ? { notes } : {}) } : [line, ...cells];

export function fromStored(stored: unknown): SheetRow {
  const row = storedRowSchema.parse(stored);
  if (!Array.isArray(row))
    return { line: row.line, cells: row.cells, hidden: row.hidden ?? false, notes: row.notes ?? [] };
  const [line, ...cells] = row;
  return { line, cells };
}

/** The rows below the headings of the sheets that were chosen, in portions; rows that are no entries come with the reason. */
export async function* streamTableRows(
  batchId: string,
  { choice, header }: Pick<ReadTable, "choice" | "header">,
): AsyncGenerator<TableRow[]> {
  // what was uploaded before sheets could be chosen
  if (choice.sheets.length === 0)
    for await (const chunk of streamImportChunks(batchId, "rows"))
      yield chunk.map((stored) => ({ ...toTableRow(fromStored(stored), header), leftOut: null }));
  for (const [position, { sheet, heading }] of choice.sheets.entries()) {
    for await (const chunk of streamImportChunks(batchId, sheetPart(sheet))) {
      const rows: TableRow[] = [];
      for (const stored of chunk) {
        const row = fromStored(stored);
        if (row.line <= heading) continue;
        const leftOut = leftOutReason(row, header, choice.hidden !== "take");
        rows.push({ ...toTableRow(row, header), line: position * linesPerSheet + row.line, leftOut });
      }
      if (rows.length > 0) yield rows;
    }
  }
}

const noNotes: readonly CellNote[] = [];

function toTableRow({ line, cells, notes = noNotes }: SheetRow, { length: width }: readonly string[]) {
  if (cells.length === width) return { line, cells, notes };
  const extra = cells.slice(width).findIndex((cell) => cell.trim() !== "");
  const value = extra < 0 ? "" : (cells[width + extra] ?? "").trim().slice(0, 40);
  const noted = extra < 0 ? notes : [...notes, { column: width + extra, kind: "extra" as const, value }];
  return { line, cells: Array.from({ length: width }, (_, index) => cells[index] ?? ""), notes: noted };
}
