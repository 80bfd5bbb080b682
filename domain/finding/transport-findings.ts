import Fraction from "fraction.js";
import { asItIs, isSuppressed, type PublishedFigure, suppressed } from "#domain/disclosure/published-figure.ts";
import { rankOf } from "#domain/disclosure/published-headline.ts";
import type { PublishedTransportGap, PublishedTransportRow } from "#domain/disclosure/published-transport-gap.ts";
import { weightsLabel } from "#domain/disclosure/weights-label.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import { notInGap } from "#domain/finding/not-in-gap.ts";
import type { FindingDirection, Range, TransportFinding, Units } from "#domain/finding/transport-finding.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import { exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import { type Direction, directions } from "#domain/gap/reach.ts";
import type { RidesRange, TransportGap } from "#domain/gap/transport-gap.ts";

const unitsOf = ({ coverage }: Pick<TransportGap, "coverage">): Units => ({
  unitsAnswered: coverage.answered,
  unitsOnRoster: coverage.roster,
});

const isAbove = (figure: PublishedFigure, threshold: number) => (rankOf(figure) ?? 0) > threshold;

/** What both kinds of gap say of the shortage: by direction and in all. */
type Said = {
  readonly short: Readonly<Record<Direction | "all", Range>>;
  readonly weights: WeightsLabel;
  readonly threshold: number;
  readonly verdict: Verdict | null;
};

/** The direction with the larger shortage, or the one that is known; both where they are alike. */
function worstDirection(short: Said["short"]): FindingDirection {
  const [out, home] = [rankOf(short.out.low), rankOf(short.home.low)];
  if (out === home) return "both";
  return (out ?? -1) > (home ?? -1) ? "out" : "home";
}

function shortageFindings({ short, weights, threshold, verdict }: Said): readonly TransportFinding[] {
  const { low, high } = short.all;
  if (isAbove(low, threshold)) {
    const direction = worstDirection(short);
    const ofDirection = short[direction === "both" ? "all" : direction];
    const most = { directionLow: ofDirection.low, directionHigh: ofDirection.high };
    return [{ messageKey: "finding.transport.shortage", params: { low, high, direction, ...most, weights, verdict } }];
  }
  if (isAbove(high, threshold))
    return [{ messageKey: "finding.transport.shortage_possible", params: { high, weights } }];
  return [{ messageKey: "finding.transport.no_shortage", params: { weights, verdict } }];
}

const asShown = ({ low, high }: RidesRange): Range => ({ low: asItIs(low), high: asItIs(high) });

/** Nothing was compared, and why. */
function withoutHeadline(gap: TransportGap, reason: NoHeadline): readonly TransportFinding[] {
  switch (reason) {
    case "not_in_gap":
      return notInGap(gap.filter.service);
    case "unknown_supply":
      return [{ messageKey: "finding.transport.unknown_supply", params: unitsOf(gap) }];
    case "unknown_district": {
      const rides = asShown(gap.totals.all.districtUnknown);
      return [{ messageKey: "finding.transport.unknown_district", params: { rides } }];
    }
    case "no_need_answers":
      return [
        {
          messageKey: "finding.transport.no_answers_yet",
          params: { side: gap.coverage.answered > 0 ? "need" : "both" },
        },
      ];
  }
}

type NoHeadline = Extract<TransportGap["headline"], { kind: "none" }>["reason"];

function headlineFindings(gap: TransportGap): readonly TransportFinding[] {
  const { headline, totals, lines, threshold, verdict } = gap;
  const weights = weightsLabel(gap.weights, gap.basis);
  switch (headline.kind) {
    case "none":
      return withoutHeadline(gap, headline.reason);
    case "partly_compared": {
      const params = { need: asItIs(totals.all.need), rides: asShown(totals.all.notCompared), weights };
      return [{ messageKey: "finding.transport.partly_compared", params }];
    }
    case "no_shortage":
      return [{ messageKey: "finding.transport.no_shortage", params: { weights, verdict } }];
    case "short": {
      const short = { out: asShown(totals.out.short), home: asShown(totals.home.short), all: asShown(headline.short) };
      const found = shortageFindings({ short, weights, threshold, verdict });
      const [worst, ...ties] = headline.worstLines;
      const line = lines.find(({ id }) => id === worst?.id);
      if (!worst || !line) return found;
      const { district, careOnBoard } = line;
      const params = { district, careOnBoard, ...asShown(worst.short), ties: ties.length };
      return [...found, { messageKey: "finding.transport.largest_line", params }];
    }
  }
}

/** Rides outside the comparison, by reason. What the headline has said already is not said again. */
function notComparedFindings({
  totals,
  unknownServices: services,
  headline,
}: TransportGap): readonly TransportFinding[] {
  if (headline.kind === "none") return [];
  const { notCompared, districtUnknown } = totals.all;
  const ofServices = (reading: "low" | "high") => {
    const [all, district] = [fractionOf(notCompared[reading]), fractionOf(districtUnknown[reading])];
    return exactFigure(all && district ? all.sub(district) : new Fraction(0), "rides_per_week", notCompared[reading].n);
  };
  const found: TransportFinding[] = [];
  if (services.length > 0) {
    const rides = asShown({ low: ofServices("low"), high: ofServices("high") });
    found.push({ messageKey: "finding.transport.services_unknown", params: { services, rides } });
  }
  const rides = asShown(districtUnknown);
  if (isAbove(rides.high, 0)) found.push({ messageKey: "finding.transport.district_unknown", params: { rides } });
  return found;
}

