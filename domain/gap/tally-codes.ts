import type { z } from "zod";
import { type PublishConsent, publishConsentSchema } from "#domain/consent.ts";
import type { TallyCell } from "#domain/tally.ts";

/**
 * The code of one dimension of a tally cell. Throws a RangeError for a code outside the vocabulary: a tally made from a
 * questionnaire that says something else must not be read as if it said nothing.
 */
export function readCode<T>(cell: TallyCell, dim: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(cell.dims[dim]);
  if (!parsed.success) throw new RangeError(`${cell.measure}: ${dim} cannot be ${JSON.stringify(cell.dims[dim])}`);
  return parsed.data;
}

const orClosed = publishConsentSchema.default("closed");

/** Whom the providers of a cell let read it. A cell without the dimension was measured before it existed: `closed`. */
export function readConsent(cell: TallyCell): PublishConsent {
  return readCode(cell, "publish", orClosed);
}

/** Observations without a value. */
export function countAbsent(cell: TallyCell): number {
  return Object.values(cell.absent).reduce((sum, count) => sum + count, 0);
}
