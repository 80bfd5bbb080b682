import { redirect } from "@remix-run/node";
import { z } from "zod";
import { Refusal } from "#app/errors.ts";
import { admitting, closed } from "#app/guarded.server.ts";
import { readForm } from "#app/route.server.ts";
import { demoRoles } from "#app/services/demo-roles.ts";
import { enterDemo } from "#app/services/demo-sign-in.server.ts";

export const loader = closed("demo.sign-in", "loader");

export const action = admitting("demo.sign-in", "action", async ({ request }) => {
  const role = z.enum(demoRoles).safeParse((await readForm(request)).get("role"));
  if (!role.success) throw new Refusal("bad_request");
  const { to, setCookie } = await enterDemo(role.data);
  return redirect(to, setCookie ? { headers: { "Set-Cookie": setCookie } } : undefined);
});
