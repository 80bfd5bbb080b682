import { createHash, randomBytes } from "node:crypto";
import {
  type ImportPreview,
  importPreviewSchema,
  type PlanEntry,
  type PlanKind,
  planChunkLength,
  planKindSchema,
  planPart,
} from "#app/services/import-batch.ts";
import { streamTableRows } from "#app/services/import-table/kept-rows.server.ts";
import { type ReadTable, readTableSchema } from "#app/services/import-table/table.ts";
import type { ImportMapping } from "#domain/registry/import-columns.ts";
import { type ImportCity, type ImportProblem, type ImportRow, readImportRow } from "#domain/registry/import-row.ts";
import { groupRows, type LeftRows, matchRegistry, type RowGroups } from "#domain/registry/match-rows.ts";
import {
  type PlanContext,
  type ProviderPlan,
  planKnownProvider,
  planNewProvider,
  unitKey,
} from "#domain/registry/plan-provider.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { requireMunicipality } from "#models/area.server.ts";
import {
  changeImportBatch,
  deleteImportChunks,
  type ImportBatch,
  saveImportChunk,
} from "#models/import-batch.server.ts";
import { type RegistryEntry, streamProviders, streamRegistry } from "#models/provider.server.ts";

const problemsKept = 100;
const namesKept = 60;

/**
 * Reads a batch's rows as the mapping says, compares them with the registry and stores what would change, so that applying
 * it does just that. With one problem there is no plan. False when the batch was applied or planned otherwise meanwhile.
 */
export async function planImport(batch: ImportBatch, mapping: ImportMapping, now: Date): Promise<boolean> {
  const city = await requireMunicipality(batch.areaId);
  const reading = await readRows({ id: batch.id, table: readTableSchema.parse(batch.table) }, mapping, city);
  const registry = await readRegistry(batch.areaId);
  const { kind, fallbackDistrict } = mapping;
  const context = { kind, fallbackDistrict, city, now, services: reading.services };
  const { plan, left } = await compare(batch, { reading, entries: registry.entries, context });
  const failed = reading.problems.count > 0;
  if (failed) await plan.remove();
  const summary = reading.summary();
  const preview: ImportPreview = {
    ...summary,
    rows: left.reduce((used, { rows }) => used - rows, summary.rows),
    left: left.slice(0, namesKept),
    counts: plan.counts,
    problems: { count: reading.problems.count, first: reading.problems.first },
  };
  const { id, state, planId } = batch;
  const stored = await changeImportBatch(
    { id, state, planId },
    {
      state: "previewed",
      mapping,
      preview: importPreviewSchema.parse(preview),
      planId: failed ? null : plan.id,
      registryHash: registry.hash,
    },
  );
  if (!stored) await plan.remove();
  else if (planId !== null) await removePlan(id, planId);
  return stored;
}

type ToCompare = { reading: Reading; entries: readonly RegistryEntry[]; context: Omit<PlanContext, "listed"> };
type Compared = { plan: PlanWriter; left: readonly LeftRows[] };

/** The plan of what was read; with a problem it is left unfinished. */
async function compare(
  { id, areaId }: ImportBatch,
  { reading, entries, context: given }: ToCompare,
): Promise<Compared> {
  const { groups, problems } = reading;
  const matched = matchRegistry(groups, entries);
  for (const problem of matched.problems) problems.add(problem);
  const plan = new PlanWriter(id);
  const compared = { plan, left: matched.left };
  if (problems.count > 0) return compared;
  const listed = new Set(
    reading.elsewhere.flatMap(({ number, service }) => {
      const known = matched.findByNumber(number);
      return known === undefined ? [] : unitKey(known, service);
    }),
  );
  const context: PlanContext = { ...given, listed };
  for await (const known of streamProviders(areaId)) {
    const rows = matched.takeRows(known.id);
    // a provider the file does not name can only have lost a service
    if (rows.length > 0 || context.kind === "open_data")
      await plan.add(planKnownProvider(known, rows, context), known.revision, problems);
  }
  const taken = new Set(entries.map((entry) => entry.id));
  for (const [key, rows] of matched.takeNew())
    await plan.add(planNewProvider(rows, newProviderId(areaId, key, taken), context), null, problems);
  await plan.finish();
  return compared;
}

/**
 * The id of a provider that the registry lacks, told from what its rows have in common: two imports of one table, side by side
 * or one cut off, mean the same entry by it. An entry that had the id and is found by it no longer keeps it.
 */
function newProviderId(areaId: string, key: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const hash = createHash("sha256").update(`${areaId} ${key} ${attempt}`).digest("hex");
    const id = `${areaId}-p-${hash.slice(0, 24)}`;
    if (!taken.has(id)) return id;
  }
}

export async function removePlan(batchId: string, planId: string): Promise<void> {
  for (const kind of planKindSchema.options) await deleteImportChunks(batchId, planPart(planId, kind));
}

