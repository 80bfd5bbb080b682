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
import { weightsLabel } from "#domain/disclosure/weights-label.ts";
import { absentExact, type ExactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { PartContributors, TransportGap } from "#domain/gap/transport-gap.ts";

type Row = PublishedTransportRow["direction"];

/** What one row may show. */
type Shown = { readonly need: boolean; readonly supply: boolean; readonly notCompared: boolean };

/** At least k children contribute and the largest gives at most half; none at all is a 0 for the closed council only. */
function mayShowPart({ atLeast, largestShare }: PartContributors, rule: DisclosureRule): boolean {
  if (largestShare === null) return rule.roundTo === null;
  return atLeast >= rule.k && new Fraction(largestShare).lte(rule.maxShare);
}

/**
 * Out + home = both: from two of them the third follows. So the sum stands only where both parts do, or neither does.
 * Likewise need − not compared = compared: each of them must pass.
 */
function shownRows({ totals, answers }: TransportGap, rule: DisclosureRule): Readonly<Record<Row, Shown>> {
  const table = mayShowTable(answers, rule);
  const shown = (row: Row): Shown => {
    const { contributors, contributorsTo, consent } = totals[row];
    const need = table && mayShowPart(contributors, rule);
    const { compared, notCompared } = contributorsTo;
    return {
      need,
      supply: mayShowSupply(consent, rule),
      notCompared: need && mayShowPart(compared, rule) && mayShowPart(notCompared, rule),
    };
  };
  const [out, home, all] = [shown("out"), shown("home"), shown("all")];
  const both = (what: keyof Shown) => all[what] && out[what] === home[what];
  return { out, home, all: { need: both("need"), supply: both("supply"), notCompared: both("notCompared") } };
}

/**
 * Was the whole need of a row compared? In public a service of which nobody answered is taken for wanted: whether it is would
 * tell of a few children.
 */
function isWhole(direction: Row, { totals, silentServices }: TransportGap, rule: DisclosureRule): boolean {
  const compared = fractionOf(totals[direction].notCompared.high)?.equals(0) === true;
  return compared && (rule.roundTo === null || silentServices.length === 0);
}

/** Need − supply: hidden with either. Of a need that was not compared as a whole it is at least so much, and 0 is 不明. */
function publishShort(
  direction: Row,
  gap: TransportGap,
  shown: Shown,
  rule: DisclosureRule,
): PublishedTransportRow["short"] {
  const { supply, short, contributors } = gap.totals[direction];
  if (supply.kind === "absent") return { low: asItIs(supply), high: asItIs(supply) };
  const hidden = suppressed("rides_per_week");
  if (!shown.need || !shown.supply) return { low: hidden, high: hidden };
  const [low, high] = [publishMagnitude(short.low, rule), publishMagnitude(short.high, rule)];
  if (!isWhole(direction, gap, rule)) {
    const none = asItIs(absentExact("no_answer", "rides_per_week", 0));
    return fractionOf(short.low)?.gt(0) ? { low, high: hidden } : { low: none, high: none };
  }
  return { low, high: contributors.careUnknown === 0 || contributors.careUnknown >= rule.k ? high : hidden };
}

function publishRow(direction: Row, gap: TransportGap, shown: Shown, rule: DisclosureRule): PublishedTransportRow {
  const { need, supply, notCompared } = gap.totals[direction];
  const magnitude = (figure: ExactFigure, isShown: boolean): PublishedFigure =>
    isShown ? publishMagnitude(figure, rule) : suppressed(figure.unit);
  return {
    direction,
    need: magnitude(need, shown.need),
    supply: supply.kind === "absent" || shown.supply ? asItIs(supply) : suppressed(supply.unit),
    notCompared: magnitude(notCompared.high, shown.notCompared),
    short: publishShort(direction, gap, shown, rule),
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
    weights: weightsLabel(gap.weights, gap.basis),
    answers: publishCount(gap.answers, "children", rule),
    coverage: gap.coverage,
    threshold: gap.threshold,
    rows: publishRows(gap, rule),
    verdict: verdictShown ? gap.verdict : null,
  };
}
