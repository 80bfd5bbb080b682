import type { Practice } from "#app/services/sample-town/provider-practices.ts";
import type { Random } from "#app/services/sample-town/random.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type Weekday, weekdays } from "#domain/weekday.ts";
import type { Provider } from "#models/provider.server.ts";

type Answers = Record<string, unknown>;
type Unit = Provider["units"][number];

/** People with medical care a car takes: fewer on the way out, when schools end at the same time. */
const seats = { out: 2, home: 3 };
const workdays = weekdays.slice(0, 5);
const shared: readonly ServiceType[] = ["jido_hattatsu", "hokago_day"];
const single: readonly ServiceType[] = ["seikatsu_kaigo", "nicchu_ichiji", "hoikusho"];

/**
 * What a provider answers about its weekdays, one entry per pool: 児童発達支援 and 放課後等デイサービス run at the same time with
 * the same staff, 生活介護 and others by themselves. Empty for a provider without day services.
 */
export function poolAnswers(random: Random, units: readonly Unit[], practice: Practice): Answers[] {
  const together = units.filter(({ service }) => shared.includes(service));
  const alone = units.filter(({ service }) => single.includes(service)).map((unit) => [unit]);
  return [together, ...alone].filter((pool) => pool.length > 0).map((pool) => onePool(random, pool, practice));
}

function onePool(random: Random, units: readonly Unit[], practice: Practice): Answers {
  const [first] = units;
  const openDays = random.chance(first?.service === "hokago_day" ? 0.3 : 0) ? weekdays : workdays;
  const staffed = random.some(workdays, practice.nurseDays);
  const each = (value: (day: Weekday) => number) => Object.fromEntries(openDays.map((day) => [day, value(day)]));
  const nurses = each((day) => (staffed.includes(day) ? nursesOn(random, practice, day) : 0));
  const places = each((day) => practice.places[(nurses[day] ?? 0) > 0 ? 0 : 1]);
  const heldByOthers = each((day) => ((places[day] ?? 0) > 2 && random.chance(0.2) ? 1 : 0));
  const free = (day: Weekday) => (places[day] ?? 0) - (heldByOthers[day] ?? 0);
  const band = units.every(({ service }) => service === "hokago_day") ? "after_school" : "all_day";
  return {
    services: units.map(({ service }) => service),
    juushin_type: practice.isJuushinType ? "yes" : "no",
    band,
    ...(first?.capacity ? { capacity: first.capacity } : {}),
    open_days: [...openDays],
    nurses,
    places,
    held_by_others: heldByOthers,
    vacancies: each((day) => (free(day) > 0 && random.chance(0.18) ? 1 : 0)),
    ...rides(practice, each, places),
  };
}

/** A nurse is missing now and then, most often on Friday. */
function nursesOn(random: Random, { nurses }: Practice, day: Weekday): number {
  const missing = random.chance(day === "fri" ? 0.5 : 0.1) ? 1 : 0;
  return Math.max(0, nurses - missing);
}

function rides(
  practice: Practice,
  each: (value: (day: Weekday) => number) => Record<string, number>,
  places: Readonly<Record<string, number>>,
): Answers {
  if (practice.drivesTo === 0) return { drives: "no" };
  return {
    drives: "yes",
    rides_out: each((day) => Math.min(seats.out, places[day] ?? 0)),
    rides_home: each((day) => Math.min(seats.home, places[day] ?? 0)),
  };
}
