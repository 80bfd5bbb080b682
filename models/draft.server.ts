import mongoose from "mongoose";
import { isDuplicateKey } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";

/**
 * 下書き: what was typed into a form and not sent yet. It never counts. `changedIn` says by question in which revision of
 * the draft it was changed last, so that two people on one link can be told where they differ.
 */
export type Draft = {
  /** The invitation's id, or for an open link one made from the respondent's code. */
  id: string;
  areaId: string;
  roundId: string;
  invitationId: string;
  /** The revision of the sent response that is being corrected; null for a first sending. */
  corrects: number | null;
  answers: Record<string, unknown>;
  changedIn: Record<string, number>;
  /** The tab that changed it last. */
  changedBy: Record<string, string>;
  /** Pages of last round's answers that the respondent has decided on. */
  decided: string[];
  /** The page the respondent was on. */
  page: string | null;
  revision: number;
  /** Of the answers as JSON: what the quotas count. */
  bytes: number;
  /** A keyed hash of the network it was begun from; null where nobody counts it. */
  network: string | null;
  updatedAt: Date;
  expiresAt: Date;
};

type Row = Omit<Draft, "id"> & { _id: string };

const Drafts = defineModel<Row>("Draft", "drafts", {
  _id: String,
  areaId: String,
  roundId: String,
  invitationId: String,
  corrects: Number,
  answers: json,
  changedIn: json,
  changedBy: json,
  decided: [String],
  page: String,
  revision: Number,
  bytes: Number,
  network: String,
  updatedAt: Date,
  expiresAt: Date,
});

export const draftIndexes = {
  collection: "drafts",
  indexes: [
    { key: { expiresAt: 1 } },
    // The quotas are read from these alone.
    { key: { areaId: 1, roundId: 1, invitationId: 1, bytes: 1 } },
    { key: { network: 1, bytes: 1 } },
    { key: { bytes: 1 } },
  ],
} as const;

const toDraft = ({ _id, ...rest }: Row): Draft => ({ id: _id, ...rest });

export async function findDraft(areaId: string, id: string): Promise<Draft | null> {
  const row = await Drafts.findOne({ _id: id, areaId }).lean<Row>();
  return row ? toDraft(row) : null;
}

/** Writes a draft whose revision was `revision - 1` until now (none, for the first). False if it has another one meanwhile. */
export async function saveDraft({ id, ...fields }: Draft): Promise<boolean> {
  // By the driver: answers are JSON of any form, and what was typed is stored as it is.
  const { collection } = Drafts;
  if (fields.revision > 1) {
    const found = { _id: id, areaId: fields.areaId, revision: fields.revision - 1 };
    return (await collection.replaceOne(found as never, fields as never)).matchedCount === 1;
  }
  try {
    await collection.insertOne({ _id: id, ...fields } as never);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

export async function deleteDraft(areaId: string, id: string): Promise<void> {
  await Drafts.deleteOne({ _id: id, areaId });
}

/** Ids of the invitations of a round that have a draft. */
export async function listDraftingInvitations(areaId: string, roundId: string): Promise<string[]> {
  const ids: unknown[] = await Drafts.distinct("invitationId", { areaId, roundId });
  return ids.filter((id) => typeof id === "string");
}

/**
 * How many drafts there are, and the bytes of their answers: of a link, of a client's network, or of all areas, because the disk is
 * one for all. Read from indexes alone.
 */
export async function measureDrafts(
  of: Pick<Draft, "areaId" | "roundId" | "invitationId"> | { network: string } | null,
): Promise<{ count: number; bytes: number }> {
  const [found] = await Drafts.aggregate<{ count: number; bytes: number }>([
    { $match: of ?? { bytes: { $gte: 0 } } },
    { $group: { _id: null, count: { $sum: 1 }, bytes: { $sum: "$bytes" } } },
  ]);
  return { count: found?.count ?? 0, bytes: found?.bytes ?? 0 };
}

/** The embedded engine never runs TTL deletion, so a job sweeps. */
export async function sweepDrafts(now: Date): Promise<void> {
  await Drafts.deleteMany({ expiresAt: mongoose.trusted({ $lte: now }) });
}
