import type { ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { Direction } from "#domain/gap/reach.ts";

/** Rides a week of the region. Where the need or the supply is suppressed, so is the shortage. */
export type PublishedTransportRow = {
  readonly direction: Direction | "all";
  readonly need: PublishedFigure;
  readonly supply: PublishedFigure;
  /** Part of the need that is outside `short`: nobody of the service answered, or the child's district is not known. */
  readonly notCompared: PublishedFigure;
  /**
   * At least so many: where not everything was compared, `high` is suppressed, and 0 is 不明. `high` is also suppressed where it
   * would speak of fewer than k children.
   */
  readonly short: { readonly low: PublishedFigure; readonly high: PublishedFigure };
};

/**
 * Gap 5 as a council or the public may read it: the declared table "direction" of the region, and nothing by district or by
 * care on board, whose cells are tiny. Floors, ceilings, last round's values, places without a ride, what was left empty
 * and exact fractions are not in it.
 */
export type PublishedTransportGap = {
  readonly kind: "published_transport_gap";
  readonly audience: ProtectedAudience;
  readonly k: number;
  /** Step to which protected figures are rounded, or null. */
  readonly roundTo: number | null;
  /** False: fewer answers than a table needs, so every protected figure is suppressed. */
  readonly tableShown: boolean;
  /** Whom the needs speak of: the respondents alone, too, where too many left the question empty. */
  readonly weights: WeightsLabel;
  readonly answers: PublishedFigure;
  readonly coverage: { readonly answered: number; readonly lastRound: number; readonly roster: number };
  readonly threshold: number;
  /** Out, home, both. */
  readonly rows: readonly PublishedTransportRow[];
  /** Null where something it rests on is not shown. */
  readonly verdict: Verdict | null;
};