/** Counts all problems and keeps the first of them. */
class Problems {
  count = 0;
  readonly first: ImportProblem[] = [];

  add(problem: ImportProblem): void {
    this.count += 1;
    if (this.first.length < problemsKept) this.first.push(problem);
  }
}

type Reading = {
  readonly groups: RowGroups;
  readonly problems: Problems;
  readonly services: ReadonlySet<ServiceType>;
  /** What the file holds of providers whose address is elsewhere or empty. */
  readonly elsewhere: readonly { readonly number: string; readonly service: ServiceType }[];
  readonly summary: () => Pick<ImportPreview, "rows" | "otherCity" | "services" | "unknownServices">;
};

async function readRows(
  { id, table }: { id: string; table: ReadTable },
  mapping: ImportMapping,
  city: ImportCity,
): Promise<Reading> {
  const problems = new Problems();
  const groups: RowGroups = new Map();
  const services = new Set<ServiceType>();
  const typedServices = new Map<string, { service: ServiceType; rows: number }>();
  const unknown = new Map<string, number>();
  const elsewhere: { number: string; service: ServiceType }[] = [];
  let rows = 0;
  let otherCity = 0;
  const take = (row: ImportRow, typed: string) => {
    rows += 1;
    services.add(row.service);
    const duplicate = groupRows(groups, row);
    if (duplicate) problems.add(duplicate);
    const known = typedServices.get(typed);
    if (known) known.rows += 1;
    else if (typedServices.size < namesKept) typedServices.set(typed, { service: row.service, rows: 1 });
  };
  for await (const rowsRead of streamTableRows(id, table, Object.values(mapping.columns))) {
    for (const { line, cells, leftOut } of rowsRead) {
      if (leftOut) continue;
      const reading = readImportRow(cells, line, mapping, city);
      if (reading.kind === "row") take(reading.row, (cells[mapping.columns.service ?? -1] ?? "").trim().slice(0, 40));
      else if (reading.kind === "problems") for (const problem of reading.problems) problems.add(problem);
      else if (reading.kind === "unknown_service") {
        if (unknown.size < namesKept || unknown.has(reading.name))
          unknown.set(reading.name, (unknown.get(reading.name) ?? 0) + 1);
      } else {
        otherCity += 1;
        const { service, number } = reading;
        if (service) services.add(service);
        if (service && number !== null) elsewhere.push({ number, service });
      }
    }
  }
  const summary = () => ({
    rows,
    otherCity,
    services: [...typedServices].map(([typed, known]) => ({ typed, ...known })),
    unknownServices: [...unknown].map(([name, count]) => ({ name, rows: count })),
  });
  return { groups, problems, services, elsewhere, summary };
}

/** The registry's entries and a hash of their revisions: another hash means that something was changed. */
export async function readRegistry(areaId: string): Promise<{ entries: RegistryEntry[]; hash: string }> {
  const entries: RegistryEntry[] = [];
  const hash = createHash("sha256");
  for await (const entry of streamRegistry(areaId)) {
    entries.push(entry);
    hash.update(`${entry.id} ${entry.revision}\n`);
  }
  return { entries, hash: hash.digest("base64url") };
}

/** Stores a plan in chunks as it is made, by kind. */
class PlanWriter {
  readonly id = randomBytes(9).toString("hex");
  readonly counts = { created: 0, changed: 0, vanished: 0, unchanged: 0, vanishedUnits: 0 };
  readonly #waiting: Record<PlanKind, PlanEntry[]> = { created: [], changed: [], vanished: [] };
  readonly #chunks: Record<PlanKind, number> = { created: 0, changed: 0, vanished: 0 };

  constructor(readonly batchId: string) {}

  async add(plan: ProviderPlan, from: number | null, problems: Problems): Promise<void> {
    if (plan.kind === "problem") return problems.add(plan.problem);
    this.counts[plan.kind] += 1;
    if (plan.kind === "unchanged") return;
    this.counts.vanishedUnits += plan.changes.filter(({ field }) => field === "vanished").length;
    const waiting = this.#waiting[plan.kind];
    waiting.push({ provider: plan.provider, from, changes: plan.changes });
    if (waiting.length >= planChunkLength) await this.#flush(plan.kind);
  }

  async finish(): Promise<void> {
    for (const kind of planKindSchema.options) await this.#flush(kind);
  }

  remove(): Promise<void> {
    return removePlan(this.batchId, this.id);
  }

  async #flush(kind: PlanKind): Promise<void> {
    const entries = this.#waiting[kind].splice(0);
    if (entries.length === 0) return;
    const place = { batchId: this.batchId, part: planPart(this.id, kind), number: this.#chunks[kind] };
    this.#chunks[kind] += 1;
    await saveImportChunk(place, entries);
  }
}
