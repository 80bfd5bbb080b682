import { classifyGap, type Verdict, verdictOrder } from "#domain/gap/classify-gap.ts";
import { fractionOf } from "#domain/gap/exact-figure.ts";
import type { LineDay, NurseDay, NurseGap } from "#domain/gap/nurse-gap.ts";

function dayAt(gap: NurseGap, at: LineDay): NurseDay | null {
  const line = gap.lines.find(({ id }) => id === at.line);
  return line?.days.find(({ weekday }) => weekday === at.weekday) ?? null;
}

function verdictOn(day: NurseDay, floorDay: NurseDay | null): Verdict {
  const [total, floor] = [fractionOf(day.need.low), floorDay && fractionOf(floorDay.need.low)];
  if (!total || !floor) return "cannot_say";
  const confirmed = fractionOf(day.supply);
  // What all the silent could add by weekday is not known: there is no ceiling, so "enough" is never said.
  return classifyGap({ total, floor, ceiling: null }, { confirmed, high: fractionOf(day.withLastRound) ?? confirmed });
}

/**
 * How sure the headline of the nurse gap is, in the low reading, against this round's nurses with the last round's of units
 * silent now. `floor`: the same gap from the answers alone. Of several worst days the least sure: it is said of all of them.
 */
export function nurseVerdict(gap: NurseGap, floor: NurseGap): Verdict {
  if (gap.headline.kind === "none") return "cannot_say";
  const verdicts = gap.headline.worst.at.map((at): Verdict => {
    const day = dayAt(gap, at);
    return day ? verdictOn(day, dayAt(floor, at)) : "cannot_say";
  });
  return verdictOrder.filter((verdict) => verdicts.includes(verdict)).at(-1) ?? "cannot_say";
}
