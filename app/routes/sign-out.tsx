import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "#app/paths.ts";
import { answering } from "#app/route.server.ts";
import { endSession } from "#app/session.server.ts";

export const loader = () => redirect(paths.start);

export const action = answering(async ({ request }: ActionFunctionArgs) =>
  redirect(paths.start, { headers: { "Set-Cookie": await endSession(request) } }),
);
