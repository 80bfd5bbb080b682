import { type DisclosureRule, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import { listedPlaces, mayShowNeed, together } from "#domain/disclosure/listed-places.ts";
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
import { weightsLabel } from "#domain/disclosure/weights-label.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { MonthlyLine, PlacesGap, PlacesLine } from "#domain/gap/places-gap.ts";

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

/** A need that nobody answered is hidden like one of a few: else it would tell that nobody wants the service. */
const needFigure = (need: ExactFigure, isShown: boolean, rule: DisclosureRule): PublishedFigure =>
  isShown ? publishMagnitude(need, rule) : suppressed(need.unit);

/** Need − places: hidden with either. Places that nobody knows are no secret. */
function shortFigure(short: ExactFigure, supply: ExactFigure, isShown: boolean, rule: DisclosureRule): PublishedFigure {
  if (isShown) return publishMagnitude(short, rule);
  return supply.kind === "absent" ? { ...asItIs(supply), unit: short.unit } : suppressed(short.unit);
}

function publishLine(line: PlacesLine, gap: PlacesGap, shown: Shown, rule: DisclosureRule): PublishedPlacesLine {
  const { services, sharedWith, need, supply, short } = line;
  const [needShown, supplyShown] = [shown.need.has(line) || gap.answers === 0, shown.supply.confirmed(line)];
  return {
    services,
    sharedWith,
    need: needFigure(need.total, needShown, rule),
    supply: supplyFigure(supply.confirmed, supplyShown),
    withLastRound: supplyFigure(supply.withLastRound, shown.supply.withLastRound(line)),
    short: shortFigure(short, supply.confirmed, needShown && supplyShown, rule),
    verdict: publishVerdict(line, gap.lines, shown),
    weights: weightsLabel(gap.weights, need.basis),
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

/** Like the lines of day services: without a unit on the roster only where the need is shown. */
function publishMonthly(line: MonthlyLine, gap: PlacesGap, rule: DisclosureRule): readonly PublishedMonthlyLine[] {
  const mayShow = mayShowTable(gap.answers, rule) && mayShowNeed(line, rule);
  if (line.units.roster === 0 && !(mayShow && line.contributors > 0)) return [];
  const needShown = mayShow || gap.answers === 0;
  const supplyShown = mayShowMonthlySupply(line, rule);
  const published: PublishedMonthlyLine = {
    service: line.service,
    need: needFigure(line.need, needShown, rule),
    supply: supplyFigure(line.supply, supplyShown),
    short: shortFigure(line.short, line.supply, needShown && supplyShown, rule),
    supplyUnknown: line.supplyUnknown,
    weights: weightsLabel(gap.weights, line.basis),
    units: line.units,
  };
  return [published];
}

/**
 * The way out of the places gap for anyone but the coordinator. Only the region's table was declared for them: throws a
 * RangeError for a gap of one district or service.
 */
export function publishPlacesGap(whole: PlacesGap, rule: DisclosureRule): PublishedPlacesGap {
  if (whole.district !== null || whole.service !== null)
    throw new RangeError("Only the gap of the whole region may be published");
  const gap: PlacesGap = { ...whole, ...listedPlaces(whole, rule) };
  const shown: Shown = { need: linesWithNeed(gap, rule), supply: shownSupply(gap, rule) };
  const lines = gap.lines.map((line) => publishLine(line, gap, shown, rule));
  const combined = gap.combined && publishLine(gap.combined, gap, shown, rule);
  return {
    kind: "published_places_gap",
    audience: rule.audience,
    k: rule.k,
    roundTo: rule.roundTo,
    tableShown: mayShowTable(gap.answers, rule),
    answers: publishCount(gap.answers, "children", rule),
    threshold: gap.threshold,
    lines,
    combined,
    headline: publishedPlacesHeadline(combined ? [...lines, combined] : lines, gap.answers),
    monthly: gap.monthly.flatMap((line) => publishMonthly(line, gap, rule)),
  };
}
