import type { Random } from "#app/services/sample-town/random.ts";
import { careProcedures } from "#domain/care-procedure.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";
import type { Provider } from "#models/provider.server.ts";

type Answers = Record<string, unknown>;

const workdays = weekdays.slice(0, 5);
const dayServices: readonly ServiceType[] = [
  "jido_hattatsu",
  "hokago_day",
  "seikatsu_kaigo",
  "nicchu_ichiji",
  "hoikusho",
];

/** One provider's invented answers to the capacity survey. Its day services run at the same time, as one pool. */
export function providerAnswers(random: Random, provider: Provider): Answers {
  const accepts = random.chance(0.75);
  const offered = provider.units.filter(({ service }) => dayServices.includes(service));
  const multiple = offered.length > 2;
  return {
    consent_statistics: "yes",
    consent_publish: publishConsent(random),
    respondent_job: random.pick(["manager", "service_manager", "nurse"]),
    units: provider.units.map(({ service }) => unitAnswers(random, service, accepts || multiple)),
    day_pools: offered.length > 0 ? "yes" : "no",
    ...(offered.length > 0 ? { pools: [poolAnswers(random, offered, { accepts, multiple })] } : {}),
    bcp: random.pick(["made", "making"]),
    power_kinds: random.chance(0.5) ? ["portable"] : ["none"],
    welfare_shelter: random.pick(["designated", "none", "none"]),
    drill: random.pick(["with_children", "without", "none"]),
  };
}

/** Most providers let their staff and places be published; some only among partners. */
function publishConsent(random: Random): Answers {
  const groups = ["acceptance", "staff", "places", "transport", "emergency", "disaster"];
  return Object.fromEntries(groups.map((group) => [group, random.chance(0.9) ? "public" : "partners"]));
}

function unitAnswers(random: Random, service: ServiceType, accepts: boolean): Answers {
  if (!accepts) {
    return {
      service_type: service,
      acceptance: "not_accepting",
      reasons: ["no_nurse", "knowledge"],
      support_wanted: ["nurse_recruiting", "training"],
    };
  }
  return {
    service_type: service,
    acceptance: "accepting",
    up_to_class: random.pick(["1", "2", "3"]),
    juushin: random.pick(["can", "conditional", "cannot"]),
    procedures: Object.fromEntries(
      careProcedures
        .filter((procedure) => procedure !== "other")
        .map((procedure) => [procedure, random.pick(["can", "conditional", "cannot"])]),
    ),
    ...(service === "homon_kango" ? { child_policy: "accept", visiting_nurses: random.between(3, 8) } : {}),
  };
}

function poolAnswers(
  random: Random,
  offered: Provider["units"],
  { accepts, multiple }: { accepts: boolean; multiple: boolean },
): Answers {
  const nurses = accepts || multiple ? random.between(1, 2) : 0;
  const perDay = (value: () => number): Partial<Record<Weekday, number>> =>
    Object.fromEntries(workdays.map((day) => [day, value()]));
  return {
    services: offered.map(({ service }) => service),
    juushin_type: multiple ? "yes" : "no",
    band: multiple
      ? "all_day"
      : offered.some(({ service }) => service === "jido_hattatsu")
        ? "all_day"
        : "after_school",
    ...(offered[0]?.capacity ? { capacity: offered[0].capacity } : {}),
    open_days: [...workdays],
    nurses: perDay(() => Math.max(0, nurses - (random.chance(0.3) ? 1 : 0))),
    places: perDay(() => (accepts || multiple ? random.between(1, 3) : 0)),
    vacancies: perDay(() => (random.chance(0.25) ? 1 : 0)),
    drives: random.pick(["yes", "no"]),
  };
}
