import { createHash } from "node:crypto";
import { toSigns } from "#app/services/crockford.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findReceivedResponse } from "#models/response.server.ts";
import type { ReceivedResponse } from "#models/response-document.ts";

/**
 * The id a response is stored under: one per invitation, or one per submission key where a link is open to many. Equal
 * rights to answer give equal ids, so that a double submission collides in the database.
 */
export function responseId(invitation: Pick<Invitation, "id" | "kind">, submissionKey: string): string {
  const right = invitation.kind === "open" ? `${invitation.id}|${submissionKey}` : invitation.id;
  return createHash("sha256").update(`response:${right}`).digest("hex").slice(0, 40);
}

/** 受付番号: eight signs from the response's id, for the telephone. */
export function receiptNumber(id: string): string {
  const bytes = createHash("sha256").update(`receipt:${id}`).digest();
  const signs = toSigns(bytes.subarray(0, 8));
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** The one response there can be of an invitation that is not open to many. */
export const findOnlyResponse = (invitation: Invitation): Promise<ReceivedResponse | null> =>
  findReceivedResponse(invitation.areaId, responseId(invitation, ""));

/** What was sent over a link by whom it is shown to: a provider on whatever device, else the browser that remembers it. */
export async function findOwnResponse(
  invitation: Invitation,
  remembered: string | null,
): Promise<ReceivedResponse | null> {
  const { areaId, kind } = invitation;
  if (kind === "provider") return findOnlyResponse(invitation);
  const response = remembered === null ? null : await findReceivedResponse(areaId, remembered);
  return response?.invitationId === invitation.id ? response : null;
}
