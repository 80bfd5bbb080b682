import { createHash } from "node:crypto";
import { z } from "zod";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { findInvitedProvider, findLink, type KnownLink } from "#app/services/links.server.ts";
import { receiptNumber, responseId } from "#app/services/receipt.server.ts";
import { type Locale, localeSchema } from "#domain/locale.ts";
import type { Profile } from "#domain/profile.ts";
import type { Provider } from "#models/provider.server.ts";
import { findSameSubmission, type ReceivedResponse, storeResponse } from "#models/response.server.ts";
import type { AnswerError, Answers } from "#surveys/check-answers.ts";

/** What the form sends. `submissionKey` is made once per filled form: a retry carries the same one. */
const submissionSchema = z.object({
  submissionKey: z.string().regex(/^[\w-]{16,64}$/),
  locale: localeSchema,
  answers: z.unknown(),
});
export type Submission = z.infer<typeof submissionSchema>;

export type SubmissionOutcome =
  | { kind: "received"; response: ReceivedResponse; repeated: boolean }
  | { kind: "malformed" }
  | { kind: "link"; state: "unknown" | Exclude<KnownLink["state"], "open"> }
  | { kind: "already_answered"; response: ReceivedResponse }
  | { kind: "invalid"; errors: readonly AnswerError[] };

/**
 * The one way an answer comes in: link → check → measure → one atomic write. Nothing is stored unless every answer
 * passes; the same submission sent again is answered with the same receipt, also after the round has closed. `now` is the
 * moment of arrival: the link is judged by it, and it is stored.
 */
export async function submitResponse(token: string, body: unknown, now = new Date()): Promise<SubmissionOutcome> {
  const submission = submissionSchema.safeParse(body);
  if (!submission.success) return { kind: "malformed" };
  const link = await findLink(token, now);
  switch (link.state) {
    case "open":
      return acceptAnswers(link, submission.data, now);
    case "closed":
      return (await findRepeat(link, submission.data)) ?? { kind: "link", state: "closed" };
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
  return response && { kind: "received", response, repeated: true };
}

const hashAnswers = (answers: Answers) => createHash("sha256").update(JSON.stringify(answers)).digest("base64url");

async function acceptAnswers(link: KnownLink, submission: Submission, receivedAt: Date): Promise<SubmissionOutcome> {
  const { invitation, round } = link;
  const { checker, meaning } = await compileRound(round);
  const checked = checker.check(submission.answers, submission.locale);
  if (!checked.ok) return { kind: "invalid", errors: checked.errors };
  const measured = meaning.measure(checked.answers, checked.asked);
  const provider = await findInvitedProvider(invitation);
  const id = responseId(invitation, submission.submissionKey);
  const outcome = await storeResponse({
    id,
    areaId: round.areaId,
    roundId: round.id,
    questionnaireId: round.questionnaireId,
    invitationId: invitation.id,
    providerId: invitation.providerId,
    channel: "web",
    locale: submission.locale satisfies Locale,
    receiptNumber: receiptNumber(id),
    submissionKey: submission.submissionKey,
    answersHash: hashAnswers(checked.answers),
    answers: checked.answers,
    counts: measured.counts,
    observations: measured.observations,
    stratum: measured.stratum,
    profile: nameUnits(measured.profile, provider),
    receivedAt,
  });
  if (outcome.kind === "already_answered") return outcome;
  return { kind: "received", response: outcome.response, repeated: outcome.kind === "repeated" };
}

/** Ties each answered unit to the registry's unit of the same service type, where the provider has exactly one. */
function nameUnits(profile: Profile | null, provider: Provider | null): Profile | null {
  if (profile?.kind !== "provider" || !provider) return profile;
  const units = profile.units.map((unit) => {
    const same = provider.units.filter(({ service }) => service === unit.service);
    return same.length === 1 ? { ...unit, unit: same[0]?.id ?? null } : unit;
  });
  return { ...profile, units };
}
