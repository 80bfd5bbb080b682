import Fraction from "fraction.js";
import { groupBy } from "#domain/gap/group-by.ts";
import { leastNurses, type NeedQuestion, ratioOf } from "#domain/gap/nurse-need.ts";
import { dayShare } from "#domain/gap/open-days.ts";
import type { ServicesWanted, WantedDays } from "#domain/gap/wanted-days.ts";

/**
 * Who stands behind a day's need, for the disclosure rules. Tallies hold no children, so these are bounds: a child who
 * wants Monday *and* days not settled is in two cells.
 */
export type Contributors = {
  readonly atLeast: number;
  readonly atMost: number;
  /** Of these, children whose class is unknown: high − low is theirs alone. */
  readonly unknownClassAtLeast: number;
  readonly unknownClassAtMost: number;
  /** Upper bound on the largest share of the need that is one child's, over both readings, exact; null without need. */
  readonly largestShare: string | null;
};

const stratumClass = (row: WantedDays | ServicesWanted) => `${row.district} ${row.stage} ${row.careClass}`;

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0);
const largest = (numbers: Iterable<number>) => Math.max(0, ...numbers);

/** A child is at most once in the settled cells of one service and weekday: used and more exclude each other. */
function atLeastIn(rows: readonly WantedDays[]): number {
  const perCell = groupBy(rows, (row) => `${row.service} ${row.weekday === "unknown"}`);
  return largest([...perCell.values()].map((cell) => sumOf(cell.map((row) => row.children))));
}

function atMostIn(rows: readonly WantedDays[], wanted: readonly ServicesWanted[]): number {
  const byServices = sumOf(wanted.map((cell) => cell.children));
  const byRows = sumOf(rows.map((row) => row.children));
  return wanted.length > 0 ? Math.min(byServices, byRows) : byRows;
}

/** Most services that one child of these rows can take part in on the day, as days. */
function mostOfOneChild(
  rows: readonly WantedDays[],
  wanted: readonly ServicesWanted[],
  question: NeedQuestion,
): Fraction {
  const share = (row: WantedDays) => dayShare(row, question.weekday, question.openDays);
  const perCell = groupBy(rows, (row) => `${row.service} ${row.weekday}`);
  const byRows = [...perCell.values()].reduce((sum, cell) => {
    const [first] = cell;
    return first ? sum.add(share(first).mul(largest(cell.map((row) => row.most)))) : sum;
  }, new Fraction(0));
  if (wanted.length === 0) return byRows;
  const spread = rows.filter((row) => row.weekday === "unknown").map(share);
  const widest = spread.reduce((max, one) => (one.gt(max) ? one : max), new Fraction(0));
  const byServices = wanted.reduce(
    (sum, cell) => sum.add(cell.weekday === "unknown" ? widest.mul(cell.most) : cell.most),
    new Fraction(0),
  );
  return byServices.lt(byRows) ? byServices : byRows;
}

function largestShare(
  groups: readonly { readonly rows: readonly WantedDays[]; readonly wanted: readonly ServicesWanted[] }[],
  question: NeedQuestion,
): Fraction | null {
  const total = groups.reduce((sum, group) => sum.add(leastNurses(group.rows, question)), new Fraction(0));
  if (total.equals(0)) return null;
  return groups.reduce((max, { rows, wanted }) => {
    const [first] = rows;
    if (!first) return max;
    const one = mostOfOneChild(rows, wanted, question).mul(first.weight).mul(ratioOf(first, question.reading));
    const share = one.div(total);
    return share.gt(max) ? share : max;
  }, new Fraction(0));
}

const isUnknown = (row: WantedDays) => row.careClass === "not_printed" || row.careClass === "dont_know";

/** Contributors to the need of `rows` (one line) on a weekday. */
export function contributorsOn(
  rows: readonly WantedDays[],
  wanted: readonly ServicesWanted[],
  question: Omit<NeedQuestion, "reading">,
): Contributors {
  const there = rows.filter((row) => dayShare(row, question.weekday, question.openDays).gt(0));
  const wantedThere = wanted.filter((cell) => cell.weekday === question.weekday || cell.weekday === "unknown");
  const groups = [...groupBy(there, stratumClass)].map(([key, group]) => ({
    rows: group,
    wanted: wantedThere.filter((cell) => stratumClass(cell) === key),
    unknown: group.every(isUnknown),
  }));
  const count = (chosen: typeof groups) => ({
    atLeast: sumOf(chosen.map((group) => atLeastIn(group.rows))),
    atMost: sumOf(chosen.map((group) => atMostIn(group.rows, group.wanted))),
  });
  const all = count(groups);
  const unknown = count(groups.filter((group) => group.unknown));
  const low = largestShare(groups, { ...question, reading: "low" });
  const high = largestShare(groups, { ...question, reading: "high" });
  const share = low && high ? (low.gt(high) ? low : high) : null;
  return {
    ...all,
    unknownClassAtLeast: unknown.atLeast,
    unknownClassAtMost: unknown.atMost,
    largestShare: share ? share.toFraction() : null,
  };
}
