import { stringify } from "csv-stringify/sync";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseTable } from "#app/charts/nurse-gap/nurse-table.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { loadBoard } from "#app/services/load-board.server.ts";
import type { Locale } from "#domain/locale.ts";

/**
 * The board's tables as CSV: the same cells as on the page, with the line they belong to. UTF-8 with BOM and CRLF, as
 * Japanese Excel reads it; a cell that a spreadsheet would take for a formula is neutralised.
 */
export async function exportNurseGap(areaId: string, locale: Locale): Promise<{ fileName: string; text: string }> {
  const t = translatorOf(locale);
  const { gap, fiscalYear } = await loadBoard(areaId, locale);
  const tables = gap.lines.map((line) => ({
    title: t(`nurses.line.${line.kind}`, { services: servicesText({ t, locale }, line.services) }),
    table: nurseTable(t, line),
  }));
  const columns = tables[0]?.table.columns ?? [];
  const rows = tables.flatMap(({ title, table }) => table.rows.map((row) => [fiscalYear, title, ...row]));
  const text = stringify([[t("csv.year"), t("csv.line"), ...columns], ...rows], {
    bom: true,
    record_delimiter: "\r\n",
    escape_formulas: true,
  });
  return { fileName: `nurses-${areaId}.csv`, text };
}
