import { loadRoundDefinition } from "#app/services/compiled-round.server.ts";
import { findLink } from "#app/services/links.server.ts";
import { anyContact } from "#app/services/load-form.server.ts";
import { findOwnResponse } from "#app/services/receipt.server.ts";
import { formatDate, formatTime, toLocalDate } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { findAnswers } from "#models/response.server.ts";
import { type AnswerPage, describeAnswers } from "#surveys/describe-answers.ts";

export type ReceiptPageData =
  | { kind: "closed"; contact: string | null }
  | { kind: "unanswered" }
  | {
      kind: "receipt";
      receiptNumber: string;
      receivedAt: string;
      contact: string;
      /** The families' link can be used for another child. */
      mayAnswerAgain: boolean;
      answers: AnswerPage[];
    };

/**
 * The receipt of what was sent over a link: also after the round has closed, not after the link was revoked. `remembered`
 * is the id of the response that the browser keeps in its cookie.
 */
export async function loadReceipt(token: string, remembered: string | null, locale: Locale): Promise<ReceiptPageData> {
  const link = await findLink(token, new Date());
  if (link.state === "unknown" || link.state === "revoked") return { kind: "closed", contact: await anyContact() };
  const { invitation, round } = link;
  const area = await requireMunicipality(round.areaId);
  const response = await findOwnResponse(invitation, remembered);
  const stored = response ? await findAnswers(area.id, response.id) : null;
  if (!response || !stored) return { kind: "unanswered" };
  return {
    kind: "receipt",
    receiptNumber: response.receiptNumber,
    receivedAt: `${formatDate(toLocalDate(response.receivedAt), locale)} ${formatTime(response.receivedAt)}`,
    contact: area.contact,
    mayAnswerAgain: round.audience === "family" && invitation.kind === "open" && link.state === "open",
    answers: describeAnswers(await loadRoundDefinition(round.id), stored.answers, locale),
  };
}