/** What is not known, on either side: it is never counted as 0. */
function unknownFindings(gap: TransportGap): readonly TransportFinding[] {
  const { missing, totals, careUnknown, basis, headline } = gap;
  if (headline.kind === "none" && headline.reason === "not_in_gap") return [];
  const drivers = Math.max(...directions.map((direction) => missing[direction].driverUnknown));
  const { poolDays, reach } = totals.all.unknown;
  const found: TransportFinding[] = [...notComparedFindings(gap)];
  if (drivers > 0) found.push({ messageKey: "finding.transport.drivers_unknown", params: { answers: drivers } });
  if (poolDays + reach > 0)
    found.push({ messageKey: "finding.transport.pools_unknown", params: { poolDays, pools: reach } });
  if (careUnknown) found.push({ messageKey: "finding.transport.care_unknown", params: {} });
  if (basis === "counts_only") found.push({ messageKey: "finding.transport.counts_only", params: {} });
  return found;
}

/** Findings of the unsuppressed gap, for the coordinator: the headline first. Deterministic. */
export function transportFindings(gap: TransportGap): readonly TransportFinding[] {
  const { placeDays, children, contested } = gap.placesWithoutRide;
  const places: readonly TransportFinding[] =
    placeDays > 0
      ? [{ messageKey: "finding.transport.place_without_ride", params: { placeDays, children, contested } }]
      : [];
  return [...headlineFindings(gap), ...places, ...unknownFindings(gap)];
}

const rowOf = ({ rows }: PublishedTransportGap, direction: PublishedTransportRow["direction"]) =>
  rows.find((row) => row.direction === direction);

/** Rides by direction, or of the one that is shown. */
function supplyFinding(
  gap: PublishedTransportGap,
  messageKey: "finding.transport.supply" | "finding.transport.need_suppressed_supply_only",
): readonly TransportFinding[] {
  const [out, home] = [rowOf(gap, "out")?.supply, rowOf(gap, "home")?.supply];
  const units = unitsOf(gap);
  if (out?.kind === "value" && home?.kind === "value") return [{ messageKey, params: { out, home, ...units } }];
  const [direction, rides, rest] =
    out?.kind === "value" ? (["out", out, home] as const) : (["home", home, out] as const);
  if (rides?.kind !== "value") return [];
  const other = rest && isSuppressed(rest) ? "suppressed" : "unknown";
  return [{ messageKey: "finding.transport.supply_one_way", params: { direction, rides, other, ...units } }];
}

type Rows = Readonly<Record<Direction | "all", PublishedTransportRow>>;

/**
 * The shortage of both directions, or of the one that is known; null where none is shown. A direction that is hidden is not
 * passed over in silence.
 */
function shownShort({ out, home, all }: Rows, threshold: number): Said["short"] | null {
  const of = (known: Range) => ({ out: out.short, home: home.short, all: known });
  if (all.short.low.kind !== "absent") return of(all.short);
  if ([out, home].some(({ short }) => isSuppressed(short.low))) return null;
  const known = [out.short, home.short].find(({ low }) => isAbove(low, threshold));
  return known ? of({ low: known.low, high: suppressed("rides_per_week") }) : null;
}

/** The closed council reads the shortage where it is shown, else what was not compared, else the rides. */
function councilFindings(gap: PublishedTransportGap): readonly TransportFinding[] {
  const { weights, threshold, verdict } = gap;
  const [out, home, all] = [rowOf(gap, "out"), rowOf(gap, "home"), rowOf(gap, "all")];
  if (!out || !home || !all) return [];
  const { need, supply, notCompared } = all;
  const rides = { low: notCompared, high: notCompared };
  const short = shownShort({ out, home, all }, threshold);
  if (short) {
    const found = shortageFindings({ short, weights, threshold, verdict });
    return isAbove(notCompared, 0)
      ? [...found, { messageKey: "finding.transport.not_compared", params: { rides } }]
      : found;
  }
  if (isAbove(need, 0) && supply.kind === "value")
    return [{ messageKey: "finding.transport.partly_compared", params: { need, rides, weights } }];
  const needHidden = gap.rows.some((row) => isSuppressed(row.need));
  return supplyFinding(gap, needHidden ? "finding.transport.need_suppressed_supply_only" : "finding.transport.supply");
}

/**
 * Findings of the published gap. In public every sentence is the supply side: rides that are confirmed, and how many units
 * answered. What is not shown is said last. Deterministic.
 */
export function publishedTransportFindings(gap: PublishedTransportGap): readonly TransportFinding[] {
  const said = gap.audience === "public" ? supplyFinding(gap, "finding.transport.supply") : councilFindings(gap);
  const hidden = gap.rows.some(({ supply }) => isSuppressed(supply));
  const found: readonly TransportFinding[] = hidden
    ? [...said, { messageKey: "finding.transport.supply_suppressed", params: unitsOf(gap) }]
    : said;
  return found.length > 0 ? found : [{ messageKey: "finding.transport.unknown_supply", params: unitsOf(gap) }];
}
