import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { readTitles } from "#app/services/describe-response.ts";
import { answerableUntil, findLink, unknownState } from "#app/services/links.server.ts";
import { anyContact } from "#app/services/load-form.server.ts";
import { findOwnResponse } from "#app/services/receipt.server.ts";
import { fiscalYearLabel, formatDeadline, formatMoment } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { findOwnAnswers, type OwnResponse } from "#models/response.server.ts";
import type { RoundAudience } from "#models/round.server.ts";
import type { Definition } from "#surveys/definition.ts";
import { type ListedPage, listAnswers } from "#surveys/list-answers.ts";

export type ReceiptPageData =
  | { kind: "closed"; state: "unknown" | "cut" | "revoked" | "reissued"; contact: string | null }
  | { kind: "unanswered" }
  | { kind: "withdrawn"; receiptNumber: string; withdrawnAt: string; contact: string; mayAnswerAgain: boolean }
  | {
      kind: "receipt";
      area: LocalizedText;
      audience: RoundAudience;
      fiscalYear: string;
      receiptNumber: string;
      receivedAt: string;
      contact: string;
      /** The families' link can be used for another child. */
      mayAnswerAgain: boolean;
      /** The last day on which the answers can be changed; null when that is over. */
      correctUntil: string | null;
      /** Families, supporters and citizens can take their answers back, at any time. */
      mayWithdraw: boolean;
      /** What staff typed in for a provider, and when it said yes to it; null where it answered itself, or can say no more. */
      entry: { revision: number; confirmedAt: string | null } | null;
      /** What the city asks back and nobody has answered yet. */
      comments: { id: string; title: string; text: string; at: string }[];
      answers: ListedPage[];
    };

/**
 * The receipt of what was sent over a link: also after the round has closed, not after the link was revoked. `remembered`
 * is the id of the response that the browser keeps in its cookie.
 */
export async function loadReceipt(token: string, remembered: string | null, locale: Locale): Promise<ReceiptPageData> {
  const link = await findLink(token, new Date());
  if (link.state === "unknown") return { kind: "closed", state: unknownState(token), contact: await anyContact() };
  const { invitation, round } = link;
  const { id, contact, name } = await requireMunicipality(round.areaId);
  if (link.state === "revoked" || link.state === "reissued") return { kind: "closed", state: link.state, contact };
  const response = await findOwnResponse(invitation, { remembered, code: null });
  const own = response && (await findOwnAnswers(id, response.id));
  if (!own) return { kind: "unanswered" };
  const { receiptNumber, withdrawnAt } = own;
  const definition = await loadRoundDefinition(round.id);
  const mayAnswerAgain = invitation.kind === "open" && round.audience === "family" && link.state === "open";
  if (withdrawnAt)
    return {
      kind: "withdrawn",
      receiptNumber,
      withdrawnAt: formatMoment(withdrawnAt, locale),
      contact,
      mayAnswerAgain,
    };
  return {
    kind: "receipt",
    area: name,
    audience: round.audience,
    fiscalYear: fiscalYearLabel(round.fiscalYear, locale),
    receiptNumber,
    receivedAt: formatMoment(own.receivedAt, locale),
    contact,
    mayAnswerAgain,
    correctUntil: link.state === "open" ? formatDeadline(answerableUntil(invitation, round), locale) : null,
    mayWithdraw: invitation.providerId === null,
    entry:
      own.enteredBy === null || invitation.providerId === null || round.archivedAt
        ? null
        : { revision: own.answersRevision, confirmedAt: own.confirmedAt && formatMoment(own.confirmedAt, locale) },
    comments: openComments(definition, own, locale),
    answers: listAnswers(definition, own.answers, { locale, isAsked: () => false, unanswered: "required" }),
  };
}

function openComments(definition: Definition, own: OwnResponse, locale: Locale) {
  const titleAt = readTitles(definition, locale);
  return own.comments
    .filter(({ answeredAt }) => answeredAt === null)
    .map(({ id, question, text, at }) => ({
      id,
      title: titleAt(question),
      text,
      at: formatMoment(at, locale),
    }));
}
