import Fraction from "fraction.js";
import type { AbsenceReason } from "#domain/figure.ts";
import { childrenOn, leastNurses, type NeedQuestion } from "#domain/gap/nurse-need.ts";
import { mainReason, type PoolCell } from "#domain/gap/nurse-pools.ts";
import type { WantedDays } from "#domain/gap/wanted-days.ts";

/** 定員 of one 重心型 unit, the mean over the confirmed pools of a line, or why it is not known. */
export type MeanCapacity = Fraction | AbsenceReason;

/** Mean 定員 over the confirmed pools of `pools` that gave one. */
export function meanCapacity(pools: readonly PoolCell[]): MeanCapacity {
  const cells = pools.filter((pool) => pool.measure === "pool_capacity");
  const answered = cells.reduce((sum, pool) => sum + pool.answered, 0);
  const capacity = cells.reduce((sum, pool) => sum.add(pool.sum), new Fraction(0));
  return capacity.gt(0) ? capacity.div(answered) : mainReason(cells);
}

/** Units needed for 重心 children that day: ⌈children / 定員⌉. */
function unitsNeeded(children: Fraction, capacity: Fraction): Fraction {
  return children.div(capacity).ceil();
}

/**
 * Nurses a 重心型 line needs on a day: the larger of the ratio and one nurse through the opening hours of each unit
 * needed (指定基準: 看護職員1以上). Without a known 定員 the number of units, and so the need, is not known.
 */
export function juushinNurses(
  rows: readonly WantedDays[],
  question: NeedQuestion,
  capacity: MeanCapacity,
): Fraction | AbsenceReason {
  const children = childrenOn(rows, question.weekday, question.openDays);
  if (children.equals(0)) return children;
  if (typeof capacity === "string") return capacity;
  const ratio = leastNurses(rows, question);
  const units = unitsNeeded(children, capacity);
  return ratio.gt(units) ? ratio : units;
}
