import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import { poolAnswers } from "#app/services/sample-town/provider-pools.ts";
import { abilities, type Practice } from "#app/services/sample-town/provider-practices.ts";
import type { Random } from "#app/services/sample-town/random.ts";
import type { LifeStage } from "#domain/profile.ts";
import { type ServiceType, serviceTypeInfo } from "#domain/service-type.ts";
import type { Provider } from "#models/provider.server.ts";

type Answers = Record<string, unknown>;

/** Stages a service is there for; every stage where it is not named. */
const stagesOf: Readonly<Partial<Record<ServiceType, readonly LifeStage[]>>> = {
  jido_hattatsu: ["preschool"],
  kyotaku_homon_jido_hattatsu: ["preschool", "elementary"],
  hoikusho_homon: ["preschool"],
  hoikusho: ["preschool"],
  hokago_day: ["elementary", "junior_high", "high_school"],
  seikatsu_kaigo: ["graduated"],
};
const allStages: readonly LifeStage[] = ["preschool", "elementary", "junior_high", "high_school", "graduated"];

/** Services that can drive people; of these, those that fetch from nurseries and schools. */
const driving: readonly ServiceType[] = [
  "jido_hattatsu",
  "hokago_day",
  "seikatsu_kaigo",
  "tanki_nyusho",
  "nicchu_ichiji",
];
const fetching: readonly ServiceType[] = ["jido_hattatsu", "hokago_day", "nicchu_ichiji"];

/** One provider's invented answers to the capacity survey, as its practice has it. `districts`: the city's, the likelier to be driven to first. */
export function providerAnswers(
  random: Random,
  provider: Provider,
  practice: Practice,
  districts: readonly string[],
): Answers {
  const drivesTo = [...new Set([...(provider.districtId === null ? [] : [provider.districtId]), ...districts])].slice(
    0,
    practice.drivesTo,
  );
  const pools = practice.acceptance === "not_accepting" ? [] : poolAnswers(random, provider.units, practice);
  const power = likelyChoices(random, { portable: 0.45, generator: 0.2, vehicle: 0.2 });
  return {
    consent_statistics: "yes",
    consent_publish: publishConsent(random),
    respondent_job: random.pick(["manager", "service_manager", "service_manager", "nurse"]),
    units: provider.units.map(({ service }) => unitAnswers(random, service, practice, drivesTo)),
    day_pools: pools.length > 0 ? "yes" : "no",
    ...(pools.length > 0 ? { pools } : {}),
    bcp: random.pick(["made", "made", "making"]),
    power_kinds: power,
    ...(power.includes("none") ? {} : { power_hours: random.pick(["h1_6", "h6_24", "h24_72"]) }),
    welfare_shelter: random.pick(["designated", "agreement", "none", "none"]),
    stock_days: random.pick(["none", "d1_2", "d1_2", "d3_over"]),
    drill: random.pick(["with_children", "without", "none"]),
    safety_check: likelyChoices(random, { phone: 0.8, message: 0.4, visit: 0.2 }),
    awareness: {
      coordinator: random.pick(["used", "known", "known", "heard"]),
      center: random.pick(["known", "heard", "heard", "not_known"]),
      liaison: random.pick(["used", "known", "heard", "not_known"]),
    },
    training_wishes: likelyChoices(random, {
      suction_feeding: 0.5,
      ventilator: 0.3,
      seizure_emergency: 0.5,
      disaster: 0.35,
      basics: practice.acceptance === "accepting" ? 0.1 : 0.6,
    }),
  };
}

/** Most providers let their staff and places be published; some only among partners. */
function publishConsent(random: Random): Answers {
  const groups = ["acceptance", "staff", "places", "transport", "emergency", "disaster"];
  return Object.fromEntries(groups.map((group) => [group, random.chance(0.9) ? "public" : "partners"]));
}

function unitAnswers(random: Random, service: ServiceType, practice: Practice, drivesTo: readonly string[]): Answers {
  const takes = practice.acceptance !== "not_accepting";
  return {
    service_type: service,
    acceptance: practice.acceptance,
    ...(takes ? ability(random, service, practice) : {}),
    users: users(random, service, practice),
    ...(practice.acceptance === "accepting" ? {} : reasons(random, practice)),
    ...(service === "homon_kango" ? {} : trained(random, practice)),
    ...(takes && driving.includes(service) ? transport(random, service, practice, drivesTo) : {}),
    ...(takes ? shortStay(random, service, practice) : {}),
    ...(service === "homon_kango" ? visiting(random) : {}),
  };
}

