import { readHeader } from "#app/services/import-table/heading-line.ts";
import { leftOutReason } from "#app/services/import-table/left-out.ts";
import type { ReadTable, SheetRow, TableChoice } from "#app/services/import-table/table.ts";
import { isOpenDataHeader, openDataNumberColumn } from "#domain/registry/import-columns.ts";
import { isServiceMark } from "#domain/registry/service-marks.ts";
import { findService } from "#domain/registry/service-words.ts";
import type { ServiceType } from "#domain/service-type.ts";

const samplesShown = 3;
const sampleLength = 30;
/** Among so many entries the first values of a column are looked for. */
const rowsSampled = 200;

/** What stands below the headings of one sheet, counted while its rows come by. */
export class SheetSummary {
  readonly header: readonly string[];
  entries = 0;
  hidden = 0;
  leftOut = 0;
  numbered = false;
  readonly samples: string[][];
  readonly #numberColumn: number;
  /** Columns named by a service that hold marks alone so far, and whether they hold any. */
  readonly #marks: Map<number, { readonly service: ServiceType; any: boolean }>;

  constructor(heading: Pick<SheetRow, "cells">) {
    this.header = readHeader(heading.cells);
    this.samples = this.header.map(() => []);
    this.#numberColumn = openDataNumberColumn(this.header);
    this.#marks = new Map(
      this.header.flatMap((name, column) => {
        const service = name === "" ? null : findService(name);
        return service ? [[column, { service, any: false }] as const] : [];
      }),
    );
  }

  add(row: SheetRow): void {
    if (leftOutReason(row, this.header, false) !== null) {
      this.leftOut += 1;
      return;
    }
    if (row.hidden) this.hidden += 1;
    else this.entries += 1;
    const { cells } = row;
    this.numbered ||= (cells[this.#numberColumn] ?? "").trim() !== "";
    if (this.entries + this.hidden <= rowsSampled) noteSamples(this.samples, cells);
    for (const [column, marked] of this.#marks) {
      const text = (cells[column] ?? "").trim();
      if (text !== "" && !isServiceMark(text)) this.#marks.delete(column);
      else if (text !== "") marked.any = true;
    }
  }

  isEmpty(): boolean {
    return this.entries + this.hidden + this.leftOut === 0;
  }

  serviceColumns(): ReadTable["serviceColumns"] {
    return [...this.#marks].flatMap(([column, { service, any }]) => (any ? [{ column, service }] : []));
  }
}

function noteSamples(samples: string[][], cells: readonly string[]): void {
  samples.forEach((known, index) => {
    const value = (cells[index] ?? "").trim().slice(0, sampleLength);
    if (value !== "" && known.length < samplesShown && !known.includes(value)) known.push(value);
  });
}

type Summed = Pick<ReadTable, "header" | "rows" | "leftOut" | "hidden" | "samples" | "serviceColumns" | "isOpenData">;

/** What the sheets that are read together hold. Their headings are the same. */
export function sumSheets(summaries: readonly SheetSummary[], takesHidden: TableChoice["hidden"]): Summed {
  const [first] = summaries;
  if (!first) throw new Error("No sheet was chosen");
  const sum = (count: (summary: SheetSummary) => number) =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  const hidden = sum((one) => one.hidden);
  const isMarked = ({ column }: { column: number }) =>
    summaries.every((one) => one.serviceColumns().some((other) => other.column === column));
  return {
    header: [...first.header],
    rows: sum((one) => one.entries) + (takesHidden === "take" ? hidden : 0),
    leftOut: sum((one) => one.leftOut),
    hidden,
    samples: first.samples.map((own) => [...own]),
    serviceColumns: first.serviceColumns().filter(isMarked),
    isOpenData: summaries.some(({ numbered }) => numbered) && isOpenDataHeader(first.header),
  };
}
