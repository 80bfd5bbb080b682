import { open, readFile } from "node:fs/promises";
import type { OpenZip } from "#app/services/import-table/open-zip.server.ts";
import { type TableRefusal, TableRefused } from "#app/services/import-table/table-refused.ts";

/** What a file's first bytes say it is, whatever its name says. Throws TableRefused for what is no table, with what to do. */
export async function recogniseFile(path: string): Promise<"zip" | "text"> {
  const start = await readStart(path);
  const text = start.toString("latin1");
  if (text.startsWith("PK")) return "zip";
  if (start.subarray(0, 4).equals(oldOfficeStart)) throw new TableRefused({ code: await oldOfficeCode(path) });
  if (text.startsWith("%PDF")) throw new TableRefused({ code: "pdf" });
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|meta|head|\?xml)/i.test(text))
    throw new TableRefused({ code: "web_page" });
  return "text";
}

/** An OLE file: Excel up to 2003, or a workbook behind a password. */
const oldOfficeStart = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The directory of an OLE file names its streams in UTF-16. */
async function oldOfficeCode(path: string): Promise<TableRefusal["code"]> {
  const isLocked = (await readFile(path)).includes(Buffer.from("EncryptedPackage", "utf16le"));
  return isLocked ? "locked_workbook" : "old_excel";
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Parts by which other documents that are zips are known. */
const otherDocuments: readonly (readonly [part: string, code: TableRefusal["code"]])[] = [
  ["xl/workbook.bin", "binary_workbook"],
  ["word/document.xml", "word_document"],
  ["index/document.iwa", "numbers_document"],
  ["index.zip", "numbers_document"],
  ["mimetype", "open_document"],
];

/** What a zip is. Throws TableRefused for a document that is no workbook. */
export function recogniseZip({ parts }: OpenZip): "workbook" | "archive" {
  if (parts.has("xl/workbook.xml")) return "workbook";
  for (const [part, code] of otherDocuments) if (parts.has(part)) throw new TableRefused({ code });
  if (parts.has("[content_types].xml")) throw new TableRefused({ code: "unreadable_workbook" });
  return "archive";
}
