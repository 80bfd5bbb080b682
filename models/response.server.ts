import mongoose from "mongoose";
import { type ChildProfile, type ProviderProfile, profileSchema } from "#domain/profile.ts";
import { isCounted, notReviewed, type ReviewComment, reviewAfterCorrection } from "#domain/review.ts";
import { isDuplicateKey } from "#models/connection.server.ts";
import { groupObservations } from "#models/observation-groups.ts";
import {
  given,
  type ReceivedResponse,
  Responses,
  type ResponseRow as Row,
  receiptFields,
  type StoredResponse,
  toReceived,
} from "#models/response-document.ts";

/** How many earlier revisions are kept beside the current answers. */
const keptRevisions = 20;

/** A checked and measured response. What follows from it (`counts`, `review` …) is the model's. */
export type NewResponse = Omit<
  StoredResponse,
  "revision" | "answersRevision" | "counts" | "review" | "comments" | "firstReceivedAt" | "withdrawnAt"
>;

export type StoreOutcome =
  /** Stored now, as a new response or as the next revision of it. */
  | { kind: "stored"; response: ReceivedResponse }
  /** The same submission was stored before: a retry or a double tap. */
  | { kind: "repeated"; response: ReceivedResponse }
  /** Somebody answered this invitation before, with another submission; or what is corrected was changed meanwhile. */
  | { kind: "already_answered"; response: ReceivedResponse };

/**
 * Stores a checked response exactly once. The id is derived by the caller from the respondent's right to answer, so that
 * two submissions of the same right collide in the database and not in our code. `corrects` is the revision of the
 * answers that the respondent saw and sends anew, changed or not; null for a first sending. `firstReceivedAt`: when
 * it first came, if that was before it was typed in. The write is one atomic document, acknowledged only when journaled.
 */
