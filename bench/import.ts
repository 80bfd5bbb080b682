import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { keepHeapSmall } from "#app/host/small-heap.ts";
import { applyImport } from "#app/services/apply-import.server.ts";
import { importPreviewSchema } from "#app/services/import-batch.ts";
import { planImport } from "#app/services/plan-import.server.ts";
import { prepareDatabase } from "#app/services/prepare-database.server.ts";
import { startImport } from "#app/services/start-import.server.ts";
import { guessColumns, openDataHeader } from "#domain/registry/import-columns.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { startEngine } from "#models/engine/engine.server.ts";
import { findImportBatch } from "#models/import-batch.server.ts";
import { zipOf } from "#tests/fixtures/tables.ts";

const areaId = "152137";
const rows = 100_000;
/** Rows of the eighteen files of the national open data together that were tried, 2026: of which a city's own are few. */
const nationalRows = 29_673;
const city = {
  id: areaId,
  name: { ja: "燕市", en: "Tsubame" },
  districts: [{ id: `${areaId}-1`, name: { ja: "燕", en: "Tsubame" } }],
  population: null,
  councilAudience: "public" as const,
  contact: "電話 000-000-0000",
  invented: false,
};
const permitted = { user: { id: "bench", loginName: "bench", displayName: "", grants: [] }, areaId };

/**
 * The import of 100,000 rows of open data (about 20 MB): of which one in a hundred is the city's, all are, all of them once more
 * with every tenth changed, and these as a workbook; then a small workbook of 2,600,000 rows that is refused. Time of each step,
 * and by how much this process grew; the database is a process of its own.
 */
