import { createHash } from "node:crypto";
import { createCookie } from "@remix-run/node";
import { requireRuntime } from "#app/runtime.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findReceivedResponse, type ReceivedResponse } from "#models/response.server.ts";

/** Crockford's base 32: no letter that is mistaken for a digit over the telephone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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
  const signs = Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % 32]).join("");
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** Which response this browser sent over this link; the cookie is sent back to this link's pages alone. */
function receiptCookie(token: string) {
  const { secret, secureCookies } = requireRuntime();
  return createCookie("receipt", {
    path: `/r/${token}`,
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies,
    secrets: [secret],
  });
}

export function rememberReceipt(token: string, responseIdentifier: string): Promise<string> {
  return receiptCookie(token).serialize(responseIdentifier);
}

/** The response that this browser sent over the link, or the only one there can be for a provider's invitation. */
export async function findOwnResponse(
  request: Request,
  token: string,
  invitation: Invitation,
): Promise<ReceivedResponse | null> {
  if (invitation.kind === "provider") return findReceivedResponse(invitation.areaId, responseId(invitation, ""));
  const id: unknown = await receiptCookie(token).parse(request.headers.get("Cookie"));
  if (typeof id !== "string") return null;
  const response = await findReceivedResponse(invitation.areaId, id);
  return response?.invitationId === invitation.id ? response : null;
}
