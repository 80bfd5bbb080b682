import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import type { Random } from "#app/services/sample-town/random.ts";

type Answers = Record<string, unknown>;

/** Kinds of workplace, each as often as it is in a middle-sized city's liaison meeting, with the jobs found there. */
const workplaces = [
  { workplace: "school", jobs: ["teacher", "teacher", "teacher", "yogo_teacher", "nurse"] },
  { workplace: "school", jobs: ["teacher", "teacher", "manager"] },
  { workplace: "nursery", jobs: ["nursery_staff", "nursery_staff", "manager", "nurse"] },
  { workplace: "welfare_service", jobs: ["care_staff", "care_staff", "care_staff", "nurse", "manager"] },
  { workplace: "welfare_service", jobs: ["care_staff", "care_staff", "therapist"] },
  { workplace: "consultation", jobs: ["planner"] },
  { workplace: "visiting_nursing", jobs: ["nurse", "nurse", "nurse", "therapist"] },
  { workplace: "hospital", jobs: ["doctor", "nurse", "nurse", "social_worker", "therapist"] },
  { workplace: "city", jobs: ["health_nurse", "health_nurse", "clerk"] },
] as const;

/** How many in a hundred feel unsafe, by situation: least in daily help, most where seconds count. */
const unsafeIn = {
  suction: 0.55,
  tube_feeding: 0.5,
  ventilator: 0.7,
  tube_out: 0.8,
  seizure: 0.65,
  sudden_change: 0.8,
  handling: 0.35,
  signs: 0.5,
  ride: 0.6,
  outing: 0.55,
  power_disaster: 0.85,
  family: 0.35,
} as const;

/** How many in a hundred choose what, whoever they are. */
const views = {
  training_forms: { weekday: 0.3, evening: 0.3, weekend: 0.2, online: 0.5, practice: 0.4 },
  training_barriers: { time: 0.6, cover: 0.5, unknown: 0.25, far: 0.15 },
  transport_scenes: { school: 0.45, day_service: 0.4, hospital: 0.35, outing: 0.3, evacuation: 0.5 },
  transport_lacking: { nurse_on_board: 0.6, care_in_car: 0.4, wheelchair_car: 0.3, school_bus: 0.35 },
  cooperation_barriers: { contact: 0.35, time: 0.5, privacy: 0.35, words: 0.2, roles: 0.35 },
  transitions_hard: { discharge: 0.35, into_nursery: 0.3, into_school: 0.4, after_school: 0.55, adult_medical: 0.4 },
  transitions_lacking: { early_notice: 0.4, meeting: 0.35, shared_plan: 0.3, receiving_place: 0.45, lead: 0.3 },
};

/** The same where at most three can be chosen. */
const firstThree = {
  emergency_needs: { place: 0.75, night_contact: 0.45, shared_info: 0.4, medical_backup: 0.4, ride: 0.2, staff: 0.35 },
  disaster_worries: { power: 0.7, supplies: 0.4, shelter: 0.5, carry: 0.35, staff: 0.2, role: 0.25 },
  coordinator_wishes: { place_information: 0.6, case_meetings: 0.35, medical_link: 0.4, early: 0.3, emergency: 0.3 },
  priorities: { supporters: 0.5, nurses: 0.45, knowledge: 0.35, emergency: 0.4, disaster: 0.35, transport: 0.35 },
};

function choicesOf(random: Random, table: Readonly<Record<string, Record<string, number>>>, most?: number): Answers {
  const limit = most === undefined ? {} : { most };
  return Object.fromEntries(
    Object.entries(table).map(([name, probabilities]) => [name, likelyChoices(random, probabilities, limit)]),
  );
}

