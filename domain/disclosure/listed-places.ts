import Fraction from "fraction.js";
import { type DisclosureRule, mayShowTable } from "#domain/disclosure/disclosure-rule.ts";
import type { ItemBasis } from "#domain/estimate/item-total.ts";
import { classifyGap } from "#domain/gap/classify-gap.ts";
import { absentExact, type ExactFigure, exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { PlacesGap, PlacesLine, PlacesNeed } from "#domain/gap/places-gap.ts";

type Contributed = { readonly contributors: number; readonly largestShare: string | null };

/** At least k children contribute and the largest gives at most half; nobody at all is a 0 for the closed council only. */
export function mayShowNeed({ contributors, largestShare }: Contributed, rule: DisclosureRule): boolean {
  if (contributors === 0) return rule.roundTo === null;
  return contributors >= rule.k && (largestShare === null || new Fraction(largestShare).lte(rule.maxShare));
}

/** The needs of some lines taken together: what a reader can subtract from the total. */
export function together(lines: readonly Pick<PlacesLine, "need">[]): Contributed {
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

const bases: readonly ItemBasis[] = ["strata", "one_stratum", "counts_only"];

/** The needs of some lines in one; `whole` makes a sum absent as soon as one part is, else parts without answers add nothing. */
function sumNeeds(lines: readonly PlacesLine[]): PlacesNeed {
  const sum = (of: (need: PlacesNeed) => ExactFigure, whole: boolean): ExactFigure => {
    const figures = lines.map(({ need }) => of(need));
    const known = figures.flatMap((figure) => fractionOf(figure) ?? []);
    const n = figures.reduce((all, figure) => all + figure.n, 0);
    const unit = "person_days_per_week";
    if (known.length === 0 || (whole && known.length < figures.length)) return absentExact("no_answer", unit, n);
    return exactFigure(
      known.reduce((all, one) => all.add(one)),
      unit,
      n,
    );
  };
  const used = lines.map(({ need }) => bases.indexOf(need.basis));
  return {
    total: sum((need) => need.total, false),
    floor: sum((need) => need.floor, false),
    ceiling: sum((need) => need.ceiling, true),
    basis: bases[Math.max(0, ...used)] ?? "strata",
    missing: lines.reduce((all, { need }) => all + need.missing, 0),
    ...together(lines),
  };
}

/** All services together without those that are not listed. No unit offers the latter, so the places are the same. */
function combine(combined: PlacesLine, lines: readonly PlacesLine[]): PlacesLine {
  const need = sumNeeds(lines);
  const [total, confirmed] = [fractionOf(need.total), fractionOf(combined.supply.confirmed)];
  const difference = total && confirmed && total.sub(confirmed);
  const positive = (days: Fraction | null): ExactFigure =>
    days
      ? exactFigure(days.gt(0) ? days : new Fraction(0), "person_days_per_week", need.total.n)
      : absentExact("no_answer", "person_days_per_week", 0);
  const floor = fractionOf(need.floor);
  const bounds = { confirmed, high: fractionOf(combined.supply.high) };
  return {
    ...combined,
    services: lines.flatMap(({ services }) => services),
    need,
    short: positive(difference),
    surplus: positive(difference?.neg() ?? null),
    verdict: total && floor ? classifyGap({ total, floor, ceiling: fractionOf(need.ceiling) }, bounds) : "cannot_say",
  };
}

/**
 * A line that no unit on the roster stands behind is there because somebody wants it: it is listed only where that need is
 * shown. The others are listed whatever is wanted.
 */
export function listedPlaces(gap: PlacesGap, rule: DisclosureRule): Pick<PlacesGap, "lines" | "combined"> {
  const table = mayShowTable(gap.answers, rule);
  const lines = gap.lines.filter(
    ({ need, supply }) => supply.units.roster > 0 || (table && need.contributors > 0 && mayShowNeed(need, rule)),
  );
  if (lines.length === gap.lines.length) return gap;
  return { lines, combined: gap.combined && lines.length > 1 ? combine(gap.combined, lines) : null };
}
