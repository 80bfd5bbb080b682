import type { ProviderHistory, ProviderSaid } from "#app/components/registry/provider-history.types.ts";
import { formatArrival } from "#app/services/arrival.ts";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { saidOf } from "#app/services/review/provider-said.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatDate, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { parseDate } from "#domain/read-date.ts";
import { isCorrectedSince } from "#domain/review.ts";
import { can } from "#domain/role.ts";
import { roundState } from "#domain/round-state.ts";
import { type CallNote, listCallNotes } from "#models/call-note.server.ts";
import { listDeliveries } from "#models/delivery.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listProviderResponses, type ProviderResponse } from "#models/provider-response.server.ts";
import { listRounds, type Round } from "#models/round.server.ts";
import { findDisplayNames } from "#models/user.server.ts";

/** The current and the last one. */
const roundsShown = 2;

type Wanted = { providerId: string; now: Date; locale: Locale };

/**
 * What came of the last two rounds of a provider: when it answered, every contact, and what it said, the last for those alone
 * who may read answers. Free text and who answered stand on the page of the response, where reading is recorded.
 */
export async function loadProviderHistory({ user, areaId }: Permitted, wanted: Wanted): Promise<ProviderHistory> {
  const mayReview = can(user.grants, "review_answers", areaId);
  const rounds = (await listRounds(areaId)).filter(
    (round) => round.audience === "provider" && roundState(round, wanted.now) !== "planned",
  );
  const shown = rounds.slice(0, roundsShown);
  return { mayReview, rounds: await Promise.all(shown.map((round) => toHistory(round, wanted, mayReview))) };
}

async function toHistory(
  round: Round,
  { providerId, locale }: Wanted,
  mayReview: boolean,
): Promise<ProviderHistory["rounds"][number]> {
  const { areaId, id, fiscalYear } = round;
  const [invitations, deliveries, [response], notes] = await Promise.all([
    listInvitations(areaId, id),
    listDeliveries(areaId, id),
    listProviderResponses(areaId, id, providerId),
    listCallNotes(areaId, id),
  ]);
  const own = new Set(invitations.filter((one) => one.providerId === providerId).map((one) => one.id));
  const note = notes.find((one) => one.providerId === providerId);
  return {
    id,
    fiscalYear: fiscalYearLabel(fiscalYear, locale),
    answered: response ? { at: formatArrival(response.receivedAt, locale), channel: response.channel } : null,
    said: response && mayReview ? await toSaid(response, round, locale) : null,
    note: note && (note.text !== "" || note.callOn !== null) ? await toNote(note, locale) : null,
    contacts: deliveries
      .filter(({ invitationId }) => own.has(invitationId))
      .reverse()
      .map(({ endedAt, queuedAt, ...one }) => ({
        ...{ id: one.id, channel: one.channel, kind: one.kind, state: one.state },
        ...{ smtpCode: one.smtpCode, failure: one.failure },
        at: formatMoment(endedAt ?? queuedAt, locale),
      })),
  };
}

async function toSaid({ id, review, answers }: ProviderResponse, round: Round, locale: Locale): Promise<ProviderSaid> {
  return {
    responseId: id,
    review: { state: review.state, reason: review.reason, corrected: isCorrectedSince(review) },
    parts: saidOf(await loadRoundDefinition(round.id), answers, locale),
  };
}

async function toNote({ text, callOn, by, at }: CallNote, locale: Locale) {
  const day = callOn === null ? null : parseDate(callOn);
  const names = await findDisplayNames([by]);
  return {
    text,
    callDay: day && formatDate(day, locale),
    by: names.get(by) ?? null,
    at: formatMoment(at, locale),
  };
}