/** One supporter's invented answers. Nurses and doctors feel unsafe half as often as the others. */
export function supporterAnswers(random: Random, districts: readonly string[]): Answers {
  const { workplace, jobs } = random.pick(workplaces);
  const job = random.pick(jobs);
  const isMedical = ["nurse", "doctor", "health_nurse"].includes(job);
  const involvement = random.pick(isMedical ? ["now", "now", "past"] : ["now", "now", "past", "never"]);
  return {
    consent_statistics: random.chance(0.97) ? "yes" : "no",
    consent_quotes: random.chance(0.5) ? "yes" : "no",
    workplace,
    job,
    district: random.chance(0.15) ? "whole_area" : random.pick(districts),
    experience: random.pick(["under_1", "y1_3", "y3_10", "y3_10", "y10_over", "y10_over", "y10_over"]),
    ...contact(random, involvement),
    ...unsafety(random, isMedical),
    ...backing(random, workplace),
    ...training(random, isMedical),
    ...lacking(random, districts),
    ...refusals(random, involvement),
    ...readiness(random),
    ...cooperation(random, workplace),
    ...people(random, workplace),
    ...choicesOf(random, views),
    ...choicesOf(random, firstThree, 3),
  };
}

function contact(random: Random, involvement: string): Answers {
  if (involvement === "never") return { involvement };
  const stages = { preschool: 0.35, elementary: 0.5, junior_high: 0.3, high_school: 0.25, graduated: 0.3 };
  const procedures = { ventilator: 0.25, tracheostomy: 0.3, oxygen: 0.35, suction: 0.7, tube_feeding: 0.65 };
  return {
    involvement,
    stages: likelyChoices(random, stages, { otherwise: "dont_know" }),
    procedures_met: likelyChoices(random, procedures),
  };
}

function unsafety(random: Random, isMedical: boolean): Answers {
  const share = isMedical ? 0.5 : 1;
  const level = (probability: number) => {
    if (!isMedical && random.chance(0.1)) return "not_in_work";
    if (!random.chance(probability * share)) return "fine";
    return random.chance(0.4) ? "very" : "some";
  };
  const reasons = {
    no_training: isMedical ? 0.1 : 0.45,
    little_experience: 0.5,
    no_manual: 0.2,
    nobody_to_ask: 0.3,
    short_staffed: 0.35,
    responsibility: 0.4,
    information: 0.25,
  };
  return {
    unsafe_in_general: random.pick(
      isMedical
        ? ["sometimes", "sometimes", "rarely", "never"]
        : ["often", "often", "sometimes", "sometimes", "rarely"],
    ),
    unsafe: Object.fromEntries(Object.entries(unsafeIn).map(([situation, chance]) => [situation, level(chance)])),
    unsafe_reasons: likelyChoices(random, reasons),
  };
}

function backing(random: Random, workplace: string): Answers {
  const hasNurses = ["hospital", "visiting_nursing"].includes(workplace);
  return {
    manual: hasNurses ? "yes" : random.pick(["yes", "no", "no", "not_needed", "dont_know"]),
    emergency_steps: hasNurses ? "yes" : random.pick(["yes", "yes", "no", "not_needed"]),
    advice_from: likelyChoices(random, {
      workplace_nurse: hasNurses ? 0.9 : 0.35,
      colleague: 0.6,
      doctor: 0.35,
      visiting_nurse: 0.3,
      planner: 0.25,
      coordinator: 0.15,
      family: 0.45,
    }),
  };
}

function training(random: Random, isMedical: boolean): Answers {
  return {
    training_done: likelyChoices(random, {
      basics: isMedical ? 0.6 : 0.3,
      suction_certified: isMedical ? 0.05 : 0.15,
      supporter: 0.1,
      workplace: 0.25,
      liaison: 0.2,
    }),
    training_wishes: likelyChoices(random, {
      basics: isMedical ? 0.2 : 0.5,
      suction_feeding: isMedical ? 0.15 : 0.35,
      ventilator: 0.3,
      seizure_emergency: 0.55,
      development: 0.25,
      disaster: 0.45,
      systems: 0.3,
      visits: 0.3,
      family: 0.3,
    }),
  };
}

