import { dayServiceAnswers, monthlyAnswers, refusalAnswers } from "#app/services/sample-town/family-services.ts";
import {
  answeredCareClass,
  devicesOf,
  type InventedChild,
  inventedChild,
} from "#app/services/sample-town/invented-child.ts";
import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import type { Random } from "#app/services/sample-town/random.ts";
import type { LifeStage } from "#domain/profile.ts";

type Answers = Record<string, unknown>;

/** Devices that keep alive: the survey asks how long they run without mains. */
const lifeSupport = ["ventilator", "oxygen_concentrator", "suction_device", "infusion_pump", "apd"];

/** Invented, nobody's words. */
const voices = [
  "金曜日に預けられるところがなく、仕事を休んでいます。",
  "送迎の車で吸引ができないため、毎回自分で送っています。",
  "夜に体調が変わったとき、どこに電話すればよいか分かりません。",
  "停電したときに電池が何時間もつのか、いつも心配です。",
  "きょうだいの行事に行けるように、月に1回でも泊まれるところがほしいです。",
  "相談できる人ができて、気持ちが楽になりました。",
  "卒業したあとに通えるところがあるか、早めに知りたいです。",
];

/** One family's invented answers to the family needs questionnaire. `districts`: the city's, the middle one has most homes. */
export function familyAnswers(random: Random, stage: LifeStage, districts: readonly string[]): Answers {
  const child = inventedChild(random, stage);
  const schoolKind = schoolKindOf(random, child);
  const [, centre] = districts;
  const homes = centre ? [...districts, centre] : districts;
  return {
    consent_statistics: random.chance(0.98) ? "yes" : "no",
    consent_quotes: random.chance(0.5) ? "yes" : "no",
    consent_contact: "no",
    respondent: random.pick(["mother", "mother", "mother", "father", "grandparent"]),
    stage,
    district: random.chance(0.02) ? "no_answer" : random.pick(homes),
    ...(schoolKind === null ? {} : { school_kind: schoolKind }),
    ...care(random, child),
    ...dayServiceAnswers(random, child, schoolKind),
    ...monthlyAnswers(random, child, schoolKind),
    ...refusalAnswers(random, child),
    ...(schoolKind === null || schoolKind === "none" || schoolKind === "home_teaching"
      ? {}
      : { school_commute: random.pick(["family_car", "family_car", "family_car", "taxi", "walk"]) }),
    outing_means: random.pick(["family_car", "family_car", "family_car", "taxi", "none"]),
    ...readiness(random, child),
    ...household(random, child),
    ...support(random),
    ...(random.chance(0.2) ? { free_text: random.pick(voices) } : {}),
  };
}

function schoolKindOf(random: Random, { stage, severity, isJuushin }: InventedChild): string | null {
  if (stage === "graduated") return null;
  const isHeavy = severity === "severe" || isJuushin;
  if (stage === "preschool")
    return random.pick(isHeavy ? ["none", "none", "none", "hoikusho"] : ["hoikusho", "kodomoen", "yochien", "none"]);
  if (severity === "severe" && random.chance(0.25)) return "home_teaching";
  return random.pick(isHeavy ? ["special_school"] : ["special_school", "special_school", "local_school"]);
}

function care(random: Random, child: InventedChild): Answers {
  return {
    procedures: [...child.procedures],
    ...(child.procedures.includes("tube_feeding") ? { feeding_pump: child.hasFeedingPump ? "yes" : "no" } : {}),
    care_class: answeredCareClass(random, child),
    juushin: random.chance(0.05) ? "dont_know" : child.isJuushin ? "yes" : "no",
  };
}

/** What there is for a sudden night, a power cut and a disaster. */
function readiness(random: Random, child: InventedChild): Answers {
  const devices = devicesOf(random, child);
  const hours = ["under_1", "h1_6", "h1_6", "h6_24", "h6_24", "h24_72", "dont_know"];
  const place = random.pick([
    "home",
    "hospital",
    "fukushi_hinanjo",
    "relatives",
    "shelter",
    "none",
    "none",
    "dont_know",
  ]);
  const emergency = {
    emergency_person: random.pick(["yes", "no", "no"]),
    emergency_place: random.pick(["yes", "no", "no", "no", "dont_know"]),
  };
  // Drawn for every child, so that the answers behind it stay what they were; asked where there may be a place.
  const night = { bring_at_night: random.pick(["yes", "yes", "no"]) };
  return {
    ...emergency,
    ...(emergency.emergency_place === "no" ? {} : night),
    short_stay_use: random.pick(["used", "contract_only", "never", "never"]),
    devices,
    ...(devices.some((device) => lifeSupport.includes(device)) ? { backup_hours: random.pick(hours) } : {}),
    registered_list: random.pick(["yes", "no", "dont_know"]),
    evacuation_plan: random.pick(["made", "making", "none", "none", "none", "dont_know"]),
    evacuation_place: place,
    ...(["home", "none", "dont_know"].includes(place)
      ? {}
      : { place_confirmed: likelyChoices(random, { acceptance: 0.3, procedures: 0.2, power_24h: 0.2 }) }),
    evacuation_barriers: likelyChoices(random, { care: 0.55, no_place: 0.4, carry: 0.4, noise: 0.3, environment: 0.3 }),
  };
}

function household(random: Random, { severity }: InventedChild): Answers {
  const isSevere = severity === "severe";
  return {
    carer_main: random.pick(["mother", "mother", "mother", "both", "father"]),
    carer_sleep: random.pick(isSevere ? ["under_4", "h4_5", "h4_5", "h5_6"] : ["h4_5", "h5_6", "h6_7", "h7_over"]),
    carer_night_times: random.pick(isSevere ? ["t2", "t3_4", "t3_4", "t5_over"] : ["t0", "t1", "t1", "t2", "t3_4"]),
    carer_work: likelyChoices(random, {
      left: isSevere ? 0.45 : 0.2,
      shorter: 0.35,
      changed: 0.15,
      cannot_start: 0.15,
    }),
    siblings: random.chance(0.3)
      ? ["no_siblings"]
      : likelyChoices(random, { no_time: 0.5, events: 0.4, outings: 0.4, helps_care: 0.2 }),
  };
}

function support(random: Random): Answers {
  return {
    consult_with: likelyChoices(random, {
      planner: 0.65,
      doctor: 0.45,
      visiting_nurse: 0.4,
      school: 0.3,
      coordinator: 0.25,
      health_nurse: 0.2,
      peers: 0.25,
    }),
    awareness: {
      coordinator: random.pick(["used", "known", "heard", "heard", "not_known", "not_known"]),
      center: random.pick(["used", "known", "heard", "not_known", "not_known"]),
    },
    first_contact: random.pick(["before_discharge", "within_month", "later", "later", "none"]),
    worries: likelyChoices(
      random,
      {
        after_parents: 0.4,
        emergency: 0.45,
        disaster: 0.4,
        carer_health: 0.4,
        after_school: 0.3,
        work: 0.25,
        siblings: 0.2,
      },
      { most: 3 },
    ),
  };
}
