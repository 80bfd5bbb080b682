import mongoose from "mongoose";
import type { Observation } from "#domain/observation.ts";
import { type ChildProfile, type Profile, type ProviderProfile, profileSchema } from "#domain/profile.ts";
import { isDuplicateKey, type Migration } from "#models/connection.server.ts";
import { defineModel, json } from "#models/define-model.ts";
import { groupObservations, type ObservationGroup } from "#models/observation-groups.ts";

/** How many earlier revisions are kept beside the current answers. */
const keptRevisions = 20;

/** 回答: one document per respondent and round, with the current answers and what they mean. */
export type StoredResponse = {
  id: string;
  areaId: string;
  roundId: string;
  questionnaireId: string;
  invitationId: string;
  providerId: string | null;
  channel: "web";
  locale: "ja" | "en";
  receiptNumber: string;
  /** The respondent's idempotency key: a retry of a lost reply carries the same one. */
  submissionKey: string;
  /** Of the checked answers, so that a repeat is told from a correction. */
  answersHash: string;
  answers: Record<string, unknown>;
  /** False without consent to statistical use: such a response is kept but never counted. */
  counts: boolean;
  observations: Observation[];
  stratum: Record<string, string>;
  profile: Profile | null;
  revision: number;
  receivedAt: Date;
};

export type NewResponse = Omit<StoredResponse, "revision">;

export type StoreOutcome =
  /** Stored now, as a new response or as the next revision of it. */
  | { kind: "stored"; response: ReceivedResponse }
  /** The same submission was stored before: a retry or a double tap. */
  | { kind: "repeated"; response: ReceivedResponse }
  /** Somebody answered this invitation before, with another submission. */
  | { kind: "already_answered"; response: ReceivedResponse };

export type ReceivedResponse = Pick<
  StoredResponse,
  "id" | "roundId" | "invitationId" | "receiptNumber" | "revision" | "receivedAt"
>;

type Row = Omit<StoredResponse, "id" | "observations"> & {
  _id: string;
  observations: ObservationGroup[];
  earlier: unknown[];
};

const Responses = defineModel<Row>("Response", "responses", {
  _id: String,
  areaId: String,
  roundId: String,
  questionnaireId: String,
  invitationId: String,
  providerId: String,
  channel: String,
  locale: String,
  receiptNumber: String,
  submissionKey: String,
  answersHash: String,
  answers: json,
  counts: Boolean,
  observations: json,
  stratum: json,
  profile: json,
  revision: Number,
  receivedAt: Date,
  earlier: json,
});

export const responseIndexes = {
  collection: "responses",
  indexes: [
    // The tally's watermark is read from this index alone.
    { key: { roundId: 1, areaId: 1, counts: 1, revision: 1, receivedAt: 1 } },
    { key: { areaId: 1, roundId: 1, invitationId: 1 } },
  ],
} as const;

/** Observations were stored one by one before they were stored in groups. */
export const observationGroupsMigration: Migration = {
  id: "0002-observation-groups",
  run: async () => {
    // A response that changes meanwhile is found again.
    while ((await groupStoredObservations()) > 0);
  },
};

/** Groups what is stored one by one, unless it has changed since it was read; returns how many such responses it met. */
async function groupStoredObservations(): Promise<number> {
  const ungrouped = { "observations.measure": { $exists: true } };
  const rows = Responses.collection.find<{ _id: string; revision: number; observations: Observation[] }>(
    ungrouped as never,
    { projection: { revision: 1, observations: 1 } },
  );
  let met = 0;
  for await (const { _id, revision, observations } of rows) {
    met += 1;
    const groups = groupObservations(observations);
    await Responses.collection.updateOne({ _id, revision, ...ungrouped } as never, { $set: { observations: groups } });
  }
  return met;
}

const receiptFields = { invitationId: 1, roundId: 1, receiptNumber: 1, revision: 1, receivedAt: 1 } as const;

const toReceived = (row: Row): ReceivedResponse => ({
  id: row._id,
  roundId: row.roundId,
  invitationId: row.invitationId,
  receiptNumber: row.receiptNumber,
  revision: row.revision,
  receivedAt: row.receivedAt,
});

/**
 * Stores a checked response exactly once. The id is derived by the caller from the respondent's right to answer, so that
 * two submissions of the same right collide in the database and not in our code. The write is one atomic document,
 * acknowledged only when journaled.
 */
