import { type Verdict, verdictOrder } from "#domain/gap/classify-gap.ts";
import { fractionOf } from "#domain/gap/exact-figure.ts";
import type { PlacesHeadline, PlacesLine } from "#domain/gap/places-gap.ts";
import { zero } from "#domain/gap/places-need.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** All sets of services, the smallest first, then in the order of the services. */
export function setsOf(services: readonly ServiceType[]): readonly (readonly ServiceType[])[] {
  let sets: readonly (readonly ServiceType[])[] = [];
  for (const service of services.toReversed()) sets = [[service], ...sets.map((set) => [service, ...set]), ...sets];
  return sets.toSorted((a, b) => a.length - b.length);
}

function gravestOf(verdicts: readonly Verdict[]): Verdict {
  return verdictOrder.find((verdict) => verdicts.includes(verdict)) ?? "cannot_say";
}

/**
 * The largest shortage over all sets of services: two services that share pools may each have enough and not together.
 * Of a tie the smallest set, then the first in the order of the model. Sets with a service whose places are 不明 are
 * outside the comparison.
 */
export function placesHeadline(
  services: readonly ServiceType[],
  lineOf: (services: readonly ServiceType[]) => PlacesLine,
): PlacesHeadline {
  if (services.length === 0) return { kind: "none", reason: "no_lines" };
  const sets = setsOf(services).map(lineOf);
  if (sets.every(({ need }) => need.total.kind === "absent")) return { kind: "none", reason: "no_need_answers" };
  const compared = sets.filter(({ short }) => short.kind === "value");
  if (compared.length === 0) return { kind: "none", reason: "unknown_supply" };
  const shortOf = ({ short }: PlacesLine) => fractionOf(short) ?? zero;
  const worst = compared.reduce((max, line) => (shortOf(line).gt(shortOf(max)) ? line : max));
  const enough = sets.every(({ verdict }) => verdict === "enough");
  if (shortOf(worst).equals(0)) return { kind: "not_short", verdict: enough ? "enough" : "cannot_say" };
  const short = compared.filter((line) => shortOf(line).gt(0));
  const gravest = gravestOf(short.map(({ verdict }) => verdict));
  return { kind: "short", line: worst, verdict: worst.verdict, gravest };
}
