import { setImmediate } from "node:timers/promises";
import { dateOfSerial, plainNumber } from "#app/services/import-table/cell-text.ts";
import { columnNumber, MergedCells } from "#app/services/import-table/merged-cells.ts";
import { walkXml, type XmlVisitor, xmlAttribute } from "#app/services/import-table/scan-xml.ts";
import type { CellNote, SheetRow } from "#app/services/import-table/table.ts";
import { maxCharacters, maxColumns, TableRefused } from "#app/services/import-table/table-refused.ts";
import { decodeEscapes, tagsPerTurn } from "#app/services/import-table/workbook-parts.ts";
import { cleanTyped } from "#domain/typed-text.ts";

/** What the cells of a workbook's sheets lean on. */
export type SheetContext = {
  readonly shared: readonly string[];
  readonly dateStyles: ReadonlySet<string>;
  readonly from1904: boolean;
};

type Cell = {
  readonly column: number;
  readonly type: string;
  readonly style: string;
  text: string;
  hasFormula: boolean;
  hasValue: boolean;
};

/** Rows of a sheet that hold anything, each with its number there. */
export async function* readSheet(xml: string, context: SheetContext): AsyncGenerator<SheetRow> {
  const merged = new MergedCells(xml);
  const row = new RowBuilder(context);
  for (const tags of walkXml(xml, row.visitor)) {
    // many cells may name one long text
    if (row.characters > maxCharacters) throw new TableRefused({ code: "unpacks_too_large" });
    const finished = row.take();
    if (finished) {
      merged.fill(finished.line, finished.cells);
      yield finished;
    }
    if (tags % tagsPerTurn === 0) await setImmediate();
  }
}

type BuiltRow = SheetRow & { readonly cells: string[] };

/** Puts a row together as its tags come by. */
class RowBuilder {
  characters = 0;
  #line = 0;
  #hidden = false;
  #column = -1;
  #cells: string[] = [];
  #notes: CellNote[] = [];
  #cell: Cell | null = null;
  #inValue = false;
  #inGuide = false;
  #finished: BuiltRow | null = null;

  constructor(readonly context: SheetContext) {}

  readonly visitor: XmlVisitor = {
    open: (name, attributes) => {
      if (name === "c") this.#openCell(attributes);
      else if (name === "v" || name === "t") this.#openValue();
      else if (name === "row") this.#openRow(attributes);
      else if (name === "rPh") this.#inGuide = true;
      else if (name === "f" && this.#cell) this.#cell.hasFormula = true;
    },
    close: (name) => {
      if (name === "c") this.#closeCell();
      else if (name === "v" || name === "t") this.#inValue = false;
      else if (name === "rPh") this.#inGuide = false;
      else if (name === "row") this.#closeRow();
    },
    text: (text) => {
      if (this.#cell && this.#inValue && !this.#inGuide) this.#cell.text += text;
    },
  };

  take(): BuiltRow | null {
    const row = this.#finished;
    this.#finished = null;
    return row;
  }

  #openRow(attributes: string): void {
    const stated = Number(xmlAttribute(attributes, "r") ?? this.#line + 1);
    this.#line = Number.isSafeInteger(stated) && stated > this.#line ? stated : this.#line + 1;
    this.#hidden = /\shidden="(?:1|true)"/.test(attributes);
    this.#cells = [];
    this.#notes = [];
    this.#column = -1;
  }

  #openCell(attributes: string): void {
    this.#column = columnOf(xmlAttribute(attributes, "r")) ?? this.#column + 1;
    const type = xmlAttribute(attributes, "t") ?? "n";
    const style = type === "n" && this.context.dateStyles.size > 0 ? (xmlAttribute(attributes, "s") ?? "0") : "";
    this.#cell = { column: this.#column, type, style, text: "", hasFormula: false, hasValue: false };
  }

  #openValue(): void {
    this.#inValue = true;
    if (this.#cell) this.#cell.hasValue = true;
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell) return;
    const value = cellText(cell, this.context);
    // a formula may well give an empty text; one without a value was never worked out
    const lacksValue = cell.hasFormula && cell.text === "" && !(cell.type === "str" && cell.hasValue);
    if (lacksValue && cell.column < maxColumns) this.#notes.push({ column: cell.column, kind: "formula" });
    if (value.trim() === "") return;
    this.characters += value.length;
    // what stands too far to the right is noted at the row, by its first cell
    const column = Math.min(cell.column, maxColumns);
    while (this.#cells.length < column) this.#cells.push("");
    if (column < maxColumns || this.#cells[column] === undefined) this.#cells[column] = value;
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return;
    const [line, cells, notes] = [this.#line, this.#cells, this.#notes];
    this.#finished = {
      line,
      cells,
      ...(this.#hidden ? { hidden: true } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    };
  }
}

function cellText({ type, style, text }: Cell, { shared, dateStyles, from1904 }: SheetContext): string {
  if (type === "s") return shared[Number(text)] ?? "";
  if (type === "b" || text === "") return text;
  if (type === "d") return text.slice(0, 10);
  if (type !== "n") return cleanTyped(decodeEscapes(text));
  return (dateStyles.has(style) ? dateOfSerial(text, from1904) : null) ?? plainNumber(text);
}

/** 0 for A1, 26 for AA7; null for what is no place. */
function columnOf(place: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? "")?.[1];
  return letters === undefined ? null : columnNumber(letters);
}
