import type { ReactNode } from "react";
import type { NamedTable } from "#app/charts/gap-texts.ts";
import { ChartFrame } from "#app/components/chart-frame.tsx";
import { FigureNotes, type FigureNotesProps } from "#app/components/figure-notes.tsx";
import { TextTable } from "#app/components/text-table.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { paths } from "#app/paths.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import { VerdictMark } from "./verdict-mark.tsx";

type Props = {
  id: GapId;
  verdict: Verdict;
  /** The headline first. */
  sentences: readonly string[];
  tables: readonly NamedTable[];
  notes: FigureNotesProps;
  /** Of the page, for the CSV of the same view. */
  search: string;
  children: ReactNode;
};

/** One gap of the board: its message, its picture, what else is to be said, the same numbers as tables, what they rest on. */
export function GapFigure({ id, verdict, sentences, tables, notes, search, children }: Props) {
  const { t } = useI18n();
  const [headline, ...others] = sentences;
  return (
    <ChartFrame
      id={`gap-${id}`}
      title={headline ?? t(`gap.${id}.title`)}
      unit={t(`gap.${id}.unit`)}
      verdict={<VerdictMark verdict={verdict} />}
      csvHref={paths.gapCsv(id) + search}
      table={tables.map(({ id: key, title, table }) => <TextTable key={key} caption={title} table={table} />)}
      notes={<FigureNotes {...notes} />}
    >
      {children ?? <p className="chart-room-text">{t("chart.empty")}</p>}
      {others.length > 0 ? (
        <ul className="findings">
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </ChartFrame>
  );
}
