import { defineModel } from "#models/define-model.ts";

/**
 * 回答依頼: the right to answer one round by a link. `provider`: one response for one provider; `open`: any number of
 * responses (families). The link's token is derived from a secret and is never stored: `tokenHash` is its SHA-256.
 */
export type Invitation = {
  id: string;
  areaId: string;
  roundId: string;
  kind: "provider" | "open";
  providerId: string | null;
  tokenHash: string;
  /** Raised when a link is re-issued: the token is derived from id and generation. */
  generation: number;
  revoked: boolean;
};

type Row = Omit<Invitation, "id"> & { _id: string };

const Invitations = defineModel<Row>("Invitation", "invitations", {
  _id: String,
  areaId: String,
  roundId: String,
  kind: String,
  providerId: String,
  tokenHash: String,
  generation: Number,
  revoked: Boolean,
});

export const invitationIndexes = {
  collection: "invitations",
  indexes: [{ key: { tokenHash: 1 }, unique: true }, { key: { areaId: 1, roundId: 1, _id: 1 } }],
} as const;

const toInvitation = ({ _id, ...rest }: Row): Invitation => ({ id: _id, ...rest });

/** Stores invitations that do not exist yet. */
export async function issueInvitations(invitations: readonly Invitation[]): Promise<void> {
  if (invitations.length === 0) return;
  await Invitations.bulkWrite(
    invitations.map(({ id, ...rest }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: rest }, upsert: true },
    })),
  );
}

export async function findInvitationByTokenHash(tokenHash: string): Promise<Invitation | null> {
  const row = await Invitations.findOne({ tokenHash }).lean<Row>();
  return row ? toInvitation(row) : null;
}

export async function listInvitations(areaId: string, roundId: string): Promise<Invitation[]> {
  const rows = await Invitations.find({ areaId, roundId }).sort({ _id: 1 }).lean<Row[]>();
  return rows.map(toInvitation);
}

export async function revokeInvitation(areaId: string, id: string): Promise<void> {
  await Invitations.updateOne({ _id: id, areaId }, { $set: { revoked: true } });
}
