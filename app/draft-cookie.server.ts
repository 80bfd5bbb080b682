import { createCookie } from "@remix-run/node";
import { requireRuntime } from "#app/runtime.server.ts";

/**
 * The code of the draft that this browser is filling over a link open to many. It ends with the browser's session, is sent to
 * this link's pages alone, and no script can read it.
 */
function draftCookie(token: string) {
  const { secret, secureCookies } = requireRuntime();
  return createCookie("draft", {
    path: `/r/${token}`,
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies,
    secrets: [secret],
  });
}

/** The Set-Cookie header that makes the browser remember a code. */
export const rememberCode = (token: string, code: string): Promise<string> => draftCookie(token).serialize(code);

/** The Set-Cookie header that makes the browser forget it. */
export const forgetCode = (token: string): Promise<string> => draftCookie(token).serialize("", { maxAge: 0 });

/** The code in a request's Cookie header, or null. */
export async function readCode(token: string, cookieHeader: string | null): Promise<string | null> {
  const code: unknown = await draftCookie(token).parse(cookieHeader);
  return typeof code === "string" && code !== "" ? code : null;
}
