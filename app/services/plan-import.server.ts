import { createHash, randomBytes } from "node:crypto";
import { type ImportPreview, importPreviewSchema } from "#app/services/import-batch.ts";
import { PlanWriter, removePlan } from "#app/services/import-plan/plan-writer.server.ts";
import { type RowsRead, readRows } from "#app/services/import-plan/read-rows.server.ts";
import type { ImportMapping } from "#domain/registry/import-columns.ts";
import { type Matched, matchRegistry } from "#domain/registry/match-rows.ts";
import { type PlanContext, planKnownProvider, planNewProvider, unitKey } from "#domain/registry/plan-provider.ts";
import { rowReader } from "#domain/registry/read-row.ts";
import { indexTowns } from "#domain/registry/town-list.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { changeImportBatch, type ImportBatch } from "#models/import-batch.server.ts";
import { type RegistryEntry, streamProviders, streamRegistry } from "#models/provider.server.ts";
import { findRegistrySettings } from "#models/registry-settings.server.ts";

const namesKept = 60;

/**
 * Reads a batch's rows as the mapping says, compares them with the registry and stores what would change, so that applying
 * it does just that. Rows that cannot be used are left out and listed. False when the batch was applied or planned otherwise meanwhile.
 */
export async function planImport(batch: ImportBatch, mapping: ImportMapping, now: Date): Promise<boolean> {
  const [city, settings] = await Promise.all([requireMunicipality(batch.areaId), findRegistrySettings(batch.areaId)]);
  const words = new Map(settings.words.map(({ word, services }) => [word, services]));
  const writer = new PlanWriter(batch.id, randomBytes(9).toString("hex"));
  const read = await readRows(batch, rowReader(mapping, city, words), writer.planId);
  const registry = await readRegistry(batch.areaId);
  const matched = matchRegistry(read.groups, registry.entries);
  const { kind, fallbackDistrict } = mapping;
  const isThere = new Set(city.districts.map(({ id }) => id));
  const towns = indexTowns(settings.towns.filter(({ districtId }) => isThere.has(districtId)));
  const listed = listedUnits(read, matched);
  const context = { kind, fallbackDistrict, city, towns, now, services: read.services, listed };
  const rows = await comparePlans({ batch, matched, entries: registry.entries, context, writer });
  for (const row of matched.left) read.left.add(row);
  await read.left.store(true);
  await read.notes.store(true);
  const { left, notes } = read;
  const preview: ImportPreview = {
    rows,
    leftOut: { count: left.count, codes: left.codes, first: left.first },
    notes: { count: notes.count, codes: notes.codes, first: notes.first },
    words: [...read.words],
    stopped: matched.stopped.slice(0, namesKept),
    counts: writer.counts,
  };
  return storePlan(batch, mapping, { preview, planId: writer.planId, registryHash: registry.hash });
}

type Made = { preview: ImportPreview; planId: string; registryHash: string };

async function storePlan(batch: ImportBatch, mapping: ImportMapping, made: Made): Promise<boolean> {
  const { id, state, planId } = batch;
  const preview = importPreviewSchema.parse(made.preview);
  const stored = await changeImportBatch({ id, state, planId }, { ...made, state: "previewed", mapping, preview });
  if (!stored) await removePlan(id, made.planId);
  else if (planId !== null) await removePlan(id, planId);
  return stored;
}

/** Units of the registry that the file holds although no row of theirs is used. */
function listedUnits({ listed }: RowsRead, { findByNumber, inDoubt }: Matched): ReadonlySet<string> {
  return new Set([
    ...inDoubt.map(({ id, service }) => unitKey(id, service)),
    ...listed.flatMap(({ number, services }) =>
      services.length === 0
        ? []
        : findByNumber(number).flatMap((id) => services.map((service) => unitKey(id, service))),
    ),
  ]);
}

type ToCompare = {
  batch: ImportBatch;
  matched: Matched;
  entries: readonly RegistryEntry[];
  context: PlanContext;
  writer: PlanWriter;
};

/** Writes the plan of each provider and says how many lines of the file are used. */
async function comparePlans({ batch, matched, entries, context, writer }: ToCompare): Promise<number> {
  const { areaId } = batch;
  const used = new Set<number>();
  for await (const known of streamProviders(areaId)) {
    const rows = matched.takeRows(known.id);
    for (const { line } of rows) used.add(line);
    // a provider the file does not name can only have lost a service
    if (rows.length > 0 || context.kind === "open_data")
      await writer.add(planKnownProvider(known, rows, context), known.revision);
  }
  const taken = new Set(entries.map((entry) => entry.id));
  for (const [key, rows] of matched.takeNew()) {
    for (const { line } of rows) used.add(line);
    await writer.add(planNewProvider(rows, newProviderId(areaId, key, taken), context), null);
  }
  await writer.finish();
  return used.size;
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
