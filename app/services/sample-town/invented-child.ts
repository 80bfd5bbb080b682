import type { Random } from "#app/services/sample-town/random.ts";
import { findCareClass } from "#domain/care-class.ts";
import { type CareProcedure, careProcedures, careScore, careScoreRows } from "#domain/care-procedure.ts";
import type { LifeStage } from "#domain/profile.ts";

type Severity = "light" | "middle" | "severe" | "rare";

/** What the invented child is like; the answers of its family follow from it. */
export type InventedChild = {
  readonly stage: LifeStage;
  readonly severity: Severity;
  readonly procedures: readonly CareProcedure[];
  readonly hasFeedingPump: boolean;
  readonly isJuushin: boolean;
};

/** Of a hundred children: 36 need one or two things, 42 suction and tube feeding, 15 a ventilator, 7 something rare. */
const severities: readonly (readonly [Severity, number])[] = [
  ["light", 0.36],
  ["middle", 0.78],
  ["severe", 0.93],
  ["rare", 1],
];

type Likely = Readonly<Partial<Record<CareProcedure, number>>>;

/** Care that every child of a kind needs (probability 1), and what comes with it more or less often. */
const careOf: Readonly<Record<Exclude<Severity, "light">, Likely>> = {
  middle: {
    suction: 0.95,
    tube_feeding: 0.9,
    oxygen: 0.3,
    nebulizer: 0.3,
    tracheostomy: 0.2,
    seizure: 0.35,
    bowel: 0.15,
  },
  severe: {
    ventilator: 1,
    suction: 1,
    tracheostomy: 0.85,
    tube_feeding: 0.95,
    oxygen: 0.5,
    nebulizer: 0.5,
    seizure: 0.3,
  },
  rare: { central_venous: 0.45, dialysis: 0.35, airway: 0.3, oxygen: 0.3 },
};

/** What a child needs who needs little; the first two are the most frequent. */
const lightCare: readonly (readonly CareProcedure[])[] = [
  ["tube_feeding"],
  ["tube_feeding"],
  ["suction"],
  ["suction", "seizure"],
  ["oxygen"],
  ["catheterization"],
  ["catheterization", "bowel"],
  ["injection", "glucose"],
  ["seizure"],
];

/** One invented child of a stage. Its needs go together: a ventilator comes with suction and tube feeding. */
export function inventedChild(random: Random, stage: LifeStage): InventedChild {
  const draw = random.between(0, 99) / 100;
  const severity = severities.find(([, below]) => draw < below)?.[0] ?? "light";
  const procedures = severity === "light" ? random.pick(lightCare) : likelyCare(random, careOf[severity]);
  return {
    stage,
    severity,
    procedures,
    hasFeedingPump: procedures.includes("tube_feeding") && random.chance(severity === "severe" ? 0.6 : 0.2),
    isJuushin: random.chance({ light: 0.12, middle: 0.55, severe: 0.9, rare: 0.1 }[severity]),
  };
}

function likelyCare(random: Random, likely: Likely): readonly CareProcedure[] {
  const chosen = careProcedures.filter((procedure) => random.chance(likely[procedure] ?? 0));
  return chosen.length > 0 ? chosen : ["suction"];
}

/**
 * The class on the certificate as the family answers it: that of the score table's points without watch scores; some
 * families have none or do not know. Adults have no class.
 */
export function answeredCareClass(random: Random, { stage, procedures }: InventedChild): string {
  if (stage === "graduated") return "adult";
  const isUnknown = random.chance(stage === "preschool" ? 0.25 : 0.12);
  const unknown = random.pick(["not_printed", "dont_know"]);
  const rows = procedures.flatMap((procedure) => careScoreRows.find((row) => row.procedure === procedure) ?? []);
  const points = careScore(rows.map(({ id }) => ({ row: id, watch: 0 })));
  const careClass = findCareClass(points);
  return isUnknown || careClass === null ? unknown : String(careClass);
}

/** Electric devices at home, in the survey's words. */
export function devicesOf(random: Random, { procedures, severity, hasFeedingPump }: InventedChild): string[] {
  const has = (procedure: CareProcedure) => procedures.includes(procedure);
  const devices = [
    ...(has("ventilator") ? ["ventilator"] : []),
    ...(has("oxygen") ? ["oxygen_concentrator"] : []),
    ...(has("suction") ? ["suction_device"] : []),
    ...(has("central_venous") ? ["infusion_pump"] : []),
    ...(has("dialysis") ? ["apd"] : []),
    ...(hasFeedingPump ? ["feeding_pump"] : []),
    ...(has("nebulizer") ? ["nebulizer"] : []),
    ...(severity === "severe" ? ["humidifier", ...(random.chance(0.5) ? ["cough_assist"] : []), "monitor"] : []),
    ...(random.chance(severity === "light" ? 0.05 : 0.3) ? ["electric_bed"] : []),
  ];
  return devices.length > 0 ? devices : ["none"];
}
