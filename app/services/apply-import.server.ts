import { audited } from "#app/services/audited.server.ts";
import {
  importPreviewSchema,
  planEntrySchema,
  planKindSchema,
  planPart,
  storedMappingSchema,
} from "#app/services/import-batch.ts";
import { planImport, readRegistry } from "#app/services/plan-import.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { baseKey, byNameAlone, byNumber } from "#domain/registry/row-groups.ts";
import {
  changeImportBatch,
  deleteImportChunks,
  findImportBatch,
  type ImportBatch,
  streamImportChunks,
} from "#models/import-batch.server.ts";
import { writeImported } from "#models/provider.server.ts";

/**
 * `applied`; `changed`: the registry was changed since the preview, which was made anew and must be looked at again;
 * `not_ready`: there is nothing to apply, or another preview was made since.
 */
export type ApplyOutcome = "applied" | "changed" | "not_ready";

/**
 * Writes what the preview showed, as one deed of the audit log. An import that was cut off half-way is finished by applying it
 * again; one that is applied stays so. Null when this account has no such batch here.
 */
export async function applyImport(
  { user, areaId }: Permitted,
  { id, planId }: { id: string; planId: string },
  now: Date,
): Promise<ApplyOutcome | null> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  if (!batch) return null;
  if (batch.state === "applied") return "applied";
  if (batch.planId === null || batch.planId !== planId || batch.state === "preparing") return "not_ready";
  if (batch.state === "previewed") {
    if ((await readRegistry(areaId)).hash !== batch.registryHash) {
      return (await planImport(batch, storedMappingSchema.parse(batch.mapping), now)) ? "changed" : "not_ready";
    }
    if (!(await changeImportBatch({ id, state: "previewed", planId }, { state: "applying" }))) return "not_ready";
  }
  const { created, changed, vanishedUnits } = importPreviewSchema.parse(batch.preview).counts;
  const deed = { action: "import_providers" as const, created, changed, vanished: vanishedUnits };
  const subject = { kind: "area" as const, id: areaId };
  await audited({ actorId: user.id, areaId, subject, deed }, () => writePlan(batch, planId));
  return "applied";
}

async function writePlan({ id, areaId, state }: ImportBatch, planId: string): Promise<true> {
  const isEntered = state === "applying" ? await enteredMeanwhile(areaId, id) : () => false;
  let skipped = 0;
  for (const kind of planKindSchema.options) {
    for await (const chunk of streamImportChunks(id, planPart(planId, kind))) {
      const writes = chunk
        .map((entry) => planEntrySchema.parse(entry))
        .filter(({ from, provider }) => from !== null || !isEntered(provider));
      skipped += chunk.length - (await writeImported(areaId, id, writes));
    }
  }
  await changeImportBatch({ id, state: "applying" }, { state: "applied", skipped });
  await deleteImportChunks(id);
  return true;
}

/**
 * Tells new providers that the registry has under another id since the import was cut off: entered by hand, or by another one. What this
 * import wrote itself before is none of them, since one number may have several places.
 */
async function enteredMeanwhile(areaId: string, batchId: string): Promise<(provider: Provider) => boolean> {
  const ids = new Map<string, Set<string>>();
  const note = (key: string, id: string) => ids.set(key, (ids.get(key) ?? new Set()).add(id));
  for (const { id, number, name, importId } of (await readRegistry(areaId)).entries) {
    if (importId === batchId) continue;
    note(byNameAlone(name), id);
    if (number !== null) note(byNumber(number), id);
  }
  return (provider) => {
    const found = ids.get(baseKey(provider));
    return found !== undefined && !found.has(provider.id);
  };
}
