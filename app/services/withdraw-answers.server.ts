import type { Remembered } from "#app/receipt-cookie.server.ts";
import { draftIdOf } from "#app/services/draft-code.server.ts";
import { findLink, isTakenBack } from "#app/services/links.server.ts";
import { findOwnResponse } from "#app/services/receipt.server.ts";
import { deleteDraft } from "#models/draft.server.ts";
import { withdrawResponse } from "#models/response.server.ts";

/**
 * Takes back what a family, supporter or citizen sent, also after the round has closed. A provider's answers are corrected, not
 * withdrawn. False where nothing was sent over this link by this browser.
 */
export async function withdrawAnswers(token: string, remembered: Remembered | null, now: Date): Promise<boolean> {
  const link = await findLink(token, now);
  if (link.state === "unknown" || isTakenBack(link) || link.invitation.providerId !== null) return false;
  const { invitation, round } = link;
  const response = await findOwnResponse(invitation, { remembered: remembered?.id ?? null, code: null });
  if (!response) return false;
  await withdrawResponse(round.areaId, response.id, now);
  const draft = draftIdOf(invitation, remembered?.code ?? null);
  if (draft) await deleteDraft(round.areaId, draft);
  return true;
}
