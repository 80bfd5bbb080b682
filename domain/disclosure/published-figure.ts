import Fraction from "fraction.js";
import type { ConsentCount } from "#domain/consent.ts";
import { type DisclosureRule, mayShowSupply } from "#domain/disclosure/disclosure-rule.ts";
import type { AbsenceReason, Unit } from "#domain/figure.ts";
import { type ExactFigure, fractionOf } from "#domain/gap/exact-figure.ts";

/**
 * A figure that may leave the coordinator's desk. No exact value stands in it. `n` is null where the number of answers is
 * itself protected.
 *
 * - `value`: as it is, or rounded by the audience's rule
 * - `between`: a count shown as a range, 「1〜4」
 * - `below`: 「5未満」 (above zero), or with `includesZero` 「10未満(0を含む)」
 * - `absent`: with its reason; `suppressed` is not 0
 */
export type PublishedFigure =
  | { readonly kind: "value"; readonly value: number; readonly unit: Unit; readonly n: number | null }
  | {
      readonly kind: "between";
      readonly low: number;
      readonly high: number;
      readonly unit: Unit;
      readonly n: number | null;
    }
  | {
      readonly kind: "below";
      readonly bound: number;
      readonly includesZero: boolean;
      readonly unit: Unit;
      readonly n: number | null;
    }
  | { readonly kind: "absent"; readonly reason: AbsenceReason; readonly unit: Unit; readonly n: number | null };

/** A figure as it is, for those from whom nothing is hidden. */
export function asItIs(figure: ExactFigure): PublishedFigure {
  const { unit, n } = figure;
  return figure.kind === "value"
    ? { kind: "value", value: figure.value, unit, n }
    : { kind: "absent", reason: figure.reason, unit, n };
}

/** A protected figure that may not be shown. */
export function suppressed(unit: Unit, n: number | null = null): PublishedFigure {
  return { kind: "absent", reason: "suppressed", unit, n };
}

/** A figure of supply (providers, places, nurses): shown as far as the units behind it agreed. 不明 hides nothing. */
export function publishSupply(figure: ExactFigure, consent: ConsentCount, rule: DisclosureRule): PublishedFigure {
  return figure.kind === "absent" || mayShowSupply(consent, rule) ? asItIs(figure) : suppressed(figure.unit);
}

/** A count of the units behind a figure of supply that have a property; `consent` counts all that were asked for it. */
export function publishUnits(count: number, consent: ConsentCount, rule: DisclosureRule): PublishedFigure {
  const n = consent.public + consent.partners + consent.closed;
  if (!mayShowSupply(consent, rule)) return suppressed("service_units");
  return { kind: "value", value: count, unit: "service_units", n };
}

/** Known, but protected. */
export function isSuppressed(figure: PublishedFigure): boolean {
  return figure.kind === "absent" && figure.reason === "suppressed";
}

/** Rounds half up to a multiple of `step`, exactly. */
function roundToStep(value: Fraction, step: number): number {
  return value.div(step).add(1, 2).floor().mul(step).valueOf();
}

/** Children or respondents behind a figure, as the audience may read it. */
function publishN(n: number, rule: DisclosureRule): number | null {
  if (!rule.peopleMayBeCounted || n < rule.k) return null;
  return rule.roundTo === null ? n : roundToStep(new Fraction(n), rule.roundTo);
}

/** A magnitude that children contribute to and that passed the rules: rounded where the audience asks for it. */
export function publishMagnitude(figure: ExactFigure, rule: DisclosureRule): PublishedFigure {
  const { unit } = figure;
  const n = publishN(figure.n, rule);
  if (figure.kind === "absent") return { kind: "absent", reason: figure.reason, unit, n };
  const exact = fractionOf(figure) ?? new Fraction(0);
  if (rule.roundTo === null) return { kind: "value", value: figure.value, unit, n };
  if (exact.gt(0) && exact.lt(rule.roundTo))
    return { kind: "below", bound: rule.roundTo, includesZero: false, unit, n };
  return { kind: "value", value: roundToStep(exact, rule.roundTo), unit, n };
}

/**
 * A count of children, families or respondents. Closed council: below k 「1〜4」, 0 as 0. Public: below k
 * 「10未満(0を含む)」, else rounded.
 */
export function publishCount(count: number, unit: Unit, rule: DisclosureRule): PublishedFigure {
  if (!rule.peopleMayBeCounted) return suppressed(unit);
  const n = publishN(count, rule);
  if (count >= rule.k) return { kind: "value", value: n ?? count, unit, n };
  if (rule.roundTo !== null) return { kind: "below", bound: rule.k, includesZero: true, unit, n };
  if (count === 0) return { kind: "value", value: 0, unit, n };
  return { kind: "between", low: 1, high: rule.k - 1, unit, n };
}

export type Part = { readonly yes: number; readonly no: number; readonly figure: ExactFigure };

/** x of n is shown only if x *and* n − x are each at least k: "0 of 6" says that all six have none. */
export function publishPart({ yes, no, figure }: Part, rule: DisclosureRule): PublishedFigure {
  if (!mayShowPart(yes, no, rule)) return suppressed(figure.unit);
  return publishMagnitude(figure, rule);
}

function mayShowPart(yes: number, no: number, rule: DisclosureRule): boolean {
  return rule.peopleMayBeCounted && yes >= rule.k && no >= rule.k && yes + no >= rule.minAnswers;
}
