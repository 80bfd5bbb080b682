import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Verdict } from "#domain/gap/classify-gap.ts";

/** How sure a shortage is: a word in a box, told apart by its border as well as by colour. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { t } = useI18n();
  return <span className={`verdict verdict-${verdict}`}>{t(`verdict.${verdict}`)}</span>;
}
