import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { CountBasis } from "#domain/progress/count-basis.ts";

/** Why the answers that came in and those in the figures are not as many: said wherever one of both stands. */
export function BasisLine({ basis }: { basis: CountBasis }) {
  const { t } = useI18n();
  const { received, counted } = basis;
  const reasons = (["withdrawn", "invalid", "noConsent"] as const)
    .filter((reason) => basis[reason] > 0)
    .map((reason) => t(`basis.${reason}`, { count: basis[reason] }));
  if (received === 0) return null;
  return (
    <p className="field-hint">
      {reasons.length === 0
        ? t("basis.all", { received })
        : t("basis.some", { received, counted, reasons: reasons.join(t("list.separator")) })}
    </p>
  );
}
