import { createCookie } from "@remix-run/node";
import { z } from "zod";
import { requireRuntime } from "#app/runtime.server.ts";

/** What this browser sent over a link: the response, and the code that brings back to it from another device. */
const rememberedSchema = z.object({ id: z.string(), code: z.string().nullable() });
export type Remembered = z.infer<typeof rememberedSchema>;

/** It ends with the browser's session and is sent back to this link's pages alone. */
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
export const rememberReceipt = (token: string, sent: Remembered): Promise<string> =>
  receiptCookie(token).serialize(sent);

/** The Set-Cookie header that makes the browser forget it. */
export const forgetReceipt = (token: string): Promise<string> => receiptCookie(token).serialize("", { maxAge: 0 });

/** What this browser remembers of a link, or null; signed, so that nobody makes one up. */
export async function readReceipt(token: string, cookieHeader: string | null): Promise<Remembered | null> {
  const parsed = rememberedSchema.safeParse(await receiptCookie(token).parse(cookieHeader));
  return parsed.data ?? null;
}
