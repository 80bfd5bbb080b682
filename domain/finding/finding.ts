import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { NotInGap } from "#domain/finding/not-in-gap.ts";
import type { NurseLine } from "#domain/gap/nurse-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { Weekday } from "#domain/weekday.ts";

/** Which line a sentence speaks of. */
export type FindingLine = { readonly lineKind: NurseLine["kind"]; readonly services: readonly ServiceType[] };

/** Days of one line. Ties over several lines give one place per line. */
export type FindingPlace = FindingLine & { readonly days: readonly Weekday[] };

type Units = { readonly unitsAnswered: number | null; readonly unitsOnRoster: number | null };

/**
 * 所見: what a page says about a gap, as a message key and its parameters. Figures keep their shape (value, below 5,
 * absent …); the message formats them. Keys of the gap `nurses`, all under `finding.nurses.`:
 *
 * | key | params | says |
 * |---|---|---|
 * | no_answers_yet | side: "need" or "both" | no family answer (or no answer at all) is counted yet |
 * | not_in_gap (`finding.not_compared`) | service | the service chosen is in no line |
 * | days_not_told | answers | coordinator: families who left some weekdays empty |
 * | unknown_supply | units | families answered; no nurse number of any unit is known: 不明, not 0 |
 * | shortage_on_day | places, low, high, practicalLow, practicalHigh, weights | the worst day(s): at least low, up to high short |
 * | shortage_possible_on_day | places, high, weights | short only if children of unknown class are class 3 |
 * | high_reading_other_day | places, high | in the high reading other days are the worst |
 * | no_shortage | weights, hiddenDays | no compared day is short, in either reading |
 * | some_days_unknown | places | need on these days, nurses 不明 |
 * | pools_unknown | places, pools | open pools that gave no number (most on one day); not counted as 0 |
 * | one_per_unit_short | service, days, short, unknown | 生活介護: most open units without a nurse on one day |
 * | night_nurse | service, withNurse, without, unknown | 短期入所: units with a nurse that night |
 * | weekdays_assumed | – | days without a weekday were spread over open days |
 * | class_unknown | – | low and high differ because classes are unknown |
 * | supply_on_weakest_day | place, nurses, units | public: fewest nurses on duty, on open days |
 * | need_suppressed_supply_only | place, nurses, units | the same, where the need of the whole line is protected |
 * | supply_suppressed | places, units | nurses on duty on these days: not shown, too few of the units agreed |
 *
 * `enough` (the verdict) is not among them: it needs the ceiling of the need, which is not computed yet.
 */
export type Finding =
  | NotInGap
  | { readonly messageKey: "finding.nurses.days_not_told"; readonly params: { readonly answers: number } }
  | { readonly messageKey: "finding.nurses.no_answers_yet"; readonly params: { readonly side: "need" | "both" } }
  | { readonly messageKey: "finding.nurses.unknown_supply"; readonly params: Units }
  | {
      readonly messageKey: "finding.nurses.shortage_on_day";
      readonly params: {
        readonly places: readonly FindingPlace[];
        readonly low: PublishedFigure;
        readonly high: PublishedFigure;
        readonly practicalLow: PublishedFigure | null;
        readonly practicalHigh: PublishedFigure | null;
        readonly weights: "respondents" | "population";
      };
    }
  | {
      readonly messageKey: "finding.nurses.shortage_possible_on_day";
      readonly params: {
        readonly places: readonly FindingPlace[];
        readonly high: PublishedFigure;
        readonly weights: "respondents" | "population";
      };
    }
  | {
      readonly messageKey: "finding.nurses.high_reading_other_day";
      readonly params: { readonly places: readonly FindingPlace[]; readonly high: PublishedFigure };
    }
  | {
      readonly messageKey: "finding.nurses.no_shortage";
      readonly params: { readonly weights: "respondents" | "population"; readonly hiddenDays: number };
    }
  | {
      readonly messageKey: "finding.nurses.some_days_unknown";
      readonly params: { readonly places: readonly FindingPlace[] };
    }
  | {
      readonly messageKey: "finding.nurses.pools_unknown";
      readonly params: { readonly places: readonly FindingPlace[]; readonly pools: number };
    }
  | {
      readonly messageKey: "finding.nurses.one_per_unit_short";
      readonly params: {
        readonly service: ServiceType;
        readonly days: readonly Weekday[];
        readonly short: number;
        readonly unknown: number;
      };
    }
  | {
      readonly messageKey: "finding.nurses.night_nurse";
      readonly params: {
        readonly service: ServiceType;
        readonly withNurse: number;
        readonly without: number;
        readonly unknown: number;
      };
    }
  | {
      readonly messageKey: "finding.nurses.supply_suppressed";
      readonly params: Units & { readonly places: readonly FindingPlace[] };
    }
  | { readonly messageKey: "finding.nurses.weekdays_assumed"; readonly params: Record<string, never> }
  | { readonly messageKey: "finding.nurses.class_unknown"; readonly params: Record<string, never> }
  | {
      readonly messageKey: "finding.nurses.supply_on_weakest_day" | "finding.nurses.need_suppressed_supply_only";
      readonly params: Units & { readonly place: FindingPlace; readonly nurses: PublishedFigure };
    };
