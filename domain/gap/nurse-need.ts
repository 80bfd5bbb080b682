import Fraction from "fraction.js";
import { nurseSixthsOfAnswer } from "#domain/care-class.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import { dayShare, type OpenDaysOf } from "#domain/gap/open-days.ts";
import type { WantedDays } from "#domain/gap/wanted-days.ts";
import type { Weekday } from "#domain/weekday.ts";

/** The two readings of an unknown care class: low as class 1, high as class 3. */
export type Reading = "low" | "high";

/** Nurses for one child of this row through a day, exact. Adults are outside the ratio: 0. */
export function ratioOf(row: WantedDays, reading: Reading): Fraction {
  return new Fraction(nurseSixthsOfAnswer(row.careClass)?.[reading] ?? 0, 6);
}

/** Children there on a weekday, weighted: Σ g · days. */
export function childrenOn(rows: readonly WantedDays[], weekday: Weekday, openDays: OpenDaysOf): Fraction {
  return rows.reduce(
    (sum, row) => sum.add(row.weight.mul(row.days).mul(dayShare(row, weekday, openDays))),
    new Fraction(0),
  );
}

export type NeedQuestion = { readonly weekday: Weekday; readonly reading: Reading; readonly openDays: OpenDaysOf };

/** The least number of nurses, as if all children were in one place: Σ g · r · days. */
export function leastNurses(rows: readonly WantedDays[], question: NeedQuestion): Fraction {
  const { weekday, reading, openDays } = question;
  return rows.reduce(
    (sum, row) => sum.add(childrenOn([row], weekday, openDays).mul(ratioOf(row, reading))),
    new Fraction(0),
  );
}

/** The practical number: rounded up in each service × home district, as if children were served in their district. */
export function practicalNurses(rows: readonly WantedDays[], question: NeedQuestion): Fraction {
  const cells = groupBy(rows, (row) => `${row.service} ${row.district}`);
  return [...cells.values()].reduce((sum, cell) => sum.add(leastNurses(cell, question).ceil()), new Fraction(0));
}
