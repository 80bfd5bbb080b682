import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { type Entry, open, type ZipFile } from "yauzl";
import { scanXml, walkXml, type XmlVisitor, xmlAttribute } from "#app/services/import-table/scan-xml.ts";
import {
  maxCharacters,
  maxColumns,
  maxSharedStrings,
  maxUnpackedBytes,
  TableRefused,
  type TableRow,
} from "#app/services/import-table/table-refused.ts";

/** A workbook has a part for each sheet and a few more. */
const maxParts = 2_000;

/** A long part is walked through in turns of so many tags; between them the process does its other work. */
const tagsPerTurn = 20_000;

/**
 * The rows of a workbook's first visible sheet, made one by one as they are asked for. The zip's directory is read first, and
 * nothing is unpacked of a workbook that would become too large or holds macros; each part that is read must be as long as the
 * directory says.
 */
export async function readWorkbook(path: string): Promise<{ sheet: string; rows: AsyncIterable<TableRow> }> {
  const zip = await openZip(path);
  try {
    const parts = await listParts(zip);
    checkParts(parts);
    const text = async (name: string) => {
      const part = parts.get(name.toLowerCase());
      return part ? readPart(zip, part) : null;
    };
    if (/macroEnabled/i.test((await text("[Content_Types].xml")) ?? "")) throw new TableRefused({ code: "macros" });
    const { name, target } = findSheet(await text("xl/workbook.xml"), await text("xl/_rels/workbook.xml.rels"));
    const sheet = await text(target);
    if (sheet === null) throw unreadable();
    const shared = await readSharedStrings((await text("xl/sharedStrings.xml")) ?? "");
    return { sheet: name, rows: readSheet(sheet, shared) };
  } catch (error) {
    // whatever yauzl finds wrong with a zip: a bad directory, a length that is not so, an encrypted part
    throw error instanceof TableRefused ? error : unreadable();
  } finally {
    zip.close();
  }
}

const unreadable = () => new TableRefused({ code: "unreadable_workbook" });

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(unreadable()) : resolve(zip)));
  });
}

/** The parts by their names in small letters. */
function listParts(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>();
    zip.on("error", reject);
    zip.once("end", () => resolve(parts));
    zip.on("entry", (entry: Entry) => {
      const name = entry.fileName.toLowerCase();
      if (parts.has(name) || parts.size >= maxParts) return reject(unreadable());
      parts.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** A zip that holds no office document is what the open data comes in. */
function checkParts(parts: ReadonlyMap<string, Entry>): void {
  const office = ["xl/workbook.xml", "[content_types].xml", "mimetype"].some((name) => parts.has(name));
  if (!office) throw new TableRefused({ code: "zip_archive" });
  const unpacked = [...parts.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpacked > maxUnpackedBytes) throw new TableRefused({ code: "unpacks_too_large" });
  if ([...parts.keys()].some((name) => name.endsWith("vbaproject.bin"))) throw new TableRefused({ code: "macros" });
}

async function readPart(zip: ZipFile, entry: Entry): Promise<string> {
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
  return Buffer.concat(chunks).toString("utf8");
}

function findSheet(workbook: string | null, relations: string | null): { name: string; target: string } {
  const sheets: { name: string; id: string }[] = [];
  const targets = new Map<string, string>();
  const nothing = () => undefined;
  const open = (name: string, attributes: string) => {
    if (name !== "sheet" || /\sstate="(?:hidden|veryHidden)"/.test(attributes)) return;
    sheets.push({ name: xmlAttribute(attributes, "name") ?? "", id: xmlAttribute(attributes, "\\w+:id") ?? "" });
  };
  scanXml(workbook ?? "", { open, close: nothing, text: nothing });
  scanXml(relations ?? "", {
    open: (name, attributes) => {
      const id = xmlAttribute(attributes, "Id");
      const target = xmlAttribute(attributes, "Target");
      if (name === "Relationship" && id !== null && target !== null) targets.set(id, target);
    },
    close: nothing,
    text: nothing,
  });
  const [first] = sheets;
  const target = first && targets.get(first.id);
  if (!first || target === undefined) throw unreadable();
  return { name: first.name, target: target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}` };
}

/** Texts that cells name by number. What a phonetic guide says (ふりがな) is no part of them. */
async function readSharedStrings(xml: string): Promise<string[]> {
  const strings: string[] = [];
  let current: string | null = null;
  let inText = false;
  let inGuide = false;
  const visitor: XmlVisitor = {
    open: (name) => {
      if (name === "si") current = "";
      else if (name === "rPh") inGuide = true;
      else if (name === "t") inText = true;
    },
    close: (name) => {
      if (name === "si" && current !== null) strings.push(decodeEscapes(current));
      if (name === "si") current = null;
      else if (name === "rPh") inGuide = false;
      else if (name === "t") inText = false;
    },
    text: (text) => {
      if (current !== null && inText && !inGuide) current += text;
    },
  };
  for (const tags of walkXml(xml, visitor)) {
    if (strings.length > maxSharedStrings) throw new TableRefused({ code: "unpacks_too_large" });
    if (tags % tagsPerTurn === 0) await setImmediate();
  }
  return strings;
}

/** Signs that XML cannot hold stand as _x000D_. */
const decodeEscapes = (text: string) =>
  text.replace(/_x([\da-f]{4})_/gi, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

type Cell = { readonly column: number; readonly type: string; text: string };

/** Rows that hold anything, each with its number in the sheet. */
async function* readSheet(xml: string, shared: readonly string[]): AsyncGenerator<TableRow> {
  let line = 0;
  let cells: string[] = [];
  let finished: TableRow | null = null;
  let cell: Cell | null = null;
  let column = -1;
  let inValue = false;
  let inGuide = false;
  let characters = 0;
  const visitor: XmlVisitor = {
    open: (name, attributes) => {
      if (name === "row") {
        const stated = Number(xmlAttribute(attributes, "r") ?? line + 1);
        line = Number.isSafeInteger(stated) && stated > line ? stated : line + 1;
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = columnOf(xmlAttribute(attributes, "r")) ?? column + 1;
        cell = { column, type: xmlAttribute(attributes, "t") ?? "n", text: "" };
      } else if (name === "v" || name === "t") inValue = true;
      else if (name === "rPh") inGuide = true;
    },
    close: (name) => {
      if (name === "c" && cell) characters += putCell(cells, cell, shared);
      if (name === "c") cell = null;
      else if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") inGuide = false;
      else if (name === "row" && cells.length > 0) finished = { line, cells };
    },
    text: (text) => {
      if (cell && inValue && !inGuide) cell.text += text;
    },
  };
  const take = () => {
    const row = finished;
    finished = null;
    return row;
  };
  for (const tags of walkXml(xml, visitor)) {
    // many cells may name one long text
    if (characters > maxCharacters) throw new TableRefused({ code: "unpacks_too_large" });
    const row = take();
    if (row) yield row;
    if (tags % tagsPerTurn === 0) await setImmediate();
  }
}

/** Puts a cell into its row and says how many signs it has. */
function putCell(cells: string[], { column, type, text }: Cell, shared: readonly string[]): number {
  const value = type === "s" ? (shared[Number(text)] ?? "") : type === "b" ? text : decodeEscapes(text);
  if (value.trim() === "") return 0;
  if (column >= maxColumns) throw new TableRefused({ code: "too_many_columns" });
  while (cells.length < column) cells.push("");
  cells[column] = value;
  return value.length;
}

/** 0 for A1, 26 for AA7; null for what is no place. */
function columnOf(place: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? "")?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
