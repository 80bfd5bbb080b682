import { leftOutReason } from "#app/services/import-table/left-out.ts";
import {
  type CellNote,
  type ReadTable,
  type SheetRow,
  storedRowSchema,
  type TableRow,
} from "#app/services/import-table/table.ts";
import { noteOfText } from "#app/services/import-table/text-notes.ts";
import { linesPerSheet } from "#domain/registry/row-place.ts";
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

/**
 * The rows below the headings of the sheets that were chosen, in portions; rows that are no entries come with the reason. The texts of
 * the named columns are looked through for what spoils them.
 */
export async function* streamTableRows(
  batchId: string,
  { choice, header }: Pick<ReadTable, "choice" | "header">,
  columns: readonly number[] = [],
): AsyncGenerator<TableRow[]> {
  // what was uploaded before sheets could be chosen
  if (choice.sheets.length === 0)
    for await (const chunk of streamImportChunks(batchId, "rows"))
      yield chunk.map((stored) => ({ ...toTableRow(fromStored(stored), header, columns), leftOut: null }));
  for (const [position, { sheet, heading }] of choice.sheets.entries()) {
    for await (const chunk of streamImportChunks(batchId, sheetPart(sheet))) {
      const rows: TableRow[] = [];
      for (const stored of chunk) {
        const row = fromStored(stored);
        if (row.line <= heading) continue;
        const leftOut = leftOutReason(row, header, choice.hidden !== "take");
        const line = position * linesPerSheet + row.line;
        rows.push({ ...toTableRow(row, header, leftOut ? [] : columns), line, leftOut });
      }
      if (rows.length > 0) yield rows;
    }
  }
}

const noNotes: readonly CellNote[] = [];

function toTableRow(
  { line, cells, notes = noNotes }: SheetRow,
  { length: width }: readonly string[],
  columns: readonly number[],
): Pick<TableRow, "line" | "cells" | "notes"> {
  const spoilt = columns.flatMap((column) => {
    const kind = noteOfText(cells[column] ?? "");
    return kind ? { column, kind } : [];
  });
  const all = spoilt.length > 0 ? [...notes, ...spoilt] : notes;
  if (cells.length === width) return { line, cells, notes: all };
  const fitting = Array.from({ length: width }, (_, index) => cells[index] ?? "");
  const extra = cells.slice(width).find((cell) => cell.trim() !== "");
  if (extra === undefined) return { line, cells: fitting, notes: all };
  return { line, cells: fitting, notes: [...all, { column: width, kind: "extra", value: extra.trim().slice(0, 40) }] };
}
