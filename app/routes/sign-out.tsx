import { redirect } from "@remix-run/node";
import { admitting } from "#app/guarded.server.ts";
import { paths } from "#app/paths.ts";
import { signOut } from "#app/services/sign-in.server.ts";

export const loader = admitting("sign-out", "loader", async () => redirect(paths.start));

/**
 * With the session goes what the browser kept of its pages (also those behind its back button). Not its cookies and notes: a
 * respondent's receipt or half-filled form may be on the same computer, and the session leaves nothing there.
 */
export const action = admitting("sign-out", "action", async ({ request }) =>
  redirect(paths.start, { headers: { "Set-Cookie": await signOut(request), "Clear-Site-Data": '"cache"' } }),
);
