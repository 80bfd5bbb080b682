import mongoose from "mongoose";
import {
  type AuditDeed,
  type AuditOutcome,
  type AuditSubject,
  auditDeedSchema,
  auditOutcomeSchema,
  auditSubjectSchema,
} from "#domain/audit-deed.ts";
import { defineModel, json } from "#models/define-model.ts";

/** One entry of the audit log: who did what to what, where and when. People and subjects are named by id alone. */
export type AuditEvent = {
  id: string;
  at: Date;
  /** The id of the account that acted. */
  actorId: string;
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
  indexes: [{ key: { areaId: 1, at: -1, _id: -1 } }],
} as const;

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

/** A place in the log: entries older than it are the next page. */
export type AuditPlace = Pick<AuditEvent, "at" | "id">;

/** Entries of an area, newest first, at most `limit`, from behind `before` on. */
export async function listAuditEvents(query: {
  areaId: string;
  before: AuditPlace | null;
  limit: number;
}): Promise<AuditEvent[]> {
  const { areaId, before, limit } = query;
  const older = before && [{ at: mongoose.trusted({ $lt: before.at }) }, olderAtTheSameTime(before)];
  const rows = await AuditEvents.find({ areaId, ...(older ? { $or: older } : {}) })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<Row[]>();
  return rows.map(toAuditEvent);
}

const olderAtTheSameTime = ({ at, id }: AuditPlace) => ({ at, _id: mongoose.trusted({ $lt: id }) });
