import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { NotInGap } from "#domain/finding/not-in-gap.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { Direction } from "#domain/gap/reach.ts";
import type { TransportLine } from "#domain/gap/transport-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** Service units that answered, of those on the roster. */
export type Units = { readonly unitsAnswered: number; readonly unitsOnRoster: number };
export type Range = { readonly low: PublishedFigure; readonly high: PublishedFigure };

/** A direction, or both where they tie. */
export type FindingDirection = Direction | "both";

/**
 * 所見 of the gap `transport`, all under `finding.transport.`. Rides a week; a ride is one child, one direction.
 *
 * | key | params | says |
 * |---|---|---|
 * | no_answers_yet | side: "need" or "both" | no family answer (or no answer at all) is counted yet |
 * | not_in_gap (`finding.not_compared`) | service | the service chosen has no rides here |
 * | unknown_supply | units | of no unit it is known how many it drives: 不明, not 0 |
 * | unknown_district | rides | of no child who must be driven the district is known |
 * | partly_compared | need, rides, weights | nothing short of what was compared; so many rides were not |
 * | shortage | low, high, direction, directionLow, directionHigh, weights, verdict | short in all, and the direction with most |
 * | shortage_possible | high, weights | short only if care on board 分からない means yes |
 * | no_shortage | weights, verdict | all was compared; no district, direction or care on board is short |
 * | largest_line | district, careOnBoard, low, high, ties | where most is short, out and home together |
 * | place_without_ride | placeDays, children, contested | vacancies that only want a ride; coordinator only |
 * | drivers_unknown | answers | most answers of one direction without a driver named; not counted as 0 rides |
 * | care_unknown | – | low and high differ because care on board is unknown |
 * | services_unknown | services, rides | nobody of these services answered: outside the comparison |
 * | district_unknown | rides | the children's district is not known: outside the comparison |
 * | not_compared | rides | closed council: outside the comparison for one of the two reasons |
 * | pools_unknown | poolDays, pools | weekdays without a number of rides, and pools without districts; not counted as 0 |
 * | counts_only | – | too many left the question empty: counts of answers, not scaled up |
 * | supply | out, home, units | public: rides confirmed |
 * | supply_one_way | direction, rides, other, units | the same, where they are shown of one direction only |
 * | need_suppressed_supply_only | out, home, units | the same, where the need is protected |
 * | supply_suppressed | units | rides not shown, too few of the providers agreed |
 */
export type TransportFinding =
  | { readonly messageKey: "finding.transport.no_answers_yet"; readonly params: { readonly side: "need" | "both" } }
  | NotInGap
  | { readonly messageKey: "finding.transport.unknown_supply"; readonly params: Units }
  | {
      readonly messageKey: "finding.transport.unknown_district" | "finding.transport.district_unknown";
      readonly params: { readonly rides: Range };
    }
  | {
      readonly messageKey: "finding.transport.partly_compared";
      readonly params: { readonly need: PublishedFigure; readonly rides: Range; readonly weights: WeightsLabel };
    }
  | { readonly messageKey: "finding.transport.not_compared"; readonly params: { readonly rides: Range } }
  | {
      readonly messageKey: "finding.transport.shortage";
      readonly params: Range & {
        readonly direction: FindingDirection;
        readonly directionLow: PublishedFigure;
        readonly directionHigh: PublishedFigure;
        readonly weights: WeightsLabel;
        readonly verdict: Verdict | null;
      };
    }
  | {
      readonly messageKey: "finding.transport.shortage_possible";
      readonly params: { readonly high: PublishedFigure; readonly weights: WeightsLabel };
    }
  | {
      readonly messageKey: "finding.transport.no_shortage";
      readonly params: { readonly weights: WeightsLabel; readonly verdict: Verdict | null };
    }
  | {
      readonly messageKey: "finding.transport.largest_line";
      readonly params: Range & Pick<TransportLine, "district" | "careOnBoard"> & { readonly ties: number };
    }
  | {
      readonly messageKey: "finding.transport.place_without_ride";
      readonly params: { readonly placeDays: number; readonly children: number; readonly contested: number };
    }
  | { readonly messageKey: "finding.transport.drivers_unknown"; readonly params: { readonly answers: number } }
  | { readonly messageKey: "finding.transport.care_unknown"; readonly params: Record<string, never> }
  | {
      readonly messageKey: "finding.transport.services_unknown";
      readonly params: { readonly services: readonly ServiceType[]; readonly rides: Range };
    }
  | {
      readonly messageKey: "finding.transport.pools_unknown";
      readonly params: { readonly poolDays: number; readonly pools: number };
    }
  | { readonly messageKey: "finding.transport.counts_only"; readonly params: Record<string, never> }
  | {
      readonly messageKey: "finding.transport.supply" | "finding.transport.need_suppressed_supply_only";
      readonly params: Units & { readonly out: PublishedFigure; readonly home: PublishedFigure };
    }
  | {
      readonly messageKey: "finding.transport.supply_one_way";
      readonly params: Units & {
        readonly direction: Direction;
        readonly rides: PublishedFigure;
        readonly other: "suppressed" | "unknown";
      };
    }
  | { readonly messageKey: "finding.transport.supply_suppressed"; readonly params: Units };
