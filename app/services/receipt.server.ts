import { createHash } from "node:crypto";
import { toSigns } from "#app/services/crockford.ts";
import { hashCode } from "#app/services/draft-code.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findReceivedResponse, findResponseByCode } from "#models/response.server.ts";
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

/**
 * What a request proves besides that it knows a link's address: the response that this browser's signed receipt cookie names, and
 * the code (再開番号) that it brings. Letters lie about and open links are passed on: who holds one has no power over what
 * others sent with it. A provider's own link is the right itself.
 */
export type Proof = { readonly remembered: string | null; readonly code: string | null };
export const noProof: Proof = { remembered: null, code: null };

/**
 * What was sent over a link by whoever asks: over a provider's own link its answers, on whatever device; else what the code or the
 * receipt cookie proves. The code comes first: it belongs to one form, the cookie to the last that the browser sent. The number of
 * a revision proves nothing.
 */
export async function findOwnResponse(
  invitation: Invitation,
  { remembered, code }: Proof,
): Promise<ReceivedResponse | null> {
  const { areaId, kind } = invitation;
  if (kind === "provider") return findOnlyResponse(invitation);
  const ofCode = code === null ? null : await findResponseByCode(invitation.id, hashCode(code));
  if (ofCode) return ofCode;
  const response = remembered === null ? null : await findReceivedResponse(areaId, remembered);
  return response?.invitationId === invitation.id ? response : null;
}
