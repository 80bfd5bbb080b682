import Fraction from "fraction.js";
import { groupBy } from "#domain/gap/group-by.ts";
import { leastNurses, type NeedQuestion, ratioOf } from "#domain/gap/nurse-need.ts";
import { dayShare } from "#domain/gap/open-days.ts";
import type { WantedDays } from "#domain/gap/wanted-days.ts";

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

type Rows = readonly WantedDays[];

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0);
const largest = (numbers: Iterable<number>) => Math.max(0, ...numbers);
const childrenIn = (rows: Rows) => sumOf(rows.map((row) => row.children));

/**
 * Cells that one child can be in only once. On a settled weekday used and more exclude each other (the questionnaire
 * does not offer a used day again); days not settled may be both used and wanted more.
 */
const onceOnly = (row: WantedDays) => `${row.service} ${row.weekday === "unknown" ? row.state : "settled"}`;

/** Children alike in stratum and class: nobody is in two groups. */
const groupsOf = (rows: Rows) => [...groupBy(rows, (row) => `${row.district} ${row.stage} ${row.careClass}`).values()];

function atLeastIn(group: Rows): number {
  return largest([...groupBy(group, onceOnly).values()].map(childrenIn));
}

/** Most days that one child of a group can give to the weekday, over services and cells. */
function mostOfOneChild(group: Rows, question: NeedQuestion): Fraction {
  return [...groupBy(group, onceOnly).values()].reduce((sum, cell) => {
    const [first] = cell;
    if (!first) return sum;
    return sum.add(dayShare(first, question.weekday, question.openDays).mul(largest(cell.map((row) => row.most))));
  }, new Fraction(0));
}

function largestShare(groups: readonly Rows[], question: NeedQuestion): Fraction | null {
  const total = leastNurses(groups.flat(), question);
  if (total.equals(0)) return null;
  return groups.reduce((max, group) => {
    const [first] = group;
    if (!first) return max;
    const nurses = mostOfOneChild(group, question).mul(first.weight).mul(ratioOf(first, question.reading));
    const share = nurses.div(total);
    return share.gt(max) ? share : max;
  }, new Fraction(0));
}

const isUnknown = (row: WantedDays) => row.careClass === "not_printed" || row.careClass === "dont_know";

/** Contributors to the need of `rows` (one line) on a weekday. */
export function contributorsOn(rows: Rows, question: Omit<NeedQuestion, "reading">): Contributors {
  const there = rows.filter((row) => dayShare(row, question.weekday, question.openDays).gt(0));
  const groups = groupsOf(there);
  const unknown = there.filter(isUnknown);
  const low = largestShare(groups, { ...question, reading: "low" });
  const high = largestShare(groups, { ...question, reading: "high" });
  const share = low && high ? (low.gt(high) ? low : high) : null;
  return {
    atLeast: sumOf(groups.map(atLeastIn)),
    atMost: childrenIn(there),
    unknownClassAtLeast: sumOf(groupsOf(unknown).map(atLeastIn)),
    unknownClassAtMost: childrenIn(unknown),
    largestShare: share ? share.toFraction() : null,
  };
}
