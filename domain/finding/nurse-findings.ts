import { asItIs, isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import { rankOf } from "#domain/disclosure/published-headline.ts";
import type { PublishedNurseGap, PublishedNurseLine, PublishedWorst } from "#domain/disclosure/published-nurse-gap.ts";
import type { Finding } from "#domain/finding/finding.ts";
import { notInGap } from "#domain/finding/not-in-gap.ts";
import {
  type AnyNurseGap,
  placesOf,
  supplyFindings,
  suppressedSupply,
  unitsOf,
  weakestDayFinding,
} from "#domain/finding/supply-findings.ts";
import type { LowHigh, NurseGap, WorstDays } from "#domain/gap/nurse-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** A headline in one shape, raw or published. */
type Worst = {
  readonly worst: PublishedWorst;
  readonly worstIfHigh: PublishedWorst | null;
  readonly sameDays: boolean;
  readonly hiddenDays: number;
};

const isAbove = (figure: PublishedFigure, threshold: number) => (rankOf(figure) ?? 0) > threshold;

function shortageOnDay(gap: AnyNurseGap, { worst }: Worst): Finding {
  return {
    messageKey: "finding.nurses.shortage_on_day",
    params: {
      places: placesOf(gap, worst.at),
      low: worst.short.low,
      high: worst.short.high,
      practicalLow: worst.practicalShort?.low ?? null,
      practicalHigh: worst.practicalShort?.high ?? null,
      weights: gap.weights,
    },
  };
}

function shortageFindings(gap: AnyNurseGap, headline: Worst): readonly Finding[] {
  const { worst, worstIfHigh, sameDays, hiddenDays } = headline;
  const { threshold, weights } = gap;
  const ifHigh =
    worstIfHigh && isAbove(worstIfHigh.short.high, threshold)
      ? { places: placesOf(gap, worstIfHigh.at), high: worstIfHigh.short.high }
      : null;
  if (isAbove(worst.short.low, threshold)) {
    const first = shortageOnDay(gap, headline);
    if (!ifHigh || sameDays) return [first];
    return [first, { messageKey: "finding.nurses.high_reading_other_day", params: ifHigh }];
  }
  if (ifHigh) return [{ messageKey: "finding.nurses.shortage_possible_on_day", params: { ...ifHigh, weights } }];
  return [{ messageKey: "finding.nurses.no_shortage", params: { weights, hiddenDays } }];
}

/** With answers and neither a line wanted nor one on the roster, it is the supply of which nothing is known. */
function withoutHeadline(gap: AnyNurseGap, reason: "no_need_answers" | "no_lines" | "unknown_supply"): Finding {
  if (reason !== "no_need_answers") return { messageKey: "finding.nurses.unknown_supply", params: unitsOf(gap) };
  const supplyKnown = gap.lines.some((line) => line.days.some((day) => day.pools.answered + day.pools.unknown > 0));
  return { messageKey: "finding.nurses.no_answers_yet", params: { side: supplyKnown ? "need" : "both" } };
}

function assumptions(gap: { readonly weekdaysAssumed: boolean; readonly classUnknown: boolean }): readonly Finding[] {
  const found: Finding[] = [];
  if (gap.weekdaysAssumed) found.push({ messageKey: "finding.nurses.weekdays_assumed", params: {} });
  if (gap.classUnknown) found.push({ messageKey: "finding.nurses.class_unknown", params: {} });
  return found;
}

const asShown = ({ low, high }: LowHigh) => ({ low: asItIs(low), high: asItIs(high) });

const worstAsShown = ({ at, short, practicalShort }: WorstDays): PublishedWorst => ({
  at,
  short: asShown(short),
  practicalShort: practicalShort && asShown(practicalShort),
});

function coordinatorHeadline(gap: NurseGap, service: ServiceType | null): readonly Finding[] {
  const { headline } = gap;
  if (headline.kind === "none")
    return headline.reason === "not_in_gap" ? notInGap(service) : [withoutHeadline(gap, headline.reason)];
  const { worst, worstIfHigh, sameDays, unknownDays } = headline;
  const found = shortageFindings(gap, {
    worst: worstAsShown(worst),
    worstIfHigh: worstAsShown(worstIfHigh),
    sameDays,
    hiddenDays: unknownDays.length,
  });
  if (unknownDays.length === 0) return found;
  return [...found, { messageKey: "finding.nurses.some_days_unknown", params: { places: placesOf(gap, unknownDays) } }];
}

/**
 * Findings of the unsuppressed gap, for the coordinator: the headline first. `service` is the one that the gap is filtered to.
 * Deterministic.
 */
export function nurseFindings(gap: NurseGap, service: ServiceType | null = null): readonly Finding[] {
  const { answersWithoutDays: answers, classUnknown } = gap;
  return [
    ...coordinatorHeadline(gap, service),
    ...supplyFindings(gap),
    ...assumptions({ weekdaysAssumed: gap.weekdaysAssumed.length > 0, classUnknown }),
    ...(answers > 0 ? [{ messageKey: "finding.nurses.days_not_told" as const, params: { answers } }] : []),
  ];
}

/** True for a line whose need is protected on some day and shown above zero on none. */
function isNeedHidden({ days }: PublishedNurseLine): boolean {
  return days.some((day) => isSuppressed(day.need.low)) && !days.some((day) => isAbove(day.need.low, 0));
}

/** True for a line that shows, on some day, a need and what is short of it. */
function isCompared({ days }: PublishedNurseLine): boolean {
  return days.some((day) => isAbove(day.need.low, 0) && day.short.low.kind !== "absent");
}

/** True for a line that hides one side on some day and compares both on none. */
function isHiddenLine(line: PublishedNurseLine): boolean {
  return isNeedHidden(line) || (line.days.some((day) => isSuppressed(day.supply)) && !isCompared(line));
}

function fromSupplySide(gap: PublishedNurseGap, lines: readonly PublishedNurseLine[]): readonly Finding[] {
  return lines.flatMap((line) =>
    weakestDayFinding(
      gap,
      line,
      isNeedHidden(line) ? "finding.nurses.need_suppressed_supply_only" : "finding.nurses.supply_on_weakest_day",
    ),
  );
}

/** No line has a number to speak of: why. */
function withoutSentence(gap: PublishedNurseGap): Finding {
  const { headline } = gap;
  const known = headline.kind === "none" && headline.reason !== "suppressed";
  return withoutHeadline(gap, known ? headline.reason : "unknown_supply");
}

/**
 * The sentences of a hidden line come from the supply side. Where supply is hidden, days on which nothing is open and
 * nothing needed don't make a "no shortage".
 */
function councilHeadline(gap: PublishedNurseGap): readonly Finding[] {
  const { headline } = gap;
  const hiddenLines = fromSupplySide(gap, gap.lines.filter(isHiddenLine));
  if (headline.kind === "none") return headline.reason === "no_need_answers" ? [withoutSentence(gap)] : hiddenLines;
  const supplyHidden = suppressedSupply(gap).length > 0;
  if (!gap.lines.some((line) => (supplyHidden ? isCompared(line) : !isHiddenLine(line)))) return hiddenLines;
  return [...shortageFindings(gap, { ...headline, hiddenDays: headline.hiddenDays.length }), ...hiddenLines];
}

/**
 * In public the sentence is the supply side: never "so many children lack", only what is confirmed to be there. What is
 * not shown is said last; with nothing to say of any line, why.
 */
function publishedHeadlineFindings(gap: PublishedNurseGap): readonly Finding[] {
  const said = gap.audience === "public" ? fromSupplySide(gap, gap.lines) : councilHeadline(gap);
  const found = [...said, ...suppressedSupply(gap)];
  return found.length > 0 ? found : [withoutSentence(gap)];
}

/**
 * Findings of the published gap, for a council or the public. The closed council reads the shortage where it is shown;
 * the public reads the supply side. Deterministic.
 */
export function publishedNurseFindings(gap: PublishedNurseGap): readonly Finding[] {
  return [
    ...publishedHeadlineFindings(gap),
    ...supplyFindings(gap),
    ...assumptions({ ...gap, weekdaysAssumed: false }),
  ];
}
