import { type ReactNode, useState } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { ButtonLink } from "./button.tsx";
import { PrintButton } from "./print-button.tsx";

type Props = {
  id: string;
  /** The message of the picture, as a sentence. */
  title: ReactNode;
  /** What the numbers count, in words. */
  unit: string;
  /** How sure the message is, beside it. */
  verdict?: ReactNode;
  /** The picture; null while there are no answers. */
  children: ReactNode;
  /** The same numbers as a table. */
  table: ReactNode;
  /** n, response rate, source and as-of. */
  notes: ReactNode;
  csvHref?: string;
};

/**
 * One figure: its message as title, the picture, the same numbers as a table, what they rest on, and the three things one
 * can do with it at the same place everywhere. Paper and a browser without JavaScript show the table at once, and the
 * table alone where there is no picture (styles/content.css).
 */
export function ChartFrame({ id, title, unit, verdict, children, table, notes, csvHref }: Props) {
  const { t } = useI18n();
  const [tableShown, setTableShown] = useState(false);
  return (
    <section className="figure chart-frame" aria-labelledby={id}>
      <div className="chart-frame-head">
        <h2 id={id}>{title}</h2>
        {verdict ? <div className="chart-frame-verdict">{verdict}</div> : null}
        <p className="chart-frame-unit">{unit}</p>
      </div>
      {children ?? <p className="chart-room-text">{t("chart.empty")}</p>}
      <div className="chart-frame-actions no-print">
        <button
          type="button"
          className="button button-quiet needs-script"
          aria-expanded={tableShown}
          aria-controls={`${id}-table`}
          onClick={() => setTableShown(!tableShown)}
        >
          {t(tableShown ? "chart.hide_table" : "chart.show_table")}
        </button>
        {csvHref ? (
          <ButtonLink href={csvHref} kind="quiet" reload>
            {t("chart.csv")}
          </ButtonLink>
        ) : null}
        <PrintButton />
      </div>
      <div
        id={`${id}-table`}
        className={tableShown ? "chart-frame-table" : "chart-frame-table chart-frame-table-folded"}
      >
        {table}
      </div>
      {notes}
    </section>
  );
}
