import { listFirstAnswers } from "#models/answer-count.server.ts";
import { handOverInvitation, type Invitation, listInvitations, revokeInvitation } from "#models/invitation.server.ts";
import { handOverResponses } from "#models/response.server.ts";
import { listRounds } from "#models/round.server.ts";

/** What a merge does with the invitation of the provider that goes. */
type Step =
  | { kind: "hand_over"; invitation: Invitation; replaces: readonly Invitation[] }
  | { kind: "revoke"; invitation: Invitation };

type Pair = { areaId: string; keptId: string; mergedId: string };

/**
 * What becomes of the invitations of a provider that is merged into another, round by round: the one that was answered
 * goes over with its answers, or the only one; of two that nobody answered the kept provider's own stays. Null when both
 * have answered a round that is not archived: which answers count is for the coordinator to say.
 */
async function planHandOver({ areaId, keptId, mergedId }: Pair): Promise<Step[] | null> {
  const steps: Step[] = [];
  for (const round of await listRounds(areaId)) {
    if (round.audience !== "provider") continue;
    const [invitations, answers] = await Promise.all([
      listInvitations(areaId, round.id),
      listFirstAnswers(areaId, round.id),
    ]);
    const of = (id: string) => invitations.filter(({ providerId }) => providerId === id);
    // by invitation: a merge that was cut off may have handed the answers over and not yet the link
    const isAnswered = ({ id }: Invitation) => answers.some(({ invitationId }) => invitationId === id);
    const [kept, merged] = [of(keptId), of(mergedId)];
    if (kept.some(isAnswered) && merged.some(isAnswered)) {
      if (round.archivedAt === null) return null;
      continue;
    }
    for (const invitation of merged) {
      const goesOver = isAnswered(invitation) || (!invitation.revoked && kept.every(({ revoked }) => revoked));
      if (goesOver) steps.push({ kind: "hand_over", invitation, replaces: kept.filter(({ revoked }) => !revoked) });
      else if (round.archivedAt === null && !invitation.revoked) steps.push({ kind: "revoke", invitation });
    }
  }
  return steps;
}

/** Whether both providers have answers that stand in a round that is not archived. */
export const bothAnswered = async (pair: Pair): Promise<boolean> => (await planHandOver(pair)) === null;

/** Gives the kept provider the answers and links of the merged one; false when both have answered. Bears being run again. */
export async function handOverAnswers(pair: Pair): Promise<boolean> {
  const { areaId, keptId, mergedId } = pair;
  const steps = await planHandOver(pair);
  if (steps === null) return false;
  for (const step of steps) {
    const { id } = step.invitation;
    if (step.kind === "revoke") {
      await revokeInvitation(areaId, id);
      continue;
    }
    await handOverResponses(areaId, { invitationId: id, from: mergedId, to: keptId });
    for (const own of step.replaces) await revokeInvitation(areaId, own.id);
    await handOverInvitation(areaId, { id, from: mergedId, to: keptId });
  }
  return true;
}
