import type { TextTable as Table } from "#app/charts/nurse-gap/nurse-table.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { MessageKey } from "#app/i18n/translator.ts";
import { DataTable } from "./data-table.tsx";

/** A table of texts with its caption; the first column names the rows. */
export function TextTable({ caption, table }: { caption: string; table: Table }) {
  const { t } = useI18n();
  const absences = new Set(absenceKeys.map((key) => t(key)));
  const columns = table.columns.map((title, index) => ({
    title,
    numeric: index > 0 && table.rows.every((row) => absences.has(row[index] ?? "") || isFigure(row[index] ?? "")),
  }));
  const rows = table.rows.map((cells, index) => ({ key: `${index} ${cells[0]}`, cells }));
  return <DataTable caption={caption} columns={columns} rows={rows} />;
}

/** What stands for a number that is absent. */
const absenceKeys = [
  "figure.absent.not_asked",
  "figure.absent.no_answer",
  "figure.absent.dont_know",
  "figure.absent.not_applicable",
  "figure.absent.suppressed",
  "figure.absent.zero_denominator",
] as const satisfies readonly MessageKey[];

/** 「2.4」, 「2.4〜2.8」, 「5未満〜」, 「4か所」, 「10(共用)」; a name or a sentence with a number in it is none. */
const isFigure = (text: string) => /^\D{0,6}[\d.,]+(?:\D{1,4}[\d.,]+)?\D{0,8}$/.test(text);
