import { randomUUID } from "node:crypto";
import type { AuditDeed, AuditSubject } from "#domain/audit-deed.ts";
import { appendAuditEvent, settleAuditEvent } from "#models/audit-event.server.ts";

export type AuditedDeed = { actorId: string; areaId: string; subject: AuditSubject; deed: AuditDeed };

/**
 * Does a write of staff with its entry in the audit log: the entry first, then the write, then how it ended. So no
 * write is without an entry, and an entry whose write was cut off stays `unconfirmed`. `write` returns false or
 * null when the stored data did not allow it. Reasons: docs/decisions/0017.
 */
export async function audited<Result>(entry: AuditedDeed, write: () => Promise<Result>): Promise<Result> {
  const id = await note(entry);
  const result = await write();
  await settleAuditEvent(id, result === false || result === null ? "refused" : "done");
  return result;
}

type CountedDeed = AuditedDeed & { deed: { count: number } };

/**
 * The same for several writes alike, each of which the stored data may not allow. `deed.count` is how many there are to do;
 * `write` returns how many were done, which the entry says from then on. None is `refused`.
 */
export async function auditedEach(entry: CountedDeed, write: () => Promise<number>): Promise<number> {
  const id = await note(entry);
  const count = await write();
  await (count === 0 ? settleAuditEvent(id, "refused") : settleAuditEvent(id, "done", count));
  return count;
}

async function note(entry: AuditedDeed): Promise<string> {
  const id = randomUUID();
  await appendAuditEvent({ id, at: new Date(), ...entry });
  return id;
}
