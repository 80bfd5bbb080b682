import { loadCarried } from "#app/services/carry-forward.server.ts";
import { compileRound, keyOf, loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import type { UnaskedQuestions } from "#domain/answer-state.ts";
import type { StaffChannel } from "#domain/channel.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { roundState } from "#domain/round-state.ts";
import { type Invitation, listInvitations } from "#models/invitation.server.ts";
import { findProvider, type Provider } from "#models/provider.server.ts";
import { findOwnAnswers, type OwnResponse } from "#models/response.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";
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
  /** What the form is filled with: the sent answers (by phone the stale ones too), by phone last round's, else what the registry knows. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** By phone: questions that are not put to the respondent, unless staff goes on to the rest: their answers stay as they were. */
  readonly unasked: UnaskedQuestions;
};

type Wanted = {
  readonly areaId: string;
  readonly roundId: string;
  readonly providerId: string | null;
  readonly channel: StaffChannel;
};

/** Whether staff may type answers in: after the closing too, because paper arrives late. An archived round is read only. */
export function takesEntries(round: Round, now: Date): boolean {
  const state = roundState(round, now);
  return state === "open" || state === "closed";
}

/** A round of an area that staff may type answers into; null for another one. */
export async function findRoundToEnter(areaId: string, roundId: string, now: Date): Promise<Round | null> {
  const round = await findRoundAt(areaId, roundId);
  return round && takesEntries(round, now) ? round : null;
}

/** Null where there is no such round or nobody of this name was asked in it, and for answers that were taken back. */
export async function findEntryTarget(wanted: Wanted, now: Date): Promise<EntryTarget | null> {
  const { areaId, roundId, providerId } = wanted;
  const round = await findRoundToEnter(areaId, roundId, now);
  const invitation = round && (await findInvitation(round, providerId));
  if (!invitation) return null;
  const provider = providerId === null ? null : await findProvider(areaId, providerId);
  if (providerId !== null && (!provider || provider.mergedInto !== null)) return null;
  const current = provider ? await findOwnAnswers(areaId, responseId(invitation, "")) : null;
  if (current?.withdrawnAt) return null;
  return { round, invitation, provider, current, ...(await beginning(wanted, { round, provider, current })) };
}

/** The invitation that paper belongs to: a link that was stopped, because strangers have it, stops no paper. */
async function findInvitation(round: Round, providerId: string | null): Promise<Invitation | null> {
  const invitations = (await listInvitations(round.areaId, round.id)).filter(
    (invitation) => invitation.providerId === providerId && (providerId !== null || invitation.kind === "open"),
  );
  return invitations.find(({ revoked }) => !revoked) ?? invitations[0] ?? null;
}

async function beginning(
  { channel }: Wanted,
  { round, provider, current }: Pick<EntryTarget, "round" | "provider" | "current">,
): Promise<Pick<EntryTarget, "answers" | "unasked">> {
  if (current) return beginningWith(current, channel);
  const roster = provider ? rosterAnswers(await loadRoundDefinition(round.id), unitsAtWork(provider.units)) : {};
  const critical = channel === "phone" ? phoneQuestions(keyOf(round.questionnaireId)) : null;
  if (!provider || !critical) return { answers: roster, unasked: new Map() };
  const { checker } = await compileRound(round);
  const carried = await loadCarried(round, provider.id, checker);
  const unasked = [...checker.questions].filter((question) => !critical.includes(question));
  return {
    answers: carried?.answers ?? roster,
    unasked: new Map(unasked.map((question) => [question, carried?.since[question] ?? null])),
  };
}

/** By phone what nobody was asked yet stays behind a step; a paper is typed in whole, and confirms nothing that it does not say. */
function beginningWith(
  { answers, states, unasked }: OwnResponse,
  channel: StaffChannel,
): Pick<EntryTarget, "answers" | "unasked"> {
  if (channel === "phone")
    return { answers, unasked: new Map(unasked.map((question) => [question, states?.[question]?.since ?? null])) };
  const said = Object.entries(answers).filter(([question]) => !unasked.includes(question));
  return { answers: Object.fromEntries(said), unasked: new Map() };
}
