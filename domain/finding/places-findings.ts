import { asItIs, isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import { rankOf } from "#domain/disclosure/published-headline.ts";
import type {
  PublishedMonthlyLine,
  PublishedPlacesGap,
  PublishedPlacesLine,
} from "#domain/disclosure/published-places-gap.ts";
import { weightsLabel } from "#domain/disclosure/weights-label.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import { notInGap } from "#domain/finding/not-in-gap.ts";
import type { PlacesFinding } from "#domain/finding/places-finding.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { PlacesGap, PlacesLine } from "#domain/gap/places-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

const isAbove = (figure: PublishedFigure, threshold: number) => (rankOf(figure) ?? 0) > threshold;
const isZero = (figure: PublishedFigure) => figure.kind === "value" && figure.value === 0;

/** What both gaps say, raw or published, in one shape. */
type Said = {
  readonly threshold: number;
  readonly lines: readonly { readonly services: readonly ServiceType[]; readonly short: PublishedFigure }[];
};

type Short = {
  readonly services: readonly ServiceType[];
  readonly short: PublishedFigure;
  readonly verdict: Verdict | null;
  readonly weights: WeightsLabel;
};

/** The largest shortage, and that no service alone shows it. At or below the threshold there is none to speak of. */
function shortageFindings({ threshold, lines }: Said, short: Short): readonly PlacesFinding[] {
  if (!isAbove(short.short, threshold))
    return [{ messageKey: "finding.places.no_shortage", params: { verdict: "cannot_say", weights: short.weights } }];
  const shortage: PlacesFinding = { messageKey: "finding.places.shortage", params: short };
  const { services } = short;
  const own = lines.filter((line) => line.services.every((service) => services.includes(service)));
  if (services.length < 2 || !own.every((line) => isZero(line.short))) return [shortage];
  return [shortage, { messageKey: "finding.places.only_together", params: { services } }];
}

const noAnswersYet = (supplyKnown: boolean): PlacesFinding => ({
  messageKey: "finding.places.no_answers_yet",
  params: { side: supplyKnown ? "need" : "both" },
});

const unitsOf = ({ answered, roster }: { readonly answered: number; readonly roster: number }) => ({
  unitsAnswered: answered,
  unitsOnRoster: roster,
});

function unknownSupply(line: {
  services: readonly ServiceType[];
  units: PlacesLine["supply"]["units"];
}): PlacesFinding {
  return {
    messageKey: "finding.places.unknown_supply",
    params: { services: line.services, ...unitsOf(line.units) },
  };
}

/** Whom a figure over these services speaks of: the respondents alone if one of them was not scaled up. */
function labelOf({ lines, weights }: PlacesGap, services?: readonly ServiceType[]): WeightsLabel {
  const own = lines.filter((line) => !services || line.services.some((service) => services.includes(service)));
  return own.some(({ need }) => need.basis === "counts_only") ? "respondents" : weights;
}

/** The service chosen is not compared by the week: what the month says of it, a shortage being said below. */
function notByTheWeek({ service, answers, monthly, weights }: PlacesGap): readonly PlacesFinding[] {
  if (monthly.length === 0) return notInGap(service);
  if (answers === 0) return [noAnswersYet(monthly.some(({ supply }) => supply.kind === "value"))];
  return monthly.flatMap((line): readonly PlacesFinding[] => {
    if (line.short.kind === "absent")
      return [
        { messageKey: "finding.places.monthly_unknown", params: { service: line.service, ...unitsOf(line.units) } },
      ];
    if (line.short.value > 0) return [];
    const params = { service: line.service, weights: weightsLabel(weights, line.basis) };
    return [{ messageKey: "finding.places.monthly_no_shortage", params }];
  });
}

function coordinatorHeadline(gap: PlacesGap, said: Said): readonly PlacesFinding[] {
  const { headline } = gap;
  const weights = labelOf(gap);
  if (headline.kind === "short") {
    const { services, short } = headline.line;
    const { verdict } = headline;
    return shortageFindings(said, { services, short: asItIs(short), verdict, weights: labelOf(gap, services) });
  }
  if (headline.kind === "not_short")
    return [{ messageKey: "finding.places.no_shortage", params: { verdict: headline.verdict, weights } }];
  if (headline.reason === "not_in_gap") return notByTheWeek(gap);
  const all = gap.combined ?? gap.lines[0];
  if (headline.reason === "unknown_supply" && all)
    return [unknownSupply({ services: all.services, units: all.supply.units })];
  if (headline.reason === "no_lines" && gap.service !== null) return notInGap(gap.service);
  if (headline.reason === "no_lines" && gap.answers > 0)
    return [{ messageKey: "finding.places.no_shortage", params: { verdict: "cannot_say", weights } }];
  return [noAnswersYet(gap.compared.length > 0)];
}

/**
 * The classes above 1, because class 1 and above is everybody: the graver shortage of the two, of a tie class 3. The low
 * readings are in the same order, because children of unknown class add the same to both.
 */
function classFindings(gap: PlacesGap): readonly PlacesFinding[] {
  const { careClasses, threshold } = gap;
  const short = careClasses
    .filter(({ careClass }) => careClass > 1)
    .map(({ careClass, services, short }) => {
      return { careClass, low: asItIs(short.low), high: asItIs(short.high), weights: labelOf(gap, services) };
    })
    .filter(({ high }) => isAbove(high, threshold))
    .toSorted((a, b) => (rankOf(b.high) ?? 0) - (rankOf(a.high) ?? 0));
  return short.slice(0, 1).map((params) => ({ messageKey: "finding.places.class_shortage", params }));
}

function juushinFindings(gap: PlacesGap): readonly PlacesFinding[] {
  const { juushin, threshold } = gap;
  const weights = labelOf(gap, juushin.services);
  const [low, high] = [asItIs(juushin.short.low), asItIs(juushin.short.high)];
  if (!isAbove(high, threshold)) return [];
  return [{ messageKey: "finding.places.juushin_shortage", params: { low, high, weights } }];
}

/** What families feel to be missing, over all services. */
function experiencedFindings(gap: PlacesGap): readonly PlacesFinding[] {
  const all = gap.combined ?? gap.lines[0];
  const days = all && asItIs(all.experienced);
  if (!days || !isAbove(days, 0)) return [];
  return [{ messageKey: "finding.places.experienced", params: { days, weights: labelOf(gap) } }];
}

function monthlyShortages(
  lines: readonly Pick<PublishedMonthlyLine, "service" | "short" | "weights">[],
): readonly PlacesFinding[] {
  return lines
    .filter(({ short }) => isAbove(short, 0))
    .map(({ service, short, weights }) => ({
      messageKey: "finding.places.monthly_shortage",
      params: { service, short, weights },
    }));
}

function servicesUnknown(services: readonly ServiceType[]): readonly PlacesFinding[] {
  return services.length > 0 ? [{ messageKey: "finding.places.services_unknown", params: { services } }] : [];
}

/** Findings of the unsuppressed gap, for the coordinator: the headline first. Deterministic. */
export function placesFindings(gap: PlacesGap): readonly PlacesFinding[] {
  const { lines, compared, combined, weights, threshold } = gap;
  const said: Said = {
    threshold,
    lines: lines.map(({ services, short }) => ({ services, short: asItIs(short) })),
  };
  const unknown = lines.flatMap(({ services }) => services).filter((service) => !compared.includes(service));
  const pools = (combined ?? lines[0])?.supply.pools.unknown ?? 0;
  return [
    ...coordinatorHeadline(gap, said),
    ...classFindings(gap),
    ...juushinFindings(gap),
    ...experiencedFindings(gap),
    ...monthlyShortages(
      gap.monthly.map(({ service, short, basis }) => {
        return { service, short: asItIs(short), weights: weightsLabel(weights, basis) };
      }),
    ),
    ...(compared.length > 0 ? servicesUnknown(unknown) : []),
    ...(pools > 0 ? [{ messageKey: "finding.places.pools_unknown" as const, params: { pools } }] : []),
  ];
}

/** Places of all services where they are shown, else of each service that shows them. */
function supplyLines({ combined, lines }: PublishedPlacesGap): readonly PublishedPlacesLine[] {
  return combined?.supply.kind === "value" ? [combined] : lines.filter(({ supply }) => supply.kind === "value");
}

function supplySentence(
  { services, supply, units }: PublishedPlacesLine,
  messageKey: "finding.places.supply" | "finding.places.need_suppressed_supply_only",
): PlacesFinding {
  return { messageKey, params: { services, places: supply, ...unitsOf(units) } };
}

/** The closed council reads the shortage where it is shown, and the places of what hides its need. */
function councilHeadline(gap: PublishedPlacesGap): readonly PlacesFinding[] {
  const { headline } = gap;
  if (headline.kind === "short") {
    const { services, short, verdict, weights } = headline;
    return shortageFindings(gap, { services, short, verdict, weights });
  }
  if (headline.kind === "not_short") {
    const { verdict, weights } = headline;
    return [{ messageKey: "finding.places.no_shortage", params: { verdict, weights } }];
  }
  return supplyLines(gap)
    .filter(({ need }) => isSuppressed(need))
    .map((line) => supplySentence(line, "finding.places.need_suppressed_supply_only"));
}

function publicHeadline(gap: PublishedPlacesGap): readonly PlacesFinding[] {
  return supplyLines(gap).map((line) => supplySentence(line, "finding.places.supply"));
}

function monthlyFindings({ audience, monthly }: PublishedPlacesGap): readonly PlacesFinding[] {
  if (audience === "council_closed") return monthlyShortages(monthly);
  return monthly
    .filter(({ supply }) => supply.kind === "value")
    .map(({ service, supply, units }) => ({
      messageKey: "finding.places.monthly_supply",
      params: { service, places: supply, ...unitsOf(units) },
    }));
}

function supplySuppressed({ lines }: PublishedPlacesGap): readonly PlacesFinding[] {
  return lines
    .filter(({ supply }) => isSuppressed(supply))
    .map(({ services, units }) => ({
      messageKey: "finding.places.supply_suppressed",
      params: { services, ...unitsOf(units) },
    }));
}

/**
 * Findings of the published gap. The closed council reads the shortage where it is shown; in public every sentence is the
 * supply side: places that are confirmed, and how many units answered. Deterministic.
 */
export function publishedPlacesFindings(gap: PublishedPlacesGap): readonly PlacesFinding[] {
  const { headline, lines } = gap;
  if (headline.kind === "none" && headline.reason === "no_need_answers" && gap.audience === "council_closed")
    return [noAnswersYet(lines.some(({ supply }) => supply.kind === "value"))];
  const unknown = lines.filter(({ supply }) => supply.kind === "absent" && !isSuppressed(supply));
  const said = gap.audience === "public" ? publicHeadline(gap) : councilHeadline(gap);
  const found = [...said, ...supplySuppressed(gap), ...monthlyFindings(gap)];
  const all = gap.combined ?? lines[0];
  if (unknown.length === lines.length && all) return [unknownSupply(all), ...found];
  return [...found, ...servicesUnknown(unknown.flatMap(({ services }) => services))];
}
