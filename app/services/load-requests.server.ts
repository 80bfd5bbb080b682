import type { LogLine, RequestsPageData } from "#app/components/round/round.types.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { answerableUntil, linkAddress } from "#app/services/links.server.ts";
import { mailText } from "#app/services/request-text.server.ts";
import { loadTargets, type RoundTarget, servicesOf } from "#app/services/round-targets.server.ts";
import { planFor } from "#app/services/send-requests.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { fiscalYearLabel, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import type { PlannedRequest } from "#domain/progress/plan-requests.ts";
import { roundState } from "#domain/round-state.ts";
import { serviceTypeInfo } from "#domain/service-type.ts";
import { requireMunicipality } from "#models/area.server.ts";
import type { Delivery } from "#models/delivery.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findProviders } from "#models/provider.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";

const shownLog = 100;

type Wanted = { id: string; service: string; origin: string; now: Date; locale: Locale };

/** Who is written to next in a round of providers, how, with which words; null when the area has no such round. */
export async function loadRequests({ areaId }: Permitted, wanted: Wanted): Promise<RequestsPageData | null> {
  const { id, service, origin, now, locale } = wanted;
  const [round, area] = await Promise.all([findRoundAt(areaId, id), requireMunicipality(areaId)]);
  if (round?.audience !== "provider") return null;
  const { targets, deliveries, invitations } = await loadTargets(round);
  const names = await namesOf(area.id, invitations);
  const chosen = targets.filter((target) => service === "" || servicesOf(target).some((own) => own === service));
  const plan = planFor(chosen, now);
  const nameOf = (target: string) => targets.find((one) => one.id === target)?.provider.name ?? "";
  const first = plan.send.find(({ way }) => way === "mail");
  const { smtp, minDaysBetween, perDay } = requireRuntime().mail;
  return {
    id,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    open: roundState(round, now) === "open",
    mailConfigured: smtp !== null,
    minDays: minDaysBetween,
    perDay,
    service,
    services: listServices(targets),
    send: plan.send.map((one) => ({ ...one, name: nameOf(one.id) })),
    leftOut: plan.leftOut.map((one) => ({ ...one, name: nameOf(one.id) })),
    preview: first ? previewOf(first, { round, area, targets, origin }) : null,
    log: deliveries
      .slice(-shownLog)
      .reverse()
      .map((one) => toLogLine(one, names.get(one.invitationId) ?? null, locale)),
  };
}

function listServices(targets: readonly RoundTarget[]): RequestsPageData["services"] {
  const types = new Set(targets.flatMap(servicesOf));
  return [...types].map((value) => ({ value, name: serviceTypeInfo(value).name }));
}

type Known = {
  round: Round;
  area: Awaited<ReturnType<typeof requireMunicipality>>;
  targets: readonly RoundTarget[];
  origin: string;
};

function previewOf({ id, kind }: PlannedRequest, { round, area, targets, origin }: Known): RequestsPageData["preview"] {
  const target = targets.find((one) => one.id === id);
  if (!target) return null;
  const { invitation, provider } = target;
  const facts = { area, round, until: answerableUntil(invitation, round), kind };
  const to = { name: provider.name, address: linkAddress(invitation, origin), code: shortCode(invitation) };
  const { subject, text } = mailText(facts, to);
  return { to: provider.name, subject, text };
}

/** Names by invitation, also of those that work no longer or were merged into another. */
async function namesOf(areaId: string, invitations: readonly Invitation[]): Promise<Map<string, string>> {
  const ids = invitations.flatMap(({ providerId }) => providerId ?? []);
  const names = new Map((await findProviders(areaId, ids)).map(({ id, name }) => [id, name]));
  return new Map(invitations.map(({ id, providerId }) => [id, names.get(providerId ?? "") ?? ""]));
}

function toLogLine(delivery: Delivery, name: string | null, locale: Locale): LogLine {
  const { id, channel, kind, state, smtpCode, failure, endedAt, queuedAt } = delivery;
  return { id, channel, kind, state, smtpCode, failure, name, at: formatMoment(endedAt ?? queuedAt, locale) };
}
