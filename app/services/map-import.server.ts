import { z } from "zod";
import { readTableSchema } from "#app/services/import-table/table.ts";
import { planImport } from "#app/services/plan-import.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { type ImportField, type ImportMapping, importFields } from "#domain/registry/import-columns.ts";
import { serviceTypeSchema } from "#domain/service-type.ts";
import { deleteImportBatch, findImportBatch } from "#models/import-batch.server.ts";

/**
 * A field that must have a column and has none (of the open data also one of an address), no word of the service, or two fields with one
 * column.
 */
export type MappingProblems = Partial<Record<ImportField, "missing" | "twice" | "no_service" | "no_address">>;
export type MapOutcome = { kind: "previewed" } | { kind: "refused"; problems: MappingProblems } | { kind: "changed" };

const columnSchema = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number);

/** The columns as the mapping page sends them, and what the table then would change. Null for no such batch. */
export async function mapImport(
  { user, areaId }: Permitted,
  id: string,
  typed: Readonly<Record<string, string>>,
  now: Date,
): Promise<MapOutcome | null> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  const table = readTableSchema.nullable().parse(batch?.table ?? null);
  if (!batch || !table) return null;
  if (batch.state !== "preparing" && batch.state !== "previewed") return { kind: "changed" };
  // whether hidden rows are meant is not for us to say
  if (table.hidden > 0 && table.choice.hidden === null) return { kind: "changed" };
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of importFields) {
    const column = columnSchema.safeParse(typed[`column-${field}`] ?? "").data;
    if (column !== undefined && column < table.header.length) columns[field] = column;
  }
  const allRows = serviceTypeSchema.safeParse(typed.allRows).data;
  const serviceColumns = table.serviceColumns.filter(({ column }) => typed[`service-column-${column}`] !== undefined);
  const mapping: ImportMapping = {
    kind: typed.kind === "open_data" ? "open_data" : "file",
    columns,
    ...(allRows ? { allRows } : {}),
    ...(serviceColumns.length > 0 ? { serviceColumns } : {}),
    fallbackDistrict: typed.fallbackDistrict ?? "none",
  };
  const problems = checkColumns(mapping);
  if (Object.keys(problems).length > 0) return { kind: "refused", problems };
  return (await planImport(batch, mapping, now)) ? { kind: "previewed" } : { kind: "changed" };
}

function checkColumns({ kind, columns, allRows, serviceColumns }: ImportMapping): MappingProblems {
  const problems: MappingProblems = {};
  const taken = new Set<number>();
  for (const field of importFields) {
    const column = columns[field];
    if (column === undefined) continue;
    if (taken.has(column)) problems[field] = "twice";
    taken.add(column);
  }
  if (columns.name === undefined) problems.name = "missing";
  if (columns.service === undefined && !allRows && !serviceColumns) problems.service = "no_service";
  // without it every row would count as another city's
  if (kind === "open_data" && columns.address === undefined && columns.addressCity === undefined)
    problems.address = "no_address";
  return problems;
}

/** Takes an import back that was not applied yet. False when this account has none of this id, or it is being applied. */
export async function dropImport({ user, areaId }: Permitted, id: string, now: Date): Promise<boolean> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  if (!batch || batch.state === "applying" || batch.state === "applied") return false;
  await deleteImportBatch(id);
  return true;
}
