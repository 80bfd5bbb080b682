import { randomBytes } from "node:crypto";
import { batchHours } from "#app/services/import-batch.ts";
import { readTable, type Table } from "#app/services/import-table/read-table.server.ts";
import type { ReadTable } from "#app/services/import-table/table.ts";
import { type TableRefusal, TableRefused } from "#app/services/import-table/table-refused.ts";
import type { Permitted } from "#app/session.server.ts";
import { isOpenDataHeader, openDataNumberColumn } from "#domain/registry/import-columns.ts";
import {
  changeImportBatch,
  createImportBatch,
  deleteImportBatch,
  deleteOlderImportBatches,
  saveImportChunk,
} from "#models/import-batch.server.ts";

export type UploadOutcome = { kind: "read"; id: string } | { kind: "refused"; refusal: TableRefusal };

const chunkRows = 2_000;
const chunkCharacters = 2_000_000;
const samplesShown = 3;
const sampleLength = 30;

/**
 * Reads a file as a table and keeps its rows for a day, for this account alone. When it is read, a table that this account had
 * uploaded before and not applied is dropped. Nothing is left of a file that is refused, or replaced while it was read.
 */
export async function startImport({ user, areaId }: Permitted, path: string, now: Date): Promise<UploadOutcome> {
  const owner = { areaId, accountId: user.id };
  const id = randomBytes(12).toString("hex");
  const expiresAt = new Date(now.getTime() + batchHours * 3_600_000);
  try {
    const table = await readTable(path);
    const empty = { table: null, mapping: null, preview: null, planId: null, registryHash: null, skipped: 0 };
    await createImportBatch({ id, ...owner, state: "preparing", expiresAt, ...empty });
    if (!(await changeImportBatch({ id, state: "preparing" }, { table: await keepRows(id, table) })))
      throw new TableRefused({ code: "replaced" });
    await deleteOlderImportBatches({ id, ...owner, expiresAt });
    return { kind: "read", id };
  } catch (error) {
    await deleteImportBatch(id);
    if (error instanceof TableRefused) return { kind: "refused", refusal: error.refusal };
    throw error;
  }
}

/** Stores the rows in chunks as they are read, and says what there was. */
async function keepRows(batchId: string, { format, header, rows }: Table): Promise<ReadTable> {
  const samples: string[][] = header.map(() => []);
  const numberColumn = openDataNumberColumn(header);
  let numbered = false;
  let count = 0;
  let number = 0;
  let characters = 0;
  let chunk: (readonly [number, ...string[]])[] = [];
  const flush = async () => {
    if (chunk.length > 0) await saveImportChunk({ batchId, part: "rows", number }, chunk);
    number += 1;
    characters = 0;
    chunk = [];
  };
  for await (const { line, cells } of rows) {
    count += 1;
    numbered ||= (cells[numberColumn] ?? "").trim() !== "";
    if (count <= 200) noteSamples(samples, cells);
    characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    chunk.push([line, ...cells]);
    if (chunk.length >= chunkRows || characters >= chunkCharacters) await flush();
  }
  await flush();
  return {
    format,
    sheets: [],
    choice: { sheets: [], hidden: null },
    chosen: true,
    header: [...header],
    rows: count,
    leftOut: 0,
    hidden: 0,
    samples,
    serviceColumns: [],
    isOpenData: numbered && isOpenDataHeader(header),
  };
}

function noteSamples(samples: string[][], cells: readonly string[]): void {
  samples.forEach((known, index) => {
    const value = (cells[index] ?? "").trim().slice(0, sampleLength);
    if (value !== "" && known.length < samplesShown && !known.includes(value)) known.push(value);
  });
}
