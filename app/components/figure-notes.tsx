import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { LocalizedText } from "#domain/locale.ts";

export type FigureNotesProps = {
  /** Family answers behind the need, as this audience may read them. */
  families: string;
  /** What that count is rounded to, so that nobody takes it for another one than the coordinator's; null where it is exact. */
  roundedTo?: number | null;
  providers: { answered: number; asked: number };
  source: LocalizedText;
  /** When the newest answer came in, as text; null without any. */
  asOf: string | null;
};

/** What stands under every figure: n, response rate, source and as-of. */
export function FigureNotes({ families, roundedTo = null, providers, source, asOf }: FigureNotesProps) {
  const { locale, t } = useI18n();
  return (
    <ul className="figure-notes">
      <li>
        {t("notes.answers", { families, ...providers })}
        {roundedTo === null ? null : ` ${t("notes.rounded", { step: roundedTo })}`}
      </li>
      <li>{asOf ? t("notes.as_of", { time: asOf }) : t("notes.no_answers")}</li>
      <li>{t("notes.source", { source: source[locale] })}</li>
    </ul>
  );
}
