import { planPart } from "#app/services/import-batch.ts";
import { saveImportChunk } from "#models/import-batch.server.ts";

const chunkLength = 5_000;

/** What a list of rows keeps of each: its line and why it is there. */
type Listed<Code extends string> = { readonly line: number; readonly code: Code };

/** Rows of one plan that are left out, or noted: all are counted and stored, and the first that may be shown are kept at hand. */
export class RowList<Code extends string, Row extends Listed<Code>> {
  count = 0;
  readonly codes: Partial<Record<Code, number>> = {};
  readonly first: Row[] = [];
  readonly #waiting: Row[] = [];
  #chunks = 0;

  constructor(
    readonly place: { readonly batchId: string; readonly planId: string; readonly kind: "left" | "notes" },
    /** How many are kept at hand, and which. */
    readonly shown: { readonly most: number; readonly isShown: (row: Row) => boolean },
  ) {}

  add(row: Row): void {
    this.count += 1;
    this.codes[row.code] = (this.codes[row.code] ?? 0) + 1;
    if (this.first.length < this.shown.most && this.shown.isShown(row)) this.first.push(row);
    this.#waiting.push(row);
  }

  /** Stores what is waiting, whole chunks alone unless it is the end. */
  async store(isEnd = false): Promise<void> {
    while (this.#waiting.length >= (isEnd ? 1 : chunkLength)) {
      const { batchId, planId, kind } = this.place;
      const place = { batchId, part: planPart(planId, kind), number: this.#chunks };
      this.#chunks += 1;
      await saveImportChunk(place, this.#waiting.splice(0, chunkLength));
    }
  }
}
