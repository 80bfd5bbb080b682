import mongoose from "mongoose";
import { defineModel } from "#models/define-model.ts";

/** A signed-in browser. The id is the SHA-256 of the cookie's token: a stolen database opens no session. */
type Row = { _id: string; userId: string; createdAt: Date; expiresAt: Date };

const Sessions = defineModel<Row>("Session", "sessions", {
  _id: String,
  userId: String,
  createdAt: Date,
  expiresAt: Date,
});

export const sessionIndexes = { collection: "sessions", indexes: [{ key: { expiresAt: 1 } }] } as const;

export async function createSession(session: { id: string; userId: string; expiresAt: Date }): Promise<void> {
  const { id, ...rest } = session;
  await Sessions.create({ _id: id, createdAt: new Date(), ...rest });
}

/** The user of a session that has not expired. */
export async function findSessionUser(id: string, now: Date): Promise<string | null> {
  const row = await Sessions.findOne({ _id: id, expiresAt: mongoose.trusted({ $gt: now }) }).lean<Row>();
  return row?.userId ?? null;
}

export async function deleteSession(id: string): Promise<void> {
  await Sessions.deleteOne({ _id: id });
}

/** The embedded engine never runs TTL deletion, so a job sweeps. */
export async function sweepSessions(now: Date): Promise<void> {
  await Sessions.deleteMany({ expiresAt: mongoose.trusted({ $lte: now }) });
}
