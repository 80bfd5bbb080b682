import { redirect } from "@remix-run/node";
import { admitting } from "#app/guarded.server.ts";
import { paths } from "#app/paths.ts";
import { signOut } from "#app/services/sign-in.server.ts";

export const loader = admitting("sign-out", "loader", async () => redirect(paths.start));

export const action = admitting("sign-out", "action", async ({ request }) =>
  redirect(paths.start, { headers: { "Set-Cookie": await signOut(request) } }),
);
