import { DataTable } from "#app/components/data-table.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Translate } from "#app/i18n/translator.ts";
import type { LogLine } from "./round.types.ts";

/** What went out, and what came of it. A server's refusal is shown by its number alone. */
export function RequestLog({ lines }: { lines: readonly LogLine[] }) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="log">
      <h2 id="log">{t("requests.log")}</h2>
      <DataTable
        stacked
        caption={t("requests.log.caption")}
        columns={(["name", "at", "way", "kind", "result"] as const).map((name) => ({ title: t(`requests.${name}`) }))}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            line.name ?? t("requests.gone"),
            line.at,
            t(`round.way.${line.channel}`),
            t(`requests.kind.${line.kind}`),
            resultText(t, line),
          ],
        }))}
      />
    </section>
  );
}

/** What came of one time that a request went out. */
export function resultText(t: Translate, { state, failure, smtpCode }: Omit<LogLine, "name">): string {
  const text = t(`requests.state.${state}`);
  if (failure) return t("requests.result_of", { state: text, reason: t(`requests.failure.${failure}`) });
  return smtpCode === null ? text : t("requests.smtp", { state: text, code: String(smtpCode) });
}
