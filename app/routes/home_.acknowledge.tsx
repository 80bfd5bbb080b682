import { redirect } from "@remix-run/node";
import { Refusal } from "#app/errors.ts";
import { closed, permitting } from "#app/guarded.server.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { acknowledgeSelfGrant } from "#app/services/self-grants.server.ts";

export const loader = closed("home_.acknowledge", "loader");

/** A coordinator has seen that an administrator gave himself a role: 302 to the first page, 404 where there is no such entry. */
export const action = permitting("home_.acknowledge", "action", async ({ request, permitted }) => {
  const entry = (await readForm(request)).get("entry");
  if (typeof entry !== "string" || !(await acknowledgeSelfGrant(permitted, entry))) throw new Refusal("not_found");
  throw redirect(paths.home);
});
