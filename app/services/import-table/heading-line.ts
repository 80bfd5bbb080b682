import type { SheetRow } from "#app/services/import-table/table.ts";
import { guessColumns } from "#domain/registry/import-columns.ts";

/** The headings stand among the first rows, or nowhere. */
export const headingRows = 30;

/** A heading is one line, however it is broken in its cell. */
export function readHeader(cells: readonly string[]): string[] {
  const header = cells.map((cell) => (cell ?? "").replace(/\s+/g, " ").trim());
  while (header.at(-1) === "") header.pop();
  return header;
}

const knownHeadings = (cells: readonly string[]): number => Object.keys(guessColumns(readHeader(cells))).length;

/**
 * Which of a sheet's first rows has the headings: the first with two or more that are known. Where headings stand in two lines, the
 * lower one names at least as many, and is it. `place` counts the given rows; without known headings it is the first row of two cells
 * or more, and `known` tells that it is but a guess.
 */
export function findHeading(rows: readonly Pick<SheetRow, "cells">[]): { place: number; known: number } {
  const known = rows.slice(0, headingRows).map(({ cells }) => knownHeadings(cells));
  let place = known.findIndex((count) => count >= 2);
  if (place < 0) {
    place = Math.max(
      0,
      rows.findIndex(({ cells }) => cells.filter((cell) => cell.trim() !== "").length >= 2),
    );
    return { place, known: known[place] ?? 0 };
  }
  while ((known[place + 1] ?? 0) >= (known[place] ?? 0)) place += 1;
  return { place, known: known[place] ?? 0 };
}