export async function measureImport() {
  // as the server does
  keepHeapSmall();
  const folder = mkdtempSync(join(tmpdir(), "chiiki-bench-import-"));
  const engine = await startEngine({ dataDir: join(folder, "db") });
  try {
    await connectDatabase({ uri: engine.uri, embedded: true });
    await prepareDatabase();
    await saveMunicipality(city);
    const before = process.memoryUsage.rss();
    const national = await measureFile(join(folder, "national.csv"), {
      ours: 20,
      phone: "1",
      before,
      rows: nationalRows,
    });
    const few = await measureFile(join(folder, "few.csv"), { ours: 100, phone: "1", before });
    const all = await measureFile(join(folder, "all.csv"), { ours: 1, phone: "1", before });
    const again = await measureFile(join(folder, "again.csv"), { ours: 1, phone: "2", before });
    const workbook = await measureFile(join(folder, "again.xlsx"), { ours: 1, phone: "2", before });
    const bomb = await measureBomb(join(folder, "bomb.xlsx"));
    return {
      rows,
      national,
      one_in_a_hundred: few,
      all_rows: all,
      all_rows_again: again,
      workbook_again: workbook,
      bomb,
    };
  } finally {
    await disconnectDatabase();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * `ours`: every how manieth row is the city's. `phone`: what the number of each tenth provider ends with. `before`: this
 * process's memory before the first import, since what one has grown by the next may use again.
 */
type Content = { ours: number; phone: string; before: number; rows?: number };

async function measureFile(path: string, content: Content) {
  if (path.endsWith(".xlsx")) writeWorkbook(path, content);
  else await writeTable(path, content);
  const { before } = content;
  const stop = watchMemory();
  const started = performance.now();
  const uploaded = await startImport(permitted, [{ name: "table", path }], new Date());
  if (uploaded.kind === "refused") throw new Error(`The table was refused: ${uploaded.refusal.code}`);
  const read = performance.now();
  const key = { id: uploaded.id, areaId, accountId: permitted.user.id };
  const batch = await findImportBatch(key, new Date());
  if (!batch) throw new Error("The batch is gone");
  const mapping = {
    kind: "open_data" as const,
    columns: guessColumns(openDataHeader),
    fallbackDistrict: `${areaId}-1`,
  };
  await planImport(batch, mapping, new Date());
  const planned = performance.now();
  const previewed = await findImportBatch(key, new Date());
  await applyImport(permitted, { id: uploaded.id, planId: previewed?.planId ?? "" }, new Date());
  const applied = performance.now();
  const peak = stop();
  const { counts, leftOut } = importPreviewSchema.parse(previewed?.preview);
  const seconds = (from: number, to: number) => Math.round((to - from) / 100) / 10;
  return {
    megabytes: Math.round(statSync(path).size / 1e5) / 10,
    read_s: seconds(started, read),
    compare_s: seconds(read, planned),
    apply_s: seconds(planned, applied),
    total_s: seconds(started, applied),
    rss_growth_mb: Math.round((peak - before) / 2 ** 20),
    left_out: leftOut.count,
    ...counts,
  };
}

/** Notes the process's memory from now on; what is returned ends that, and says the most there was, in bytes. */
function watchMemory(): () => number {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  return () => {
    clearInterval(watch);
    return peak;
  };
}

/** A workbook within all limits of size, with far too many rows of one cell far to the right; and how long nothing else ran. */
async function measureBomb(path: string) {
  writeFileSync(path, workbookOf('<row><c r="CV1"><v>1</v></c></row>'.repeat(2_600_000)));
  const before = process.memoryUsage.rss();
  const stop = watchMemory();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const outcome = await startImport(permitted, [{ name: "table", path }], new Date());
  const ended = performance.now();
  delay.disable();
  return {
    megabytes: Math.round(statSync(path).size / 1e5) / 10,
    outcome: outcome.kind === "refused" ? outcome.refusal.code : outcome.kind,
    seconds: Math.round((ended - started) / 100) / 10,
    longest_pause_ms: Math.round(delay.max / 1e6),
    rss_growth_mb: Math.round((stop() - before) / 2 ** 20),
  };
}

async function writeTable(path: string, content: Content): Promise<void> {
  const file = createWriteStream(path);
  file.write(`\ufeff${openDataHeader.map((name) => `"${name}"`).join(",")}\r\n`);
  for (let row = 0; row < (content.rows ?? rows); row += 1) {
    const line = cellsOf(row, content).map((cell) => `"${cell}"`);
    if (!file.write(`${line.join(",")}\r\n`))
      await new Promise((resolve) => file.once("drain", () => resolve(undefined)));
  }
  file.end();
  await finished(file);
}

/** The same as a workbook, its texts shared as a spreadsheet writes them. */
function writeWorkbook(path: string, content: Content): void {
  const places = new Map<string, number>();
  const cell = (text: string) => {
    if (text === "") return "<c/>";
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return `<c t="s"><v>${place}</v></c>`;
  };
  const line = (cells: readonly string[]) => `<row>${cells.map(cell).join("")}</row>`;
  const lines = [line(openDataHeader)];
  for (let row = 0; row < rows; row += 1) lines.push(line(cellsOf(row, content)));
  writeFileSync(path, workbookOf(lines.join(""), [...places.keys()]));
}

function workbookOf(sheet: string, texts: readonly string[] = []): Buffer {
  const parts = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
    "xl/sharedStrings.xml": `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/s.xml": `<sheetData>${sheet}</sheetData>`,
  };
  return zipOf(Object.entries(parts).map(([name, text]) => ({ name, content: Buffer.from(text) })));
}

function cellsOf(row: number, { ours, phone }: Content): string[] {
  // two services of each provider
  const number = Math.floor(row / 2);
  const cells = openDataHeader.map(() => "");
  cells[0] = "15000";
  cells[1] = String(row + 1);
  cells[3] = `社会福祉法人架空会${number % 500}`;
  cells[5] = String(1_000_000_000_000 + (number % 500));
  cells[11] = row % 2 === 0 ? "63" : "65";
  cells[12] = `架空事業所 第${number}`;
  cells[13] = `かくうじぎょうしょ だい${number}`;
  cells[14] = String(1_550_000_000 + number);
  cells[15] = number % ours === 0 ? "新潟県燕市" : "新潟県三条市";
  cells[16] = `燕${number}番地1`;
  cells[17] = `0256-00-${String(number).padStart(5, "0")}${number % 10 === 0 ? phone : "0"}`;
  cells[22] = "09:00-17:00";
  cells[28] = "10";
  return cells;
}
