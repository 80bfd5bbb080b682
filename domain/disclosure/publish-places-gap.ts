import Fraction from "fraction.js";
import { type DisclosureRule, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import {
  asItIs,
  type PublishedFigure,
  publishCount,
  publishMagnitude,
  suppressed,
} from "#domain/disclosure/published-figure.ts";
import type {
  PublishedMonthlyLine,
  PublishedPlacesGap,
  PublishedPlacesLine,
} from "#domain/disclosure/published-places-gap.ts";
import { publishedPlacesHeadline } from "#domain/disclosure/published-places-headline.ts";
import { type ShownSupply, shownSupply } from "#domain/disclosure/shown-places.ts";
import { type ExactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { MonthlyLine, PlacesGap, PlacesLine } from "#domain/gap/places-gap.ts";

type Contributed = { readonly contributors: number; readonly largestShare: string | null };

/** At least k children contribute and the largest gives at most half; nobody at all is a 0 for the closed council only. */
function mayShowNeed({ contributors, largestShare }: Contributed, rule: DisclosureRule): boolean {
  if (contributors === 0) return rule.roundTo === null;
  return contributors >= rule.k && (largestShare === null || new Fraction(largestShare).lte(rule.maxShare));
}

/** The needs of some lines taken together: what a reader can subtract from the total. */
function together(lines: readonly PlacesLine[]): Contributed {
  const totals = lines.map(({ need }) => fractionOf(need.total) ?? new Fraction(0));
  const total = totals.reduce((sum, one) => sum.add(one), new Fraction(0));
  const largest = lines
    .map(({ need }, index) => new Fraction(need.largestShare ?? 0).mul(totals[index] ?? 0))
    .reduce((max, one) => (one.gt(max) ? one : max), new Fraction(0));
  return {
    contributors: lines.reduce((sum, { need }) => sum + need.contributors, 0),
    largestShare: total.equals(0) ? null : largest.div(total).toFraction(),
  };
}

/** Lines whose need may be shown. The total only if the lines hidden beside it would pass together, on their own. */
function linesWithNeed(gap: PlacesGap, rule: DisclosureRule): ReadonlySet<PlacesLine> {
  if (!mayShowTable(gap.answers, rule)) return new Set();
  const shown = gap.lines.filter(({ need }) => mayShowNeed(need, rule));
  const hidden = gap.lines.filter((line) => !shown.includes(line));
  const { combined } = gap;
  const withTotal =
    combined !== null &&
    mayShowNeed(combined.need, rule) &&
    (hidden.length === 0 || mayShowNeed(together(hidden), rule));
  return new Set(withTotal ? [...shown, combined] : shown);
}

type Shown = { readonly need: ReadonlySet<PlacesLine>; readonly supply: ShownSupply };

const supplyFigure = (figure: ExactFigure, isShown: boolean): PublishedFigure =>
  figure.kind === "absent" || isShown ? asItIs(figure) : suppressed(figure.unit);

/** A verdict weighs need against all three readings of supply: each must be shown, for every service of the line. */
function publishVerdict(line: PlacesLine, lines: readonly PlacesLine[], shown: Shown): PublishedPlacesLine["verdict"] {
  const parts = lines.filter(({ services }) => services.every((service) => line.services.includes(service)));
  const isShown = [line, ...parts].every((part) => shown.supply.confirmed(part) && shown.supply.withLastRound(part));
  return isShown && shown.need.has(line) ? line.verdict : null;
}

function publishLine(line: PlacesLine, gap: PlacesGap, shown: Shown, rule: DisclosureRule): PublishedPlacesLine {
  const { services, sharedWith, need, supply, short } = line;
  const magnitude = (figure: ExactFigure, isShown: boolean) =>
    figure.kind === "absent" || isShown ? publishMagnitude(figure, rule) : suppressed(figure.unit);
  const [needShown, supplyShown] = [shown.need.has(line), shown.supply.confirmed(line)];
  return {
    services,
    sharedWith,
    need: magnitude(need.total, needShown),
    supply: supplyFigure(supply.confirmed, supplyShown),
    withLastRound: supplyFigure(supply.withLastRound, shown.supply.withLastRound(line)),
    short: magnitude(short, needShown && supplyShown),
    verdict: publishVerdict(line, gap.lines, shown),
    units: supply.units,
  };
}

/** A unit without a number may be any of those without consent: so many may be missing from the crowd that hides them. */
function mayShowMonthlySupply(
  { consent, supplyUnknown }: MonthlyLine,
  { audience, minUnits }: DisclosureRule,
): boolean {
  const inCrowd = (providers: number) => providers === 0 || providers - supplyUnknown >= minUnits;
  return inCrowd(consent.closed) && (audience === "council_closed" || inCrowd(consent.closed + consent.partners));
}

function publishMonthly(line: MonthlyLine, tableShown: boolean, rule: DisclosureRule): PublishedMonthlyLine {
  const needShown = tableShown && mayShowNeed(line, rule);
  const supplyShown = mayShowMonthlySupply(line, rule);
  const magnitude = (figure: ExactFigure, isShown: boolean) =>
    figure.kind === "absent" || isShown ? publishMagnitude(figure, rule) : suppressed(figure.unit);
  return {
    service: line.service,
    need: magnitude(line.need, needShown),
    supply: supplyFigure(line.supply, supplyShown),
    short: magnitude(line.short, needShown && supplyShown),
    supplyUnknown: line.supplyUnknown,
    units: line.units,
  };
}

/**
 * The way out of the places gap for anyone but the coordinator. Only the region's table was declared for them: throws a
 * RangeError for a gap of one district or service.
 */
export function publishPlacesGap(gap: PlacesGap, rule: DisclosureRule): PublishedPlacesGap {
  if (gap.district !== null || gap.service !== null)
    throw new RangeError("Only the gap of the whole region may be published");
  const tableShown = mayShowTable(gap.answers, rule);
  const shown: Shown = { need: linesWithNeed(gap, rule), supply: shownSupply(gap, rule) };
  const lines = gap.lines.map((line) => publishLine(line, gap, shown, rule));
  const combined = gap.combined && publishLine(gap.combined, gap, shown, rule);
  return {
    kind: "published_places_gap",
    audience: rule.audience,
    k: rule.k,
    roundTo: rule.roundTo,
    tableShown,
    weights: gap.weights,
    answers: publishCount(gap.answers, "children", rule),
    threshold: gap.threshold,
    lines,
    combined,
    headline: publishedPlacesHeadline(combined ? [...lines, combined] : lines, gap.answers),
    monthly: gap.monthly.map((line) => publishMonthly(line, tableShown, rule)),
  };
}
