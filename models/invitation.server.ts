import mongoose from "mongoose";
import { defineModel } from "#models/define-model.ts";
import type { Migration } from "#models/migrate.server.ts";

/**
 * 回答依頼: the right to answer one round by a link or a short code. `provider`: one response for one provider; `open`: any
 * number of responses (families); `single`: one response of somebody whose name is not known (a code on a family's letter).
 * Link and code are derived from a secret and are never stored: `tokenHash` and `shortCodeHash` are their SHA-256.
 */
export type Invitation = {
  id: string;
  areaId: string;
  roundId: string;
  kind: "provider" | "open" | "single";
  providerId: string | null;
  tokenHash: string;
  shortCodeHash: string;
  /** Of links that were replaced: they are told from unknown ones. */
  earlierTokenHashes: string[];
  /** Raised when a link is re-issued: token and code are derived from id and generation. */
  generation: number;
  revoked: boolean;
  /** When the form was first opened; never noted for an open link. */
  openedAt: Date | null;
  /** It may be answered until then although the round is closed. */
  reopenedUntil: Date | null;
};

type Row = Omit<Invitation, "id"> & { _id: string };

const Invitations = defineModel<Row>("Invitation", "invitations", {
  _id: String,
  areaId: String,
  roundId: String,
  kind: String,
  providerId: String,
  tokenHash: String,
  shortCodeHash: String,
  earlierTokenHashes: [String],
  generation: Number,
  revoked: Boolean,
  openedAt: Date,
  reopenedUntil: Date,
});

export const invitationIndexes = {
  collection: "invitations",
  indexes: [
    { key: { tokenHash: 1 }, unique: true },
    { key: { shortCodeHash: 1 }, unique: true, sparse: true },
    { key: { earlierTokenHashes: 1 }, sparse: true },
    { key: { areaId: 1, roundId: 1, _id: 1 } },
  ],
} as const;

/** Invitations had no short code. `hashOf` derives it: the secret is not known here. */
export function shortCodesMigration(hashOf: (invitation: Pick<Invitation, "id" | "generation">) => string): Migration {
  return {
    id: "0004-short-codes",
    run: async () => {
      const { collection } = Invitations;
      const rows = await Invitations.find({ shortCodeHash: mongoose.trusted({ $exists: false }) }).lean<Row[]>();
      for (const { _id, generation } of rows) {
        const added = { shortCodeHash: hashOf({ id: _id, generation }), earlierTokenHashes: [] };
        await collection.updateOne({ _id, generation } as never, {
          $set: { ...added, openedAt: null, reopenedUntil: null },
        });
      }
    },
  };
}

const toInvitation = ({ _id, ...rest }: Row): Invitation => ({ id: _id, ...rest });

/** Stores invitations that do not exist yet; returns how many were new. */
export async function issueInvitations(invitations: readonly Invitation[]): Promise<number> {
  if (invitations.length === 0) return 0;
  const result = await Invitations.bulkWrite(
    invitations.map(({ id, ...rest }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: rest }, upsert: true },
    })),
  );
  return result.upsertedCount;
}

/** The invitation of a link, and whether a newer link (that still holds) has taken its place: as revoked then. */
export async function findInvitationByTokenHash(
  tokenHash: string,
): Promise<{ invitation: Invitation; replaced: boolean } | null> {
  const row = await Invitations.findOne({ tokenHash }).lean<Row>();
  if (row) return { invitation: toInvitation(row), replaced: false };
  const newer = await Invitations.findOne({ earlierTokenHashes: tokenHash }).lean<Row>();
  return newer ? { invitation: { ...toInvitation(newer), revoked: true }, replaced: !newer.revoked } : null;
}

export async function findInvitationByShortCodeHash(shortCodeHash: string): Promise<Invitation | null> {
  const row = await Invitations.findOne({ shortCodeHash }).lean<Row>();
  return row ? toInvitation(row) : null;
}

/** Any invitation of the database, of whatever area: the secret of links is one for all. */
export async function findAnyInvitation(): Promise<Invitation | null> {
  const row = await Invitations.findOne().lean<Row>();
  return row ? toInvitation(row) : null;
}

export async function findInvitation(areaId: string, id: string): Promise<Invitation | null> {
  const row = await Invitations.findOne({ _id: id, areaId }).lean<Row>();
  return row ? toInvitation(row) : null;
}

export async function listInvitations(areaId: string, roundId: string): Promise<Invitation[]> {
  const rows = await Invitations.find({ areaId, roundId }).sort({ _id: 1 }).lean<Row[]>();
  return rows.map(toInvitation);
}

/** Takes a link back; false when it was taken back already. */
export async function revokeInvitation(areaId: string, id: string): Promise<boolean> {
  const result = await Invitations.updateOne({ _id: id, areaId, revoked: false }, { $set: { revoked: true } });
  return result.modifiedCount === 1;
}

/** Takes several links back; returns how many were not yet. */
export async function revokeInvitations(areaId: string, ids: readonly string[]): Promise<number> {
  const filter = { _id: mongoose.trusted({ $in: [...ids] }), areaId, revoked: false };
  return (await Invitations.updateMany(filter, { $set: { revoked: true } })).modifiedCount;
}

/** Makes a provider's link another's, into which it was merged; done once more it changes nothing. */
export async function handOverInvitation(
  areaId: string,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<void> {
  await Invitations.updateOne({ _id: id, areaId, providerId: from }, { $set: { providerId: to } });
}

/** Puts a new link and code in the place of the old ones; false when that was done meanwhile. */
export async function reissueInvitation(
  { id, areaId, generation, tokenHash }: Invitation,
  next: Pick<Invitation, "generation" | "tokenHash" | "shortCodeHash">,
): Promise<boolean> {
  const result = await Invitations.updateOne(
    { _id: id, areaId, generation },
    { $set: { ...next, revoked: false }, $push: { earlierTokenHashes: tokenHash } },
  );
  return result.modifiedCount === 1;
}

/** Lets one invitation be answered until a moment although its round is closed. */
export async function reopenInvitation(areaId: string, id: string, reopenedUntil: Date): Promise<boolean> {
  const result = await Invitations.updateOne({ _id: id, areaId, revoked: false }, { $set: { reopenedUntil } });
  return result.matchedCount === 1;
}

/** Notes the first time a form was opened; later times change nothing. */
export async function noteOpened(areaId: string, id: string, openedAt: Date): Promise<void> {
  await Invitations.updateOne({ _id: id, areaId, openedAt: null }, { $set: { openedAt } });
}
