import { createHash } from "node:crypto";
import { type Carried, loadCarried } from "#app/services/carry-forward.server.ts";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { describeFlags, unconfirmedFlags } from "#app/services/find-doubts.server.ts";
import { findInvitedProvider } from "#app/services/links.server.ts";
import { receiptNumber, responseId } from "#app/services/receipt.server.ts";
import { type AnswerStates, judgeAnswers, type UnaskedQuestions } from "#domain/answer-state.ts";
import type { Channel } from "#domain/channel.ts";
import type { Locale } from "#domain/locale.ts";
import type { Profile } from "#domain/profile.ts";
import type { Invitation } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import { type StoreOutcome, storeResponse } from "#models/response.server.ts";
import type { Round } from "#models/round.server.ts";
import type { AnswerError, Answers, CheckResult } from "#surveys/check-answers.ts";
import type { Doubt } from "#surveys/plausibility.ts";

export type AnswersToReceive = {
  readonly invitation: Invitation;
  readonly round: Round;
  readonly answers: unknown;
  readonly locale: Locale;
  readonly submissionKey: string;
  /** The revision that was seen and changed; null for a first sending. */
  readonly corrects: number | null;
  readonly channel: Channel;
  /** The account that typed the answers in; null where the respondent did. */
  readonly enteredBy: string | null;
  /** Their answers, if any, are the last round's. */
  readonly unasked: UnaskedQuestions;
  /** When the respondent confirmed what staff had typed in. */
  readonly confirmedAt: Date | null;
  readonly codeHash: string | null;
  readonly receivedAt: Date;
  /** When they came, where somebody typed them in later. */
  readonly arrivedAt?: Date;
  /** Ids of doubts that whoever sends has seen, or `["*"]`; left out where nobody can be asked (a file). */
  readonly confirmed?: readonly string[];
};

export type ReceiveOutcome =
  | StoreOutcome
  | { kind: "invalid"; errors: readonly AnswerError[] }
  /** Valid, but something looks odd that nobody has confirmed. Nothing is stored. */
  | { kind: "doubts"; doubts: readonly Doubt[] };

export const hashAnswers = (answers: Answers): string =>
  createHash("sha256").update(JSON.stringify(answers)).digest("base64url");

/**
 * The one way an answer comes in, on whatever channel: check → measure → one atomic write. Nothing is stored unless every
 * answer passes. Whoever calls has judged the right to answer. Stale answers are kept and shown; they are not measured. What
 * looks odd is asked first, and stored as `flags` once it is confirmed.
 */
export async function receiveAnswers(received: AnswersToReceive): Promise<ReceiveOutcome> {
  const { invitation, round, submissionKey, locale, unasked } = received;
  const { checker, meaning, plausibility } = await compileRound(round);
  const checked = checker.check(received.answers, locale);
  if (!checked.ok) return { kind: "invalid", errors: checked.errors };
  const flags = plausibility.find(checked.answers, checked.asked);
  const doubts = unconfirmedFlags(flags, received.confirmed);
  if (doubts.length > 0) return { kind: "doubts", doubts: await describeFlags(round, doubts, locale) };
  const provider = await findInvitedProvider(invitation);
  const carried = provider && (await loadCarried(round, provider.id, checker));
  const fresh = withoutUnasked(checked, unasked);
  const { counts: consents, ...measured } = meaning.measure(fresh.answers, fresh.asked);
  const id = responseId(invitation, submissionKey);
  return storeResponse(
    {
      id,
      areaId: round.areaId,
      roundId: round.id,
      questionnaireId: round.questionnaireId,
      invitationId: invitation.id,
      providerId: invitation.providerId,
      channel: received.channel,
      enteredBy: received.enteredBy,
      locale,
      receiptNumber: receiptNumber(id),
      submissionKey,
      codeHash: received.codeHash,
      answersHash: hashAnswers(checked.answers),
      answers: checked.answers,
      states: statesOf(received, checked.answers, carried),
      unasked: [...unasked.keys()],
      consents,
      observations: measured.observations,
      stratum: measured.stratum,
      profile: nameUnits(measured.profile, provider),
      flags: [...flags],
      receivedAt: received.receivedAt,
      confirmedAt: received.confirmedAt,
    },
    received.corrects,
    received.arrivedAt,
  );
}

/** Null where there is nothing to compare with, and nothing stale. */
function statesOf(
  { unasked, receivedAt }: AnswersToReceive,
  answers: Answers,
  carried: Carried | null,
): AnswerStates | null {
  if (!carried && !Object.keys(answers).some((question) => unasked.has(question))) return null;
  return judgeAnswers({ answers, carried: carried ?? { answers: {}, since: {} }, unasked, at: receivedAt });
}

/** What was given this round: a stale answer was not, and a question that was put to nobody was not asked. */
function withoutUnasked({ answers, asked }: Extract<CheckResult, { ok: true }>, unasked: UnaskedQuestions) {
  const isFresh = (path: string) => !unasked.has(path.split(/[.[]/, 1)[0] ?? "");
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([question]) => isFresh(question))),
    asked: new Set([...asked].filter(isFresh)),
  };
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
