import { stringify } from "csv-stringify/sync";
import type { NamedTable } from "#app/charts/gap-texts.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import { loadBoard, type WantedQuery } from "#app/services/load-board.server.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { Locale } from "#domain/locale.ts";

/**
 * Tables as CSV: the same cells as on the page, each table below its head, with its year and caption. UTF-8 with BOM and
 * CRLF, as Japanese Excel reads it; a cell that a spreadsheet would take for a formula is neutralised.
 */
export function gapCsv(t: Translate, fiscalYear: string, tables: readonly NamedTable[]): string {
  const rows = tables.flatMap(({ title, table }) => [
    [t("csv.year"), t("csv.table"), ...table.columns],
    ...table.rows.map((row) => [fiscalYear, title, ...row]),
  ]);
  return stringify(rows, { bom: true, record_delimiter: "\r\n", escape_formulas: true });
}

/** The board's tables of one gap, under the board's own filters. */
export async function exportGap(
  id: GapId,
  areaId: string,
  wanted: WantedQuery,
  locale: Locale,
): Promise<{ fileName: string; text: string }> {
  const t = translatorOf(locale);
  const { texts, fiscalYear, query } = await loadBoard(areaId, wanted, locale);
  const name = [id, query.district ?? areaId, query.service].filter((part) => part !== null).join("-");
  return { fileName: `${name}.csv`, text: gapCsv(t, fiscalYear, texts[id].tables) };
}
