import { randomUUID } from "node:crypto";
import type { AskedLine, ProviderProgress, RoundPageData } from "#app/components/round/round.types.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { formatArrival } from "#app/services/arrival.ts";
import { countUnprepared, findUninvited } from "#app/services/change-round.server.ts";
import { listUnusedCodes, runOf } from "#app/services/invitations.server.ts";
import { answerableUntil, linkAddress } from "#app/services/links.server.ts";
import { labelWeeks, loadAnswerCounts } from "#app/services/load-answer-counts.server.ts";
import {
  loadTargets,
  progressOf,
  type RoundTarget,
  type RoundTargets,
  servicesOf,
} from "#app/services/round-targets.server.ts";
import { planFor } from "#app/services/send-requests.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatDate, formatDeadline, formatMoment, japanDay } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { callAgainOn, chaseReason, chaseState, orderChase } from "#domain/progress/chase-order.ts";
import { parseDate } from "#domain/read-date.ts";
import { can } from "#domain/role.ts";
import { closingOf, isDue, roundState } from "#domain/round-state.ts";
import { serviceTypeInfo, serviceTypeSchema } from "#domain/service-type.ts";
import { countBasis } from "#models/answer-count.server.ts";
import { type Municipality, requireMunicipality } from "#models/area.server.ts";
import type { CallNote } from "#models/call-note.server.ts";
import { findProviders } from "#models/provider.server.ts";
import { listProviderProfiles } from "#models/response.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";
import { findDisplayNames } from "#models/user.server.ts";

type Wanted = { id: string; origin: string; now: Date; locale: Locale };

/** All there is to know and do about a round; null when the area has none of this id. */
export async function loadRound({ user, areaId }: Permitted, wanted: Wanted): Promise<RoundPageData | null> {
  const { id, origin, now, locale } = wanted;
  const [round, area] = await Promise.all([findRoundAt(areaId, id), requireMunicipality(areaId)]);
  if (!round) return null;
  const found = await loadTargets(round);
  const open = found.invitations.find(({ kind }) => kind === "open");
  const state = roundState(round, now);
  const ofProviders = round.audience === "provider";
  const mayReview = can(user.grants, "review_answers", areaId);
  const moved = round.firstClosesAt.getTime() !== round.closesAt.getTime();
  return {
    id,
    audience: round.audience,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    state,
    overdue: state === "planned" && round.closesAt <= now,
    due: isDue(round, now),
    revision: round.revision,
    questionnaireId: round.questionnaireId,
    opening: formatMoment(round.opensAt, locale),
    closing: formatDeadline(closingOf(round), locale),
    firstClosing: moved || round.closedAt ? formatDeadline(round.firstClosesAt, locale) : null,
    districts: area.districts.filter((one) => round.districtIds.includes(one.id)).map(({ name }) => name),
    openLink: open
      ? { ...linkOf(open, origin), revoked: open.revoked, id: open.id, generation: open.generation }
      : null,
    runs: ofProviders ? [] : await listRuns(round, found),
    newRun: randomUUID(),
    mayReview,
    basis: mayReview ? await countBasis(areaId, round.id) : null,
    prepared:
      state === "planned"
        ? {
            issued: found.invitations.filter(({ revoked }) => !revoked).length,
            missing: countUnprepared(round, found.providers, found.invitations),
          }
        : null,
    providers:
      ofProviders && round.frozenAt ? await loadProviderProgress(round, found, { area, origin, now, locale }) : null,
    counts: ofProviders ? null : await loadAnswerCounts(round, area, { locale, details: mayReview }),
  };
}

const linkOf = (invitation: RoundTarget["invitation"], origin: string) => ({
  address: linkAddress(invitation, origin),
  code: shortCode(invitation),
});

async function listRuns(round: Round, { invitations }: RoundTargets): Promise<RoundPageData["runs"]> {
  const unused = await listUnusedCodes(round, invitations);
  const runs = new Set(invitations.flatMap((one) => runOf(one) ?? []));
  const countIn = (codes: readonly RoundTarget["invitation"][], run: string) =>
    codes.filter((one) => runOf(one) === run).length;
  return [...runs].map((run) => ({ run, count: countIn(invitations, run), unused: countIn(unused, run) }));
}

type Surroundings = { area: Municipality; origin: string; now: Date; locale: Locale };

