import { randomUUID } from "node:crypto";
import { audited, auditedEach } from "#app/services/audited.server.ts";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { commentLength, type Judgement } from "#app/services/review-form.ts";
import type { Permitted } from "#app/session.server.ts";
import { notReviewed, type Review } from "#domain/review.ts";
import { commentResponse, findReviewedResponse, findRoundIds, judgeResponse } from "#models/response-review.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";

/** A response as it was shown. */
type Shown = { readonly id: string; readonly revision: number };

const reviewOf = ({ state, reason }: Judgement, by: string, at: Date): Review =>
  state === "received" ? notReviewed : { state, reason, by, at };

/**
 * Writes a judgement. `not_found`: the municipality has no such response; `archived`: its round was put away; `changed`: it is
 * not the revision that was shown.
 */
export async function review(
  { user, areaId }: Permitted,
  { id, revision, judgement }: Shown & { judgement: Judgement },
  now: Date,
): Promise<"done" | "changed" | "archived" | "not_found"> {
  const round = await findRoundOf(areaId, id);
  if (!round) return "not_found";
  if (round.archivedAt) return "archived";
  const done = await audited(
    { actorId: user.id, areaId, subject: { kind: "response", id }, deed: { action: "review_response", ...judgement } },
    () => judgeResponse({ areaId, id, revision }, reviewOf(judgement, user.id, now)),
  );
  return done ? "done" : "changed";
}

async function findRoundOf(areaId: string, id: string): Promise<Round | null> {
  const roundId = (await findRoundIds(areaId, [id])).get(id);
  return roundId === undefined ? null : findRoundAt(areaId, roundId);
}

/** Those of the shown responses whose round was not put away: its figures stand. */
async function withoutArchived(areaId: string, shown: readonly Shown[]): Promise<readonly Shown[]> {
  const roundIds = await findRoundIds(
    areaId,
    shown.map(({ id }) => id),
  );
  const rounds = await Promise.all([...new Set(roundIds.values())].map((id) => findRoundAt(areaId, id)));
  const archived = new Set(rounds.filter((round) => round?.archivedAt).map((round) => round?.id));
  return shown.filter(({ id }) => !archived.has(roundIds.get(id)));
}

/**
 * Judges several alike, each by itself: what has changed since it was shown, or was put away, is left alone. Returns how many were
 * judged.
 */
export async function reviewSeveral(
  { user, areaId }: Permitted,
  chosen: readonly Shown[],
  { judgement, now }: { judgement: Judgement; now: Date },
): Promise<number> {
  const judgeable = await withoutArchived(areaId, chosen);
  return auditedEach(
    {
      actorId: user.id,
      areaId,
      subject: { kind: "area", id: areaId },
      deed: { action: "review_responses", ...judgement, count: chosen.length },
    },
    async () => {
      let done = 0;
      for (const { id, revision } of judgeable)
        if (await judgeResponse({ areaId, id, revision }, reviewOf(judgement, user.id, now))) done += 1;
      return done;
    },
  );
}

export type CommentOutcome = "done" | "changed" | "archived" | "not_found" | "no_text" | "too_long" | "no_question";

/** Asks a provider back about one question that it was asked, answered or not; it finds the text at its link. */
export async function comment(
  { user, areaId }: Permitted,
  { id, revision, question, text }: Shown & { question: string; text: string },
  now: Date,
): Promise<CommentOutcome> {
  const response = await findReviewedResponse(areaId, id);
  const round = response && (await findRoundAt(areaId, response.roundId));
  if (!response || !round) return "not_found";
  if (round.archivedAt) return "archived";
  const written = text.replace(/\r\n?/g, "\n").trim();
  if (written === "") return "no_text";
  if (written.length > commentLength) return "too_long";
  const { checker } = await compileRound(round);
  if (!checker.inspect(response.answers).asked.has(question)) return "no_question";
  const done = await audited(
    { actorId: user.id, areaId, subject: { kind: "response", id }, deed: { action: "comment_response" } },
    () =>
      commentResponse(
        { areaId, id, revision },
        { id: randomUUID(), question, text: written, by: user.id, at: now, answeredAt: null },
      ),
  );
  return done ? "done" : "changed";
}