export async function storeResponse({ id, ...fields }: NewResponse): Promise<StoreOutcome> {
  const observations = groupObservations(fields.observations);
  try {
    // By the driver: every field was made by our own checker and measures, and casting them again costs more than all else.
    await Responses.collection.insertOne({ _id: id, ...fields, observations, revision: 1, earlier: [] } as never);
    const { roundId, invitationId, receiptNumber, receivedAt } = fields;
    return { kind: "stored", response: { id, roundId, invitationId, receiptNumber, revision: 1, receivedAt } };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const found = await Responses.findById(id).lean<Row>();
  if (!found) throw new Error("A response that collided is no longer there");
  if (found.submissionKey !== fields.submissionKey) return { kind: "already_answered", response: toReceived(found) };
  if (found.answersHash === fields.answersHash) return { kind: "repeated", response: toReceived(found) };
  return reviseResponse(found, fields);
}

/** Replaces the current answers by the same respondent's newer ones; the earlier ones are kept beside them, bounded. */
async function reviseResponse(found: Row, fields: Omit<NewResponse, "id">): Promise<StoreOutcome> {
  const { answers, answersHash, counts, stratum, profile, locale, receivedAt } = fields;
  const observations = groupObservations(fields.observations);
  const earlier = { answers: found.answers, revision: found.revision, receivedAt: found.receivedAt };
  const row = await Responses.findOneAndUpdate(
    { _id: found._id, revision: found.revision },
    {
      $set: { answers, answersHash, counts, observations, stratum, profile, locale, receivedAt },
      $inc: { revision: 1 },
      $push: { earlier: { $each: [earlier], $slice: -keptRevisions } },
    },
    { returnDocument: "after", projection: receiptFields },
  ).lean<Row>();
  if (row) return { kind: "stored", response: toReceived(row) };
  // Another request of the same respondent revised it meanwhile: look again at what is there now.
  return storeResponse({ id: found._id, ...fields });
}

export async function findReceivedResponse(areaId: string, id: string): Promise<ReceivedResponse | null> {
  const row = await Responses.findOne({ _id: id, areaId }, receiptFields).lean<Row>();
  return row ? toReceived(row) : null;
}

/** The response that a submission with this key and these answers made; null if there is none, or it was corrected since. */
export async function findSameSubmission(
  submission: Pick<StoredResponse, "areaId" | "id" | "submissionKey" | "answersHash">,
): Promise<ReceivedResponse | null> {
  const { id, ...same } = submission;
  const row = await Responses.findOne({ _id: id, ...same }, receiptFields).lean<Row>();
  return row ? toReceived(row) : null;
}

/** The checked answers of one response, for its respondent's own copy. */
export async function findAnswers(areaId: string, id: string): Promise<{ answers: Record<string, unknown> } | null> {
  const row = await Responses.findOne({ _id: id, areaId }, { answers: 1 }).lean<Row>();
  return row ? { answers: row.answers } : null;
}

/** Profiles of a round's counted provider answers, by provider; of answers received since a moment, if one is given. */
export async function listProviderProfiles(
  areaId: string,
  roundId: string,
  since: Date | null,
): Promise<ReadonlyMap<string, ProviderProfile>> {
  const newer = since ? { receivedAt: mongoose.trusted({ $gte: since }) } : {};
  const rows = await Responses.find({ areaId, roundId, counts: true, ...newer }, { providerId: 1, profile: 1 })
    .sort({ _id: 1 })
    .lean<Pick<Row, "providerId" | "profile">[]>();
  return new Map(
    rows.flatMap(({ providerId, profile }) => {
      const parsed = profileSchema.parse(profile);
      return providerId !== null && parsed.kind === "provider" ? [[providerId, parsed] as const] : [];
    }),
  );
}

/** When the counted answers of a round's providers came in, by provider: the days on which they said what they offer. */
export async function listProviderAnswerTimes(areaId: string, roundId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await Responses.find({ areaId, roundId, counts: true }, { providerId: 1, receivedAt: 1 })
    .sort({ _id: 1 })
    .lean<Pick<Row, "providerId" | "receivedAt">[]>();
  return new Map(
    rows.flatMap(({ providerId, receivedAt }) => (providerId === null ? [] : [[providerId, receivedAt] as const])),
  );
}

/** Profiles of a round's counted answers about children. For the coordinator's gaps alone: each is one child. */
export async function listChildProfiles(areaId: string, roundId: string): Promise<readonly ChildProfile[]> {
  const rows = await Responses.find({ areaId, roundId, counts: true }, { profile: 1 })
    .sort({ _id: 1 })
    .lean<Pick<Row, "profile">[]>();
  return rows.map(({ profile }) => profileSchema.parse(profile)).filter((profile) => profile.kind === "child");
}

/** Ids of the providers of an area that answered a round. Reads each of its responses: for a round of providers only. */
export async function listRespondedProviders(areaId: string, roundId: string): Promise<string[]> {
  const ids = await Responses.distinct("providerId", { areaId, roundId });
  return ids.filter((id): id is string => typeof id === "string");
}

export async function countResponses(areaId: string, roundId: string): Promise<number> {
  return Responses.countDocuments({ areaId, roundId });
}
