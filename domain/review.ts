import { z } from "zod";

/** Where the coordinator's check of a response stands. `invalid` alone keeps it out of every figure. */
export const reviewStateSchema = z.enum(["received", "has_issues", "accepted", "invalid"]);
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** Why a response is invalid. */
export const invalidReasonSchema = z.enum(["duplicate", "out_of_area", "out_of_scope", "test", "other"]);
export type InvalidReason = z.infer<typeof invalidReasonSchema>;

/** `by` and `at` are null until somebody has looked at these answers; `reason` stands with `invalid` alone. */
export type Review = {
  readonly state: ReviewState;
  readonly reason: InvalidReason | null;
  readonly by: string | null;
  readonly at: Date | null;
};

export const notReviewed: Review = { state: "received", reason: null, by: null, at: null };

/** The review after the respondent has changed the answers: somebody has to look again. Until then an invalid one stays invalid. */
export const reviewAfterCorrection = ({ state, reason }: Review): Review =>
  state === "invalid" ? { state, reason, by: null, at: null } : notReviewed;

/** Whether an invalid response was corrected since: nobody has looked at what it says now. */
export const isCorrectedSince = ({ state, by }: Pick<Review, "state" | "by">): boolean =>
  state === "invalid" && by === null;

/** A response counts with consent to statistical use, unless it is invalid. */
export const isCounted = (consents: boolean, review: Pick<Review, "state">): boolean =>
  consents && review.state !== "invalid";

/** What staff asks back about one question; answered when the respondent has sent the answers again. */
export type ReviewComment = {
  readonly id: string;
  /** Path of its answer (`pools[1].nurses`). */
  readonly question: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
  readonly answeredAt: Date | null;
};
