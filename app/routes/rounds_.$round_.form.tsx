import { useLoaderData } from "@remix-run/react";
import { PaperFormPrint } from "#app/components/paper-form/paper-form-print.tsx";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { loadPaperForm } from "#app/services/load-paper-form.server.ts";
import { recordLinksRead } from "#app/services/record-reading.server.ts";

export const handle: PageHandle = { title: "page.paper_form" };

export const loader = permitting("rounds_.$round_.form", "loader", async ({ request, params, permitted }) => {
  const roundId = params.round ?? "";
  const invitationId = new URL(request.url).searchParams.get("invitation");
  const form = await loadPaperForm(permitted.areaId, { roundId, invitationId }, await readLocale(request));
  // without an invitation no code stands on it
  if (invitationId !== null) await recordLinksRead(permitted, roundId, "form");
  return form;
});

export default function PaperFormPage() {
  const { heading, form } = useLoaderData<typeof loader>();
  return <PaperFormPrint heading={heading} form={form} />;
}