/** Planners consult and do no care: they are not asked for what they cannot answer. */
function ability(random: Random, service: ServiceType, practice: Practice): Answers {
  const stages = [...(stagesOf[service] ?? allStages)];
  if (serviceTypeInfo(service).responseKind === "consultation") return { stages };
  return {
    up_to_class: String(practice.upToClass),
    stages,
    juushin: practice.juushin,
    procedures: abilities(random, practice),
  };
}

function users(random: Random, service: ServiceType, { places, isJuushinType }: Practice): Answers {
  const [most] = places;
  const now = random.between(Math.floor(most / 2), most);
  const isAdult = service === "seikatsu_kaigo";
  return {
    care_children: isAdult ? 0 : now,
    care_adults: isAdult ? now : 0,
    juushin: isJuushinType ? now : Math.min(now, random.between(0, 1)),
    past: random.between(0, most),
  };
}

function reasons(random: Random, { acceptance, nurses }: Practice): Answers {
  const isRefusing = acceptance === "not_accepting";
  return {
    reasons: likelyChoices(
      random,
      {
        no_nurse: nurses === 0 ? 0.95 : 0.7,
        knowledge: isRefusing ? 0.8 : 0.45,
        emergency_fear: 0.5,
        equipment: 0.25,
        fees: 0.25,
        no_ride: 0.3,
      },
      { otherwise: "no_nurse" },
    ),
    support_wanted: likelyChoices(random, {
      nurse_recruiting: 0.75,
      training: 0.65,
      coordinator_advice: 0.35,
      medical_link: 0.4,
      fee_supplement: 0.3,
      accompanied_start: 0.25,
    }),
  };
}

function trained(random: Random, practice: Practice): Answers {
  const hasStaff = practice.acceptance !== "not_accepting" && random.chance(0.5);
  const kind12 = hasStaff ? random.between(1, 2) : 0;
  return {
    certified_staff: {
      kind12,
      kind3: hasStaff ? random.between(0, 2) : 0,
      trained: random.between(0, practice.isJuushinType ? 6 : 2),
    },
    registered_agency: kind12 > 0 && random.chance(0.7) ? "yes" : "no",
  };
}

function transport(random: Random, service: ServiceType, practice: Practice, drivesTo: readonly string[]): Answers {
  if (drivesTo.length === 0 || service === "tanki_nyusho") return { care_on_board: "no_ride" };
  const schools =
    service === "jido_hattatsu" ? { hoikusho: 0.5, kodomoen: 0.3 } : { special_school: 0.9, local_school: 0.5 };
  return {
    care_on_board: practice.careOnBoard ? "yes" : "no",
    wheelchair_places: random.between(1, practice.isJuushinType ? 4 : 2),
    fetches_from: [...drivesTo],
    ...(fetching.includes(service) ? { fetches_schools: likelyChoices(random, schools) } : {}),
  };
}

function shortStay(random: Random, service: ServiceType, { nurses, acceptance }: Practice): Answers {
  if (service === "nicchu_ichiji") {
    return {
      monthly_places: acceptance === "on_request" ? 2 : random.between(8, 16),
      within_48h: random.pick(["conditional", "cannot"]),
      at_night: "cannot",
    };
  }
  if (service !== "tanki_nyusho") return {};
  return {
    short_stay_type: nurses > 1 ? "welfare_plus" : "welfare",
    monthly_places: random.between(4, 10),
    within_48h: random.pick(["conditional", "conditional", "cannot"]),
    at_night: random.pick(["can", "conditional"]),
    night_nurse: random.pick(["when_needed", "no", "no"]),
  };
}

function visiting(random: Random): Answers {
  return {
    child_policy: "accept",
    visiting_nurses: random.between(3, 6),
    visits_possible: random.between(4, 12),
    entrusted: likelyChoices(random, { nursery_school: 0.4, hokago_day: 0.3, school_ride: 0.2 }),
  };
}
