import type { ItemBasis } from "#domain/estimate/item-total.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";

/** Whom a figure speaks of: one that was not scaled up speaks of the answers alone, whatever the round's weights. */
export const weightsLabel = (weights: WeightsLabel, basis: ItemBasis): WeightsLabel =>
  basis === "counts_only" ? "respondents" : weights;
