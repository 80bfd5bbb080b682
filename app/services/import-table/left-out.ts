import type { LeftOutReason, SheetRow } from "#app/services/import-table/table.ts";

const fold = (text: string) => text.normalize("NFKC").replace(/\s/g, "");

/**
 * Why a row below the headings is no entry: lines that lists have between and below their entries. Null for an entry. A row with one
 * cell is none, unless the table has but one column: no provider and its service fit into one cell.
 */
export function leftOutReason(
  { cells, hidden }: SheetRow,
  header: readonly string[],
  leavesHidden: boolean,
): LeftOutReason | null {
  if (hidden && leavesHidden) return "hidden";
  let first = "";
  let filled = 0;
  for (const cell of cells) {
    if (cell === "" || cell.trim() === "") continue;
    if (filled === 0) first = cell;
    filled += 1;
    if (filled > 2) break;
  }
  const text = filled <= 2 || first.length < 12 ? fold(first) : "";
  if (filled <= (isWide(header) ? 2 : 1) && /^(?:※|\*|注\)|注\d*[:.)]|\(注)/.test(text)) return "note";
  if (/^(?:合計|小計|総計|総数|計)(?:[:(\d].*)?$/.test(text)) return "total";
  if (filled === 1 && header.filter((name) => name !== "").length > 1)
    return /^[-+]?[\d,.]+$/.test(text) ? "number" : "single";
  return isHeadingAgain(cells, header) ? "heading" : null;
}

/** A note may spill into a second cell; in a narrow table two cells may be an entry with a mark. */
const isWide = (header: readonly string[]) => header.filter((name) => name !== "").length > 3;

/** A list of several printed pages may name its columns on each. */
const isHeadingAgain = (cells: readonly string[], header: readonly string[]) =>
  header.every((name, index) => fold(cells[index] ?? "") === fold(name));
