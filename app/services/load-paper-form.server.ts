import type { PaperHeading } from "#app/components/paper-form/paper-form-sheet.tsx";
import { Refusal } from "#app/errors.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { answerableUntil, findInvitedProvider } from "#app/services/links.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import { fiscalYearLabel, formatDeadline } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { closingOf } from "#domain/round-state.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { findInvitation } from "#models/invitation.server.ts";
import { findOwnAnswers } from "#models/response.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";
import { buildPaperForm, type PaperForm } from "#surveys/paper-form.ts";
import { rosterAnswers } from "#surveys/roster-answers.ts";

export type PaperFormPageData = { heading: PaperHeading; form: PaperForm };

/** What a form says of its round: the same on empty and filled ones. */
export async function paperHeading(
  round: Round,
  locale: Locale,
): Promise<Omit<PaperHeading, "code" | "receiptNumber" | "respondent">> {
  const area = await requireMunicipality(round.areaId);
  const year = fiscalYearLabel(round.fiscalYear, locale);
  return {
    areaName: area.name[locale],
    roundName: translatorOf(locale)(`home.round.${round.audience}`, { year }),
    closing: formatDeadline(closingOf(round), locale),
    contact: area.contact,
  };
}

/** Entries of a list on a form, beside those that are known: nothing is known of who will write on it. */
const blankCopies = 2;

/**
 * The empty form of a round of the area, or with an invitation's id the one for that provider: with its name, its short code and
 * the services that the register knows. Throws the refusal 404 for a round without questions yet, and an unknown invitation.
 */
export async function loadPaperForm(
  areaId: string,
  wanted: { roundId: string; invitationId: string | null },
  locale: Locale,
): Promise<PaperFormPageData> {
  const round = await findFrozenRound(areaId, wanted.roundId);
  const invitation = wanted.invitationId === null ? null : await findInvitation(areaId, wanted.invitationId);
  if (wanted.invitationId !== null && invitation?.roundId !== round.id) throw new Refusal("not_found");
  const [heading, definition] = await Promise.all([paperHeading(round, locale), loadRoundDefinition(round.id)]);
  const provider = invitation && (await findInvitedProvider(invitation));
  const answers = provider && rosterAnswers(definition, unitsAtWork(provider.units));
  return {
    heading: {
      ...heading,
      ...(invitation ? { closing: formatDeadline(answerableUntil(invitation, round), locale) } : {}),
      code: invitation && shortCode(invitation),
      receiptNumber: null,
      ...(round.audience === "provider" ? { respondent: provider?.name ?? null } : {}),
    },
    form: buildPaperForm(definition, { locale, answers, blankCopies: answers ? 1 : blankCopies }),
  };
}

/**
 * A sent response as a filled form: with its receipt number and, unless many answer over one link, the code that leads back
 * to it. Answers of the last round which nobody was asked about are marked. Throws the refusal 404 for one that the area does
 * not have, or that was taken back.
 */
export async function loadFilledPaperForm(areaId: string, id: string, locale: Locale): Promise<PaperFormPageData> {
  const own = await findOwnAnswers(areaId, id);
  if (!own || own.withdrawnAt) throw new Refusal("not_found");
  const round = await findFrozenRound(areaId, own.roundId);
  const [heading, definition, invitation] = await Promise.all([
    paperHeading(round, locale),
    loadRoundDefinition(round.id),
    findInvitation(areaId, own.invitationId),
  ]);
  const provider = invitation && (await findInvitedProvider(invitation));
  return {
    heading: {
      ...heading,
      ...(invitation && invitation.kind !== "open" ? { code: shortCode(invitation) } : {}),
      receiptNumber: own.receiptNumber,
      closing: null,
      ...(round.audience === "provider" ? { respondent: provider?.name ?? null } : {}),
    },
    form: buildPaperForm(definition, {
      locale,
      answers: own.answers,
      stale: new Set(own.unasked.filter((question) => Object.hasOwn(own.answers, question))),
      blankCopies: 0,
    }),
  };
}

async function findFrozenRound(areaId: string, roundId: string): Promise<Round> {
  const round = await findRoundAt(areaId, roundId);
  if (!round?.frozenAt) throw new Refusal("not_found");
  return round;
}
