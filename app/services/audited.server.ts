import { randomUUID } from "node:crypto";
import type { AuditDeed, AuditSubject } from "#domain/audit-deed.ts";
import { appendAuditEvent, settleAuditEvent } from "#models/audit-event.server.ts";

export type AuditedDeed = { actorId: string; areaId: string; subject: AuditSubject; deed: AuditDeed };

/**
 * Does a write of staff with its entry in the audit log: the entry first, then the write, then how it ended. So no
 * write is without an entry, and an entry whose write was cut off stays `unconfirmed`. `write` returns false or
 * null when the stored data did not allow it. Reasons: docs/decisions/0017.
 */
export async function audited<Result>(
  { actorId, areaId, subject, deed }: AuditedDeed,
  write: () => Promise<Result>,
): Promise<Result> {
  const id = randomUUID();
  await appendAuditEvent({ id, at: new Date(), actorId, areaId, subject, deed });
  const result = await write();
  await settleAuditEvent(id, result === false || result === null ? "refused" : "done");
  return result;
}
