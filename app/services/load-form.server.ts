import { createHmac } from "node:crypto";
import { z } from "zod";
import type { CarriedPages, FormDraft, FormPage } from "#app/components/survey-form/form-page.types.ts";
import { prepareShell } from "#app/components/survey-form/render-shell.server.tsx";
import type { Remembered } from "#app/receipt-cookie.server.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { loadCarried } from "#app/services/carry-forward.server.ts";
import { compileRound, loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { draftIdOf, hashCode, submissionKeyOf } from "#app/services/draft-code.server.ts";
import {
  answerableUntil,
  findInvitedProvider,
  findLink,
  type KnownLink,
  unknownState,
} from "#app/services/links.server.ts";
import { findOnlyResponse, findOwnResponse } from "#app/services/receipt.server.ts";
import { fiscalYearLabel, formatDate, formatDeadline, formatTime, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { findOnlyMunicipality, requireMunicipality } from "#models/area.server.ts";
import { type Draft, findDraft } from "#models/draft.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import { findOwnAnswers, findResponseByCode, type OwnResponse } from "#models/response.server.ts";
import type { Round, RoundAudience } from "#models/round.server.ts";
import { inOneLanguage } from "#surveys/in-one-language.ts";
import { listAnswers } from "#surveys/list-answers.ts";
import { rosterAnswers } from "#surveys/roster-answers.ts";

export type RespondentPageData =
  | {
      kind: "closed";
      state: "unknown" | "cut" | "revoked" | "reissued" | "closed" | "not_yet_open" | "used";
      contact: string | null;
      /** As in `FormPage`: what was typed before the link ended may still be on this device. */
      keptAs: string | null;
    }
  /** What was sent: over this link, or out of this browser's draft from another device (then with the draft's code). */
  | { kind: "answered"; remembered: Remembered | null }
  | {
      kind: "form";
      area: LocalizedText;
      fiscalYear: string;
      /** The last day on which answers are taken. */
      closing: string;
      audience: RoundAudience;
      provider: string | null;
      contact: string;
      /** A code brings back to this form, not the link alone. */
      byCode: boolean;
      /** That somebody opened this link is of interest, and not noted yet. */
      notesOpening: boolean;
      /** What this browser has sent over this link open to many already; null where nothing was, or it is being corrected. */
      sentBefore: { receiptNumber: string; mayAnswerAgain: boolean } | null;
      form: FormPage;
    };

/** Who comes: what the browser remembers of this link, and whether the sent answers are to be corrected. */
export type Visit = { locale: Locale; code: string | null; remembered: Remembered | null; correct: boolean };

/** What a respondent's link shows now: the form, or why there is none. */
export async function loadRespondentPage(token: string, visit: Visit): Promise<RespondentPageData> {
  const now = new Date();
  const link = await findLink(token, now);
  if (link.state === "unknown")
    return { kind: "closed", state: unknownState(token), contact: await anyContact(), keptAs: null };
  const { invitation, round } = link;
  const keptAs = nameOfKept(invitation);
  const [area, provider] = await Promise.all([requireMunicipality(round.areaId), findInvitedProvider(invitation)]);
  if (link.state === "revoked" || link.state === "reissued")
    return { kind: "closed", state: link.state, contact: area.contact, keptAs };
  const own = await findSent(link, visit);
  if (own && (!visit.correct || link.state !== "open" || own.withdrawnAt))
    return { kind: "answered", remembered: visit.correct ? visit.remembered : { id: own.id, code: visit.code } };
  if (link.state !== "open") return { kind: "closed", state: link.state, contact: area.contact, keptAs };
  // Who finds a letter must not read what was sent with it.
  if (invitation.kind === "single" && !own && (await findOnlyResponse(invitation)))
    return { kind: "closed", state: "used", contact: area.contact, keptAs };
  return {
    kind: "form",
    area: area.name,
    fiscalYear: fiscalYearLabel(round.fiscalYear, visit.locale),
    closing: formatDeadline(answerableUntil(invitation, round), visit.locale),
    audience: round.audience,
    provider: provider?.name ?? null,
    contact: area.contact,
    byCode: invitation.kind !== "provider",
    notesOpening: invitation.kind !== "open" && invitation.openedAt === null,
    sentBefore: own ? null : await findSentBefore(link, visit),
    form: await loadForm({ link, provider, own, visit }),
  };
}

/**
 * What a browser calls the text that an ended link left in it: the same for every link of a provider's invitation, and good for
 * nothing else. Null for links that lead others to other forms: their text stays in the tab.
 */
const nameOfKept = ({ id, kind }: Invitation): string | null =>
  kind === "provider" ? createHmac("sha256", requireRuntime().secret).update(`kept:${id}`).digest("base64url") : null;

/** Whom to ask about a link nobody knows: the city, where this program serves only one. */
export async function anyContact(): Promise<string | null> {
  return (await findOnlyMunicipality())?.contact ?? null;
}

/**
 * What was sent by whom this form is for. Over a link open to many a family may answer for another child: only what it wants
 * to correct counts, or what was sent out of this browser's draft from another device.
 */
async function findSent({ invitation }: KnownLink, visit: Visit): Promise<OwnResponse | null> {
  const { correct, remembered, code } = visit;
  const found =
    invitation.kind === "provider" || correct
      ? await findOwnResponse(invitation, { remembered: remembered?.id ?? null, code: null })
      : code && (await findResponseByCode(invitation.id, hashCode(code)));
  return found ? findOwnAnswers(invitation.areaId, found.id) : null;
}

/** Over a link open to many the form comes up blank again: who has sent must see that it arrived. */
async function findSentBefore({ invitation, round }: KnownLink, { remembered }: Visit) {
  if (invitation.kind !== "open" || remembered === null) return null;
  const sent = await findOwnResponse(invitation, { remembered: remembered.id, code: null });
  return sent && { receiptNumber: sent.receiptNumber, mayAnswerAgain: round.audience === "family" };
}

type FormParts = { link: KnownLink; provider: Provider | null; own: OwnResponse | null; visit: Visit };

async function loadForm({ link, provider, own, visit }: FormParts): Promise<FormPage> {
  const { invitation, round } = link;
  const { locale } = visit;
  const definition = await loadRoundDefinition(round.id);
  const code = own ? (visit.remembered?.code ?? null) : visit.code;
  const carried = provider && !own ? await loadCarriedPages(round, provider, locale) : null;
  const ownCode = invitation.kind === "provider" ? null : code;
  const draftId = draftIdOf(invitation, code);
  const draft = draftId === null ? null : await findDraft(round.areaId, draftId);
  return {
    shell: prepareShell({ roundId: round.id, definition, locale }),
    definition: inOneLanguage(definition, locale),
    initialAnswers:
      own?.answers ?? (provider && !carried ? rosterAnswers(definition, unitsAtWork(provider.units)) : {}),
    carried,
    correction: own && { revision: own.answersRevision },
    submissionKey: own?.submissionKey ?? (ownCode && submissionKeyOf(ownCode)),
    draft: draft && draft.corrects === (own?.answersRevision ?? null) ? toFormDraft(draft) : null,
    code: ownCode,
    // A correction of what was sent without a code has none to be saved under.
    byCode: invitation.kind !== "provider",
    saves: invitation.kind === "provider" || own === null || code !== null,
    keptAs: nameOfKept(invitation),
  };
}

const toFormDraft = (draft: Draft): FormDraft => ({
  revision: draft.revision,
  answers: draft.answers,
  decided: draft.decided,
  page: draft.page,
  editors: [...new Set(Object.values(draft.changedBy))],
  savedAt: formatTime(draft.updatedAt),
});

/** Last round's answers; services that the register has got since then stand behind them, still without answers. */
async function loadCarriedPages(round: Round, provider: Provider, locale: Locale): Promise<CarriedPages | null> {
  const [{ checker }, definition] = await Promise.all([compileRound(round), loadRoundDefinition(round.id)]);
  const carried = await loadCarried(round, provider.id, checker);
  if (!carried) return null;
  const answers = {
    ...carried.answers,
    ...withNewServices(carried.answers.units, rosterAnswers(definition, unitsAtWork(provider.units))),
  };
  const { asked } = checker.inspect(answers);
  const listed = listAnswers(definition, answers, { locale, isAsked: (path) => asked.has(path), unanswered: "all" });
  return {
    date: formatDate(toLocalDate(carried.receivedAt), locale),
    answers,
    // A page without any answer is asked like the first time.
    pages: listed.filter(({ parts }) => parts.some((part) => part.kind === "card" || part.line.answer !== null)),
  };
}

const namedUnits = z.array(z.looseObject({ service_type: z.string() }));

/** The units of last round with those that only the register has. */
function withNewServices(carriedUnits: unknown, roster: Record<string, unknown>): Record<string, unknown> {
  const [before, registered] = [namedUnits.safeParse(carriedUnits), namedUnits.safeParse(roster.units)];
  if (!before.success || !registered.success) return {};
  const known = new Set(before.data.map(({ service_type }) => service_type));
  return { units: [...before.data, ...registered.data.filter(({ service_type }) => !known.has(service_type))] };
}
