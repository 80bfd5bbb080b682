import { careProcedures } from "#domain/care-procedure.ts";
import type { ChildProfile, ProviderProfile } from "#domain/profile.ts";
import { careClassAnswerSchema, lifeStageSchema } from "#domain/profile.ts";
import { buildRoster, type Roster } from "#domain/roster.ts";
import { weekdays } from "#domain/weekday.ts";
import type { Child, Pool } from "./town.ts";

/** The golden town's profiles: what the children need and what the units offer, as surveys/ would build them. */
export function childProfile(child: Child): ChildProfile {
  return {
    kind: "child",
    district: child.district,
    stage: lifeStageSchema.parse(child.stage),
    schoolKind: null,
    careClass: careClassAnswerSchema.parse(child.class),
    juushin: child.juushin === "dont_know" ? null : child.juushin === "yes",
    procedures: child.procedures ?? [],
    feedingPump: null,
    dayServices: child.services.map(({ service, used, more, unsettled }) => ({
      service,
      usedDays: used,
      usedCount: null,
      moreDays: more,
      moreCount: unsettled > 0 ? unsettled : null,
      out: child.rides?.out ?? null,
      home: child.rides?.home ?? null,
      careOnBoard: child.rides?.careOnBoard ? child.rides.careOnBoard === "yes" : null,
    })),
    monthlyServices: [],
    devices: [],
    backupHours: null,
    evacuationPlan: null,
    emergencyPerson: null,
    emergencyPlace: null,
  };
}

const perDay = (values: Partial<Record<string, number>> | undefined) =>
  Object.fromEntries(weekdays.map((day) => [day, values?.[day] ?? null])) as ProviderProfile["pools"][number]["places"];

function providerProfile(pool: Pool): ProviderProfile {
  const open = weekdays.filter((day) => pool.nurses[day] !== undefined);
  const nurses = Object.fromEntries(
    open.map((day) => [day, typeof pool.nurses[day] === "number" ? pool.nurses[day] : undefined]),
  );
  return {
    kind: "provider",
    publish: { acceptance: pool.publish, staff: pool.publish, places: pool.publish, transport: pool.publish },
    units: (pool.units ?? []).map(({ service, upToClass, juushin, can, conditional, careOnBoard, fetchesFrom }) => ({
      unit: null,
      service,
      acceptance: "accepting",
      upToClass,
      juushin,
      stages: ["preschool", "elementary", "junior_high", "high_school"],
      procedures: {
        ...Object.fromEntries(careProcedures.map((procedure) => [procedure, "cannot" as const])),
        ...Object.fromEntries(can.map((procedure) => [procedure, "can" as const])),
        ...Object.fromEntries(conditional.map((procedure) => [procedure, "conditional" as const])),
      },
      careChildren: null,
      careOnBoard,
      wheelchairPlaces: null,
      fetchesFrom,
      fetchesSchools: null,
    })),
    pools: [
      {
        services: pool.services,
        juushinType: pool.juushinType,
        band: null,
        capacity: typeof pool.capacity === "number" ? pool.capacity : null,
        openDays: open,
        places: perDay(pool.places),
        heldByOthers: perDay(Object.fromEntries(open.map((day) => [day, 0]))),
        nurses: perDay(nurses),
        vacancies: perDay(pool.vacancies),
        drives: true,
        ridesOut: perDay(pool.ridesOut),
        ridesHome: perDay(pool.ridesHome),
      },
    ],
  };
}

const register = (pool: Pool) => ({
  id: pool.id,
  name: pool.id,
  districtId: pool.district ?? "K",
  units: (pool.units ?? []).map(({ id, service }) => ({ id, service, capacity: null })),
});

/** The roster of pools confirmed this round, and of pools silent now that answered the last round. */
export function rosterOf(pools: readonly Pool[], lastRoundPools: readonly Pool[]): Roster {
  const profiles = (some: readonly Pool[]) => new Map(some.map((pool) => [pool.id, providerProfile(pool)]));
  return buildRoster([...pools, ...lastRoundPools].map(register), {
    current: profiles(pools),
    lastRound: profiles(lastRoundPools),
  });
}
