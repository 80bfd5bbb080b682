import { findLink, isTakenBack } from "#app/services/links.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { receiveAnswers } from "#app/services/receive-answers.server.ts";
import type { ReceivedResponse } from "#models/response-document.ts";
import { findReviewedResponse } from "#models/response-review.server.ts";

export type ConfirmOutcome =
  | { kind: "confirmed"; response: ReceivedResponse }
  /** Another revision stands there now: the page must be read again. */
  | { kind: "changed" }
  /** No such link, nothing sent over it, nothing that staff typed in, or a round that was put away. */
  | { kind: "nothing_to_confirm" };

/**
 * A provider's yes to what staff typed in for it, by one tap on the receipt page of its own link, also after the closing. The same
 * answers are received again, and stale ones become fresh by it, because that page shows every answer; what has none was still
 * not asked. Channel and who typed it stay. `revision` is the one that was shown; tapped twice it is confirmed once.
 */
export async function confirmEntry(token: string, revision: number, now: Date): Promise<ConfirmOutcome> {
  const link = await findLink(token, now);
  if (link.state === "unknown" || isTakenBack(link) || link.invitation.kind !== "provider")
    return { kind: "nothing_to_confirm" };
  const { invitation, round } = link;
  const stored = await findReviewedResponse(round.areaId, responseId(invitation, ""));
  if (!stored?.enteredBy || stored.withdrawnAt || round.archivedAt) return { kind: "nothing_to_confirm" };
  const { answers, channel, enteredBy, locale, unasked } = stored;
  const outcome = await receiveAnswers({
    invitation,
    round,
    answers,
    locale,
    channel,
    enteredBy,
    submissionKey: `confirm-${revision}-${stored.id}`,
    corrects: revision,
    unasked: new Map(unasked.filter((name) => !Object.hasOwn(answers, name)).map((name) => [name, null])),
    confirmedAt: now,
    codeHash: null,
    receivedAt: now,
  });
  return outcome.kind === "stored" || outcome.kind === "repeated"
    ? { kind: "confirmed", response: outcome.response }
    : { kind: "changed" };
}
