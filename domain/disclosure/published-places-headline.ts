import { isSuppressed } from "#domain/disclosure/published-figure.ts";
import { rankOf } from "#domain/disclosure/published-headline.ts";
import type { PublishedPlacesHeadline, PublishedPlacesLine } from "#domain/disclosure/published-places-gap.ts";

/** The headline of published lines, made from what they show: a hidden line is outside the comparison. */
export function publishedPlacesHeadline(
  lines: readonly PublishedPlacesLine[],
  answers: number,
): PublishedPlacesHeadline {
  if (answers === 0) return { kind: "none", reason: "no_need_answers" };
  const [first, ...rest] = lines;
  if (!first) return { kind: "none", reason: "no_lines" };
  const rank = ({ short }: PublishedPlacesLine) => rankOf(short) ?? -1;
  const worst = rest.reduce((max, line) => (rank(line) > rank(max) ? line : max), first);
  if (rank(worst) > 0) {
    const { services, short, verdict, weights } = worst;
    return { kind: "short", services, short, verdict, weights };
  }
  const hidden = lines.some(({ need, supply }) => isSuppressed(need) || isSuppressed(supply));
  if (hidden) return { kind: "none", reason: "suppressed" };
  if (rank(worst) < 0) return { kind: "none", reason: "unknown_supply" };
  const enough = lines.every(({ verdict }) => verdict === "enough");
  const counted = lines.some(({ weights }) => weights === "respondents");
  return {
    kind: "not_short",
    verdict: enough ? "enough" : "cannot_say",
    weights: counted ? "respondents" : "population",
  };
}
