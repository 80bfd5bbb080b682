import type Fraction from "fraction.js";
import { type ExactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import type { LineDay, LowHigh, NurseDay, NurseHeadline, NurseLine, WorstDays } from "#domain/gap/nurse-gap.ts";
import type { Reading } from "#domain/gap/nurse-need.ts";

type Candidate = LineDay & { readonly day: NurseDay; readonly low: Fraction; readonly high: Fraction };

function difference(day: NurseDay, reading: Reading): Fraction | null {
  const need = fractionOf(day.need[reading]);
  const supply = fractionOf(day.supply);
  return need && supply ? need.sub(supply) : null;
}

const toLineDay = ({ line, weekday }: LineDay): LineDay => ({ line, weekday });

/** The larger of two figures that are both there; an absent one never wins. */
function larger(a: ExactFigure, b: ExactFigure): ExactFigure {
  const [x, y] = [fractionOf(a), fractionOf(b)];
  if (x === null) return b;
  return y?.gt(x) ? b : a;
}

function largest(figures: readonly LowHigh[]): LowHigh | null {
  const [first, ...rest] = figures;
  if (!first) return null;
  return rest.reduce((max, one) => ({ low: larger(max.low, one.low), high: larger(max.high, one.high) }), first);
}

function worstBy(candidates: readonly [Candidate, ...Candidate[]], reading: Reading): WorstDays {
  const most = candidates.reduce((max, one) => (one[reading].gt(max) ? one[reading] : max), candidates[0][reading]);
  const tied = candidates.filter((candidate) => candidate[reading].equals(most));
  return {
    at: tied.map(toLineDay),
    short: largest(tied.map((candidate) => candidate.day.short)) ?? candidates[0].day.short,
    practicalShort: largest(tied.flatMap((candidate) => candidate.day.practicalShort ?? [])),
  };
}

const needsNurses = (day: NurseDay) => day.need.high.kind === "absent" || day.need.high.value > 0;

/**
 * The line and day(s) of the largest **difference** need − confirmed supply, never of the largest need, and never a sum
 * over days. By the low reading; where the high reading has other worst days, the result says so. Ties are all named.
 */
export function nurseHeadline(lines: readonly NurseLine[], answers: number): NurseHeadline {
  if (answers === 0) return { kind: "none", reason: "no_need_answers" };
  if (lines.length === 0) return { kind: "none", reason: "no_lines" };
  const candidates: Candidate[] = [];
  const unknownDays: LineDay[] = [];
  for (const line of lines) {
    for (const day of line.days) {
      const [low, high] = [difference(day, "low"), difference(day, "high")];
      const at = { line: line.id, weekday: day.weekday };
      if (low && high) candidates.push({ ...at, day, low, high });
      else if (needsNurses(day)) unknownDays.push(at);
    }
  }
  const [first, ...rest] = candidates;
  if (!first) return { kind: "none", reason: "unknown_supply" };
  const worst = worstBy([first, ...rest], "low");
  const worstIfHigh = worstBy([first, ...rest], "high");
  const key = (days: WorstDays) => days.at.map((at) => `${at.line} ${at.weekday}`).join();
  return { kind: "days", worst, worstIfHigh, sameDays: key(worst) === key(worstIfHigh), unknownDays };
}
