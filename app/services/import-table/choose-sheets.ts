import type { Sheet, TableChoice } from "#app/services/import-table/table.ts";
import { foldHeading } from "#domain/registry/headings.ts";

/** Which of an upload's sheets are proposed, and whether a person must look at it. */
export type ProposedChoice = { readonly choice: TableChoice; readonly isPlain: boolean };

/** Headings as they are compared: sheets are read together when all of theirs are the same, in the same order. */
export const sameHeader = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => foldHeading(name) === foldHeading(other[index] ?? ""));

/** Text files are one sheet each, even where two folders of a zip have files of one name. */
const isOfOneFile = (one: Sheet, other: Sheet) =>
  one.format.kind === "workbook" && other.format.kind === "workbook" && one.file === other.file;

/**
 * Proposes the sheet whose headings are known best, and of every other file the sheet with the same headings: files that come together
 * are meant together, sheets of one workbook often are last year's. It is plain where nothing else is there, the headings are the first
 * line, and no row is hidden.
 */
export function proposeChoice(sheets: readonly (Sheet & { readonly header: readonly string[] })[]): ProposedChoice {
  const [best] = [...sheets].sort((one, other) => other.known - one.known || other.rows - one.rows);
  const taken = new Set<string>();
  const choice = sheets.flatMap((sheet, index) => {
    if (!best || (sheet !== best && (isOfOneFile(sheet, best) || !sameHeader(sheet.header, best.header)))) return [];
    if (sheet.format.kind === "workbook" && taken.has(sheet.file)) return [];
    taken.add(sheet.file);
    return { sheet: index, heading: sheet.heading };
  });
  const isPlain =
    choice.length === sheets.length &&
    sheets.every(({ known, heading, head, hidden }) => known >= 2 && heading === head[0]?.line && hidden === 0);
  return { choice: { sheets: choice, hidden: null }, isPlain };
}
