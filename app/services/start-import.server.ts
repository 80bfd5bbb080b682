import { randomBytes } from "node:crypto";
import { batchHours } from "#app/services/import-batch.ts";
import { proposeChoice } from "#app/services/import-table/choose-sheets.ts";
import { type KeptSheet, keepUpload } from "#app/services/import-table/keep-upload.server.ts";
import { readUploadInThread } from "#app/services/import-table/read-in-thread.server.ts";
import type { UploadedFile } from "#app/services/import-table/read-upload.server.ts";
import { sumSheets } from "#app/services/import-table/sheet-summary.ts";
import type { ReadTable } from "#app/services/import-table/table.ts";
import { maxColumns, type TableRefusal, TableRefused } from "#app/services/import-table/table-refused.ts";
import type { Permitted } from "#app/session.server.ts";
import {
  changeImportBatch,
  createImportBatch,
  deleteImportBatch,
  deleteOlderImportBatches,
} from "#models/import-batch.server.ts";

export type UploadOutcome = { kind: "read"; id: string } | { kind: "refused"; refusal: TableRefusal };

/**
 * Reads an upload and keeps its rows for a day, for this account alone. When it is read, a table that this account had uploaded before
 * and not applied is dropped. Nothing is left of one that is refused, or replaced while it was read.
 */
export async function startImport(
  { user, areaId }: Permitted,
  files: readonly UploadedFile[],
  now: Date,
): Promise<UploadOutcome> {
  const owner = { areaId, accountId: user.id };
  const id = randomBytes(12).toString("hex");
  const expiresAt = new Date(now.getTime() + batchHours * 3_600_000);
  try {
    const empty = { table: null, mapping: null, preview: null, planId: null, registryHash: null, skipped: 0 };
    await createImportBatch({ id, ...owner, state: "preparing", expiresAt, ...empty });
    const table = describeUpload(await keepUpload(id, readUploadInThread(files)));
    if (!(await changeImportBatch({ id, state: "preparing" }, { table }))) throw new TableRefused({ code: "replaced" });
    await deleteOlderImportBatches({ id, ...owner, expiresAt });
    return { kind: "read", id };
  } catch (error) {
    await deleteImportBatch(id);
    if (error instanceof TableRefused) return { kind: "refused", refusal: error.refusal };
    throw error;
  }
}

/** What was read, with the sheets and headings that are proposed. Throws TableRefused where nothing can be an entry. */
function describeUpload(kept: readonly KeptSheet[]): ReadTable {
  if (kept.length === 0) throw new TableRefused({ code: "empty" });
  const { choice, isPlain } = proposeChoice(kept.map(({ sheet, summary: { header } }) => ({ ...sheet, header })));
  const summaries = choice.sheets.flatMap(({ sheet }) => kept[sheet]?.summary ?? []);
  const sheets = kept.map(({ sheet }) => sheet);
  const [first] = choice.sheets.flatMap(({ sheet }) => sheets[sheet] ?? []);
  if (!first) throw new TableRefused({ code: "empty" });
  const summed = sumSheets(summaries, choice.hidden);
  if (summed.header.length > maxColumns) throw new TableRefused({ code: "too_many_columns" });
  if (kept.every(({ summary }) => summary.isEmpty())) throw new TableRefused({ code: "no_rows" });
  return { format: first.format, sheets, choice, chosen: isPlain, ...summed };
}
