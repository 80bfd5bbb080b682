import mongoose from "mongoose";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel } from "#models/define-model.ts";

/**
 * What a limit has counted for one client: `count` until `expiresAt`, after which it begins anew. `blockedUntil` is for those that make
 * a client wait between tries. The id is a keyed hash: whose address it is can't be told from the database.
 */
type Row = { _id: string; count: number; blockedUntil: Date | null; expiresAt: Date };

const Limits = defineModel<Row>("Limit", "limits", { _id: String, count: Number, blockedUntil: Date, expiresAt: Date });

export const limitIndexes = { collection: "limits", indexes: [{ key: { expiresAt: 1 } }] } as const;

/** `value` while the document is in its time, else `otherwise`: what is there from an earlier window does not count. */
const ifRunning = (now: Date, value: unknown, otherwise: unknown) => ({
  $cond: [{ $gt: ["$expiresAt", now] }, value, otherwise],
});

/** One atomic change of a document that may not be there yet. Of two that insert it at once, one loses and finds it there. */
async function change(
  id: string,
  set: Record<string, unknown>,
  returnDocument: "before" | "after",
): Promise<Row | null> {
  const write = () =>
    Limits.findOneAndUpdate({ _id: id }, [{ $set: set }], {
      upsert: true,
      returnDocument,
      updatePipeline: true,
    }).lean<Row>();
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) return write();
    throw error;
  }
}

/**
 * Counts a point of a window of `seconds` that begins with the first. Returns how long to wait, in milliseconds, where there were
 * `points` of them already (then none is counted), and 0 where there is room.
 */
export async function takePoint(id: string, rule: { points: number; seconds: number }, now: Date): Promise<number> {
  const { points, seconds } = rule;
  const row = await change(
    id,
    {
      // one beyond the limit says that it is full; more would only be more writes
      count: ifRunning(now, { $min: [{ $add: ["$count", 1] }, points + 1] }, 1),
      blockedUntil: null,
      expiresAt: ifRunning(now, "$expiresAt", new Date(now.getTime() + seconds * 1000)),
    },
    "after",
  );
  return row && row.count > points ? Math.max(1, row.expiresAt.getTime() - now.getTime()) : 0;
}

/** Gives a point back that turned out to be none. */
export async function returnPoint(id: string): Promise<void> {
  await Limits.updateOne({ _id: id, count: mongoose.trusted({ $gt: 0 }) }, { $inc: { count: -1 } });
}

/** Tries that cost nothing, the wait after the first one beyond them, the longest wait; how long tries are remembered. */
export type BackOff = { free: number; firstWaitMs: number; longestWaitMs: number; rememberedMs: number };

/**
 * Takes a try of one who has to wait between tries, each time twice as long. Returns 0 where the try may be made, else
 * how long to wait, in milliseconds; asking too early changes nothing. The try counts at once, so that many sent together do.
 */
export async function takeTry(id: string, rule: BackOff, now: Date): Promise<number> {
  const at = now.getTime();
  const blocked = { $and: [{ $gt: ["$expiresAt", now] }, { $gt: ["$blockedUntil", now] }] };
  const count = ifRunning(now, { $min: [{ $add: ["$count", 1] }, 1000] }, 1);
  const doublings = { $min: [{ $subtract: [count, rule.free] }, 30] };
  const wait = { $min: [rule.longestWaitMs, { $multiply: [rule.firstWaitMs, { $pow: [2, doublings] }] }] };
  const unless = (kept: string, changed: unknown) => ({ $cond: [blocked, kept, changed] });
  const before = await change(
    id,
    {
      count: unless("$count", count),
      blockedUntil: unless("$blockedUntil", { $cond: [{ $lt: [count, rule.free] }, now, { $add: [now, wait] }] }),
      expiresAt: unless("$expiresAt", new Date(at + rule.rememberedMs)),
    },
    "before",
  );
  if (!before?.blockedUntil || before.expiresAt <= now) return 0;
  return Math.max(0, before.blockedUntil.getTime() - at);
}

/** What has been counted, 0 after its time. */
export async function countedPoints(id: string, now: Date): Promise<number> {
  const row = await Limits.findOne({ _id: id, expiresAt: mongoose.trusted({ $gt: now }) }).lean<Row>();
  return row?.count ?? 0;
}

export async function forgetLimit(id: string): Promise<void> {
  await Limits.deleteOne({ _id: id });
}

/** The embedded engine never runs TTL deletion, so a job sweeps. */
export async function sweepLimits(now: Date): Promise<void> {
  await Limits.deleteMany({ expiresAt: mongoose.trusted({ $lte: now }) });
}
