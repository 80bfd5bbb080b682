import { audited } from "#app/services/audited.server.ts";
import { importPreviewSchema, storedMappingSchema } from "#app/services/import-batch.ts";
import { planImport } from "#app/services/plan-import.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import { findImportBatch } from "#models/import-batch.server.ts";
import { type KnownWord, rememberWords } from "#models/registry-settings.server.ts";

/** `missing`: words whose meaning nobody chose, by their places on the page. */
export type ExplainOutcome =
  | { kind: "explained" }
  | { kind: "refused"; missing: number[] }
  /** Another preview was made meanwhile, or the import was applied. */
  | { kind: "changed" };

/** The value of a word that is none of this registry's services. */
const notOurs = "not_ours";

/** The meaning of a word as a form sends it; null for none that was chosen. */
function readMeaning(value: string): ServiceType[] | null {
  if (value === notOurs) return [];
  const services = value.split("+").map((one) => serviceTypeSchema.safeParse(one).data);
  const known = services.filter((service) => service !== undefined);
  return known.length === services.length ? known : null;
}

export const toMeaning = (services: readonly ServiceType[]): string =>
  services.length === 0 ? notOurs : services.join("+");

/**
 * Remembers for the city what words of a table mean, as one deed of the audit log, and makes the preview anew. The form names each word
 * (`word-0`) with its meaning (`means-0`). Null when this account has no such batch.
 */
export async function explainWords(
  { user, areaId }: Permitted,
  id: string,
  typed: Readonly<Record<string, string>>,
  now: Date,
): Promise<ExplainOutcome | null> {
  const batch = await findImportBatch({ id, areaId, accountId: user.id }, now);
  if (!batch) return null;
  if (batch.state !== "previewed") return { kind: "changed" };
  const asked = new Set(importPreviewSchema.parse(batch.preview).words.map(({ word }) => word));
  const said: KnownWord[] = [];
  const missing: number[] = [];
  for (let place = 0; typed[`word-${place}`] !== undefined; place += 1) {
    const word = typed[`word-${place}`] ?? "";
    const services = readMeaning(typed[`means-${place}`] ?? "");
    if (!services) missing.push(place);
    else if (asked.has(word)) said.push({ word, services });
  }
  if (missing.length > 0) return { kind: "refused", missing };
  const deed = { action: "remember_words" as const, count: said.length };
  const subject = { kind: "area" as const, id: areaId };
  if (said.length > 0) await audited({ actorId: user.id, areaId, subject, deed }, () => rememberWords(areaId, said));
  return (await planImport(batch, storedMappingSchema.parse(batch.mapping), now))
    ? { kind: "explained" }
    : { kind: "changed" };
}
