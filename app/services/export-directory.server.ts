import { stringify } from "csv-stringify/sync";
import { type Reading, readingOf } from "#app/charts/reading.ts";
import type { DirectoryPageData, DirectoryRow } from "#app/components/directory/directory.types.ts";
import { rowTexts } from "#app/components/directory/directory-texts.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { loadDirectory } from "#app/services/load-directory.server.ts";
import type { Locale } from "#domain/locale.ts";

const columns = [
  ...(["listing", "provider", "service", "district", "phone", "says", "up_to_class", "stages"] as const),
  ...(["juushin", "nurse", "children"] as const),
  ...(["can", "conditional", "ride", "districts", "places", "confirmed", "round"] as const),
] as const;

const answers = [
  ...(["says", "upToClass", "stages", "juushin", "nurse"] as const),
  ...(["children", "can", "conditional", "ride", "districts"] as const),
] as const;

function csvRow(reading: Reading, row: DirectoryRow, listing: string): readonly string[] {
  const texts = rowTexts(reading, row);
  const isSilent = row.state === "silent";
  const silent = reading.t("directory.no_answer");
  return [
    listing,
    ...[texts.provider, texts.service, texts.district, texts.phone],
    ...answers.map((answer) => (isSilent ? silent : texts[answer])),
    isSilent ? silent : texts.places.join("\n"),
    ...[texts.confirmed, texts.round],
  ];
}

/**
 * The page's rows as CSV, list by list. UTF-8 with BOM and CRLF, as Japanese Excel reads it; a cell that a spreadsheet
 * would take for a formula is neutralised.
 */
export function directoryCsv(reading: Reading, page: DirectoryPageData): string {
  const { t } = reading;
  const rows = (
    [
      [page.found, t("directory.found")],
      [page.ask, t("directory.not_known")],
      [page.silent, t("directory.no_answer")],
      [page.refusing, t("directory.refusing")],
    ] as const
  ).flatMap(([part, listing]) => part.map((row) => csvRow(reading, row, listing)));
  return stringify([columns.map((column) => t(`directory.column.${column}`)), ...rows], {
    bom: true,
    record_delimiter: "\r\n",
    escape_formulas: true,
  });
}

/** The directory under the page's own filter, as CSV. */
export async function exportDirectory(areaId: string, search: URLSearchParams, locale: Locale): Promise<string> {
  const page = await loadDirectory(areaId, search, locale);
  return directoryCsv(readingOf({ t: translatorOf(locale), locale }, page.districts), page);
}
