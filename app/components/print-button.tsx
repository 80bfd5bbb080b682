import { useEffect, useState } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** Opens the browser's print dialog; appears only where JavaScript runs, because without it it would do nothing. */
export function PrintButton() {
  const { t } = useI18n();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return ready ? (
    <button type="button" className="button button-quiet no-print" onClick={() => window.print()}>
      {t("action.print")}
    </button>
  ) : null;
}
