import mongoose from "mongoose";
import {
  type AuditDeed,
  type AuditOutcome,
  type AuditSubject,
  auditDeedSchema,
  auditOutcomeSchema,
  auditSubjectSchema,
} from "#domain/audit-deed.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";

/** One entry of the audit log: who did what to what, where and when. People and subjects are named by id alone. */
export type AuditEvent = {
  id: string;
  at: Date;
  /** The id of the account that acted; null where nobody is known to have (a sign-in in vain). */
  actorId: string | null;
  /** A municipality, or `everyArea`. */
  areaId: string;
  subject: AuditSubject;
  deed: AuditDeed;
  outcome: AuditOutcome;
};

type Row = Omit<AuditEvent, "id" | "deed" | "outcome"> & { _id: string; deed: unknown; outcome: string };

const AuditEvents = defineModel<Row>("AuditEvent", "audit_events", {
  _id: String,
  at: Date,
  actorId: String,
  areaId: String,
  subject: { kind: { type: String }, id: String },
  deed: json,
  outcome: String,
});

export const auditEventIndexes = {
  collection: "audit_events",
  indexes: [{ key: { areaId: 1, at: -1, _id: -1 } }, { key: { areaId: 1, "deed.action": 1, at: -1, _id: -1 } }],
} as const;

/** Where entries stand that belong to no municipality: every one shows them. */
export const everyArea = "*";

const toAuditEvent = ({ _id, subject, deed, outcome, ...rest }: Row): AuditEvent => ({
  id: _id,
  ...rest,
  subject: auditSubjectSchema.parse(subject),
  deed: auditDeedSchema.parse(deed),
  outcome: auditOutcomeSchema.parse(outcome),
});

/** Appends an entry whose end is not known yet. */
export async function appendAuditEvent({ id, ...event }: Omit<AuditEvent, "outcome">): Promise<void> {
  await AuditEvents.create({ _id: id, ...event, outcome: "unconfirmed" });
}

/**
 * Notes how it ended, once: an entry that has its end is never changed again. `count` is how many were done, where not all
 * of those that the deed was about may have been.
 */
export async function settleAuditEvent(id: string, outcome: "done" | "refused", count?: number): Promise<void> {
  const counted = count === undefined ? {} : { "deed.count": count };
  await AuditEvents.updateOne({ _id: id, outcome: "unconfirmed" }, { $set: { outcome, ...counted } });
}

/**
 * Notes that something was looked at, in one write: a new entry that is done, or one more in the count of the entry that has
 * this id. Its deed has `count`, which is not given here.
 */
export async function countAuditEvent({
  id,
  deed,
  ...event
}: Omit<AuditEvent, "outcome" | "deed"> & { deed: Readonly<Record<string, unknown>> }): Promise<void> {
  const facts = Object.entries(deed).map(([name, value]) => [`deed.${name}`, value]);
  const change = {
    $setOnInsert: { ...event, outcome: "done", ...Object.fromEntries(facts) },
    $inc: { "deed.count": 1 },
  };
  const write = () => AuditEvents.updateOne({ _id: id }, change, { upsert: true });
  try {
    await write();
  } catch (error) {
    // two at once: the other one made the entry
    if (!isDuplicateKey(error)) throw error;
    await write();
  }
}

/** A place in the log: entries older than it are the next page. */
export type AuditPlace = Pick<AuditEvent, "at" | "id">;

/**
 * Entries of an area and those of every area, newest first, at most `limit`, from behind `before` on; of some actions, or of some
 * person, where given.
 */
export async function listAuditEvents(query: {
  areaId: string;
  before?: AuditPlace | null;
  limit: number;
  actions?: readonly AuditDeed["action"][] | null;
  actorId?: string | null;
}): Promise<AuditEvent[]> {
  const { areaId, before, limit, actions, actorId } = query;
  const older = before && [{ at: mongoose.trusted({ $lt: before.at }) }, olderAtTheSameTime(before)];
  const rows = await AuditEvents.find({
    areaId: mongoose.trusted({ $in: [areaId, everyArea] }),
    ...(older ? { $or: older } : {}),
    ...(actions ? { "deed.action": mongoose.trusted({ $in: [...actions] }) } : {}),
    ...(actorId ? { actorId } : {}),
  })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<Row[]>();
  return rows.map(toAuditEvent);
}

/** How many sign-ins in vain an area (and every area) has had since. */
export async function countFailedSignIns(areaId: string, since: Date): Promise<number> {
  const [sum] = await AuditEvents.aggregate<{ count: number }>([
    {
      $match: { areaId: { $in: [areaId, everyArea] }, "deed.action": "failed_sign_in", at: { $gte: since } },
    },
    { $group: { _id: null, count: { $sum: "$deed.count" } } },
  ]);
  return sum?.count ?? 0;
}

const olderAtTheSameTime = ({ at, id }: AuditPlace) => ({ at, _id: mongoose.trusted({ $lt: id }) });
