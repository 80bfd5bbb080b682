import type { ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Units = { readonly answered: number; readonly roster: number };

/** Where the need or the places are suppressed, so are the shortage and the verdict. `units` always stands. */
export type PublishedPlacesLine = {
  readonly services: readonly ServiceType[];
  readonly sharedWith: readonly ServiceType[];
  readonly need: PublishedFigure;
  readonly supply: PublishedFigure;
  readonly withLastRound: PublishedFigure;
  readonly short: PublishedFigure;
  /** Null where something it rests on is not shown. */
  readonly verdict: Verdict | null;
  /** Whom the need speaks of: the respondents alone, too, where too many left the question empty. */
  readonly weights: WeightsLabel;
  readonly units: Units;
};

export type PublishedMonthlyLine = {
  readonly service: ServiceType;
  readonly need: PublishedFigure;
  readonly supply: PublishedFigure;
  readonly short: PublishedFigure;
  readonly supplyUnknown: number;
  readonly weights: WeightsLabel;
  readonly units: Units;
};

/** The largest shortage among the lines that are shown, made from them alone: it says nothing that the table does not. */
export type PublishedPlacesHeadline =
  | { readonly kind: "none"; readonly reason: "suppressed" | "unknown_supply" | "no_need_answers" | "no_lines" }
  | {
      readonly kind: "short";
      readonly services: readonly ServiceType[];
      readonly short: PublishedFigure;
      readonly verdict: Verdict | null;
      readonly weights: WeightsLabel;
    }
  | { readonly kind: "not_short"; readonly verdict: Verdict; readonly weights: WeightsLabel };

/**
 * Gap 1 as a council or the public may read it: each day service, and all of them with each pool once. Floors, ceilings,
 * experienced days, classes, 重心 and single sets of services are not in it: need less the days wanted more are the days
 * used, and two weightings of the same answers are two equations.
 */
export type PublishedPlacesGap = {
  readonly kind: "published_places_gap";
  readonly audience: ProtectedAudience;
  readonly k: number;
  /** Step to which protected figures are rounded, or null. */
  readonly roundTo: number | null;
  /** False: fewer answers than a table needs, so every protected figure is suppressed. */
  readonly tableShown: boolean;
  readonly answers: PublishedFigure;
  readonly threshold: number;
  /** With a unit on the roster, or with a need that is shown: never there because of a few people alone. */
  readonly lines: readonly PublishedPlacesLine[];
  readonly combined: PublishedPlacesLine | null;
  readonly headline: PublishedPlacesHeadline;
  readonly monthly: readonly PublishedMonthlyLine[];
};
