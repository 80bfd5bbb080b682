import type { PaperHeading } from "#app/components/paper-form/paper-form-sheet.tsx";
import { Refusal } from "#app/errors.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { fiscalYearLabel, formatDate, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { findRound, type Round } from "#models/round.server.ts";
import { buildPaperForm, type PaperForm } from "#surveys/paper-form.ts";

export type PaperFormPageData = { heading: PaperHeading; form: PaperForm };

/** What a form says of its round: the same on empty and filled ones. */
export async function paperHeading(round: Round, locale: Locale): Promise<Omit<PaperHeading, "code" | "respondent">> {
  const area = await requireMunicipality(round.areaId);
  const year = fiscalYearLabel(round.fiscalYear, locale);
  return {
    areaName: area.name[locale],
    roundName: translatorOf(locale)(`home.round.${round.audience}`, { year }),
    closing: formatDate(toLocalDate(new Date(round.closesAt.getTime() - 1)), locale),
    contact: area.contact,
  };
}

/** Entries of a list on an empty form, where nothing is known of who will write on it. */
const blankCopies = 2;

/** The empty form of a round of the area. Throws the refusal 404 for a round that it does not have. */
export async function loadBlankPaperForm(areaId: string, roundId: string, locale: Locale): Promise<PaperFormPageData> {
  const round = await findRound(roundId);
  if (!round || round.areaId !== areaId) throw new Refusal("not_found");
  const [heading, definition] = await Promise.all([paperHeading(round, locale), loadRoundDefinition(round.id)]);
  return {
    heading: { ...heading, code: null, ...(round.audience === "provider" ? { respondent: null } : {}) },
    form: buildPaperForm(definition, { locale, answers: null, blankCopies }),
  };
}
