import Fraction from "fraction.js";
import { countConsent } from "#domain/consent.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { contributorsOn } from "#domain/gap/contributors.ts";
import { absentExact, type ExactFigure, exactFigure, fractionOf } from "#domain/gap/exact-figure.ts";
import { juushinNurses, type MeanCapacity } from "#domain/gap/juushin-need.ts";
import type { LowHigh, NurseDay, PoolCount } from "#domain/gap/nurse-gap.ts";
import { leastNurses, type NeedQuestion, practicalNurses } from "#domain/gap/nurse-need.ts";
import { mainReason, type PoolCell } from "#domain/gap/nurse-pools.ts";
import type { OpenDaysOf } from "#domain/gap/open-days.ts";
import type { WantedDays } from "#domain/gap/wanted-days.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";

export type LineInput = {
  readonly kind: "general" | "juushin";
  readonly rows: readonly WantedDays[];
  readonly answers: number;
  /** Nurses on duty at the pools of this line: this round's, and last round's of units silent now (null: none given). */
  readonly pools: readonly PoolCell[];
  readonly lastRound: readonly PoolCell[] | null;
  /** What it means that no pool of this line answered at all. */
  readonly withoutPools: "none_exist" | AbsenceReason;
  readonly capacity: MeanCapacity;
  readonly openDays: OpenDaysOf;
};

const lowHigh = (of: (reading: "low" | "high") => ExactFigure): LowHigh => ({ low: of("low"), high: of("high") });

const sumOf = (pools: readonly PoolCell[]) => pools.reduce((sum, pool) => sum.add(pool.sum), new Fraction(0));

function countPools(pools: readonly PoolCell[]): PoolCount {
  return {
    answered: pools.reduce((sum, pool) => sum + pool.answered, 0),
    unknown: pools.reduce((sum, pool) => sum + pool.unknown, 0),
  };
}

/** Nurses confirmed on a day. A day on which no pool is open is 0; one whose open pools all gave no number is 不明. */
function supplyOn(input: LineInput, weekday: Weekday): ExactFigure {
  if (input.pools.length === 0 && input.withoutPools !== "none_exist") {
    return absentExact(input.withoutPools, "persons", 0);
  }
  const open = input.pools.filter((pool) => pool.weekday === weekday);
  const { answered, unknown } = countPools(open);
  if (answered === 0 && unknown > 0) return absentExact(mainReason(open), "persons", 0);
  return exactFigure(sumOf(open), "persons", answered);
}

function withLastRoundOn(input: LineInput, weekday: Weekday, confirmed: ExactFigure): ExactFigure {
  if (input.lastRound === null) return absentExact("not_applicable", "persons", 0);
  const stale = input.lastRound.filter((pool) => pool.weekday === weekday);
  const known = fractionOf(confirmed);
  const { answered } = countPools(stale);
  if (known === null && answered === 0) return confirmed;
  return exactFigure(sumOf(stale).add(known ?? 0), "persons", confirmed.n + answered);
}

function needOn(input: LineInput, question: NeedQuestion): ExactFigure {
  if (input.answers === 0) return absentExact("no_answer", "persons", 0);
  const nurses =
    input.kind === "juushin" ? juushinNurses(input.rows, question, input.capacity) : leastNurses(input.rows, question);
  return typeof nurses === "string"
    ? absentExact(nurses, "persons", input.answers)
    : exactFigure(nurses, "persons", input.answers);
}

function practicalOn(input: LineInput, question: NeedQuestion): ExactFigure {
  if (input.answers === 0) return absentExact("no_answer", "persons", 0);
  return exactFigure(practicalNurses(input.rows, question), "persons", input.answers);
}

/** a − b where positive, else 0; absent where either is. */
function excess(a: ExactFigure, b: ExactFigure, n: number): ExactFigure {
  if (a.kind === "absent") return absentExact(a.reason, a.unit, n);
  if (b.kind === "absent") return absentExact(b.reason, b.unit, n);
  const difference = new Fraction(a.exact).sub(b.exact);
  return exactFigure(difference.gt(0) ? difference : new Fraction(0), a.unit, n);
}

function dayOf(input: LineInput, weekday: Weekday): NurseDay {
  const question = (reading: "low" | "high") => ({ weekday, reading, openDays: input.openDays });
  const need = lowHigh((reading) => needOn(input, question(reading)));
  const supply = supplyOn(input, weekday);
  const on = (pools: readonly PoolCell[]) => pools.filter((pool) => pool.weekday === weekday);
  const practical = input.kind === "juushin" ? null : lowHigh((reading) => practicalOn(input, question(reading)));
  return {
    weekday,
    need,
    supply,
    withLastRound: withLastRoundOn(input, weekday, supply),
    short: lowHigh((reading) => excess(need[reading], supply, input.answers)),
    surplus: lowHigh((reading) => excess(supply, need[reading], input.answers)),
    practical,
    practicalShort: practical && lowHigh((reading) => excess(practical[reading], supply, input.answers)),
    pools: countPools(on(input.pools)),
    consent: countConsent(on(input.pools)),
    lastRoundConsent: countConsent(on(input.lastRound ?? [])),
    contributors: contributorsOn(input.rows, { weekday, openDays: input.openDays }),
  };
}

/** Need, supply and their difference for each weekday of one line. */
export function nurseDays(input: LineInput): readonly NurseDay[] {
  return weekdays.map((weekday) => dayOf(input, weekday));
}
