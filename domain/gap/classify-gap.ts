import type Fraction from "fraction.js";
import type { ItemTotal } from "#domain/estimate/item-total.ts";

/**
 * How sure a shortage is: `certain` (the answers alone exceed all supply), `possible` (the estimate does), `enough` (not even
 * all the silent could exceed what is confirmed), else `cannot_say`. `likely` comes with the intervals and is not given before.
 */
export type Verdict = "certain" | "likely" | "possible" | "enough" | "cannot_say";

/** Verdicts from the gravest to the lightest: the order in which gaps stand on the board. */
export const verdictOrder: readonly Verdict[] = ["certain", "likely", "possible", "cannot_say", "enough"];

/** Supply of a balance: answers of this round, and the highest supply that can be argued for; null where it is 不明. */
export type SupplyBounds = { readonly confirmed: Fraction | null; readonly high: Fraction | null };

/** The verdict of a need against a supply in the same unit (docs/methodology.md §確からしさ). */
export function classifyGap(need: Pick<ItemTotal, "total" | "floor" | "ceiling">, supply: SupplyBounds): Verdict {
  const { confirmed, high } = supply;
  if (confirmed === null || high === null) return "cannot_say";
  if (need.floor.gt(high)) return "certain";
  if (need.total.gt(high)) return "possible";
  if (need.ceiling?.lte(confirmed)) return "enough";
  return "cannot_say";
}
