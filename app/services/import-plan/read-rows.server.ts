import type { PreviewWord } from "#app/services/import-batch.ts";
import { RowList } from "#app/services/import-plan/row-list.server.ts";
import { streamTableRows } from "#app/services/import-table/kept-rows.server.ts";
import { readTableSchema } from "#app/services/import-table/table.ts";
import type { ImportMapping } from "#domain/registry/import-columns.ts";
import type { ImportNote, LeftCode, LeftRow, NoteCode } from "#domain/registry/import-note.ts";
import { isOpen, type RowReader, readImportRow } from "#domain/registry/read-row.ts";
import { groupRows, type RowGroups, settleGroups } from "#domain/registry/row-groups.ts";
import type { ServiceReading } from "#domain/registry/service-words.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { ImportBatch } from "#models/import-batch.server.ts";

const rowsShown = 100;
const wordsKept = 100;
const shownValue = 40;

export type RowsRead = {
  readonly groups: RowGroups;
  readonly left: RowList<LeftCode, LeftRow>;
  readonly notes: RowList<NoteCode, ImportNote>;
  /** Services the file holds, of whatever city. */
  readonly services: ReadonlySet<ServiceType>;
  /** What the file holds of providers whose rows were left out. */
  readonly listed: readonly { readonly number: string; readonly services: readonly ServiceType[] }[];
  readonly words: readonly PreviewWord[];
};

/** Reads all rows of a batch by provider. Rows and cells that cannot be used are listed under the plan, never a reason to stop. */
export async function readRows(
  { id, table }: Pick<ImportBatch, "id" | "table">,
  reader: RowReader,
  planId: string,
): Promise<RowsRead> {
  const groups: RowGroups = new Map();
  const place = { batchId: id, planId };
  const left = new RowList<LeftCode, LeftRow>(
    { ...place, kind: "left" },
    { most: rowsShown, isShown: ({ code }) => code !== "other_city" },
  );
  const notes = new RowList<NoteCode, ImportNote>(
    { ...place, kind: "notes" },
    { most: rowsShown, isShown: () => true },
  );
  const services = new Set<ServiceType>();
  const listed: { number: string; services: readonly ServiceType[] }[] = [];
  const words = new Words(reader.mapping.kind);
  const columns = Object.values(reader.mapping.columns);
  for await (const rows of streamTableRows(id, readTableSchema.parse(table), columns)) {
    for (const row of rows) {
      if (row.leftOut) {
        left.add({ line: row.line, code: row.leftOut, value: firstCell(row.cells) });
        continue;
      }
      const reading = readImportRow(row, reader);
      words.add(reading.words);
      if (reading.kind === "left") {
        left.add(reading.left);
        const { number } = reading.listed;
        for (const service of reading.listed.services) services.add(service);
        if (number !== null) listed.push({ number, services: reading.listed.services });
        continue;
      }
      for (const one of reading.rows) {
        services.add(one.service);
        groupRows(groups, one);
      }
      for (const note of reading.notes) notes.add(note);
    }
    await left.store();
    await notes.store();
  }
  for (const row of settleGroups(groups)) left.add(row);
  return { groups, left, notes, services, listed, words: words.list() };
}

const firstCell = (cells: readonly string[]) =>
  (cells.find((cell) => cell.trim() !== "") ?? "").trim().slice(0, shownValue);

/** The words for services that the rows have, each with how it was read; of those nobody explained yet none is forgotten first. */
class Words {
  readonly #words = new Map<string, PreviewWord>();

  constructor(readonly kind: ImportMapping["kind"]) {}

  add(readings: readonly ServiceReading[]): void {
    for (const reading of readings) {
      const known = this.#words.get(reading.word);
      if (known) known.rows += 1;
      else
        this.#words.set(reading.word, {
          word: reading.word.slice(0, 100),
          rows: 1,
          services: reading.services && [...reading.services],
          open: isOpen(reading, this.kind),
        });
    }
  }

  list(): PreviewWord[] {
    const all = [...this.#words.values()];
    return [...all.filter(({ open }) => open), ...all.filter(({ open }) => !open)].slice(0, wordsKept);
  }
}
