import Fraction from "fraction.js";
import { type DisclosureRule, mayShowSupply, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import {
  asItIs,
  type PublishedFigure,
  publishCount,
  publishMagnitude,
  publishPart,
  publishSupply,
  publishUnits,
  suppressed,
} from "#domain/disclosure/published-figure.ts";
import { publishedHeadline, rankOf } from "#domain/disclosure/published-headline.ts";
import type {
  PublishedNightLine,
  PublishedNurseDay,
  PublishedNurseGap,
  PublishedNurseLine,
  PublishedOnePerUnitLine,
} from "#domain/disclosure/published-nurse-gap.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { absentExact, type ExactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh, NightNurseLine, NurseDay, NurseGap, NurseLine, OnePerUnitLine } from "#domain/gap/nurse-gap.ts";

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

/** What a day may show: `unknown` where the need of the whole line is not known. */
type NeedShown = { readonly low: boolean; readonly high: boolean; readonly unknown: AbsenceReason | null };

/** Need − supply: hidden with the need, or with the supply. A supply that nobody knows is no secret. */
function publishShort(
  short: ExactFigure,
  supply: ExactFigure,
  isShown: boolean,
  rule: DisclosureRule,
): PublishedFigure {
  if (isShown) return publishMagnitude(short, rule);
  return supply.kind === "absent" ? asItIs(supply) : suppressed(short.unit);
}

function publishDay(day: NurseDay, rule: DisclosureRule, { low, high, unknown }: NeedShown): PublishedNurseDay {
  const showSupply = mayShowSupply(day.consent, rule);
  const needFigure = (figure: ExactFigure, shown: boolean): PublishedFigure => {
    if (!shown) return suppressed(figure.unit);
    return publishMagnitude(unknown ? absentExact(unknown, figure.unit, figure.n) : figure, rule);
  };
  const shortFigure = (figure: ExactFigure, shown: boolean) =>
    unknown && shown ? needFigure(figure, shown) : publishShort(figure, day.supply, shown && showSupply, rule);
  const need = (pair: LowHigh) => ({ low: needFigure(pair.low, low), high: needFigure(pair.high, high) });
  const short = (pair: LowHigh) => ({ low: shortFigure(pair.low, low), high: shortFigure(pair.high, high) });
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

/**
 * 不明 on one day (a 定員 that nobody gave) is 不明 on all, and hidden on all where it may not be shown on one: else the days
 * that look different would be those with a child. Without any answer there is nothing to hide.
 */
function needShown({ days }: NurseLine, { answers }: NurseGap, rule: DisclosureRule): (day: NurseDay) => NeedShown {
  const unknown = days.flatMap(({ need }) => (need.low.kind === "absent" ? [need.low.reason] : []))[0] ?? null;
  if (answers === 0) return () => ({ low: true, high: true, unknown });
  const low = (day: NurseDay) => mayShowTable(answers, rule) && mayShowNeed(day, rule);
  const everyDay = unknown === null || days.every(low);
  return (day) => {
    const isShown = everyDay && low(day);
    return { low: isShown, high: isShown && mayShowHigh(day, rule), unknown };
  };
}

/** True where k children of unknown class stand behind a high reading that is shown. */
function showsUnknownClass(line: NurseLine, gap: NurseGap, rule: DisclosureRule): boolean {
  const shown = needShown(line, gap, rule);
  return line.days.some((day) => shown(day).high && day.contributors.unknownClassAtLeast >= rule.k);
}

const showsNeed = ({ days }: PublishedNurseLine) => days.some(({ need }) => (rankOf(need.low) ?? 0) > 0);

/**
 * A line without an open pool is there because some child wants it: it is listed only where that need is shown. The others
 * are listed whatever is wanted.
 */
const isListed = (line: PublishedNurseLine) =>
  line.days.some(({ pools }) => pools.answered + pools.unknown > 0) || showsNeed(line);

function publishLine(line: NurseLine, gap: NurseGap, rule: DisclosureRule): PublishedNurseLine {
  const { id, kind, services, sharedWith, days } = line;
  const shown = needShown(line, gap, rule);
  return { id, kind, services, sharedWith, days: days.map((day) => publishDay(day, rule, shown(day))) };
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
  const lines = gap.lines.map((line) => publishLine(line, gap, rule)).filter(isListed);
  const { certified, visiting } = gap;
  return {
    kind: "published_nurse_gap",
    audience: rule.audience,
    k: rule.k,
    roundTo: rule.roundTo,
    tableShown: mayShowTable(gap.answers, rule),
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
    classUnknown: gap.lines.some((line) => showsUnknownClass(line, gap, rule)),
  };
}
