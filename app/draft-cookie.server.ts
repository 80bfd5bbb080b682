import { linkCookie } from "#app/link-cookie.server.ts";

/*
 * The code of the draft that this browser is filling over a link open to many.
 */

/** The Set-Cookie header that makes the browser remember a code. */
export const rememberCode = (token: string, code: string): Promise<string> => linkCookie("draft", token).remember(code);

/** The Set-Cookie header that makes the browser forget it. */
export const forgetCode = (token: string): Promise<string> => linkCookie("draft", token).forget();

/** The code in a request's Cookie header, or null. */
export async function readCode(token: string, cookieHeader: string | null): Promise<string | null> {
  const code: unknown = await linkCookie("draft", token).read(cookieHeader);
  return typeof code === "string" && code !== "" ? code : null;
}
