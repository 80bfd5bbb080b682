import Fraction from "fraction.js";
import { type DisclosureRule, mayShowSupply, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import {
  asItIs,
  isSuppressed,
  type PublishedFigure,
  publishCount,
  publishMagnitude,
  suppressed,
} from "#domain/disclosure/published-figure.ts";
import type { PublishedTransportGap, PublishedTransportRow } from "#domain/disclosure/published-transport-gap.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { TransportGap, TransportTotal } from "#domain/gap/transport-gap.ts";

type Row = PublishedTransportRow["direction"];

/** What one row may show. */
type Shown = { readonly need: boolean; readonly supply: boolean };

/** At least k children contribute and the largest gives at most half; no need at all is a 0 for the closed council only. */
function mayShowNeed({ contributors, need }: TransportTotal, rule: DisclosureRule): boolean {
  if (need.kind === "value" && need.value === 0) return rule.roundTo === null;
  const { atLeast, largestShare } = contributors;
  return atLeast >= rule.k && (largestShare === null || new Fraction(largestShare).lte(rule.maxShare));
}

/**
 * Out + home = both: from two of them the third follows. So the sum stands only where both parts do, or neither does.
 */
function shownRows({ totals, answers }: TransportGap, rule: DisclosureRule): Readonly<Record<Row, Shown>> {
  const table = mayShowTable(answers, rule);
  const shown = (row: Row): Shown => ({
    need: table && mayShowNeed(totals[row], rule),
    supply: mayShowSupply(totals[row].consent, rule),
  });
  const [out, home, all] = [shown("out"), shown("home"), shown("all")];
  return {
    out,
    home,
    all: { need: all.need && out.need === home.need, supply: all.supply && out.supply === home.supply },
  };
}

function publishRow(direction: Row, gap: TransportGap, shown: Shown, rule: DisclosureRule): PublishedTransportRow {
  const { need, supply, short, contributors } = gap.totals[direction];
  const magnitude = (figure: ExactFigure, isShown: boolean): PublishedFigure =>
    figure.kind === "absent" || isShown ? publishMagnitude(figure, rule) : suppressed(figure.unit);
  const both = shown.need && shown.supply;
  const high = both && (contributors.careUnknown === 0 || contributors.careUnknown >= rule.k);
  return {
    direction,
    need: magnitude(need, shown.need),
    supply: supply.kind === "absent" || shown.supply ? asItIs(supply) : suppressed(supply.unit),
    short: { low: magnitude(short.low, both), high: magnitude(short.high, high) },
  };
}

/** Shorts add up as well: where one direction hides its own, the sum may not stand beside the other. */
function publishRows(gap: TransportGap, rule: DisclosureRule): readonly PublishedTransportRow[] {
  const shown = shownRows(gap, rule);
  const row = (direction: Row) => publishRow(direction, gap, shown[direction], rule);
  const [out, home, all] = [row("out"), row("home"), row("all")];
  const sum = (reading: "low" | "high") =>
    isSuppressed(out.short[reading]) === isSuppressed(home.short[reading])
      ? all.short[reading]
      : suppressed("rides_per_week");
  return [out, home, { ...all, short: { low: sum("low"), high: sum("high") } }];
}

/**
 * The way out of the transport gap for anyone but the coordinator. Only the region's table is declared: throws a RangeError
 * for a gap of one district or service, from which the rest could be taken away.
 */
export function publishTransportGap(gap: TransportGap, rule: DisclosureRule): PublishedTransportGap {
  const { district, service } = gap.filter;
  if (district !== null || service !== null)
    throw new RangeError("Only the transport gap of the whole region may be published");
  const { all } = shownRows(gap, rule);
  const verdictShown = all.need && all.supply && mayShowSupply(gap.totals.all.lastRoundConsent, rule);
  return {
    kind: "published_transport_gap",
    audience: rule.audience,
    k: rule.k,
    roundTo: rule.roundTo,
    tableShown: mayShowTable(gap.answers, rule),
    weights: gap.weights,
    answers: publishCount(gap.answers, "children", rule),
    coverage: gap.coverage,
    threshold: gap.threshold,
    rows: publishRows(gap, rule),
    verdict: verdictShown ? gap.verdict : null,
  };
}
