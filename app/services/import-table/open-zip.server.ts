import type { Readable } from "node:stream";
import { type Entry, open, type ZipFile } from "yauzl";
import { maxUnpackedBytes, TableRefused } from "#app/services/import-table/table-refused.ts";

/** A workbook has a part for each sheet and a few more. */
const maxParts = 2_000;

export const unreadable = () => new TableRefused({ code: "unreadable_workbook" });

/** A zip whose directory was read, and its parts by their names in small letters; nothing is unpacked yet. */
export type OpenZip = {
  readonly parts: ReadonlyMap<string, ZipPart>;
  readonly close: () => void;
};
export type ZipPart = {
  /** As the zip writes it. */
  readonly name: string;
  readonly bytes: number;
  readonly locked: boolean;
  /** Throws TableRefused when it is longer than the directory says, or cannot be unpacked. */
  readonly read: () => Promise<Buffer>;
};

/** Opens a zip. Throws TableRefused for one that is broken or would become too large. */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    // names are decoded here: yauzl takes those of Windows for American ones
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, opened) =>
      error ? reject(unreadable()) : resolve(opened),
    );
  });
  try {
    const parts = await listParts(zip);
    const unpacked = [...parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (unpacked > maxUnpackedBytes) throw new TableRefused({ code: "unpacks_too_large" });
    return { parts, close: () => zip.close() };
  } catch (error) {
    zip.close();
    // whatever yauzl finds wrong with a zip's directory
    throw error instanceof TableRefused ? error : unreadable();
  }
}

function listParts(zip: ZipFile): Promise<Map<string, ZipPart>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, ZipPart>();
    zip.on("error", reject);
    zip.once("end", () => resolve(parts));
    zip.on("entry", (entry: Entry) => {
      const name = decodeName(entry);
      const key = name.toLowerCase();
      if (parts.has(key) || parts.size >= maxParts) return reject(unreadable());
      const locked = (entry.generalPurposeBitFlag & 1) === 1;
      parts.set(key, { name, bytes: entry.uncompressedSize, locked, read: () => readEntry(zip, entry) });
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** UTF-8 where the zip says so or the bytes are nothing else, otherwise what Japanese Windows writes. */
function decodeName({ fileNameRaw }: Entry): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(fileNameRaw);
  } catch {
    return new TextDecoder("shift_jis").decode(fileNameRaw);
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.length;
      if (bytes > maxUnpackedBytes) throw new TableRefused({ code: "unpacks_too_large" });
      chunks.push(buffer);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    // a length that is not so, an encrypted part
    throw error instanceof TableRefused ? error : unreadable();
  }
}
