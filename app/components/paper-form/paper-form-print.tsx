import { PrintButton } from "#app/components/print-button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PaperForm } from "#surveys/paper-form.ts";
import { PaperFormSheet, type PaperHeading } from "./paper-form-sheet.tsx";

/** A form as it will lie on paper, with the button that prints it. */
export function PaperFormPrint({ heading, form }: { heading: PaperHeading; form: PaperForm }) {
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
