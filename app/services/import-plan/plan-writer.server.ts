import {
  type ImportPreview,
  type PlanEntry,
  type PlanKind,
  planChunkLength,
  planKindSchema,
  planPart,
} from "#app/services/import-batch.ts";
import type { ProviderPlan } from "#domain/registry/plan-provider.ts";
import { deleteImportChunks, saveImportChunk } from "#models/import-batch.server.ts";

/** Stores a plan in chunks as it is made, by kind. */
export class PlanWriter {
  readonly counts: ImportPreview["counts"] = {
    created: 0,
    changed: 0,
    vanished: 0,
    unchanged: 0,
    vanishedUnits: 0,
    unset: 0,
  };
  readonly #waiting: Record<PlanKind, PlanEntry[]> = { created: [], changed: [], vanished: [] };
  readonly #chunks: Record<PlanKind, number> = { created: 0, changed: 0, vanished: 0 };

  constructor(
    readonly batchId: string,
    readonly planId: string,
  ) {}

  async add(plan: ProviderPlan, from: number | null): Promise<void> {
    this.counts[plan.kind] += 1;
    if (plan.kind === "unchanged") return;
    this.counts.vanishedUnits += plan.changes.filter(({ field }) => field === "vanished").length;
    if (plan.kind === "created" && plan.provider.districtUnset) this.counts.unset += 1;
    const waiting = this.#waiting[plan.kind];
    waiting.push({ provider: plan.provider, from, changes: plan.changes });
    if (waiting.length >= planChunkLength) await this.#flush(plan.kind);
  }

  async finish(): Promise<void> {
    for (const kind of planKindSchema.options) await this.#flush(kind);
  }

  async #flush(kind: PlanKind): Promise<void> {
    const entries = this.#waiting[kind].splice(0);
    if (entries.length === 0) return;
    const place = { batchId: this.batchId, part: planPart(this.planId, kind), number: this.#chunks[kind] };
    this.#chunks[kind] += 1;
    await saveImportChunk(place, entries);
  }
}

/** Takes away all that is stored under a plan. */
export async function removePlan(batchId: string, planId: string): Promise<void> {
  for (const kind of [...planKindSchema.options, "left", "notes"] as const)
    await deleteImportChunks(batchId, planPart(planId, kind));
}
