import { createHash, randomUUID } from "node:crypto";
import type { AuditDeed, AuditSubject, ReadingDeed } from "#domain/audit-deed.ts";
import { appendAuditEvent, countAuditEvent, settleAuditEvent } from "#models/audit-event.server.ts";

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

type WithoutCount<Deed> = Deed extends unknown ? Omit<Deed, "count"> : never;

export type Reading = {
  actorId: string | null;
  areaId: string;
  subject: AuditSubject;
  deed: WithoutCount<ReadingDeed>;
};

/** The same look by the same person within so long is one entry with a count: reloading a page must not fill the log. */
const lookMs = 10 * 60_000;

/**
 * Notes that something was looked at. To be awaited before it is shown: no record, no reading. One write, and the one kind of write
 * that a GET makes. Reasons: docs/decisions/0024.
 */
export async function recordReading({ actorId, areaId, subject, deed }: Reading, now = new Date()): Promise<void> {
  const look = Math.floor(now.getTime() / lookMs);
  const same = JSON.stringify([look, actorId, areaId, subject.kind, subject.id, Object.entries(deed).sort()]);
  const id = createHash("sha256").update(same).digest("base64url");
  await countAuditEvent({ id, at: now, actorId, areaId, subject, deed });
}
