import mongoose from "mongoose";
import { defineModel } from "#models/define-model.ts";

/** A signed-in browser. The id is the SHA-256 of the cookie's token: a stolen database opens no session. */
type Row = { _id: string; userId: string; epoch: number; createdAt: Date; expiresAt: Date };

/** Whose session it is, and the account's session epoch it was opened under. */
export type SessionOwner = Pick<Row, "userId" | "epoch">;

const Sessions = defineModel<Row>("Session", "sessions", {
  _id: String,
  userId: String,
  epoch: Number,
  createdAt: Date,
  expiresAt: Date,
});

export const sessionIndexes = { collection: "sessions", indexes: [{ key: { expiresAt: 1 } }] } as const;

export async function createSession(session: SessionOwner & { id: string; expiresAt: Date }): Promise<void> {
  const { id, ...rest } = session;
  await Sessions.create({ _id: id, createdAt: new Date(), ...rest });
}

/** The owner of a session that has not expired. It counts only while the account is at the same epoch. */
export async function findSessionOwner(id: string, now: Date): Promise<SessionOwner | null> {
  const row = await Sessions.findOne({ _id: id, expiresAt: mongoose.trusted({ $gt: now }) }).lean<Row>();
  return row && { userId: row.userId, epoch: row.epoch };
}

export async function deleteSession(id: string): Promise<void> {
  await Sessions.deleteOne({ _id: id });
}

/** The embedded engine never runs TTL deletion, so a job sweeps. */
export async function sweepSessions(now: Date): Promise<void> {
  await Sessions.deleteMany({ expiresAt: mongoose.trusted({ $lte: now }) });
}
