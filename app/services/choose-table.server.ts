import { removePlan } from "#app/services/import-plan/plan-writer.server.ts";
import { sameHeader } from "#app/services/import-table/choose-sheets.ts";
import { fromStored, sheetPart } from "#app/services/import-table/kept-rows.server.ts";
import { SheetSummary, sumSheets } from "#app/services/import-table/sheet-summary.ts";
import {
  type ChoiceProblem,
  type ReadTable,
  readTableSchema,
  type TableChoice,
} from "#app/services/import-table/table.ts";
import { maxColumns } from "#app/services/import-table/table-refused.ts";
import type { Permitted } from "#app/session.server.ts";
import { changeImportBatch, findImportBatch, streamImportChunks } from "#models/import-batch.server.ts";

export type ChooseOutcome =
  | { kind: "chosen" }
  | { kind: "refused"; problem: ChoiceProblem; choice: TableChoice }
  | { kind: "changed" };

/**
 * Takes the sheets, the lines of their headings and what becomes of hidden rows as the page sends them. What was said before of the
 * columns, and what was compared, is dropped: the columns may be others. Null for no such batch.
 */
export async function chooseTable(
  { user, areaId }: Permitted,
  id: string,
  typed: Readonly<Record<string, string>>,
  now: Date,
): Promise<ChooseOutcome | null> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  const table = readTableSchema.nullable().parse(batch?.table ?? null);
  if (!batch || !table) return null;
  const { state, planId } = batch;
  if (state !== "preparing" && state !== "previewed") return { kind: "changed" };
  const choice = readChoice(table, typed);
  const read = await readChosen(id, choice);
  if ("code" in read) return { kind: "refused", problem: read, choice };
  const [first] = choice.sheets.flatMap(({ sheet }) => table.sheets[sheet] ?? []);
  const { format } = first ?? table;
  const change = {
    table: { ...table, ...read, format, choice, chosen: true },
    mapping: null,
    preview: null,
    planId: null,
  };
  if (!(await changeImportBatch({ id, state, planId }, { ...change, state: "preparing" }))) return { kind: "changed" };
  if (planId !== null) await removePlan(id, planId);
  return { kind: "chosen" };
}

/** A line that is not shown cannot be chosen: then the one proposed stands. */
function readChoice({ sheets }: ReadTable, typed: Readonly<Record<string, string>>): TableChoice {
  const chosen = sheets.flatMap(({ head, heading }, sheet) => {
    if (typed[`sheet-${sheet}`] === undefined && sheets.length > 1) return [];
    const line = Number(typed[`heading-${sheet}`]);
    return { sheet, heading: head.some((row) => row.line === line) ? line : heading };
  });
  const { hidden } = typed;
  return { sheets: chosen, hidden: hidden === "take" || hidden === "leave" ? hidden : null };
}

type Chosen = ReturnType<typeof sumSheets>;

async function readChosen(batchId: string, { sheets, hidden }: TableChoice): Promise<Chosen | ChoiceProblem> {
  const summaries: SheetSummary[] = [];
  for (const { sheet, heading } of sheets) {
    const summary = await summarize(batchId, sheet, heading);
    const [first] = summaries;
    if (!summary || summary.isEmpty()) return { code: "no_rows", sheet };
    if (summary.header.length > maxColumns) return { code: "too_many_columns", sheet };
    if (first && !sameHeader(first.header, summary.header)) return { code: "headers_differ", sheet };
    summaries.push(summary);
  }
  if (summaries.length === 0) return { code: "no_sheet", sheet: null };
  if (hidden === null && summaries.some((summary) => summary.hidden > 0)) return { code: "hidden", sheet: null };
  return sumSheets(summaries, hidden);
}

async function summarize(batchId: string, sheet: number, heading: number): Promise<SheetSummary | null> {
  let summary: SheetSummary | null = null;
  for await (const chunk of streamImportChunks(batchId, sheetPart(sheet)))
    for (const row of chunk.map(fromStored)) {
      if (row.line === heading) summary = new SheetSummary(row);
      else if (row.line > heading) summary?.add(row);
    }
  return summary;
}
