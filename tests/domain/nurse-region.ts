import { respondentWeights } from "#domain/estimate/weights.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import type { NurseDay, NurseGap, NurseLine } from "#domain/gap/nurse-gap.ts";
import { type NurseGapInput, nurseGap } from "#domain/gap/nurses.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import type { Weekday } from "#domain/weekday.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };
import { type Child, type Pool, tallyOfChildren, tallyOfPools } from "#tests/golden/town.ts";

export const nursesGap = requireGap(parseGapModel(gapModelJson), "nurses");

type Wanted = Partial<Child["services"][number]> & { service: ServiceType };

/** A child of class 1 in district K who wants nothing yet. */
export function child(changes: Partial<Omit<Child, "services">> & { services?: Wanted[] } = {}): Child {
  const { services = [], ...rest } = changes;
  return {
    id: 1,
    district: "K",
    stage: "elementary",
    class: "1",
    juushin: "no",
    certifiedEnough: false,
    ...rest,
    services: services.map((service) => ({ used: [], more: [], unsettled: 0, ...service })),
  };
}

/** Children alike. */
export const children = (count: number, like: Parameters<typeof child>[0]): Child[] =>
  Array.from({ length: count }, () => child(like));

/** A general 放課後等デイサービス pool of 定員 10 that is closed on every day; its numbers may be shown to anybody. */
export function pool(changes: Partial<Pool> = {}): Pool {
  return {
    id: "p",
    services: ["hokago_day"],
    juushinType: false,
    publish: "public",
    capacity: 10,
    nurses: {},
    ...changes,
  };
}

/** The nurse gap of a region in which every unit of the roster answered. */
export function regionGap(
  kids: readonly Child[],
  pools: readonly Pool[],
  changes: Partial<NurseGapInput> = {},
): NurseGap {
  return nurseGap({
    gap: nursesGap,
    need: tallyOfChildren(kids),
    supply: tallyOfPools(pools),
    weights: respondentWeights([]),
    coverage: { answered: pools.length, roster: pools.length },
    lastRound: null,
    service: null,
    ...changes,
  });
}

export function lineOf(gap: NurseGap, id: string): NurseLine {
  const line = gap.lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`no line ${id}, only ${gap.lines.map((other) => other.id).join(", ")}`);
  return line;
}

export function dayOf(gap: NurseGap, id: string, weekday: Weekday): NurseDay {
  const day = lineOf(gap, id).days.find((candidate) => candidate.weekday === weekday);
  if (!day) throw new Error(`no ${weekday}`);
  return day;
}

/** The days of a service that some children left empty, by the reason they gave. */
export const daysLeftEmpty = (service: string, absent: TallyCell["absent"]): TallyCell => ({
  measure: "wanted_days_total",
  unit: "person_days_per_week",
  dims: { service },
  stratum: { district: "K", stage: "elementary" },
  n: 0,
  positive: 0,
  sum: 0,
  sumSquares: 0,
  max: 0,
  absent,
});

/** The exact value of a figure, or its reason. */
export const exact = (figure: ExactFigure | undefined): string | undefined =>
  figure?.kind === "value" ? figure.exact : figure?.reason;
