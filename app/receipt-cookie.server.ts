import { createCookie } from "@remix-run/node";
import { requireRuntime } from "#app/runtime.server.ts";

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

/** The Set-Cookie header that makes the browser remember a response. */
export function rememberReceipt(token: string, responseId: string): Promise<string> {
  return receiptCookie(token).serialize(responseId);
}

/** The id of the response this browser remembers, or null; signed, so that nobody makes one up. */
export async function readReceipt(token: string, request: Request): Promise<string | null> {
  const id: unknown = await receiptCookie(token).parse(request.headers.get("Cookie"));
  return typeof id === "string" ? id : null;
}
