import { maxCodes } from "#app/round-fields.ts";
import { audited } from "#app/services/audited.server.ts";
import { changeInvitation } from "#app/services/change-invitation.server.ts";
import { askedProviders, issueCodes, issueMissing, listUnusedCodes, runOf } from "#app/services/invitations.server.ts";
import { inviteAll, openPlannedRound } from "#app/services/open-round.server.ts";
import { type RoundOutcome, type RoundRefusal, roundEntry } from "#app/services/round-entry.ts";
import type { RoundIntent } from "#app/services/round-form.ts";
import type { Permitted } from "#app/session.server.ts";
import { roundState } from "#domain/round-state.ts";
import { listInvitations, revokeInvitations } from "#models/invitation.server.ts";
import { listProviders, type Provider } from "#models/provider.server.ts";
import { archiveRound, closeRound, discardPlan, findRoundAt, type Round } from "#models/round.server.ts";

const refused = (reason: RoundRefusal): RoundOutcome => ({ kind: "refused", reason });

/** Does what a button of a round's page asks for; null when the area has no such round, or the round no such invitation. */
export async function changeRoundByButton(
  permitted: Permitted,
  roundId: string,
  { intent, now }: { intent: RoundIntent; now: Date },
): Promise<RoundOutcome | null> {
  const round = await findRoundAt(permitted.areaId, roundId);
  if (!round) return null;
  if (round.archivedAt) {
    return intent.intent === "archive_round" ? { kind: "done", done: "archive_round" } : refused("archived");
  }
  if ("invitation" in intent) return changeInvitation(permitted, round, { intent, now });
  switch (intent.intent) {
    case "open_round":
      return openByHand(permitted, round, { revision: intent.revision, now });
    case "discard_round":
      return discard(permitted, round, intent.revision);
    case "close_round":
      return closeByHand(permitted, round, now);
    case "archive_round":
      return archive(permitted, round, now);
    case "invite_missing":
      return inviteMissing(permitted, round, now);
    case "issue_codes":
      return issueRun(permitted, round, { ...intent, now });
    case "revoke_codes":
      return revokeRun(permitted, round, intent.run);
  }
}

async function openByHand(
  permitted: Permitted,
  round: Round,
  { revision, now }: { revision: number; now: Date },
): Promise<RoundOutcome> {
  if (round.frozenAt) return { kind: "done", done: "open_round" };
  if (round.revision !== revision) return refused("changed_meanwhile");
  if (round.closesAt <= now) return refused("past");
  const entry = roundEntry(permitted, round, { action: "open_round" });
  const opened = await audited(entry, () => openPlannedRound(round, now));
  return opened ? { kind: "done", done: "open_round" } : refused("changed_meanwhile");
}

/** Takes out a round that nobody was asked in yet. */
async function discard(permitted: Permitted, round: Round, revision: number): Promise<RoundOutcome> {
  if (round.frozenAt) return refused("state");
  if (round.revision !== revision) return refused("changed_meanwhile");
  const entry = roundEntry(permitted, round, { action: "discard_round" });
  const discarded = await audited(entry, () => discardPlan(round));
  return discarded ? { kind: "done", done: "discard_round" } : refused("changed_meanwhile");
}

async function closeByHand(permitted: Permitted, round: Round, now: Date): Promise<RoundOutcome> {
  const state = roundState(round, now);
  if (state === "planned") return refused("state");
  if (state === "open") {
    const entry = roundEntry(permitted, round, { action: "close_round" });
    await audited(entry, () => closeRound(round.areaId, round.id, now));
  }
  return { kind: "done", done: "close_round" };
}

async function archive(permitted: Permitted, round: Round, now: Date): Promise<RoundOutcome> {
  if (roundState(round, now) !== "closed") return refused("state");
  const entry = roundEntry(permitted, round, { action: "archive_round" });
  await audited(entry, () => archiveRound(round.areaId, round.id, now));
  return { kind: "done", done: "archive_round" };
}

/** Providers of the registry that an opened round would ask and has no invitation for. */
export function findUninvited(
  round: Round,
  providers: readonly Provider[],
  invited: readonly { providerId: string | null }[],
): Provider[] {
  if (round.audience !== "provider" || !round.frozenAt) return [];
  return askedProviders(round, providers).filter(({ id }) => !invited.some(({ providerId }) => providerId === id));
}

/** Links that a planned round will need and that are not there yet, so that letters can be printed before it opens. */
export function countUnprepared(
  round: Round,
  providers: readonly Provider[],
  invited: readonly { providerId: string | null; kind: string }[],
): number {
  if (round.audience !== "provider") return invited.some(({ kind }) => kind === "open") ? 0 : 1;
  return askedProviders(round, providers).filter(({ id }) => !invited.some(({ providerId }) => providerId === id))
    .length;
}

async function inviteMissing(permitted: Permitted, round: Round, now: Date): Promise<RoundOutcome> {
  const state = roundState(round, now);
  if (state !== "open" && state !== "planned") return refused("state");
  const [providers, invited] = await Promise.all([
    listProviders(round.areaId),
    listInvitations(round.areaId, round.id),
  ]);
  const count =
    state === "planned" ? countUnprepared(round, providers, invited) : findUninvited(round, providers, invited).length;
  if (count > 0) {
    // A planned round's links take no answers before it opens; that they are all there is noted by its opening alone.
    const issue = () => (state === "planned" ? issueMissing(round, providers) : inviteAll(round, now));
    await audited(roundEntry(permitted, round, { action: "invite_missing", count }), issue);
  }
  return { kind: "done", done: "invite_missing" };
}

async function issueRun(
  permitted: Permitted,
  round: Round,
  { run, count: typed, now }: Extract<RoundIntent, { intent: "issue_codes" }> & { now: Date },
): Promise<RoundOutcome> {
  if (round.audience === "provider" || roundState(round, now) !== "open") return refused("state");
  const digits = typed.normalize("NFKC").trim();
  const count = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  if (count < 1 || count > maxCodes) return refused("count");
  await audited(roundEntry(permitted, round, { action: "issue_codes", count }), () => issueCodes(round, run, count));
  return { kind: "done", done: "issue_codes" };
}

/** Stops the codes of a run with which nothing was sent; what was sent with the others stays within its sender's reach. */
async function revokeRun(permitted: Permitted, round: Round, run: string): Promise<RoundOutcome | null> {
  const codes = (await listInvitations(round.areaId, round.id)).filter((one) => runOf(one) === run);
  if (codes.length === 0) return null;
  const ids = (await listUnusedCodes(round, codes)).map(({ id }) => id);
  if (ids.length > 0) {
    const entry = roundEntry(permitted, round, { action: "revoke_codes", count: ids.length });
    await audited(entry, () => revokeInvitations(round.areaId, ids));
  }
  return { kind: "done", done: "revoke_codes" };
}
