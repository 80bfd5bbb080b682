import { useLoaderData } from "@remix-run/react";
import { PaperFormPrint } from "#app/components/paper-form/paper-form-print.tsx";
import { permitting } from "#app/guarded.server.ts";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { loadFilledPaperForm } from "#app/services/load-paper-form.server.ts";
import { recordResponseRead } from "#app/services/record-reading.server.ts";

export const handle: PageHandle = { title: "page.paper_form" };

export const loader = permitting("responses_.$response_.form", "loader", async ({ request, params, permitted }) => {
  const form = await loadFilledPaperForm(permitted.areaId, params.response ?? "", await readLocale(request));
  await recordResponseRead(permitted, params.response ?? "");
  return form;
});

export default function FilledFormPage() {
  const { heading, form } = useLoaderData<typeof loader>();
  return <PaperFormPrint heading={heading} form={form} />;
}
