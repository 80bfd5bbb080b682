import mongoose from "mongoose";
import type { AnswerStates } from "#domain/answer-state.ts";
import type { Channel } from "#domain/channel.ts";
import type { Observation } from "#domain/observation.ts";
import type { Profile } from "#domain/profile.ts";
import type { Review, ReviewComment } from "#domain/review.ts";
import { defineModel, json } from "#models/define-model.ts";
import type { ObservationGroup } from "#models/observation-groups.ts";

/** 回答: one document per respondent and round, with the current answers and what they mean. */
export type StoredResponse = {
  id: string;
  areaId: string;
  roundId: string;
  questionnaireId: string;
  invitationId: string;
  providerId: string | null;
  channel: Channel;
  /** The account that typed it in; null where the respondent did. */
  enteredBy: string | null;
  locale: "ja" | "en";
  receiptNumber: string;
  /** The respondent's idempotency key: a retry of a lost reply carries the same one. */
  submissionKey: string;
  /** SHA-256 of the code that lets a family come back from another device; null where the link itself does. */
  codeHash: string | null;
  /** Of the checked answers, so that a repeat is told from a correction. */
  answersHash: string;
  answers: Record<string, unknown>;
  /** How each answer stands to last round's; null where nothing can be carried over. */
  states: AnswerStates | null;
  /** Questions that were put to nobody: their answers, if any, are stale. */
  unasked: string[];
  /** Consent to statistical use. */
  consents: boolean;
  /** True with consent, unless it was found invalid or withdrawn: only then it is in any figure. */
  counts: boolean;
  observations: Observation[];
  stratum: Record<string, string>;
  profile: Profile | null;
  /** Codes of what looks odd in the answers, for the coordinator. */
  flags: string[];
  review: Review;
  comments: ReviewComment[];
  /** Raised by every change: the tally's watermark. */
  revision: number;
  /** Raised where the answers change, and only there: what a draft and a correction stand on. */
  answersRevision: number;
  /** When it came first; `receivedAt` is when its current answers came. */
  firstReceivedAt: Date;
  receivedAt: Date;
  /** When the respondent confirmed what staff had typed in; null where nothing is to confirm, or not yet. */
  confirmedAt: Date | null;
  /** When the family took it back: the answers are gone then. */
  withdrawnAt: Date | null;
};

export type ReceivedResponse = Pick<
  StoredResponse,
  "id" | "roundId" | "invitationId" | "receiptNumber" | "revision" | "answersRevision" | "receivedAt"
>;

export type ResponseRow = Omit<StoredResponse, "id" | "observations"> & {
  _id: string;
  observations: ObservationGroup[];
  earlier: unknown[];
};

/** The collection's model, for the files of responses alone. */
export const Responses = defineModel<ResponseRow>("Response", "responses", {
  _id: String,
  areaId: String,
  roundId: String,
  questionnaireId: String,
  invitationId: String,
  providerId: String,
  channel: String,
  enteredBy: String,
  locale: String,
  receiptNumber: String,
  submissionKey: String,
  codeHash: String,
  answersHash: String,
  answers: json,
  states: json,
  unasked: [String],
  consents: Boolean,
  counts: Boolean,
  observations: json,
  stratum: json,
  profile: json,
  flags: [String],
  review: json,
  comments: json,
  revision: Number,
  answersRevision: Number,
  firstReceivedAt: Date,
  receivedAt: Date,
  confirmedAt: Date,
  withdrawnAt: Date,
  earlier: json,
});

export const responseIndexes = {
  collection: "responses",
  indexes: [
    // The tally's watermark is read from this index alone.
    { key: { roundId: 1, areaId: 1, counts: 1, revision: 1, receivedAt: 1 } },
    // Equal answers over one link are found in this index alone.
    { key: { areaId: 1, roundId: 1, invitationId: 1, answersHash: 1, "review.state": 1, _id: 1 } },
    { key: { areaId: 1, roundId: 1, receivedAt: -1, _id: -1 } },
    { key: { invitationId: 1, codeHash: 1 } },
    { key: { areaId: 1, providerId: 1, receivedAt: -1 } },
  ],
} as const;

/**
 * The filter of answers whose sender has nothing more to do: not taken back, and not found invalid, or corrected since and not
 * looked at again. More than what stands: a corrected answer is in no figure until somebody has looked at it.
 */
export const given = () => ({
  withdrawnAt: null,
  $or: [{ "review.state": mongoose.trusted({ $ne: "invalid" as const }) }, { "review.by": null }],
});

export const receiptFields = {
  invitationId: 1,
  roundId: 1,
  receiptNumber: 1,
  revision: 1,
  answersRevision: 1,
  receivedAt: 1,
} as const;

export const toReceived = (row: Pick<ResponseRow, "_id" | keyof typeof receiptFields>): ReceivedResponse => ({
  id: row._id,
  roundId: row.roundId,
  invitationId: row.invitationId,
  receiptNumber: row.receiptNumber,
  revision: row.revision,
  answersRevision: row.answersRevision,
  receivedAt: row.receivedAt,
});