export async function storeResponse(
  response: NewResponse,
  corrects: number | null = null,
  firstReceivedAt = response.receivedAt,
): Promise<StoreOutcome> {
  const { id, ...fields } = response;
  const stored = {
    ...fields,
    observations: groupObservations(fields.observations),
    counts: isCounted(fields.consents, notReviewed),
    review: notReviewed,
    comments: [],
    firstReceivedAt,
    withdrawnAt: null,
    revision: 1,
    answersRevision: 1,
    earlier: [],
  };
  try {
    // By the driver: every field was made by our own checker and measures, and casting them again costs more than all else.
    await Responses.collection.insertOne({ _id: id, ...stored } as never);
    const { roundId, invitationId, receiptNumber, receivedAt } = fields;
    const first = { id, roundId, invitationId, receiptNumber, revision: 1, answersRevision: 1, receivedAt };
    return { kind: "stored", response: first };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const found = await Responses.findOne({ _id: id, areaId: fields.areaId }).lean<Row>();
  if (!found) throw new Error("A response that collided is no longer there");
  const sameSender = found.submissionKey === fields.submissionKey;
  const isAnew = corrects === found.answersRevision;
  if (sameSender && !isAnew && found.answersHash === fields.answersHash)
    return { kind: "repeated", response: toReceived(found) };
  // The same form sent again with other answers, as after a lost reply, is a correction of what its sender knows. What was
  // sent out of a code's draft may have been sent by somebody else who has the code.
  const mayRevise = corrects === null ? sameSender && found.codeHash === null : isAnew;
  if (!mayRevise || found.withdrawnAt) return { kind: "already_answered", response: toReceived(found) };
  return reviseResponse(found, response, corrects);
}

const answered =
  (at: Date) =>
  (comment: ReviewComment): ReviewComment => ({ ...comment, answeredAt: comment.answeredAt ?? at });

/** Replaces the current answers by the same respondent's newer ones; the earlier ones are kept beside them, bounded. */
async function reviseResponse(found: Row, next: NewResponse, corrects: number | null): Promise<StoreOutcome> {
  const { id, receiptNumber: _number, invitationId: _invitation, ...fields } = next;
  // A yes to what staff typed in changes no answer: the judgement stands, and what was asked back is still open.
  const isConfirmed = fields.confirmedAt !== null && fields.answersHash === found.answersHash;
  const review = isConfirmed ? found.review : reviewAfterCorrection(found.review);
  const { answers, revision, receivedAt, channel, enteredBy } = found;
  const row = await Responses.findOneAndUpdate(
    { _id: id, areaId: found.areaId, revision },
    {
      $set: {
        ...fields,
        codeHash: fields.codeHash ?? found.codeHash,
        observations: groupObservations(fields.observations),
        counts: isCounted(fields.consents, review),
        review,
        comments: isConfirmed ? found.comments : found.comments.map(answered(fields.receivedAt)),
      },
      $inc: { revision: 1, answersRevision: 1 },
      $push: { earlier: { $each: [{ answers, revision, receivedAt, channel, enteredBy }], $slice: -keptRevisions } },
    },
    { returnDocument: "after", projection: receiptFields },
  ).lean<Row>();
  if (row) return { kind: "stored", response: toReceived(row) };
  // Another request of the same respondent revised it meanwhile: look again at what is there now.
  return storeResponse(next, corrects);
}

/**
 * Takes a response back at the respondent's wish: its answers and everything made from them are gone, with all earlier
 * revisions. What stays says that it was there. Done once more it changes nothing.
 */
export async function withdrawResponse(areaId: string, id: string, at: Date): Promise<boolean> {
  const nothing = {
    answers: {},
    answersHash: "",
    states: null,
    unasked: [],
    observations: [],
    stratum: {},
    profile: null,
    flags: [],
    comments: [],
  };
  const { matchedCount } = await Responses.updateOne(
    { _id: id, areaId, withdrawnAt: null },
    {
      $set: { ...nothing, earlier: [], consents: false, counts: false, withdrawnAt: at },
      $inc: { revision: 1, answersRevision: 1 },
    },
  );
  return matchedCount === 1;
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

const ownFields = {
  ...receiptFields,
  submissionKey: 1,
  answers: 1,
  states: 1,
  unasked: 1,
  channel: 1,
  enteredBy: 1,
  review: 1,
  comments: 1,
  confirmedAt: 1,
  withdrawnAt: 1,
} as const;

/** A response as its respondent may see it, and change it. */
export type OwnResponse = Pick<StoredResponse, "id" | keyof typeof ownFields>;

export async function findOwnAnswers(areaId: string, id: string): Promise<OwnResponse | null> {
  const row = await Responses.findOne({ _id: id, areaId }, ownFields).lean<Pick<Row, "_id" | keyof typeof ownFields>>();
  if (!row) return null;
  const { _id, ...rest } = row;
  return { id: _id, ...rest };
}

/** The response that a family's code belongs to; null if nothing was sent with it. */
export async function findResponseByCode(invitationId: string, codeHash: string): Promise<ReceivedResponse | null> {
  const row = await Responses.findOne({ invitationId, codeHash }, receiptFields).lean<Row>();
  return row ? toReceived(row) : null;
}

export type EarlierAnswers = Pick<StoredResponse, "answers" | "states" | "receivedAt">;

/** A provider's answers in a round, to be carried over into the next; null for what is invalid. */
export async function findProviderAnswers(
  areaId: string,
  roundId: string,
  providerId: string,
): Promise<EarlierAnswers | null> {
  const fields = { answers: 1, states: 1, receivedAt: 1 } as const;
  return Responses.findOne({ areaId, roundId, providerId, ...valid() }, fields).lean<Row>();
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

/**
 * Makes what was answered on an invitation the answers of another provider. The revision rises, by which the tally sees it;
 * done once more it changes nothing.
 */
export async function handOverResponses(
  areaId: string,
  { invitationId, from, to }: { invitationId: string; from: string; to: string },
): Promise<void> {
  const filter = { areaId, invitationId, providerId: from };
  await Responses.updateMany(filter, { $set: { providerId: to }, $inc: { revision: 1 } });
}

/** An invalid answer is none. */
const valid = () => ({ withdrawnAt: null, "review.state": mongoose.trusted({ $ne: "invalid" as const }) });

/** Providers of an area that sent something in a round, also what is invalid. Reads each of its responses: for a round of providers only. */
export async function listHeardProviders(areaId: string, roundId: string): Promise<ReadonlySet<string>> {
  const ids = await Responses.distinct("providerId", { areaId, roundId, withdrawnAt: null });
  return new Set(ids.filter((id) => typeof id === "string"));
}

/** Ids of the providers of an area that answered a round: the others are silent. Reads each of its responses: for a round of providers only. */
export async function listRespondedProviders(areaId: string, roundId: string): Promise<string[]> {
  const ids = await Responses.distinct("providerId", { areaId, roundId, ...given() });
  return ids.filter((id): id is string => typeof id === "string");
}

export async function countResponses(areaId: string, roundId: string): Promise<number> {
  return Responses.countDocuments({ areaId, roundId, ...valid() });
}
