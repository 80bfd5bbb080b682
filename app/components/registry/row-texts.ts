import type { Translate } from "#app/i18n/translator.ts";
import type { ImportPageData } from "#app/services/import-page.types.ts";
import type { ImportNote, LeftRow } from "#domain/registry/import-note.ts";
import { placeOfLine } from "#domain/registry/row-place.ts";

type Places = Pick<ImportPageData["table"], "sheets" | "choice">;

/** Where a row stands, for a person: its file and sheet, where there are several, and its line. */
export function lineText(t: Translate, table: Places, line: number): string {
  const place = placeOfLine(table, line);
  return [place.file, place.sheet, t("import.problem.line", { line: place.line })]
    .filter((part) => part !== null)
    .join(" ");
}

/** Why a row is left out. */
export const reasonText = (t: Translate, table: Places, { code, value, other }: LeftRow): string =>
  t("import.left.reason", {
    code,
    value: value || t("import.problem.empty"),
    other: other === undefined ? "" : lineText(t, table, other),
  });

/** What was noted at a cell, and what became of it. */
export const noteText = (t: Translate, { code, value }: Pick<ImportNote, "code" | "value">): string =>
  t("import.note", { code, value: value || t("import.problem.empty") });