function lacking(random: Random, districts: readonly string[]): Answers {
  const times = { after_school: 0.3, night: 0.35, weekend: 0.35, vacation: 0.35, sudden: 0.5 };
  const answers = { lacking_times: likelyChoices(random, times, { otherwise: "dont_know" }) };
  if (random.chance(0.15)) return { lacking_services: ["dont_know"], ...answers };
  const services = {
    hokago_day: 0.4,
    seikatsu_kaigo: 0.25,
    tanki_nyusho: 0.65,
    nicchu_ichiji: 0.35,
    homon_kango: 0.15,
  };
  const lacks = likelyChoices(random, { ...services, ido_shien: 0.3, hoikusho: 0.2, school: 0.2 }, { most: 5 });
  if (lacks.includes("none")) return { lacking_services: lacks, ...answers };
  return {
    lacking_services: lacks,
    lacking_district: random.pick([...districts, "whole_area", "whole_area", "dont_know"]),
    lacking_reasons: likelyChoices(
      random,
      { few_places: 0.6, nurses: 0.65, knowledge: 0.4, severe: 0.35, no_ride: 0.45, too_far: 0.2 },
      { otherwise: "dont_know" },
    ),
    ...answers,
  };
}

function refusals(random: Random, involvement: string): Answers {
  if (involvement === "never" || random.chance(0.6))
    return { refusal_seen: random.pick(["no", "no", "no", "dont_know"]) };
  const services = ["tanki_nyusho", "hokago_day", "hoikusho", "nicchu_ichiji", "jido_hattatsu", "school"];
  return {
    refusal_seen: "yes",
    refusals: random.some(services, random.between(1, 2)).map((service) => ({
      service,
      kind: random.pick(["refused", "refused", "gave_up"]),
      reasons: likelyChoices(
        random,
        { care: 0.5, no_nurse: 0.6, no_vacancy: 0.25, no_ride: 0.2, parent_must_stay: 0.2, equipment: 0.15 },
        { otherwise: "dont_know" },
      ),
    })),
  };
}

/** Emergencies and disasters. */
function readiness(random: Random): Answers {
  return {
    emergency_trouble: random.pick(["yes", "yes", "no", "not_experienced", "not_experienced"]),
    disaster_plan: random.pick(["yes", "no", "no", "no", "no_plan", "dont_know"]),
    evacuation_plan_role: random.pick(["joined", "known", "known", "known", "not_known", "not_known"]),
  };
}

function cooperation(random: Random, workplace: string): Answers {
  const partners = ["hospital", "visiting_nursing", "consultation", "welfare_service", "nursery", "school", "city"];
  const levels = ["good", "good", "partly", "partly", "poor", "no_contact", "dont_know"];
  return {
    cooperation: Object.fromEntries(
      partners.map((partner) => [partner, partner === workplace ? "good" : random.pick(levels)]),
    ),
    liaison: random.pick(["joined", "wish", "wish", "no", "dont_know"]),
  };
}

/** Consultation support and the city know the coordinator; of the others two in seven have not even heard of her. */
function people(random: Random, workplace: string): Answers {
  const isNear = ["consultation", "city"].includes(workplace);
  const coordinator = random.pick(
    isNear
      ? ["used", "used", "known", "known"]
      : ["used", "known", "known", "heard", "heard", "not_known", "not_known"],
  );
  return {
    awareness: {
      coordinator,
      center: random.pick(["known", "heard", "heard", "not_known", "not_known"]),
      liaison: random.pick(isNear ? ["used", "used", "known"] : ["used", "known", "heard", "not_known", "not_known"]),
    },
    law: random.pick(isNear ? ["known", "known", "heard"] : ["known", "heard", "heard", "not_known"]),
    ...(coordinator === "used"
      ? {
          coordinator_used_for: likelyChoices(
            random,
            { case: 0.6, services: 0.5, discharge: 0.25, meeting: 0.35, training: 0.3 },
            { otherwise: "dont_know" },
          ),
        }
      : {}),
  };
}
