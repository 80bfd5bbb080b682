import { useLoaderData } from "@remix-run/react";
import { PaperFormSheet } from "#app/components/paper-form/paper-form-sheet.tsx";
import { PrintButton } from "#app/components/print-button.tsx";
import { permitting } from "#app/guarded.server.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { readLocale } from "#app/i18n/locale-cookie.server.ts";
import type { PageHandle } from "#app/page-handle.ts";
import { loadBlankPaperForm } from "#app/services/load-paper-form.server.ts";

export const handle: PageHandle = { title: "page.paper_form" };

export const loader = permitting("rounds_.$round_.form", "loader", async ({ request, params, permitted }) =>
  loadBlankPaperForm(permitted.areaId, params.round ?? "", await readLocale(request)),
);

export default function PaperFormPage() {
  const { heading, form } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <>
      <p className="no-print">
        {t("paper.print_hint")} <PrintButton />
      </p>
      <PaperFormSheet heading={heading} form={form} />
    </>
  );
}
