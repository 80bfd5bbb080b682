import { noteText, reasonText } from "#app/components/registry/row-texts.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { csvMark, toCsvLines } from "#app/services/csv-text.ts";
import { planPart } from "#app/services/import-batch.ts";
import { streamTableRows } from "#app/services/import-table/kept-rows.server.ts";
import { type ReadTable, readTableSchema } from "#app/services/import-table/table.ts";
import type { Permitted } from "#app/session.server.ts";
import type { Locale } from "#domain/locale.ts";
import { importNoteSchema, leftRowSchema } from "#domain/registry/import-note.ts";
import { placeOfLine } from "#domain/registry/row-place.ts";
import { findImportBatch, type ImportBatch, streamImportChunks } from "#models/import-batch.server.ts";

/** What is said of a line: whether it is used, which column, and why. */
type Said = { readonly used: boolean; readonly field: string; readonly reason: string };

/**
 * The rows of an import that are left out, or in which a cell was noted, as a table: where each stands, why, and all its cells under their
 * headings. Null when this account has no such preview; the rows are gone when it is applied.
 */
export async function exportLeftRows(
  { user, areaId }: Permitted,
  id: string,
  { locale, now }: { locale: Locale; now: Date },
): Promise<{ fileName: string; text: AsyncGenerator<string> } | null> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  if (batch?.state !== "previewed" || batch.planId === null) return null;
  const table = readTableSchema.parse(batch.table);
  return { fileName: `import-left-${areaId}.csv`, text: linesOf(batch, table, locale) };
}

async function* linesOf({ id, planId }: ImportBatch, table: ReadTable, locale: Locale): AsyncGenerator<string> {
  const t = translatorOf(locale);
  const said = await readSaid(id, planId ?? "", table, locale);
  const own = (["file", "sheet", "line", "used", "field", "reason"] as const).map((name) =>
    t(`import.left.column.${name}`),
  );
  yield csvMark + toCsvLines([[...own, ...table.header]]);
  for await (const rows of streamTableRows(id, table)) {
    const lines = rows.flatMap(({ line, cells }) =>
      (said.get(line) ?? []).map(({ used, field, reason }) => {
        const place = placeOfLine(table, line);
        const kind = t(used ? "import.left.used" : "import.left.unused");
        return [place.file ?? "", place.sheet ?? "", String(place.line), kind, field, reason, ...cells];
      }),
    );
    if (lines.length > 0) yield toCsvLines(lines);
  }
}

async function readSaid(id: string, planId: string, table: ReadTable, locale: Locale) {
  const t = translatorOf(locale);
  const said = new Map<number, Said[]>();
  const add = (line: number, one: Said) => {
    const known = said.get(line);
    if (known) known.push(one);
    else said.set(line, [one]);
  };
  for await (const chunk of streamImportChunks(id, planPart(planId, "left")))
    for (const row of chunk.map((one) => leftRowSchema.parse(one)))
      add(row.line, { used: false, field: "", reason: reasonText(t, table, row) });
  for await (const chunk of streamImportChunks(id, planPart(planId, "notes")))
    for (const note of chunk.map((one) => importNoteSchema.parse(one)))
      add(note.line, {
        used: true,
        field: note.field === null ? "" : t(`registry.field.${note.field}`),
        reason: noteText(t, note),
      });
  return said;
}
