import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { TableRefused, type TableRow } from "#app/services/import-table/table-refused.ts";

/** How a text file is written; the name is what TextDecoder calls it. */
export type TextEncodingName = "utf-8" | "shift_jis" | "utf-16le";

/** A cell holds a sentence at most: a longer record is a quote that was never closed. */
const maxRecordLength = 100_000;

/** The encoding in which the whole file is valid. UTF-8 never is by chance; what neither reads is refused. */
export async function findEncoding(path: string): Promise<TextEncodingName> {
  for await (const chunk of createReadStream(path, { end: 1 })) {
    if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  }
  for (const encoding of ["utf-8", "shift_jis"] as const) if (await isValidIn(path, encoding)) return encoding;
  throw new TableRefused({ code: "unknown_encoding" });
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
export async function* readCsv(path: string, encoding: TextEncodingName): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: (await isTabbed(path, encoding)) ? "\t" : ",",
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
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
      yield { line: info.lines - twice - countOf(/[\r\n]/g, cells), cells: record };
      twice += countOf(/\r\n/g, cells);
    }
  } catch (error) {
    throw toRefusal(error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

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
