import { findHeading, headingRows } from "#app/services/import-table/heading-line.ts";
import { sheetPart, toStored } from "#app/services/import-table/kept-rows.server.ts";
import type { UploadPart } from "#app/services/import-table/read-upload.server.ts";
import { SheetSummary } from "#app/services/import-table/sheet-summary.ts";
import type { Sheet, SheetRow } from "#app/services/import-table/table.ts";
import { saveImportChunk } from "#models/import-batch.server.ts";

const chunkRows = 2_000;
const chunkCharacters = 2_000_000;
const linesShown = 12;
const cellsShown = 8;
const shownLength = 20;

/** A sheet as it was kept, and what stands below the headings that are proposed for it. */
export type KeptSheet = { readonly sheet: Sheet; readonly summary: SheetSummary };

/** Stores the rows of an upload in chunks as they are read, and says what each sheet holds; sheets that hold nothing are left out. */
export async function keepUpload(batchId: string, parts: AsyncIterable<UploadPart>): Promise<KeptSheet[]> {
  const kept: KeptSheet[] = [];
  let keeper: SheetKeeper | null = null;
  const finish = async () => {
    const sheet = await keeper?.finish();
    if (sheet) kept.push(sheet);
  };
  for await (const part of parts) {
    if (part.kind === "sheet") {
      await finish();
      keeper = new SheetKeeper(batchId, kept.length, part);
    } else for (const row of part.rows) await keeper?.add(row);
  }
  await finish();
  return kept;
}

const shorten = (cell: string) => {
  const text = cell.trim();
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
};

/** Keeps one sheet: its rows in chunks, its first rows to look at, and a summary as soon as its headings are found. */
class SheetKeeper {
  rows = 0;
  hidden = 0;
  #number = 0;
  #characters = 0;
  #chunk: unknown[] = [];
  #first: SheetRow[] | null = [];
  #found: (Pick<Sheet, "head" | "heading" | "known"> & { readonly summary: SheetSummary }) | null = null;

  constructor(
    readonly batchId: string,
    readonly place: number,
    readonly source: Pick<Sheet, "file" | "format">,
  ) {}

  async add(row: SheetRow): Promise<void> {
    this.rows += 1;
    if (row.hidden) this.hidden += 1;
    if (this.#first) {
      this.#first.push(row);
      if (this.#first.length >= headingRows) this.#summarize(this.#first);
    } else this.#found?.summary.add(row);
    this.#characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    this.#chunk.push(toStored(row));
    if (this.#chunk.length >= chunkRows || this.#characters >= chunkCharacters) await this.#flush();
  }

  /** Null for a sheet that holds nothing. */
  async finish(): Promise<KeptSheet | null> {
    await this.#flush();
    if (this.#first) this.#summarize(this.#first);
    if (!this.#found) return null;
    const { summary, ...found } = this.#found;
    const { file, format } = this.source;
    return { sheet: { file, format, rows: this.rows, hidden: this.hidden, ...found }, summary };
  }

  #summarize(rows: readonly SheetRow[]): void {
    this.#first = null;
    const { place, known } = findHeading(rows);
    const heading = rows[place];
    if (!heading) return;
    const summary = new SheetSummary(heading);
    for (const row of rows.slice(place + 1)) summary.add(row);
    const head = rows.slice(0, Math.max(linesShown, place + 3)).map(({ line, cells }) => ({
      line,
      cells: cells.slice(0, cellsShown).map(shorten),
    }));
    this.#found = { head, heading: heading.line, known, summary };
  }

  async #flush(): Promise<void> {
    if (this.#chunk.length === 0) return;
    const place = { batchId: this.batchId, part: sheetPart(this.place), number: this.#number };
    await saveImportChunk(place, this.#chunk);
    this.#number += 1;
    this.#characters = 0;
    this.#chunk = [];
  }
}
