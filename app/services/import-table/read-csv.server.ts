import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { expandWritten } from "#app/services/import-table/cell-text.ts";
import type { SheetRow, TextEncodingName } from "#app/services/import-table/table.ts";
import { maxColumns, TableRefused } from "#app/services/import-table/table-refused.ts";
import { cleanTyped } from "#domain/typed-text.ts";

/** A cell holds a sentence at most: a longer record is a quote that was never closed. */
const maxRecordLength = 100_000;

/** So many signs may be broken in a file that is read all the same: one in a thousand. */
const brokenShare = 0.001;

/**
 * The encoding in which the whole file is valid. UTF-8 never is by chance. A file with a few broken signs is read as what breaks least
 * of it, and they stand as U+FFFD; what neither reads is refused.
 */
export async function findEncoding(path: string): Promise<TextEncodingName> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  }
  for (const encoding of ["utf-8", "shift_jis"] as const) if (await isValidIn(path, encoding)) return encoding;
  let best: { encoding: TextEncodingName; broken: number } | null = null;
  for (const encoding of ["utf-8", "shift_jis"] as const) {
    const broken = await countBroken(path, encoding);
    if (broken < (best?.broken ?? brokenShare)) best = { encoding, broken };
  }
  if (!best) throw new TableRefused({ code: "unknown_encoding" });
  return best.encoding;
}

async function isValidIn(path: string, encoding: TextEncodingName): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Which share of a file's signs is none in this encoding. */
async function countBroken(path: string, encoding: TextEncodingName): Promise<number> {
  const decoder = new TextDecoder(encoding);
  let signs = 0;
  let broken = 0;
  const count = (text: string) => {
    signs += text.length;
    for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) broken += 1;
  };
  for await (const chunk of createReadStream(path)) count(decoder.decode(chunk, { stream: true }));
  count(decoder.decode());
  return signs === 0 ? 0 : broken / signs;
}

async function* decoded(path: string, encoding: TextEncodingName): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.includes("\0")) throw new TableRefused({ code: "not_text" });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Rows of a comma or tab separated file, read as a stream: the file is never in memory as a whole. */
export async function* readCsv(path: string, encoding: TextEncodingName): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: (await isTabbed(path, encoding)) ? "\t" : ",",
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // a quote in the midst of a text is that, as spreadsheets read it
    relax_quotes: true,
    max_record_size: maxRecordLength,
  });
  const source = Readable.from(decoded(path, encoding), { objectMode: true });
  source.once("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let twice = 0;
  try {
    for await (const read of parser) {
      const { record, info } = recordSchema(read);
      // csv-parse counts to the record's last line, and a CRLF within quotes as two
      const cells = record.join();
      const line = info.lines - twice - countOf(/[\r\n]/g, cells);
      yield { line, cells: cleanCells(record, cells) };
      twice += countOf(/\r\n/g, cells);
    }
  } catch (error) {
    throw toRefusal(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Invisible signs, and numbers with an exponent, are seldom: the row is searched for both as a whole first. */
function cleanCells(record: readonly string[], joined: string): readonly string[] {
  const cut = record.length > maxColumns ? withFirstExtra(record) : record;
  const cleaned = cleanTyped(joined) === joined ? cut : cut.map(cleanTyped);
  return /\d\.\d+E/i.test(joined) ? cleaned.map((cell) => expandWritten(cell.trim()) ?? cell) : cleaned;
}

/** What stands too far to the right is noted at the row, by its first cell. */
const withFirstExtra = (record: readonly string[]) => [
  ...record.slice(0, maxColumns),
  record.slice(maxColumns).find((cell) => cell.trim() !== "") ?? "",
];

const countOf = (sign: RegExp, text: string) => text.match(sign)?.length ?? 0;

const infoSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });
const recordSchema = (read: unknown) => infoSchema.parse(read);

async function isTabbed(path: string, encoding: TextEncodingName): Promise<boolean> {
  let head = "";
  for await (const text of decoded(path, encoding)) {
    head += text;
    if (head.includes("\n") || head.length > maxRecordLength) break;
  }
  const [first = ""] = head.split(/\r?\n/, 1);
  return first.includes("\t") && !first.includes(",");
}

function toRefusal(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = z.number().safeParse(Reflect.get(error, "lines")).data;
  return new TableRefused({ code: "unclosed_quote", ...(line === undefined ? {} : { line }) });
}
