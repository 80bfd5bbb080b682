import type { NamedTable } from "#app/charts/gap-texts.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import type { Translate } from "#app/i18n/translator.ts";
import { toCsv } from "#app/services/csv-text.ts";
import { loadBoard, type WantedQuery } from "#app/services/load-board.server.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { Locale } from "#domain/locale.ts";

/**
 * Tables as CSV: the same cells as on the page, each table below its head, with its year and caption.
 */
export function gapCsv(t: Translate, fiscalYear: string, tables: readonly NamedTable[]): string {
  const rows = tables.flatMap(({ title, table }) => [
    [t("csv.year"), t("csv.table"), ...table.columns],
    ...table.rows.map((row) => [fiscalYear, title, ...row]),
  ]);
  return toCsv(rows);
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
