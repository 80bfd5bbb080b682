import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readUploadInThread } from "#app/services/import-table/read-in-thread.server.ts";
import { TableRefused } from "#app/services/import-table/table-refused.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-in-thread-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, text: string): { name: string; path: string } {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { name, path };
}

/** 18 MB of quotes: 20,000 rows whose first cell is 450 of them. */
const quotes = () => `名称,定員\n${`"${'""'.repeat(450)}",1\n`.repeat(20_000)}`;

async function countRows(files: readonly { name: string; path: string }[]): Promise<number> {
  let rows = 0;
  for await (const part of readUploadInThread(files)) if (part.kind === "rows") rows += part.rows.length;
  return rows;
}

describe("an upload read in a thread of its own", () => {
  test("gives the sheets and their rows, in order", async () => {
    const parts = [];
    const files = [fileOf("a.csv", "名称,定員\n燕の家,10\n"), fileOf("b.csv", "名称\n吉田の家\n")];
    for await (const part of readUploadInThread(files)) parts.push(part);
    expect(parts).toEqual([
      { kind: "sheet", file: "a.csv", format: { kind: "text", encoding: "utf-8" } },
      {
        kind: "rows",
        rows: [
          { line: 1, cells: ["名称", "定員"] },
          { line: 2, cells: ["燕の家", "10"] },
        ],
      },
      { kind: "sheet", file: "b.csv", format: { kind: "text", encoding: "utf-8" } },
      {
        kind: "rows",
        rows: [
          { line: 1, cells: ["名称"] },
          { line: 2, cells: ["吉田の家"] },
        ],
      },
    ]);
  });

  test("says why it cannot be read, as without a thread", async () => {
    const refusal = await countRows([fileOf("quote.csv", `名称\n"${"x".repeat(200_000)}`)]).catch((error) => error);
    expect(refusal).toBeInstanceOf(TableRefused);
    expect(refusal.refusal).toEqual({ code: "unclosed_quote", line: 2 });
  });

  test("a file that is gone is our own fault, and says nothing of its place", async () => {
    const error = await countRows([{ name: "x", path: join(folder, "nowhere") }]).catch((reason) => reason);
    expect(String(error)).toBe("Error: An upload could not be read (Error)");
  });

  test("can be left before its end", async () => {
    const files = [fileOf("long.csv", quotes())];
    for await (const part of readUploadInThread(files)) if (part.kind === "rows") break;
    expect(await countRows([fileOf("short.csv", "名称\n燕の家\n")])).toBe(2);
  });

  test("leaves this thread free for others while 18 MB of quotes are taken apart", async () => {
    const files = [fileOf("quotes.csv", quotes())];
    const before = performance.eventLoopUtilization();
    expect(await countRows(files)).toBe(20_001);
    // without a thread of its own: 0.99
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.6);
  }, 30_000);
});
