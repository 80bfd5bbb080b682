import { populationWeights, respondentWeights } from "#domain/estimate/weights.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import { transportGap } from "#domain/gap/transport.ts";
import type { TransportGap, TransportInput } from "#domain/gap/transport-gap.ts";
import type { ChildProfile, ProviderProfile } from "#domain/profile.ts";
import { buildRoster, type RegisteredProvider, type Roster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };

export const model = parseGapModel(gapModelJson);
export const settings = { minStratumAnswers: 1, maxWeight: 10, maxMissingShare: 0.2 };

/** A child as the transport tests write it: rides a week by direction, or why there are none. */
export type Rider = {
  stage?: string;
  district?: string;
  service?: ServiceType;
  out?: number | AbsenceReason;
  home?: number | AbsenceReason;
  care?: "yes" | "no" | "dont_know";
  school?: string;
};

/** One cell per child and direction, as the tally has them when nobody is alike. Zeros are not stored. */
export function cellsOf(riders: readonly Rider[]): TallyCell[] {
  return riders.flatMap((rider) => {
    const { stage = "elementary", district = "K", service = "hokago_day", care = "no", school = "unknown" } = rider;
    return (["out", "home"] as const).flatMap((direction): TallyCell[] => {
      const value = rider[direction] ?? 0;
      if (value === 0) return [];
      const isThere = typeof value === "number";
      return [
        {
          measure: "rides_wanted",
          unit: "rides_per_week",
          dims: { service, direction, care_on_board: care, district, school_kind: school },
          stratum: { district, stage },
          n: isThere ? 1 : 0,
          positive: isThere ? 1 : 0,
          sum: isThere ? value : 0,
          sumSquares: isThere ? value * value : 0,
          max: isThere ? value : 0,
          absent: isThere ? {} : { [value]: 1 },
        },
      ];
    });
  });
}

type Unit = ProviderProfile["units"][number];
type PoolProfile = ProviderProfile["pools"][number];

const byDay = (days: readonly Weekday[], value: number | null): PoolProfile["places"] =>
  Object.fromEntries(weekdays.map((day) => [day, days.includes(day) ? value : null])) as PoolProfile["places"];

export const monToFri: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

export type Centre = {
  id: string;
  services?: ServiceType[];
  /** Days open, with the same numbers on each; `null`: not known. */
  days?: readonly Weekday[];
  places?: number | null;
  vacancies?: number | null;
  out?: number | null;
  home?: number | null;
  drives?: boolean | null;
  from?: readonly string[] | null;
  schools?: readonly string[] | null;
  care?: boolean | null;
  publish?: "public" | "partners" | "closed";
  offer?: Partial<Unit>;
};

/** A provider with one pool of all its services. Without changes: open Mon–Fri, 2 places, one ride each way, from K. */
export function profileOf(centre: Centre): ProviderProfile {
  const { services = ["hokago_day"], days = monToFri, places = 2, vacancies = 1, out = 1, home = 1 } = centre;
  const { drives = true, from = ["K"], schools = null, care = false, publish = "public", offer = {} } = centre;
  return {
    kind: "provider",
    publish: { acceptance: "closed", staff: "closed", places: "closed", transport: publish },
    units: services.map((service) => ({
      unit: null,
      service,
      acceptance: "accepting",
      upToClass: 3,
      juushin: "can",
      stages: ["preschool", "elementary", "junior_high", "high_school", "graduated"],
      procedures: { suction: "can" },
      careChildren: null,
      careOnBoard: care,
      wheelchairPlaces: null,
      fetchesFrom: from && [...from],
      fetchesSchools: schools && [...schools],
      ...offer,
    })),
    pools: [
      {
        services,
        juushinType: false,
        band: null,
        capacity: null,
        openDays: [...days],
        places: byDay(days, places),
        heldByOthers: byDay(days, 0),
        nurses: byDay(days, 1),
        vacancies: byDay(days, vacancies),
        drives,
        ridesOut: byDay(days, out),
        ridesHome: byDay(days, home),
      },
    ],
  };
}

export type Silent = { id: string; services?: ServiceType[] };

/** The roster of centres that answered, of those that answered the last round only, and of silent ones. All stand in K. */
export function rosterOf(
  confirmed: readonly Centre[],
  { last = [], silent = [] }: { last?: readonly Centre[]; silent?: readonly Silent[] } = {},
): Roster {
  const register = ({ id, services = ["hokago_day"] }: Silent): RegisteredProvider => ({
    id,
    name: `Centre ${id}`,
    districtId: "K",
    units: services.map((service) => ({ id: `${id}-${service}`, service, capacity: null })),
  });
  const profiles = (some: readonly Centre[]) => new Map(some.map((centre) => [centre.id, profileOf(centre)]));
  return buildRoster([...confirmed, ...last, ...silent].map(register), {
    current: profiles(confirmed),
    lastRound: profiles(last),
  });
}

/** A child's profile: elementary school, class 1, suction, wants 放課後等デイサービス once more on Monday; driven both ways. */
export function childOf(
  changes: Partial<ChildProfile> = {},
  wanted: Partial<ChildProfile["dayServices"][number]> = {},
): ChildProfile {
  return {
    kind: "child",
    district: "K",
    stage: "elementary",
    schoolKind: null,
    careClass: "1",
    juushin: false,
    procedures: ["suction"],
    feedingPump: null,
    dayServices: [
      {
        service: "hokago_day",
        usedDays: [],
        usedCount: null,
        moreDays: ["mon"],
        moreCount: null,
        out: "provider",
        home: "provider",
        careOnBoard: false,
        ...wanted,
      },
    ],
    monthlyServices: [],
    devices: [],
    backupHours: null,
    evacuationPlan: null,
    emergencyPerson: null,
    emergencyPlace: null,
    ...changes,
  };
}

const strataOf = (riders: readonly Rider[]) =>
  riders.map(({ stage = "elementary", district = "K" }) => ({ stratum: { district, stage }, responses: 1 }));

export type Changes = Partial<TransportInput> & { population?: Record<string, number> };

/** The transport gap of some children and a roster; without a population everybody counts once. */
export function gapOf(riders: readonly Rider[], roster: Roster, changes: Changes = {}): TransportGap {
  const { population, ...input } = changes;
  const strata = strataOf(riders);
  return transportGap({
    gap: requireGap(model, "transport"),
    stages: model.stages,
    settings,
    need: { responses: riders.length, cells: cellsOf(riders) },
    weights: population ? populationWeights(strata, population, settings) : respondentWeights(strata),
    roster,
    children: [],
    district: null,
    service: null,
    lastRoundGiven: false,
    ...input,
  });
}

/** The exact value of a figure, or why it is not there. */
export const exact = (figure: ExactFigure | undefined) => (figure?.kind === "value" ? figure.exact : figure?.reason);
/** Both readings: "1" where they agree, else "1..2". */
export function range(pair: { low: ExactFigure; high: ExactFigure } | undefined): string {
  const [low, high] = [exact(pair?.low), exact(pair?.high)];
  return low === high ? `${low}` : `${low}..${high}`;
}
export const lineOf = (gap: TransportGap, id: string) => gap.lines.find((line) => line.id === id);
