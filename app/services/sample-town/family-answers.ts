import type { Random } from "#app/services/sample-town/random.ts";
import { type CareProcedure, careProcedures } from "#domain/care-procedure.ts";
import type { LifeStage } from "#domain/profile.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";

/** The 59 children of the invented town by life stage. */
export const childrenByStage: Readonly<Record<LifeStage, number>> = {
  preschool: 14,
  elementary: 20,
  junior_high: 8,
  high_school: 7,
  graduated: 10,
};

const serviceOf: Readonly<Record<LifeStage, ServiceType>> = {
  preschool: "jido_hattatsu",
  elementary: "hokago_day",
  junior_high: "hokago_day",
  high_school: "hokago_day",
  graduated: "seikatsu_kaigo",
};

const workdays = weekdays.slice(0, 5);
const frequent: readonly CareProcedure[] = ["suction", "tube_feeding", "oxygen", "seizure", "bowel", "catheterization"];

type Answers = Record<string, unknown>;

/** One family's invented answers to the family needs questionnaire. */
export function familyAnswers(random: Random, stage: LifeStage, districts: readonly string[]): Answers {
  const procedures = careProcedures.filter(
    (procedure) => procedure !== "other" && random.chance(frequent.includes(procedure) ? 0.45 : 0.1),
  );
  if (procedures.length === 0) procedures.push(random.pick(frequent));
  return {
    consent_statistics: "yes",
    consent_quotes: random.chance(0.5) ? "yes" : "no",
    consent_contact: "no",
    respondent: random.pick(["mother", "mother", "mother", "father", "grandparent"]),
    stage,
    district: random.pick(districts),
    ...schoolKind(random, stage),
    procedures,
    ...(procedures.includes("tube_feeding") ? { feeding_pump: random.pick(["yes", "no", "no"]) } : {}),
    care_class: careClass(random, stage, procedures.length),
    juushin: random.pick(["yes", "no", "no", "dont_know"]),
    ...dayService(random, serviceOf[stage]),
    monthly_services: ["none"],
    refused: random.pick(["no", "no", "dont_know"]),
    emergency_person: random.pick(["yes", "no", "no"]),
    emergency_place: random.pick(["yes", "no", "no", "no"]),
    registered_list: random.pick(["yes", "no", "dont_know"]),
    evacuation_plan: random.pick(["made", "none", "none", "dont_know"]),
    carer_main: "mother",
    carer_sleep: random.pick(["under_4", "h4_5", "h5_6", "h6_7"]),
    first_contact: random.pick(["before_discharge", "within_month", "later", "none"]),
  };
}

function schoolKind(random: Random, stage: LifeStage): Answers {
  if (stage === "graduated") return {};
  if (stage === "preschool") return { school_kind: random.pick(["hoikusho", "kodomoen", "none"]) };
  return { school_kind: random.pick(["special_school", "special_school", "local_school"]) };
}

function careClass(random: Random, stage: LifeStage, procedures: number): string {
  if (stage === "graduated") return "adult";
  if (random.chance(0.2)) return random.pick(["dont_know", "not_printed"]);
  return procedures >= 4 ? "3" : procedures >= 2 ? random.pick(["2", "3"]) : random.pick(["1", "1", "2"]);
}

function dayService(random: Random, service: ServiceType): Answers {
  const used = random.chance(0.7) ? random.some(workdays, random.between(1, 3)) : [];
  const free = workdays.filter((day) => !used.includes(day));
  const wantsMore = free.length > 0 && random.chance(0.6);
  const unsettled = wantsMore && random.chance(0.2);
  const more = wantsMore && !unsettled ? random.some(free, random.between(1, 2)) : [];
  const rides = used.length > 0 || wantsMore;
  return {
    [`${service}_used_days`]: used.length > 0 ? used : ["none"],
    [`${service}_more_days`]: unsettled ? ["unknown"] : more.length > 0 ? more : ["none"],
    ...(unsettled ? { [`${service}_more_count`]: random.between(1, 2) } : {}),
    ...(wantsMore
      ? { [`${service}_why_not`]: random.some(["no_vacancy", "refused_care", "no_ride"], random.between(1, 2)) }
      : {}),
    ...(rides
      ? {
          [`${service}_out_driver`]: random.pick(["provider", "family"]),
          [`${service}_home_driver`]: random.pick(["provider", "provider", "family"]),
          [`${service}_care_on_board`]: random.pick(["yes", "no", "no"]),
        }
      : {}),
  };
}
