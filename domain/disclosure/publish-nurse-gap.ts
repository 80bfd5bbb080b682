import Fraction from "fraction.js";
import { type DisclosureRule, mayShowSupply, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import {
  type PublishedFigure,
  publishCount,
  publishMagnitude,
  publishPart,
  publishSupply,
  publishUnits,
  suppressed,
} from "#domain/disclosure/published-figure.ts";
import { publishedHeadline } from "#domain/disclosure/published-headline.ts";
import type {
  PublishedNightLine,
  PublishedNurseDay,
  PublishedNurseGap,
  PublishedOnePerUnitLine,
} from "#domain/disclosure/published-nurse-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh, NightNurseLine, NurseDay, NurseGap, OnePerUnitLine } from "#domain/gap/nurse-gap.ts";

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

/** Confirmed + last round's: only where both parts may be shown, because the confirmed one stands beside it. */
function publishWithLastRound(day: NurseDay, rule: DisclosureRule): PublishedFigure {
  const { withLastRound, consent, lastRoundConsent } = day;
  if (withLastRound.kind === "absent" || mayShowSupply(consent, rule))
    return publishSupply(withLastRound, lastRoundConsent, rule);
  return suppressed(withLastRound.unit);
}

function publishDay(day: NurseDay, rule: DisclosureRule, tableShown: boolean): PublishedNurseDay {
  const showLow = tableShown && mayShowNeed(day, rule);
  const showHigh = showLow && mayShowHigh(day, rule);
  const showSupply = mayShowSupply(day.consent, rule);
  const publish = (figure: ExactFigure, shown: boolean): PublishedFigure => {
    if (figure.kind === "absent" || shown) return publishMagnitude(figure, rule);
    return suppressed(figure.unit);
  };
  const need = ({ low, high }: LowHigh) => ({ low: publish(low, showLow), high: publish(high, showHigh) });
  const short = ({ low, high }: LowHigh) => ({
    low: publish(low, showLow && showSupply),
    high: publish(high, showHigh && showSupply),
  });
  return {
    weekday: day.weekday,
    need: need(day.need),
    supply: publishSupply(day.supply, day.consent, rule),
    withLastRound: publishWithLastRound(day, rule),
    short: short(day.short),
    practical: day.practical && need(day.practical),
    practicalShort: day.practicalShort && short(day.practicalShort),
    pools: day.pools,
  };
}

function publishOnePerUnit(
  { service, sharedWith, days }: OnePerUnitLine,
  rule: DisclosureRule,
): PublishedOnePerUnitLine {
  return {
    service,
    sharedWith,
    days: days.map(({ weekday, open, unknown, consent, ...counts }) => ({
      weekday,
      open,
      unknown,
      withNurse: publishUnits(counts.withNurse, consent, rule),
      shortLow: publishUnits(counts.shortLow, consent, rule),
      shortHigh: publishUnits(counts.shortHigh, consent, rule),
    })),
  };
}

function publishNight(
  { service, unknown, consent, ...counts }: NightNurseLine,
  rule: DisclosureRule,
): PublishedNightLine {
  return {
    service,
    withNurse: publishUnits(counts.withNurse, consent, rule),
    without: publishUnits(counts.without, consent, rule),
    unknown,
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
  const { certified, visiting } = gap;
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
    onePerUnit: gap.onePerUnit.map((line) => publishOnePerUnit(line, rule)),
    nights: gap.nights.map((line) => publishNight(line, rule)),
    visiting: { nurses: publishSupply(visiting.nurses, visiting.consent, rule), unknown: visiting.unknown },
    certified: {
      children: publishPart(
        { yes: certified.childrenEnough, no: certified.childrenNotEnough, figure: certified.children },
        rule,
      ),
      units: publishSupply(certified.units, certified.unitsConsent, rule),
      unitsUnknown: certified.unitsUnknown,
    },
    weekdaysAssumed: gap.weekdaysAssumed.length > 0,
    classUnknown: gap.classUnknown,
  };
}
