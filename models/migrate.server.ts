import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import mongoose from "mongoose";
import { isDuplicateKey } from "#models/connection.server.ts";

/** A change of the stored data. `run` must bear being run again: a process killed in it leaves it half done. */
export interface Migration {
  /** Never changed and never reused, e.g. "0003-response-index". */
  id: string;
  run(): Promise<void>;
}

interface MigrationRecord {
  _id: string;
  owner: string;
  /** When the owner last said that it is still at work, by the database's clock. */
  beatAt: Date;
  doneAt: Date | null;
}

const BEAT_MS = 3000;
const STALE_MS = 15_000;
const CLAIM_WAIT_MS = 100;

/**
 * Runs the migrations not yet recorded in the collection `migrations`, in order, and returns their ids. Several processes may
 * call it at once: one runs each migration, the others wait for it, and take over when it is silent for 15 s.
 */
export async function migrate(migrations: readonly Migration[]): Promise<string[]> {
  const owner = randomUUID();
  const ran: string[] = [];
  for (const migration of migrations) {
    if (await runMigration(migration, owner)) ran.push(migration.id);
  }
  return ran;
}

async function runMigration({ id, run }: Migration, owner: string): Promise<boolean> {
  const records = migrationRecords();
  do {
    const record = await records.findOne({ _id: id });
    if (record?.doneAt instanceof Date) return false;
    if (record !== null) await delay(CLAIM_WAIT_MS);
  } while (!(await claimMigration(id, owner)));

  const mine = { _id: id, owner };
  const beat = setInterval(() => {
    // a missed beat is made good by the next one
    records.updateOne(mine, { $currentDate: { beatAt: true } }).catch(() => {});
  }, BEAT_MS);
  try {
    await run();
    await records.updateOne(mine, { $currentDate: { doneAt: true } });
    return true;
  } catch (error) {
    // the record would make others wait until it is stale; the reason to report is the migration's own
    await records.deleteOne(mine).catch(() => {});
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** Takes a migration that nobody has, or whose owner is silent. */
async function claimMigration(id: string, owner: string): Promise<boolean> {
  const records = migrationRecords();
  try {
    // finds nothing and inserts, unless another owner's record has this `_id`
    const mine = { _id: id, owner };
    await records.updateOne(mine, { $currentDate: { beatAt: true }, $setOnInsert: { doneAt: null } }, { upsert: true });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const silent = { $lt: ["$beatAt", { $subtract: ["$$NOW", STALE_MS] }] };
  const taken = await records.updateOne(
    { _id: id, doneAt: null, $expr: silent },
    { $set: { owner }, $currentDate: { beatAt: true } },
  );
  return taken.modifiedCount === 1;
}

function migrationRecords() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new mongoose.mongo.MongoNotConnectedError("Migrations need a connected database");
  return db.collection<MigrationRecord>("migrations");
}
