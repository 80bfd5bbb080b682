import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PapersPage } from "#app/components/round/papers-page.tsx";
import { Refusal } from "#app/errors.ts";
import { permitting } from "#app/guarded.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { paths } from "#app/paths.ts";
import { readForm } from "#app/route.server.ts";
import { linkOrigin } from "#app/services/links.server.ts";
import { loadPapersPage } from "#app/services/load-papers.server.ts";
import { recordSent } from "#app/services/send-requests.server.ts";
import "#app/styles/round.css";
import { recordLinksRead } from "#app/services/record-reading.server.ts";

export const handle: PageHandle = { title: "papers.fax" };

export const loader = permitting("rounds_.$round_.fax", "loader", async ({ request, params, permitted }) => {
  const wanted = { url: new URL(request.url), origin: linkOrigin(request), now: new Date(), withQr: false };
  const page = await loadPapersPage(permitted, params.round ?? "", wanted);
  if (!page) throw new Refusal("not_found");
  await recordLinksRead(permitted, params.round ?? "", "fax");
  return page;
});

/** Notes that the sheets went out: 302 to the round, 409 when none of them can be noted, 404 for no such round. */
export const action = permitting("rounds_.$round_.fax", "action", async ({ request, params, permitted }) => {
  const invitations = (await readForm(request)).getAll("invitation").map(String);
  const id = params.round ?? "";
  const outcome = await recordSent(permitted, id, { invitations, channel: "fax", now: new Date() });
  if (!outcome) throw new Refusal("not_found");
  if (outcome.kind === "refused") return data({ reason: outcome.reason }, { status: 409 });
  throw redirect(`${paths.round(id)}?done=recorded`);
});

export default function FaxPage() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return <PapersPage page={page} form="fax" failed={failed?.reason ?? null} />;
}
