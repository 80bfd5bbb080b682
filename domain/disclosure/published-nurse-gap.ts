import type { ProtectedAudience } from "#domain/disclosure/disclosure-rule.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { Coverage, LineDay, NurseLine, PoolCount } from "#domain/gap/nurse-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

export type PublishedLowHigh = { readonly low: PublishedFigure; readonly high: PublishedFigure };

/** Days of the largest shortage shown; `short` is the largest on them in each reading, suppressed if one is hidden. */
export type PublishedWorst = {
  readonly at: readonly LineDay[];
  readonly short: PublishedLowHigh;
  readonly practicalShort: PublishedLowHigh | null;
};

/**
 * The worst days among the days that are shown, made from the published figures alone: it can say nothing that the table
 * does not. `hiddenDays`: days outside the comparison, because suppressed or 不明.
 */
export type PublishedHeadline =
  | { readonly kind: "none"; readonly reason: "suppressed" | "unknown_supply" | "no_need_answers" | "no_lines" }
  | {
      readonly kind: "days";
      readonly worst: PublishedWorst;
      /** By the high reading, where it is shown for every compared day; else null. */
      readonly worstIfHigh: PublishedWorst | null;
      readonly sameDays: boolean;
      readonly hiddenDays: readonly LineDay[];
    };

/**
 * Where the supply is suppressed, so is every shortage: need − shortage is the supply. `pools` says how many units
 * answered, not what, and always stands.
 */
export type PublishedNurseDay = {
  readonly weekday: Weekday;
  readonly need: PublishedLowHigh;
  readonly supply: PublishedFigure;
  readonly withLastRound: PublishedFigure;
  readonly short: PublishedLowHigh;
  readonly practical: PublishedLowHigh | null;
  readonly practicalShort: PublishedLowHigh | null;
  readonly pools: PoolCount;
};

export type PublishedNurseLine = {
  readonly id: string;
  readonly kind: NurseLine["kind"];
  readonly services: readonly ServiceType[];
  readonly sharedWith: readonly ServiceType[];
  readonly days: readonly PublishedNurseDay[];
};

/** `open` and `unknown` are counts of answers and always stand; what was answered follows the consents of a day. */
export type PublishedOnePerUnitLine = {
  readonly service: ServiceType;
  readonly sharedWith: readonly ServiceType[];
  readonly days: readonly {
    readonly weekday: Weekday;
    readonly open: number;
    readonly unknown: number;
    readonly withNurse: PublishedFigure;
    readonly shortLow: PublishedFigure;
    readonly shortHigh: PublishedFigure;
  }[];
};

export type PublishedNightLine = {
  readonly service: ServiceType;
  readonly withNurse: PublishedFigure;
  readonly without: PublishedFigure;
  readonly unknown: number;
};

/**
 * Gap 2 as a council or the public may read it. A type of its own, so that a page made for them cannot take the raw one.
 * Surpluses, contributors, consents, exact fractions and sums over days are not in it: from them a hidden day could be
 * computed. Nor whether days without a weekday were spread: how many children want such days is not known.
 */
export type PublishedNurseGap = {
  readonly kind: "published_nurse_gap";
  readonly audience: ProtectedAudience;
  readonly k: number;
  /** Step to which protected figures are rounded, or null. */
  readonly roundTo: number | null;
  /** False: fewer answers than a table needs, so every protected figure is suppressed. */
  readonly tableShown: boolean;
  readonly weights: WeightsLabel;
  readonly answers: PublishedFigure;
  readonly coverage: Coverage | null;
  readonly threshold: number;
  /** With an open pool, or with a need that is shown: never there because of a few children alone. */
  readonly lines: readonly PublishedNurseLine[];
  readonly headline: PublishedHeadline;
  readonly onePerUnit: readonly PublishedOnePerUnitLine[];
  readonly nights: readonly PublishedNightLine[];
  readonly visiting: { readonly nurses: PublishedFigure; readonly unknown: number };
  readonly certified: {
    readonly children: PublishedFigure;
    readonly units: PublishedFigure;
    readonly unitsUnknown: number;
  };
  /** At least k children of unknown class stand behind a high reading that is shown. */
  readonly classUnknown: boolean;
};
