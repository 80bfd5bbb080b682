import { oddFilter } from "#app/services/load-responses.server.ts";
import type { RoundTarget, RoundTargets } from "#app/services/round-targets.server.ts";
import { japanDay } from "#domain/fiscal-year.ts";
import { callAgainOn } from "#domain/progress/chase-order.ts";
import { countReviewLines } from "#models/response-review.server.ts";
import type { Round } from "#models/round.server.ts";

/** Answers that look odd and nobody has looked at yet. */
export type OddTask = { roundId: string; audience: Round["audience"]; count: number };

/** Of each round that has some. */
export async function listOddTasks(rounds: readonly Round[]): Promise<OddTask[]> {
  const counted = await Promise.all(
    rounds.map(async (round) => ({
      roundId: round.id,
      audience: round.audience,
      count: await countReviewLines(await oddFilter(round)),
    })),
  );
  return counted.filter(({ count }) => count > 0);
}

/** Failed for a reason that a person can mend; one that was no longer wanted did not fail. */
function isUndelivered({ answered, revoked, bounced, deliveries }: RoundTarget): boolean {
  const last = deliveries.findLast(({ channel }) => channel === "mail");
  const failed = last?.state === "failed" && (last.failure === "gave_up" || last.failure === "refused");
  return !answered && !revoked && (bounced || failed);
}

/** How many of those who are still asked in a round of providers were to be called again by now. */
export const countCallsDue = ({ targets }: Pick<RoundTargets, "targets">, now: Date): number =>
  targets.filter(
    ({ answered, revoked, note }) =>
      !answered && !revoked && callAgainOn(note?.callOn ?? null, japanDay(now)) === "due",
  ).length;

/** How many of those who are still asked in a round of providers a mail did not reach. */
export const countUndelivered = ({ targets }: Pick<RoundTargets, "targets">): number =>
  targets.filter(isUndelivered).length;
