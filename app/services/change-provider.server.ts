import type { ProviderProblems, TypedProvider } from "#app/components/registry/provider-fields.ts";
import { audited } from "#app/services/audited.server.ts";
import { bothAnswered, handOverAnswers } from "#app/services/hand-over-answers.server.ts";
import { readProviderForm } from "#app/services/read-provider-form.ts";
import type { Permitted } from "#app/session.server.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import { mergeProviders } from "#domain/registry/merge-providers.ts";
import { newProvider, type Provider } from "#domain/registry/provider.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { addProvider, changeProvider, findProvider } from "#models/provider.server.ts";

export type SaveOutcome =
  | { kind: "saved"; id: string }
  | { kind: "refused"; problems: ProviderProblems }
  | { kind: "changed_meanwhile" };

/** Adds a provider; `key` is made with the form (24 hexadecimal signs), so that the same form sent twice makes one. */
export async function enterProvider(permitted: Permitted, key: string, typed: TypedProvider): Promise<SaveOutcome> {
  const { areaId } = permitted;
  const city = await requireMunicipality(areaId);
  const id = `${areaId}-p-${key}`;
  const reading = readProviderForm(
    typed,
    newProvider({ id, areaId, districtId: null, name: "", source: "manual" }),
    city,
  );
  if (!reading.ok) return { kind: "refused", problems: reading.problems };
  await deed(permitted, id, { action: "add_provider" }, () => addProvider(reading.provider));
  return { kind: "saved", id };
}

/** Changes a provider as its form says, if it still is as the form showed it. Null when the area has none of this id. */
export async function editProvider(
  permitted: Permitted,
  { id, revision }: { id: string; revision: number },
  typed: TypedProvider,
): Promise<SaveOutcome | null> {
  const before = await findProvider(permitted.areaId, id);
  if (!before || before.mergedInto !== null) return null;
  if (before.revision !== revision) return { kind: "changed_meanwhile" };
  const reading = readProviderForm(typed, before, await requireMunicipality(permitted.areaId));
  if (!reading.ok) return { kind: "refused", problems: reading.problems };
  const done = await deed(permitted, id, { action: "edit_provider" }, () => changeProvider(reading.provider));
  return done ? { kind: "saved", id } : { kind: "changed_meanwhile" };
}

/** Notes that a provider works no longer, or does again. Null when there is none; what is so already is done. */
export async function setProviderLeft(
  permitted: Permitted,
  { id, revision, left }: { id: string; revision: number; left: boolean },
  now: Date,
): Promise<"saved" | "changed_meanwhile" | null> {
  const before = await findProvider(permitted.areaId, id);
  if (!before || before.mergedInto !== null) return null;
  if ((before.left !== null) === left) return "saved";
  if (before.revision !== revision) return "changed_meanwhile";
  const changed = { ...before, left: left ? now : null };
  const action = left ? ("provider_left" as const) : ("provider_returned" as const);
  const done = await deed(permitted, id, { action }, () => changeProvider(changed));
  return done ? "saved" : "changed_meanwhile";
}

/** The two entries of a merge, each with the revision that the page showed. */
export type MergeForm = Record<"keep" | "other", { id: string; revision: number }>;
export type MergeOutcome = "merged" | "same" | "already_merged" | "changed_meanwhile" | "both_answered";

/**
 * Makes one provider of two: the one that is kept gets what it lacks, the other says into which it was merged. The kept one is
 * written first and gets the other's answers and links then, so that a merge cut off half-way loses nothing and can be made
 * again. Refused when both have answered a round that is not archived. Null when the area lacks one of them.
 */
export async function mergeTwo(permitted: Permitted, { keep, other }: MergeForm): Promise<MergeOutcome | null> {
  const { areaId } = permitted;
  if (keep.id === other.id) return "same";
  const [kept, merged] = await Promise.all([findProvider(areaId, keep.id), findProvider(areaId, other.id)]);
  if (!kept || !merged) return null;
  if (kept.mergedInto !== null || merged.mergedInto !== null) return "already_merged";
  if (kept.revision !== keep.revision || merged.revision !== other.revision) return "changed_meanwhile";
  const pair = { areaId, keptId: kept.id, mergedId: merged.id };
  if (await bothAnswered(pair)) return "both_answered";
  const done = await deed(permitted, keep.id, { action: "merge_providers" }, () => writeMerge(kept, merged));
  return done ? "merged" : "changed_meanwhile";
}

const writeMerge = async (kept: Provider, merged: Provider): Promise<boolean> =>
  (await changeProvider(mergeProviders(kept, merged))) &&
  (await handOverAnswers({ areaId: kept.areaId, keptId: kept.id, mergedId: merged.id })) &&
  (await changeProvider({ ...merged, mergedInto: kept.id }));

function deed(
  { user, areaId }: Permitted,
  id: string,
  done: AuditDeed,
  write: () => Promise<boolean>,
): Promise<boolean> {
  return audited({ actorId: user.id, areaId, subject: { kind: "provider", id }, deed: done }, write);
}
