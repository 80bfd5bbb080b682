import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import mongoose from "mongoose";
import { defineModel, json } from "#models/define-model.ts";

/**
 * A table on its way into the registry: `preparing` (read, its columns are being named), `previewed` (what it would change is
 * stored), `applying`, `applied`. Its rows and its plan stand in chunks.
 */
export type ImportBatch = {
  id: string;
  areaId: string;
  /** Whose it is: nobody else sees or applies it. */
  accountId: string;
  state: "preparing" | "previewed" | "applying" | "applied";
  expiresAt: Date;
  /** What was read; parsed where it is used. */
  table: unknown;
  /** How it is read, and what that would change; null before the columns are named. */
  mapping: unknown;
  preview: unknown;
  /** Names the chunks of the plan that counts; null without one. */
  planId: string | null;
  /** The registry that the plan was made for. */
  registryHash: string | null;
  /** How many providers had been changed by somebody else when they were to be written. */
  skipped: number;
};

type Row = Omit<ImportBatch, "id"> & { _id: string };
type ChunkRow = { _id: string; batchId: string; part: string; data: Buffer };

const Batches = defineModel<Row>("ImportBatch", "import_batches", {
  _id: String,
  areaId: String,
  accountId: String,
  state: String,
  expiresAt: Date,
  table: json,
  mapping: json,
  preview: json,
  planId: String,
  registryHash: String,
  skipped: Number,
});

const Chunks = defineModel<ChunkRow>("ImportChunk", "import_chunks", {
  _id: String,
  batchId: String,
  part: String,
  data: Buffer,
});

export const importBatchIndexes = {
  collection: "import_batches",
  indexes: [{ key: { areaId: 1, accountId: 1 } }, { key: { expiresAt: 1 } }],
} as const;
export const importChunkIndexes = { collection: "import_chunks", indexes: [{ key: { batchId: 1, part: 1 } }] } as const;

const toBatch = ({ _id, ...rest }: Row): ImportBatch => ({ id: _id, ...rest });

export async function createImportBatch({ id, ...rest }: ImportBatch): Promise<void> {
  await Batches.create({ _id: id, ...rest });
}

/** The batch of this account at this area, unless its day is over. */
export async function findImportBatch(
  { id, areaId, accountId }: Pick<ImportBatch, "id" | "areaId" | "accountId">,
  now: Date,
): Promise<ImportBatch | null> {
  const row = await Batches.findOne({
    _id: id,
    areaId,
    accountId,
    expiresAt: mongoose.trusted({ $gt: now }),
  }).lean<Row>();
  return row ? toBatch(row) : null;
}

/** The batches of this account at this area that are read and not applied yet, the oldest first. */
export async function listUnfinishedBatches(
  { areaId, accountId }: Pick<ImportBatch, "areaId" | "accountId">,
  now: Date,
): Promise<ImportBatch[]> {
  const rows = await Batches.find({
    areaId,
    accountId,
    state: mongoose.trusted({ $ne: "applied" as const }),
    table: mongoose.trusted({ $ne: null }),
    expiresAt: mongoose.trusted({ $gt: now }),
  })
    .sort({ expiresAt: 1 })
    .lean<Row[]>();
  return rows.map(toBatch);
}

/**
 * Changes a batch that still is in this state and, if one is named, has this plan; false when it is not so. The batch's own
 * id, area and account never change.
 */
export async function changeImportBatch(
  { id, state, planId }: Pick<ImportBatch, "id" | "state"> & { planId?: string | null },
  change: Partial<Omit<ImportBatch, "id" | "areaId" | "accountId">>,
): Promise<boolean> {
  const filter = { _id: id, state, ...(planId === undefined ? {} : { planId }) };
  return (await Batches.updateOne(filter, { $set: change })).matchedCount === 1;
}

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** Stores entries as a chunk. `number` puts the chunks of a part in order; storing the same again replaces. */
export async function saveImportChunk(
  { batchId, part, number }: { batchId: string; part: string; number: number },
  entries: readonly unknown[],
): Promise<void> {
  const _id = `${batchId}|${part}|${String(number).padStart(6, "0")}`;
  const data = Buffer.from(await pack(JSON.stringify(entries), { level: 1 }));
  await Chunks.replaceOne({ _id }, { _id, batchId, part, data }, { upsert: true });
}

/** The entries of one chunk; empty where there is none. */
export async function readImportChunk(batchId: string, part: string, number: number): Promise<unknown[]> {
  const row = await Chunks.findById(`${batchId}|${part}|${String(number).padStart(6, "0")}`).lean<ChunkRow>();
  if (!row) return [];
  const entries: unknown = JSON.parse((await unpack(toBuffer(row.data))).toString("utf8"));
  return Array.isArray(entries) ? entries : [];
}

/** The driver gives stored bytes as its own type. */
const toBuffer = (data: Buffer | { buffer: Uint8Array }): Uint8Array =>
  data instanceof Uint8Array ? data : Buffer.from(data.buffer);

/** The chunks of a part one after the other, each read when it is asked for. */
export async function* streamImportChunks(batchId: string, part: string): AsyncGenerator<unknown[]> {
  for (let number = 0; ; number += 1) {
    const entries = await readImportChunk(batchId, part, number);
    if (entries.length === 0) return;
    yield entries;
  }
}

/** Takes away the chunks of a batch; of one part alone, if it is named. */
export async function deleteImportChunks(batchId: string, part?: string): Promise<void> {
  await Chunks.deleteMany({ batchId, ...(part === undefined ? {} : { part }) });
}

/** Takes away the account's older batches that were never applied: this one replaces them. One that is being applied stays. */
export async function deleteOlderImportBatches({
  id,
  areaId,
  accountId,
  expiresAt,
}: Pick<ImportBatch, "id" | "areaId" | "accountId" | "expiresAt">): Promise<void> {
  const rows = await Batches.find(
    {
      _id: mongoose.trusted({ $ne: id }),
      areaId,
      accountId,
      state: mongoose.trusted({ $in: ["preparing" as const, "previewed" as const] }),
      expiresAt: mongoose.trusted({ $lte: expiresAt }),
    },
    { _id: 1 },
  ).lean<Row[]>();
  await deleteBatches(rows.map(({ _id }) => _id));
}

async function deleteBatches(ids: readonly string[]): Promise<void> {
  const among = mongoose.trusted({ $in: [...ids] });
  await Chunks.deleteMany({ batchId: among });
  await Batches.deleteMany({ _id: among });
}

/** Uploaded tables are kept for a day. The embedded engine never runs TTL deletion, so a job sweeps. */
export async function sweepImportBatches(now: Date): Promise<void> {
  const rows = await Batches.find({ expiresAt: mongoose.trusted({ $lte: now }) }, { _id: 1 }).lean<Row[]>();
  await deleteBatches(rows.map(({ _id }) => _id));
}

/** Takes a batch away with all its chunks. */
export async function deleteImportBatch(id: string): Promise<void> {
  await deleteBatches([id]);
}
