import { type Verdict, verdictOrder } from "#domain/gap/classify-gap.ts";
import { type ExactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import type { NurseGap } from "#domain/gap/nurse-gap.ts";
import { nurseVerdict } from "#domain/gap/nurse-verdict.ts";
import type { PlacesGap } from "#domain/gap/places-gap.ts";
import type { ProceduresGap } from "#domain/gap/procedures-gap.ts";
import type { RegionGaps } from "#domain/gap/region-gaps.ts";

/** Where one gap stands among the others: how sure its shortage is, and which part of the need is short (0 to 1). */
export type Standing = { readonly id: GapId; readonly verdict: Verdict; readonly shortShare: number | null };

/**
 * Gaps in the order in which the board shows them: by how sure the shortage is, then by the part of the need that is short
 * (units differ, so amounts are not compared), then in the order given. A part that is not known stands last.
 */
export function bySeverity(standings: readonly Standing[]): readonly Standing[] {
  const rank = ({ verdict }: Standing) => verdictOrder.indexOf(verdict);
  return standings.toSorted((a, b) => rank(a) - rank(b) || (b.shortShare ?? -1) - (a.shortShare ?? -1));
}

/** Part of a need that is short; null where one of them is not known or nothing is needed. */
function share(short: ExactFigure | undefined, need: ExactFigure | undefined): number | null {
  const [part, whole] = [short && fractionOf(short), need && fractionOf(need)];
  return part && whole && !whole.equals(0) ? part.div(whole).valueOf() : null;
}

function nurseShare({ headline, lines }: NurseGap): number | null {
  if (headline.kind === "none") return null;
  const [at] = headline.worst.at;
  const line = lines.find(({ id }) => id === at?.line);
  return share(headline.worst.short.low, line?.days.find(({ weekday }) => weekday === at?.weekday)?.need.low);
}

function placesStanding({ headline }: PlacesGap): Standing {
  if (headline.kind === "none") return { id: "places", verdict: "cannot_say", shortShare: null };
  if (headline.kind === "not_short") return { id: "places", verdict: headline.verdict, shortShare: 0 };
  // The sentence speaks of the largest shortage; the gap is as sure as the surest of its shortages.
  const { line, gravest } = headline;
  return { id: "places", verdict: gravest, shortShare: share(line.short, line.need.total) };
}

/** Children of the first item of the headline, of all who answered. */
function procedureShare({ headline, answers }: ProceduresGap): number | null {
  return headline.kind === "item" && answers > 0 ? headline.item.children.answered / answers : null;
}

/** The gaps of a region, gravest first, by their headlines. */
export function gapStandings(gaps: RegionGaps): readonly Standing[] {
  const { nurses, nursesFloor, places, procedures, transport } = gaps;
  const { need, short } = transport.totals.all;
  return bySeverity([
    { id: "nurses", verdict: nurseVerdict(nurses, nursesFloor), shortShare: nurseShare(nurses) },
    placesStanding(places),
    { id: "procedures", verdict: procedures.verdict, shortShare: procedureShare(procedures) },
    { id: "transport", verdict: transport.verdict, shortShare: share(short.low, need) },
  ]);
}
