import { createCookie } from "@remix-run/node";
import { z } from "zod";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";

const showWithinSeconds = 60;
const carriedSchema = z.object({ account: z.string(), password: z.string() });

/** Carries a start password from the form's redirection to the page that shows it, in the administrator's browser alone. */
function startPasswordCookie() {
  const { secret, secureCookies } = requireRuntime();
  // `__Host-` would send it with every request; nobody else can sign one
  return createCookie(secureCookies ? "__Secure-start-password" : "start-password", {
    path: paths.accounts,
    httpOnly: true,
    sameSite: "strict",
    secure: secureCookies,
    secrets: [secret],
    maxAge: showWithinSeconds,
  });
}

/** The Set-Cookie header that hands an account's start password to its page. */
export function handOverStartPassword(account: string, password: string): Promise<string> {
  return startPasswordCookie().serialize({ account, password });
}

/** The start password handed over for this account, and the header that takes it away: it is shown once. */
export async function takeStartPassword(
  request: Request,
  account: string,
): Promise<{ password: string; setCookie: string } | null> {
  const carried = carriedSchema.safeParse(await startPasswordCookie().parse(request.headers.get("Cookie")));
  if (!carried.success || carried.data.account !== account) return null;
  return { password: carried.data.password, setCookie: await startPasswordCookie().serialize("", { maxAge: 0 }) };
}