async function loadProviderProgress(
  round: Round,
  found: RoundTargets,
  { area, origin, now, locale }: Surroundings,
): Promise<ProviderProgress> {
  const { targets, providers, invitations } = found;
  const progress = progressOf(found, round);
  const nameOf = (districtId: string | null) => area.districts.find(({ id }) => id === districtId)?.name ?? null;
  const silent = targets.filter(({ answered }) => !answered);
  const lines = {
    round,
    origin,
    locale,
    now,
    names: await findDisplayNames(targets.flatMap(({ note }) => note?.by ?? [])),
  };
  return {
    all: progress.all,
    byService: [...progress.byService].map(([type, count]) => ({ name: serviceName(type), count })),
    byDistrict: [...progress.byDistrict].map(([id, count]) => ({ name: nameOf(id), count })),
    byWeek: labelWeeks(progress.byWeek, round.opensAt, locale),
    chase: orderChase(silent.map((target) => toSilent(target, now))).map(({ target }) => toLine(target, lines)),
    answered: targets.filter(({ answered }) => answered).map((target) => toLine(target, lines)),
    outside: await findOutside(round, found),
    uninvited: findUninvited(round, providers, invitations).length,
    recent: planFor(targets, now).leftOut.filter(({ reason }) => reason === "recent").length,
    minDays: requireRuntime().mail.minDaysBetween,
  };
}

const serviceName = (type: string): LocalizedText => serviceTypeInfo(serviceTypeSchema.parse(type)).name;

/** Without a mail address that works, a fax and a postal address there is nothing but the telephone. */
const toSilent = (target: RoundTarget, now: Date) => ({
  ...target,
  callAgain: callAgainOn(target.note?.callOn ?? null, japanDay(now)),
  unreachable: target.bounced || (!target.contact.email && !target.contact.fax && !target.contact.address),
  target,
});

function toLine(
  target: RoundTarget,
  {
    round,
    origin,
    locale,
    now,
    names,
  }: Omit<Surroundings, "area"> & { round: Round; names: ReadonlyMap<string, string> },
): AskedLine {
  const { invitation, provider, contact, answeredAt, lastContactAt, deliveries } = target;
  const last = deliveries.findLast((one) => (one.endedAt ?? one.queuedAt).getTime() === lastContactAt?.getTime());
  return {
    id: target.id,
    name: provider.name,
    services: servicesOf(target).map(serviceName),
    phone: contact.phone,
    ...linkOf(invitation, origin),
    generation: invitation.generation,
    revoked: invitation.revoked,
    state: answeredAt ? null : chaseState(toSilent(target, now)),
    why: answeredAt ? null : chaseReason(toSilent(target, now)),
    note: target.note && toShownNote(target.note, { names, locale }),
    lastContact: last && lastContactAt ? { at: formatMoment(lastContactAt, locale), channel: last.channel } : null,
    answeredAt: answeredAt && formatArrival(answeredAt, locale),
    reopenedUntil: invitation.reopenedUntil && formatDeadline(answerableUntil(invitation, round), locale),
  };
}

function toShownNote(
  { text, callOn, by, at, revision }: CallNote,
  { names, locale }: { names: ReadonlyMap<string, string>; locale: Locale },
): AskedLine["note"] {
  const day = callOn === null ? null : parseDate(callOn);
  return {
    text,
    callOn,
    callDay: day && formatDate(day, locale),
    by: names.get(by) ?? null,
    at: formatMoment(at, locale),
    revision,
  };
}

async function findOutside(
  { areaId, id: roundId }: Round,
  { answers, providers }: RoundTargets,
): Promise<ProviderProgress["outside"]> {
  const gone = answers.flatMap(({ providerId: id }) => (id && !providers.some((one) => one.id === id) ? [id] : []));
  const [profiles, left] = await Promise.all([
    listProviderProfiles(areaId, roundId, null),
    findProviders(areaId, gone),
  ]);
  return answers.flatMap<ProviderProgress["outside"][number]>(({ providerId, invitationId }) => {
    const provider = providers.find(({ id }) => id === providerId);
    if (!provider) {
      const name = left.find(({ id }) => id === providerId)?.name ?? null;
      return [{ id: invitationId, name, gone: true, services: [] }];
    }
    const known = new Set(provider.units.map(({ service }) => service));
    const told = profiles.get(provider.id)?.units ?? [];
    const lacking = new Set(told.map(({ service }) => service).filter((service) => !known.has(service)));
    return lacking.size > 0
      ? [{ id: invitationId, name: provider.name, gone: false, services: [...lacking].map(serviceName) }]
      : [];
  });
}
