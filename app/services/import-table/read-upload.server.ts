import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenZip, openZip } from "#app/services/import-table/open-zip.server.ts";
import { findEncoding, readCsv } from "#app/services/import-table/read-csv.server.ts";
import { readWorkbook } from "#app/services/import-table/read-workbook.server.ts";
import { recogniseFile, recogniseZip } from "#app/services/import-table/recognise-file.server.ts";
import type { SheetRow, TableFormat } from "#app/services/import-table/table.ts";
import {
  maxCharacters,
  maxCsvBytes,
  maxFiles,
  maxRows,
  maxWorkbookBytes,
  TableRefused,
} from "#app/services/import-table/table-refused.ts";

/** A file as it was uploaded: its name at the person's, and where it lies now. */
export type UploadedFile = { readonly name: string; readonly path: string };

/** What reading an upload gives, part by part and as plain data: a sheet begins, or rows of the sheet that began last. */
export type UploadPart =
  | { readonly kind: "sheet"; readonly file: string; readonly format: TableFormat }
  | { readonly kind: "rows"; readonly rows: readonly SheetRow[] };

const rowsPerPart = 500;

/**
 * Reads the files of an upload: text tables, workbooks with all sheets that can be seen, and zips of both. It knows no database, and
 * what it gives and takes can be handed to another thread. Rows that hold nothing are left out; a file is never in memory as a whole.
 * Throws TableRefused, with the file's name where there are several, for what cannot be read at all.
 */
export async function* readUpload(files: readonly UploadedFile[]): AsyncGenerator<UploadPart> {
  const left = { rows: maxRows, characters: maxCharacters, files: maxFiles };
  for (const file of files) {
    try {
      for await (const { format, rows, name } of readFile(file, 0)) {
        left.files -= 1;
        if (left.files < 0) throw new TableRefused({ code: "too_many_files" });
        yield { kind: "sheet", file: name.slice(0, 100), format };
        yield* inParts(rows, left);
      }
    } catch (error) {
      if (!(error instanceof TableRefused) || files.length === 1) throw error;
      throw new TableRefused({ file: file.name.slice(0, 100), ...error.refusal });
    }
  }
}

type SheetSource = { readonly name: string; readonly format: TableFormat; readonly rows: AsyncIterable<SheetRow> };

async function* readFile({ name, path }: UploadedFile, depth: number): AsyncGenerator<SheetSource> {
  const { size } = await stat(path);
  if (size === 0) throw new TableRefused({ code: "empty" });
  if ((await recogniseFile(path)) === "text") {
    if (size > maxCsvBytes) throw new TableRefused({ code: "too_large" });
    const encoding = await findEncoding(path);
    yield { name, format: { kind: "text", encoding }, rows: readCsv(path, encoding) };
    return;
  }
  if (size > maxWorkbookBytes) throw new TableRefused({ code: "too_large" });
  const zip = await openZip(path);
  try {
    if (recogniseZip(zip) === "archive") yield* readArchive(zip, depth);
    else
      for await (const { sheet, rows } of readWorkbook(zip)) yield { name, format: { kind: "workbook", sheet }, rows };
  } finally {
    zip.close();
  }
}

/** The tables of a zip, each unpacked into a file of its own. A zip within a zip is not opened. */
async function* readArchive({ parts }: OpenZip, depth: number): AsyncGenerator<SheetSource> {
  const tables = [...parts.values()].filter(
    ({ name }) => /\.(?:csv|tsv|txt|xlsx)$/i.test(name) && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(name),
  );
  if (tables.length === 0 || depth > 0) throw new TableRefused({ code: "zip_archive" });
  if (tables.length > maxFiles) throw new TableRefused({ code: "too_many_files" });
  const folder = await mkdtemp(join(tmpdir(), "chiiki-unzip-"));
  try {
    for (const { name, locked, read } of tables) {
      if (locked) throw new TableRefused({ code: "locked_zip" });
      const path = join(folder, "table");
      await writeFile(path, await read(), { mode: 0o600 });
      const [own = name] = name.split(/[/\\]/).slice(-1);
      yield* readFile({ name: own, path }, depth + 1);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Left = { rows: number; characters: number };

async function* inParts(source: AsyncIterable<SheetRow>, left: Left): AsyncGenerator<UploadPart> {
  let rows: SheetRow[] = [];
  for await (const row of source) {
    if (!row.cells.some((cell) => cell.trim() !== "")) continue;
    left.rows -= 1;
    left.characters -= row.cells.reduce((sum, cell) => sum + cell.length, 0);
    // the line of the headings comes on top
    if (left.rows < -1) throw new TableRefused({ code: "too_many_rows" });
    if (left.characters < 0) throw new TableRefused({ code: "unpacks_too_large" });
    rows.push(row);
    if (rows.length < rowsPerPart) continue;
    yield { kind: "rows", rows };
    rows = [];
  }
  if (rows.length > 0) yield { kind: "rows", rows };
}
