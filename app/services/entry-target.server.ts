import { loadCarried } from "#app/services/carry-forward.server.ts";
import { compileRound, keyOf, loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { staleQuestions } from "#domain/answer-state.ts";
import type { StaffChannel } from "#domain/channel.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { roundState } from "#domain/round-state.ts";
import { type Invitation, listInvitations } from "#models/invitation.server.ts";
import { findProvider, type Provider } from "#models/provider.server.ts";
import { findOwnAnswers, type OwnResponse } from "#models/response.server.ts";
import { findRound, type Round } from "#models/round.server.ts";
import { phoneQuestions } from "#surveys/registry.server.ts";
import { rosterAnswers } from "#surveys/roster-answers.ts";

/** Whose answers staff is about to type in, and from what it starts. */
export type EntryTarget = {
  readonly round: Round;
  readonly invitation: Invitation;
  /** Null on a link open to many: each entry is another respondent. */
  readonly provider: Provider | null;
  /** What has been sent in this round; the entry corrects it. */
  readonly current: OwnResponse | null;
  /** What the form is filled with: the sent answers, by phone last round's, else what the registry knows. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Questions that are not put to the respondent, unless staff goes on to the rest: their answers stay as they were. */
  readonly unasked: ReadonlySet<string>;
};

type Wanted = {
  readonly areaId: string;
  readonly roundId: string;
  readonly providerId: string | null;
  readonly channel: StaffChannel;
};

/** A round of an area that has begun; null for a planned one. After the closing entries go on: paper arrives late. */
export async function findBegunRound(areaId: string, roundId: string, now: Date): Promise<Round | null> {
  const round = await findRound(roundId);
  return round && round.areaId === areaId && roundState(round, now) !== "planned" ? round : null;
}

/** Null where there is no such round or nobody of this name was asked in it, and for answers that were taken back. */
export async function findEntryTarget(wanted: Wanted, now: Date): Promise<EntryTarget | null> {
  const { areaId, roundId, providerId } = wanted;
  const round = await findBegunRound(areaId, roundId, now);
  const invitation = round && (await findInvitation(round, providerId));
  if (!invitation) return null;
  const provider = providerId === null ? null : await findProvider(areaId, providerId);
  if (providerId !== null && !provider) return null;
  const current = provider ? await findOwnAnswers(areaId, responseId(invitation, "")) : null;
  if (current?.withdrawnAt) return null;
  return { round, invitation, provider, current, ...(await beginning(wanted, { round, provider, current })) };
}

async function findInvitation(round: Round, providerId: string | null): Promise<Invitation | null> {
  const invitations = await listInvitations(round.areaId, round.id);
  return (
    invitations.find(
      (invitation) =>
        !invitation.revoked &&
        invitation.providerId === providerId &&
        (providerId !== null || invitation.kind === "open"),
    ) ?? null
  );
}

async function beginning(
  { channel }: Wanted,
  { round, provider, current }: Pick<EntryTarget, "round" | "provider" | "current">,
): Promise<Pick<EntryTarget, "answers" | "unasked">> {
  if (current) return { answers: current.answers, unasked: staleQuestions(current.states ?? {}) };
  const roster = provider ? rosterAnswers(await loadRoundDefinition(round.id), unitsAtWork(provider.units)) : {};
  const critical = channel === "phone" ? phoneQuestions(keyOf(round.questionnaireId)) : null;
  if (!provider || !critical) return { answers: roster, unasked: new Set() };
  const { checker } = await compileRound(round);
  const carried = await loadCarried(round, provider.id, checker);
  const unasked = new Set([...checker.questions].filter((question) => !critical.includes(question)));
  return { answers: carried?.answers ?? roster, unasked };
}
