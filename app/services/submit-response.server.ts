import { z } from "zod";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { draftCodeSchema, draftIdOf, hashCode } from "#app/services/draft-code.server.ts";
import { isIssued } from "#app/services/issued-code.server.ts";
import { findLink, type KnownLink } from "#app/services/links.server.ts";
import { findOwnResponse, noProof, type Proof, responseId } from "#app/services/receipt.server.ts";
import { hashAnswers, receiveAnswers } from "#app/services/receive-answers.server.ts";
import { localeSchema } from "#domain/locale.ts";
import { deleteDraft } from "#models/draft.server.ts";
import { findSameSubmission } from "#models/response.server.ts";
import type { ReceivedResponse } from "#models/response-document.ts";
import type { AnswerError } from "#surveys/check-answers.ts";
import type { Doubt } from "#surveys/plausibility.ts";

/**
 * What the form sends. `submissionKey` is made once per filled form: a retry carries the same one. `corrects` is the
 * revision of the sent answers that the form was filled with.
 */
export const submissionSchema = z.object({
  submissionKey: z.string().regex(/^[\w-]{16,64}$/),
  locale: localeSchema,
  answers: z.unknown(),
  corrects: z.number().int().min(1).nullable().default(null),
  /** The code of the draft that is sent; null where there is none. */
  code: draftCodeSchema.nullable().default(null),
  /** Ids of doubts that the respondent was asked about and stands by; `["*"]` for all there may be. */
  confirmed: z.array(z.string().max(200)).max(500).default([]),
});
export type Submission = z.infer<typeof submissionSchema>;

export type SubmissionOutcome =
  /** With the code of the draft that was sent; null where there is none, or the server never issued it. */
  | { kind: "received"; response: ReceivedResponse; repeated: boolean; code: string | null }
  | { kind: "malformed" }
  | { kind: "link"; state: "unknown" | Exclude<KnownLink["state"], "open"> }
  | { kind: "already_answered" }
  | { kind: "invalid"; errors: readonly AnswerError[] }
  /** Valid, but something looks odd that the respondent has not confirmed; nothing is stored. */
  | { kind: "doubts"; doubts: readonly Doubt[] };

/**
 * A respondent's answers over a link. The same submission sent again is answered with the same receipt, also after the
 * round has closed: its key is known to who made it alone. The draft they were typed into goes when they are stored. What was
 * sent is corrected by whom the receipt cookie or the code proves to have sent it; a provider's link is that proof itself.
 */
export async function submitResponse(
  token: string,
  body: unknown,
  now = new Date(),
  remembered: string | null = null,
): Promise<SubmissionOutcome> {
  const parsed = submissionSchema.safeParse(body);
  if (!parsed.success) return { kind: "malformed" };
  const submission = parsed.data;
  const link = await findLink(token, now);
  switch (link.state) {
    case "open":
      return acceptAnswers(link, { ...submission, proof: { remembered, code: submission.code } }, now);
    case "closed":
      return (await findRepeat(link, submission)) ?? { kind: "link", state: "closed" };
    default:
      return { kind: "link", state: link.state };
  }
}

/** A reply can be lost in the round's last second: who sends the same again gets the receipt, also when it has closed. */
async function findRepeat({ invitation, round }: KnownLink, submission: Submission): Promise<SubmissionOutcome | null> {
  const { checker } = await compileRound(round);
  const checked = checker.check(submission.answers, submission.locale);
  if (!checked.ok) return null;
  const { submissionKey } = submission;
  const response = await findSameSubmission({
    areaId: round.areaId,
    id: responseId(invitation, submissionKey),
    submissionKey,
    answersHash: hashAnswers(checked.answers),
  });
  const code = (await isIssued(invitation, submission.code)) ? submission.code : null;
  return response && { kind: "received", response, repeated: true, code };
}

async function acceptAnswers(
  { invitation, round }: KnownLink,
  { proof, ...submission }: Submission & { proof: Proof },
  now: Date,
): Promise<SubmissionOutcome> {
  const id = responseId(invitation, submission.submissionKey);
  const code = (await isIssued(invitation, submission.code)) ? submission.code : null;
  const isFirst = submission.corrects === null;
  const own = await findOwnResponse(invitation, isFirst ? { ...noProof, code } : proof);
  // A first sending must not meet what another device sent with the same code; a correction must meet what it corrects.
  if (own ? own.id !== id : !isFirst) return { kind: "already_answered" };
  const outcome = await receiveAnswers({
    invitation,
    round,
    ...submission,
    channel: "web",
    enteredBy: null,
    unasked: new Map(),
    confirmedAt: null,
    codeHash: code === null || !isFirst ? null : hashCode(code),
    receivedAt: now,
  });
  if (outcome.kind === "already_answered") return { kind: "already_answered" };
  if (outcome.kind === "invalid" || outcome.kind === "doubts") return outcome;
  const draft = draftIdOf(invitation, code);
  if (draft) await deleteDraft(round.areaId, draft);
  return { kind: "received", response: outcome.response, repeated: outcome.kind === "repeated", code };
}
