import type { FormPage } from "#app/components/survey-form/form-page.types.ts";
import { prepareShell } from "#app/components/survey-form/render-shell.server.tsx";
import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { answerableUntil, findInvitedProvider, findLink } from "#app/services/links.server.ts";
import { findOwnResponse } from "#app/services/receipt.server.ts";
import { fiscalYearLabel, formatDeadline } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { findOnlyMunicipality, requireMunicipality } from "#models/area.server.ts";
import { noteOpened } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import type { RoundAudience } from "#models/round.server.ts";
import { rosterAnswers } from "#surveys/roster-answers.ts";

export type RespondentPageData =
  | { kind: "closed"; state: "unknown" | "revoked" | "closed" | "not_yet_open"; contact: string | null }
  | { kind: "answered" }
  | {
      kind: "form";
      area: LocalizedText;
      fiscalYear: string;
      /** The last day on which answers are taken. */
      closing: string;
      audience: RoundAudience;
      provider: string | null;
      contact: string;
      form: FormPage;
    };

/** What a respondent's link shows now: the form, or why there is none. */
export async function loadRespondentPage(token: string, locale: Locale): Promise<RespondentPageData> {
  const now = new Date();
  const link = await findLink(token, now);
  if (link.state === "unknown") return { kind: "closed", state: "unknown", contact: await anyContact() };
  const { invitation, round } = link;
  const [area, provider] = await Promise.all([requireMunicipality(round.areaId), findInvitedProvider(invitation)]);
  // What a browser remembers does not matter here: a family may answer for another child.
  if (await findOwnResponse(invitation, null)) return { kind: "answered" };
  if (link.state !== "open") return { kind: "closed", state: link.state, contact: area.contact };
  if (invitation.kind !== "open" && invitation.openedAt === null) await noteOpened(invitation.id, now);
  return {
    kind: "form",
    area: area.name,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    closing: formatDeadline(answerableUntil(invitation, round), locale),
    audience: round.audience,
    provider: provider?.name ?? null,
    contact: area.contact,
    form: await loadForm(round.id, provider, locale),
  };
}

/** Whom to ask about a link nobody knows: the city, where this program serves only one. */
export async function anyContact(): Promise<string | null> {
  return (await findOnlyMunicipality())?.contact ?? null;
}

async function loadForm(roundId: string, provider: Provider | null, locale: Locale): Promise<FormPage> {
  const definition = await loadRoundDefinition(roundId);
  return {
    shell: prepareShell({ roundId, definition, locale }),
    definition,
    initialAnswers: provider ? rosterAnswers(definition, provider.units) : {},
  };
}
