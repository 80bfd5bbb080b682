import type { CareClass } from "#domain/care-class.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { NotInGap } from "#domain/finding/not-in-gap.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Services = { readonly services: readonly ServiceType[] };
/** Service units that answered, of those on the roster. */
type Units = { readonly unitsAnswered: number; readonly unitsOnRoster: number };
type Weighted = { readonly weights: WeightsLabel };

/**
 * 所見 of the gap `places`, all under `finding.places.`:
 *
 * | key | params | says |
 * |---|---|---|
 * | no_answers_yet | side: "need" or "both" | no family answer (or no answer at all) is counted yet |
 * | unknown_supply | services, units | nobody gave a number of places: 不明, not 0 |
 * | shortage | services, short, verdict, weights | the set of services of the largest shortage; verdict null: not shown |
 * | only_together | services | each of these services alone has enough, together they have not |
 * | class_shortage | careClass, low, high, weights | children of class 3, or 2 and 3, against places that take them |
 * | juushin_shortage | low, high, weights | 重心 children against places that take them |
 * | experienced | days, weights | days wanted more than are used |
 * | no_shortage | verdict, weights | no set of services is short of the confirmed places |
 * | services_unknown | services | wanted or on the roster, places 不明: outside the comparison |
 * | pools_unknown | pools | confirmed pools that gave no number for some day; not counted as 0 |
 * | not_in_gap (`finding.not_compared`) | service | the service chosen is compared neither by the week nor by the month |
 * | monthly_shortage | service, short, weights | nights or days a month |
 * | monthly_no_shortage | service, weights | the service chosen is counted by the month, and not short |
 * | monthly_unknown | service, units | the service chosen is counted by the month, and one side is 不明 |
 * | supply | services, places, units | public: places confirmed |
 * | need_suppressed_supply_only | services, places, units | the same, where the need is protected |
 * | supply_suppressed | services, units | places not shown, too few of the providers agreed |
 * | monthly_supply | service, places, units | public: nights or days a month |
 */
export type PlacesFinding =
  | NotInGap
  | { readonly messageKey: "finding.places.no_answers_yet"; readonly params: { readonly side: "need" | "both" } }
  | { readonly messageKey: "finding.places.unknown_supply"; readonly params: Services & Units }
  | {
      readonly messageKey: "finding.places.shortage";
      readonly params: Services & Weighted & { readonly short: PublishedFigure; readonly verdict: Verdict | null };
    }
  | { readonly messageKey: "finding.places.only_together"; readonly params: Services }
  | {
      readonly messageKey: "finding.places.class_shortage";
      readonly params: Weighted & {
        readonly careClass: CareClass;
        readonly low: PublishedFigure;
        readonly high: PublishedFigure;
      };
    }
  | {
      readonly messageKey: "finding.places.juushin_shortage";
      readonly params: Weighted & { readonly low: PublishedFigure; readonly high: PublishedFigure };
    }
  | {
      readonly messageKey: "finding.places.experienced";
      readonly params: Weighted & { readonly days: PublishedFigure };
    }
  | {
      readonly messageKey: "finding.places.no_shortage";
      readonly params: Weighted & { readonly verdict: Verdict };
    }
  | { readonly messageKey: "finding.places.services_unknown"; readonly params: Services }
  | { readonly messageKey: "finding.places.pools_unknown"; readonly params: { readonly pools: number } }
  | {
      readonly messageKey: "finding.places.monthly_shortage";
      readonly params: Weighted & { readonly service: ServiceType; readonly short: PublishedFigure };
    }
  | {
      readonly messageKey: "finding.places.monthly_no_shortage";
      readonly params: Weighted & { readonly service: ServiceType };
    }
  | {
      readonly messageKey: "finding.places.monthly_unknown";
      readonly params: Units & { readonly service: ServiceType };
    }
  | {
      readonly messageKey: "finding.places.supply" | "finding.places.need_suppressed_supply_only";
      readonly params: Services & Units & { readonly places: PublishedFigure };
    }
  | { readonly messageKey: "finding.places.supply_suppressed"; readonly params: Services & Units }
  | {
      readonly messageKey: "finding.places.monthly_supply";
      readonly params: Units & { readonly service: ServiceType; readonly places: PublishedFigure };
    };
