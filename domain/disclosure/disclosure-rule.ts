import Fraction from "fraction.js";
import type { ConsentCount } from "#domain/consent.ts";

/** Who reads a page. `council_closed`: members bound to secrecy, numbered copies collected. `public` is the default. */
export type Audience = "coordinator" | "council_closed" | "public";
/** Audiences for whom figures are protected. */
export type ProtectedAudience = Exclude<Audience, "coordinator">;

export type DisclosureRule = {
  readonly audience: ProtectedAudience;
  /** Fewest children behind a count or a sum. */
  readonly k: number;
  /** A table is shown only if this many answers stand behind it. */
  readonly minAnswers: number;
  /** The largest part of a sum that may be one child's. */
  readonly maxShare: Fraction;
  /** Protected figures are rounded to this; null: shown as they are. */
  readonly roundTo: number | null;
  /** False where the area is so small that no count of people is shown at all. */
  readonly peopleMayBeCounted: boolean;
  /** Fewest units without consent that may stand together in a figure of supply. */
  readonly minUnits: number;
};

/**
 * k for an audience. Public: 10; 20 where the area has under 25,000 people or its population is not known; under 2,000 no
 * counts of people. Source: 最小集計単位の原則 of 介護DB/NDB. Closed council: 5, our choice.
 *
 * @param population people of the area whose figures are shown, or null if not known
 */
export function disclosureRule(audience: ProtectedAudience, population: number | null): DisclosureRule {
  const shared = { audience, minAnswers: 10, maxShare: new Fraction(1, 2), minUnits: 3 };
  if (audience === "council_closed") return { ...shared, k: 5, roundTo: null, peopleMayBeCounted: true };
  const k = population !== null && population >= 25_000 ? 10 : 20;
  return { ...shared, k, roundTo: 5, peopleMayBeCounted: population === null || population >= 2000 };
}

/** May a table be shown that rests on this many answers? */
export function mayShowTable(answers: number, rule: DisclosureRule): boolean {
  return rule.peopleMayBeCounted && answers >= rule.minAnswers;
}

/**
 * May a figure be shown that these units add up to? Those that did not agree are none or at least `minUnits`. For the
 * public a unit agrees with `public`, for the closed council with `public` or `partners`. A figure for the public must
 * pass the council's rule too: whoever reads what partners read could take those units away from the public total.
 */
export function mayShowSupply(consent: ConsentCount, { audience, minUnits }: DisclosureRule): boolean {
  const hiddenInCrowd = (units: number) => units === 0 || units >= minUnits;
  if (!hiddenInCrowd(consent.closed)) return false;
  return audience === "council_closed" || hiddenInCrowd(consent.closed + consent.partners);
}
