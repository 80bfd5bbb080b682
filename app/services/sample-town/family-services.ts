import type { InventedChild } from "#app/services/sample-town/invented-child.ts";
import { likelyChoices } from "#app/services/sample-town/likely-choices.ts";
import type { Random } from "#app/services/sample-town/random.ts";
import type { LifeStage } from "#domain/profile.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { weekdays } from "#domain/weekday.ts";

type Answers = Record<string, unknown>;

const workdays = weekdays.slice(0, 5);

/** The day service of a stage, with how many days a week its users come. */
const dayServiceOf: Readonly<Record<LifeStage, { service: ServiceType; days: readonly [number, number] }>> = {
  preschool: { service: "jido_hattatsu", days: [1, 3] },
  elementary: { service: "hokago_day", days: [1, 3] },
  junior_high: { service: "hokago_day", days: [1, 4] },
  high_school: { service: "hokago_day", days: [1, 4] },
  graduated: { service: "seikatsu_kaigo", days: [3, 5] },
};

/** Days used and wanted more, why not more, and how the child gets there. */
export function dayServiceAnswers(random: Random, child: InventedChild, schoolKind: string | null): Answers {
  const { service, days } = dayServiceOf[child.stage];
  const isSevere = child.severity === "severe" || child.severity === "rare";
  const used = random.chance(isSevere ? 0.6 : 0.75) ? random.some(workdays, random.between(...days)) : [];
  const free = workdays.filter((day) => !used.includes(day));
  const wantsMore = free.length > 0 && random.chance(isSevere ? 0.6 : 0.45);
  const isUnsettled = wantsMore && random.chance(0.15);
  const more = wantsMore && !isUnsettled ? random.some(free, random.between(1, 2)) : [];
  const travels = used.length > 0 || wantsMore;
  return {
    [`${service}_used_days`]: used.length > 0 ? used : ["none"],
    [`${service}_more_days`]: isUnsettled ? ["unknown"] : more.length > 0 ? more : ["none"],
    ...(isUnsettled ? { [`${service}_more_count`]: 1 } : {}),
    ...(wantsMore ? { [`${service}_why_not`]: whyNot(random, isSevere) } : {}),
    ...(travels ? rides(random, child, { service, schoolKind }) : {}),
  };
}

const whyNot = (random: Random, isSevere: boolean) =>
  likelyChoices(
    random,
    {
      no_vacancy: 0.6,
      refused_care: isSevere ? 0.5 : 0.2,
      no_ride: isSevere ? 0.5 : 0.3,
      too_far: 0.12,
      hours: 0.1,
      no_information: 0.1,
      anxiety: isSevere ? 0.2 : 0.05,
    },
    { otherwise: "no_vacancy" },
  );

/** Only a special school has a bus, and it takes nobody whose airway needs care on the way. */
function rides(
  random: Random,
  { procedures }: InventedChild,
  { service, schoolKind }: { service: ServiceType; schoolKind: string | null },
): Answers {
  const hasAirwayCare = procedures.includes("ventilator") || procedures.includes("tracheostomy");
  const needsCare = hasAirwayCare || (procedures.includes("suction") && random.chance(0.3));
  const hasBus = service === "hokago_day" && schoolKind === "special_school" && !needsCare;
  const toCentre = ["provider", "provider", "provider", "family", "dont_know"];
  return {
    [`${service}_out_driver`]: random.pick(hasBus ? [...toCentre, "school_bus", "school_bus"] : toCentre),
    [`${service}_home_driver`]: random.pick(["provider", "provider", "provider", "family", "family"]),
    [`${service}_care_on_board`]: needsCare ? "yes" : random.pick(["no", "no", "no", "no", "no", "dont_know"]),
  };
}

/** Services by the month: how often used now and wanted in addition, and why not more. */
export function monthlyAnswers(random: Random, child: InventedChild, schoolKind: string | null): Answers {
  const monthly = likelyMonthly(random, child, schoolKind);
  if (monthly.length === 0) return { monthly_services: ["none"] };
  const counts = monthly.map(({ service, used, more }) => {
    const now = random.chance(0.7) ? random.between(...used) : 0;
    const inAddition = now === 0 ? Math.max(1, random.between(...more)) : random.between(...more);
    return { service, used: now, more: random.chance(now === 0 ? 1 : 0.5) ? inAddition : 0 };
  });
  const wantsMore = counts.some(({ more }) => more > 0);
  return {
    monthly_services: counts.map(({ service }) => service),
    ...Object.fromEntries(counts.map(({ service, used, more }) => [`${service}_month`, { used, more }])),
    ...(wantsMore ? { monthly_why_not: whyNot(random, child.severity === "severe") } : {}),
  };
}

type Monthly = {
  service: ServiceType;
  /** How likely the family uses or wants it. */
  chance: number;
  used: readonly [number, number];
  more: readonly [number, number];
};

function likelyMonthly(random: Random, child: InventedChild, schoolKind: string | null): readonly Monthly[] {
  const { stage, severity, isJuushin } = child;
  const isSevere = severity === "severe";
  const isOlder = stage === "high_school" || stage === "graduated";
  const all: readonly Monthly[] = [
    { service: "tanki_nyusho", chance: isSevere || isOlder ? 0.6 : 0.3, used: [1, 4], more: [1, 4] },
    { service: "nicchu_ichiji", chance: 0.25, used: [1, 4], more: [1, 3] },
    {
      service: "homon_kango",
      chance: isSevere ? 0.95 : severity === "middle" ? 0.5 : 0.15,
      used: [4, 12],
      more: [0, 4],
    },
    {
      service: "kyotaku_homon_jido_hattatsu",
      chance: isSevere && stage === "preschool" ? 0.4 : 0,
      used: [2, 8],
      more: [0, 4],
    },
    { service: "hoikusho_homon", chance: schoolKind === "hoikusho" ? 0.4 : 0, used: [1, 2], more: [0, 1] },
    { service: "homon_nyuyoku", chance: isOlder && isJuushin ? 0.4 : 0, used: [4, 8], more: [0, 4] },
    { service: "kyotaku_kaigo", chance: isJuushin ? 0.25 : 0.05, used: [4, 20], more: [0, 8] },
    { service: "ido_shien", chance: isOlder ? 0.2 : 0.08, used: [1, 4], more: [1, 3] },
  ];
  return all.filter(({ chance }) => random.chance(chance));
}

/** What was refused or given up in the last two years: more often where the care is heavy. */
export function refusalAnswers(random: Random, { severity, stage }: InventedChild): Answers {
  const isHeavy = severity === "severe" || severity === "rare";
  if (!random.chance(isHeavy ? 0.6 : 0.25)) return { refused: random.pick(["no", "no", "no", "no", "dont_know"]) };
  const often: readonly ServiceType[] = ["tanki_nyusho", "nicchu_ichiji"];
  const services = [...often, stage === "preschool" ? "hoikusho" : dayServiceOf[stage].service];
  return {
    refused: "yes",
    refusals: random.some(services, random.between(1, 2)).map((service) => ({
      service,
      kind: random.pick(["refused", "refused", "gave_up"]),
      reasons: likelyChoices(
        random,
        { care: isHeavy ? 0.7 : 0.4, no_nurse: 0.6, no_vacancy: 0.35, no_ride: 0.2, parent_must_stay: 0.25 },
        { otherwise: "dont_know" },
      ),
    })),
  };
}
