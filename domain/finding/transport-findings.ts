import { asItIs, isSuppressed, type PublishedFigure } from "#domain/disclosure/published-figure.ts";
import { rankOf } from "#domain/disclosure/published-headline.ts";
import type { PublishedTransportGap, PublishedTransportRow } from "#domain/disclosure/published-transport-gap.ts";
import type { WeightsLabel } from "#domain/estimate/weights.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import { type Direction, directions } from "#domain/gap/reach.ts";
import type { TransportGap, TransportLine } from "#domain/gap/transport-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** Service units that answered, of those on the roster. */
type Units = { readonly unitsAnswered: number; readonly unitsOnRoster: number };
type Range = { readonly low: PublishedFigure; readonly high: PublishedFigure };

/** A direction, or both where they tie. */
export type FindingDirection = Direction | "both";

/**
 * 所見 of the gap `transport`, all under `finding.transport.`. Rides a week; a ride is one child, one direction.
 *
 * | key | params | says |
 * |---|---|---|
 * | no_answers_yet | side: "need" or "both" | no family answer (or no answer at all) is counted yet |
 * | unknown_supply | units | of no unit it is known how many it drives: 不明, not 0 |
 * | shortage | low, high, direction, directionLow, directionHigh, weights, verdict | short in all, and the direction with most |
 * | shortage_possible | high, weights | short only if care on board 分からない means yes |
 * | no_shortage | weights, verdict | no district, direction or care on board is short |
 * | largest_line | district, careOnBoard, low, high, ties | where most is short, out and home together |
 * | place_without_ride | placeDays, children, contested | vacancies that only want a ride; coordinator only |
 * | drivers_unknown | answers | most answers of one direction without a driver named; not counted as 0 rides |
 * | care_unknown | – | low and high differ because care on board is unknown |
 * | services_unknown | services | nobody of these services answered: outside the comparison |
 * | pools_unknown | poolDays, pools | weekdays without a number of rides, and pools without districts; not counted as 0 |
 * | counts_only | – | too many left the question empty: counts of answers, not scaled up |
 * | supply | out, home, units | public: rides confirmed |
 * | need_suppressed_supply_only | out, home, units | the same, where the need is protected |
 * | supply_suppressed | units | rides not shown, too few of the providers agreed |
 */
export type TransportFinding =
  | { readonly messageKey: "finding.transport.no_answers_yet"; readonly params: { readonly side: "need" | "both" } }
  | { readonly messageKey: "finding.transport.unknown_supply"; readonly params: Units }
  | {
      readonly messageKey: "finding.transport.shortage";
      readonly params: Range & {
        readonly direction: FindingDirection;
        readonly directionLow: PublishedFigure;
        readonly directionHigh: PublishedFigure;
        readonly weights: WeightsLabel;
        readonly verdict: Verdict | null;
      };
    }
  | {
      readonly messageKey: "finding.transport.shortage_possible";
      readonly params: { readonly high: PublishedFigure; readonly weights: WeightsLabel };
    }
  | {
      readonly messageKey: "finding.transport.no_shortage";
      readonly params: { readonly weights: WeightsLabel; readonly verdict: Verdict | null };
    }
  | {
      readonly messageKey: "finding.transport.largest_line";
      readonly params: Range & Pick<TransportLine, "district" | "careOnBoard"> & { readonly ties: number };
    }
  | {
      readonly messageKey: "finding.transport.place_without_ride";
      readonly params: { readonly placeDays: number; readonly children: number; readonly contested: number };
    }
  | { readonly messageKey: "finding.transport.drivers_unknown"; readonly params: { readonly answers: number } }
  | { readonly messageKey: "finding.transport.care_unknown"; readonly params: Record<string, never> }
  | {
      readonly messageKey: "finding.transport.services_unknown";
      readonly params: { readonly services: readonly ServiceType[] };
    }
  | {
      readonly messageKey: "finding.transport.pools_unknown";
      readonly params: { readonly poolDays: number; readonly pools: number };
    }
  | { readonly messageKey: "finding.transport.counts_only"; readonly params: Record<string, never> }
  | {
      readonly messageKey: "finding.transport.supply" | "finding.transport.need_suppressed_supply_only";
      readonly params: Units & { readonly out: PublishedFigure; readonly home: PublishedFigure };
    }
  | { readonly messageKey: "finding.transport.supply_suppressed"; readonly params: Units };

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

