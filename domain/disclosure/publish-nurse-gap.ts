import Fraction from "fraction.js";
import { type DisclosureRule, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import {
  type PublishedFigure,
  publishCount,
  publishMagnitude,
  publishPart,
  publishSupply,
  suppressed,
} from "#domain/disclosure/published-figure.ts";
import { publishedHeadline } from "#domain/disclosure/published-headline.ts";
import type { PublishedNurseDay, PublishedNurseGap } from "#domain/disclosure/published-nurse-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh, NurseDay, NurseGap } from "#domain/gap/nurse-gap.ts";

/**
 * May the need of a day be shown? At least k children contribute and the largest gives at most half. Low and high stand
 * or fall together; so does the shortage, because shortage + supply is the need.
 */
function mayShowNeed({ contributors }: NurseDay, rule: DisclosureRule): boolean {
  const { atLeast, atMost, largestShare } = contributors;
  if (atMost === 0) return rule.roundTo === null;
  return atLeast >= rule.k && (largestShare === null || new Fraction(largestShare).lte(rule.maxShare));
}

/** high − low belongs to the children of unknown class: with 1 to k − 1 of them only the low reading is shown. */
function mayShowHigh({ contributors }: NurseDay, rule: DisclosureRule): boolean {
  return contributors.unknownClassAtMost === 0 || contributors.unknownClassAtLeast >= rule.k;
}

function publishDay(day: NurseDay, rule: DisclosureRule, tableShown: boolean): PublishedNurseDay {
  const showLow = tableShown && mayShowNeed(day, rule);
  const showHigh = showLow && mayShowHigh(day, rule);
  const publish = (figure: ExactFigure, shown: boolean): PublishedFigure => {
    if (figure.kind === "absent" || shown) return publishMagnitude(figure, rule);
    return suppressed(figure.unit);
  };
  const both = (figures: LowHigh) => ({ low: publish(figures.low, showLow), high: publish(figures.high, showHigh) });
  return {
    weekday: day.weekday,
    need: both(day.need),
    supply: publishSupply(day.supply),
    withLastRound: publishSupply(day.withLastRound),
    short: both(day.short),
    practical: day.practical && both(day.practical),
    practicalShort: day.practicalShort && both(day.practicalShort),
    pools: day.pools,
  };
}

/** The way out of the nurse gap for anyone but the coordinator. */
export function publishNurseGap(gap: NurseGap, rule: DisclosureRule): PublishedNurseGap {
  const tableShown = mayShowTable(gap.answers, rule);
  const lines = gap.lines.map(({ id, kind, services, sharedWith, days }) => ({
    id,
    kind,
    services,
    sharedWith,
    days: days.map((day) => publishDay(day, rule, tableShown)),
  }));
  const { certified } = gap;
  return {
    kind: "published_nurse_gap",
    audience: rule.audience,
    k: rule.k,
    roundTo: rule.roundTo,
    tableShown,
    weights: gap.weights,
    answers: publishCount(gap.answers, "children", rule),
    coverage: gap.coverage,
    threshold: gap.threshold,
    lines,
    headline: publishedHeadline(lines, gap.answers),
    onePerUnit: gap.onePerUnit,
    nights: gap.nights,
    visiting: { nurses: publishSupply(gap.visiting.nurses), unknown: gap.visiting.unknown },
    certified: {
      children: publishPart(
        { yes: certified.childrenEnough, no: certified.childrenNotEnough, figure: certified.children },
        rule,
      ),
      units: publishSupply(certified.units),
      unitsUnknown: certified.unitsUnknown,
    },
    weekdaysAssumed: gap.weekdaysAssumed.length > 0,
    classUnknown: gap.classUnknown,
  };
}
