import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { Refusal } from "#app/errors.ts";
import { answering, readForm } from "#app/route.server.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { demoRoles } from "#app/services/demo-roles.ts";
import { enterDemo } from "#app/services/demo-sign-in.server.ts";

/** Outside demo mode this address does not exist, for nobody and by no method. */
function requireDemo(): void {
  if (!requireRuntime().demo) throw new Refusal("not_found");
}

export const loader = answering(async () => {
  requireDemo();
  throw new Refusal("not_found");
});

export const action = answering(async ({ request }: ActionFunctionArgs) => {
  requireDemo();
  const role = z.enum(demoRoles).safeParse((await readForm(request)).get("role"));
  if (!role.success) throw new Refusal("bad_request");
  const { to, setCookie } = await enterDemo(role.data);
  return redirect(to, setCookie ? { headers: { "Set-Cookie": setCookie } } : undefined);
});