/** The direction with the larger shortage; both where they are alike. They are shown, or hidden, together with their sum. */
function worstDirection(short: Said["short"]): FindingDirection {
  const [out, home] = [rankOf(short.out.low), rankOf(short.home.low)];
  if (out === home) return "both";
  return (out ?? 0) > (home ?? 0) ? "out" : "home";
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

const asShown = ({ low, high }: TransportGap["totals"]["all"]["short"]): Range => ({
  low: asItIs(low),
  high: asItIs(high),
});

function headlineFindings(gap: TransportGap): readonly TransportFinding[] {
  const { headline, totals, lines, weights, threshold, verdict, coverage } = gap;
  if (headline.kind === "none") {
    if (headline.reason === "unknown_supply")
      return [{ messageKey: "finding.transport.unknown_supply", params: unitsOf(gap) }];
    const side = coverage.answered > 0 ? "need" : "both";
    return [{ messageKey: "finding.transport.no_answers_yet", params: { side } }];
  }
  const short = { out: asShown(totals.out.short), home: asShown(totals.home.short), all: asShown(totals.all.short) };
  const found = shortageFindings({ short, weights, threshold, verdict });
  const [worst, ...ties] = headline.kind === "short" ? headline.worstLines : [];
  const line = lines.find(({ id }) => id === worst?.id);
  if (!worst || !line) return found;
  const { district, careOnBoard } = line;
  const params = { district, careOnBoard, ...asShown(worst.short), ties: ties.length };
  return [...found, { messageKey: "finding.transport.largest_line", params }];
}

/** What is not known, on either side: it is never counted as 0. */
function unknownFindings(gap: TransportGap): readonly TransportFinding[] {
  const { missing, unknownServices, totals, careUnknown, basis, headline } = gap;
  const drivers = Math.max(...directions.map((direction) => missing[direction].driverUnknown));
  const { poolDays, reach } = totals.all.unknown;
  const found: TransportFinding[] = [];
  if (drivers > 0) found.push({ messageKey: "finding.transport.drivers_unknown", params: { answers: drivers } });
  if (unknownServices.length > 0 && headline.kind !== "none")
    found.push({ messageKey: "finding.transport.services_unknown", params: { services: unknownServices } });
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

/** Rides by direction, where both are shown. */
function supplyFinding(
  gap: PublishedTransportGap,
  messageKey: "finding.transport.supply" | "finding.transport.need_suppressed_supply_only",
): readonly TransportFinding[] {
  const [out, home] = [rowOf(gap, "out")?.supply, rowOf(gap, "home")?.supply];
  if (out?.kind !== "value" || home?.kind !== "value") return [];
  return [{ messageKey, params: { out, home, ...unitsOf(gap) } }];
}

/** The closed council reads the shortage where it is shown, else the rides. */
function councilFindings(gap: PublishedTransportGap): readonly TransportFinding[] {
  const [out, home, all] = [rowOf(gap, "out"), rowOf(gap, "home"), rowOf(gap, "all")];
  if (!out || !home || !all || all.short.low.kind === "absent")
    return supplyFinding(
      gap,
      gap.rows.some(({ need }) => isSuppressed(need))
        ? "finding.transport.need_suppressed_supply_only"
        : "finding.transport.supply",
    );
  const { weights, threshold, verdict } = gap;
  return shortageFindings({
    short: { out: out.short, home: home.short, all: all.short },
    weights,
    threshold,
    verdict,
  });
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
