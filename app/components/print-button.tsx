import { useI18n } from "#app/i18n/i18n-context.tsx";
import { Button } from "./button.tsx";

/** Opens the browser's print dialog. Without JavaScript it would do nothing and is not shown. */
export function PrintButton() {
  const { t } = useI18n();
  return (
    <span className="needs-script no-print">
      <Button type="button" kind="quiet" onClick={() => window.print()}>
        {t("action.print")}
      </Button>
    </span>
  );
}
