import { z } from "zod";
import { linkCookie } from "#app/link-cookie.server.ts";

/** What this browser sent over a link: the response, and the code that brings back to it from another device. */
const rememberedSchema = z.object({ id: z.string(), code: z.string().nullable() });
export type Remembered = z.infer<typeof rememberedSchema>;

/** The Set-Cookie header that makes the browser remember a response. */
export const rememberReceipt = (token: string, sent: Remembered): Promise<string> =>
  linkCookie("receipt", token).remember(sent);

/** The Set-Cookie header that makes the browser forget it. */
export const forgetReceipt = (token: string): Promise<string> => linkCookie("receipt", token).forget();

/** What this browser remembers of a link, or null; signed, so that nobody makes one up. */
export async function readReceipt(token: string, cookieHeader: string | null): Promise<Remembered | null> {
  const parsed = rememberedSchema.safeParse(await linkCookie("receipt", token).read(cookieHeader));
  return parsed.data ?? null;
}
