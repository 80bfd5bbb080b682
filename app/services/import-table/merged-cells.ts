import { scanXml, xmlAttribute } from "#app/services/import-table/scan-xml.ts";
import { maxColumns } from "#app/services/import-table/table-refused.ts";

/** Cells that are merged into one, columns from 0, lines from 1; both ends belong to it. */
type Merge = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** A sheet says behind its rows which of its cells are merged; by their first line. */
export function listMerges(sheet: string): ReadonlyMap<number, readonly Merge[]> {
  const merges = new Map<number, Merge[]>();
  const end = sheet.lastIndexOf("sheetData>");
  scanXml(end < 0 ? "" : sheet.slice(end), {
    open: (name, attributes) => {
      if (name !== "mergeCell") return;
      const merge = readReference(xmlAttribute(attributes, "ref") ?? "");
      if (!merge) return;
      const known = merges.get(merge.top);
      if (known) known.push(merge);
      else merges.set(merge.top, [merge]);
    },
    close: () => undefined,
    text: () => undefined,
  });
  return merges;
}

function readReference(reference: string): Merge | null {
  const [, left = "", top = "", right = "", bottom = ""] =
    /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(reference) ?? [];
  if (left === "") return null;
  const merge = { left: columnNumber(left), right: columnNumber(right), top: Number(top), bottom: Number(bottom) };
  return merge.left < maxColumns ? { ...merge, right: Math.min(merge.right, maxColumns - 1) } : null;
}

/** 0 for A, 26 for AA. */
export const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * Puts the value of merged cells into all they span, line by line from the top. A line with but one value, as a title or a note is,
 * keeps it once; a line that holds nothing itself is not asked for.
 */
export class MergedCells {
  readonly #merges: ReadonlyMap<number, readonly Merge[]>;
  /** By column: the merge that reaches down into it, and its value. */
  readonly #reaching: ({ readonly merge: Merge; readonly value: string } | undefined)[] = [];

  constructor(sheet: string) {
    this.#merges = listMerges(sheet);
  }

  /** The line's cells with what is merged into them. Lines must come in their order; one in which a merge begins must come. */
  fill(line: number, cells: string[]): void {
    if (this.#merges.size === 0) return;
    for (const [column, reaching] of this.#reaching.entries()) {
      if (!reaching) continue;
      if (reaching.merge.bottom < line) this.#reaching[column] = undefined;
      else put(cells, column, reaching.value);
    }
    const single = cells.filter((cell) => cell !== "").length === 1;
    for (const merge of this.#merges.get(line) ?? []) {
      const value = cells[merge.left] ?? "";
      if (value === "") continue;
      for (let column = merge.left; column <= merge.right; column += 1) {
        if (!single) put(cells, column, value);
        if (merge.bottom > line && (!single || column === merge.left)) this.#reaching[column] = { merge, value };
      }
    }
  }
}

function put(cells: string[], column: number, value: string): void {
  while (cells.length < column) cells.push("");
  if ((cells[column] ?? "") === "") cells[column] = value;
}
