import type { Random } from "#app/services/sample-town/random.ts";
import { type CareProcedure, careProcedures } from "#domain/care-procedure.ts";

/** How a provider deals with medical care: what it takes on, with how many nurses, and how far it drives. */
export type Practice = {
  readonly acceptance: "accepting" | "can_accept" | "conditional" | "on_request" | "not_accepting";
  readonly upToClass: 1 | 2 | 3;
  readonly juushin: "can" | "conditional" | "cannot";
  /** Mainly for severely disabled people (重心型). */
  readonly isJuushinType: boolean;
  /** Nurses on a day that has one; with `nurseDays` the number of such days a week. */
  readonly nurses: number;
  readonly nurseDays: number;
  /** People with medical care on a day with a nurse, and on one without. */
  readonly places: readonly [withNurse: number, without: number];
  /** Districts driven to; 0: nobody is driven. */
  readonly drivesTo: 0 | 1 | 2;
  readonly careOnBoard: boolean;
  readonly can: readonly CareProcedure[];
  readonly conditional: readonly CareProcedure[];
};

const basics: readonly CareProcedure[] = ["suction", "tube_feeding"];
const withNurse: readonly CareProcedure[] = [...basics, "oxygen", "nebulizer", "seizure"];

/** A unit that takes nobody answers the rest of the questionnaire all the same. */
const refusing: Practice = {
  acceptance: "not_accepting",
  upToClass: 1,
  juushin: "cannot",
  isJuushinType: false,
  nurses: 0,
  nurseDays: 0,
  places: [0, 0],
  drivesTo: 0,
  careOnBoard: false,
  can: [],
  conditional: [],
};

/**
 * The practices of the town. Suction and tube feeding are common, a ventilator is taken on condition by one centre, and
 * nobody can do dialysis: a procedure missing altogether, one on condition only and one missing in a district all occur.
 */
export const practices = {
  juushinCentre: {
    acceptance: "accepting",
    upToClass: 3,
    juushin: "can",
    isJuushinType: true,
    nurses: 2,
    nurseDays: 5,
    places: [4, 2],
    drivesTo: 2,
    careOnBoard: true,
    can: [...withNurse, "tracheostomy", "airway", "bowel"],
    conditional: ["ventilator", "central_venous", "catheterization", "glucose"],
  },
  nurseDaily: {
    ...refusing,
    acceptance: "accepting",
    upToClass: 2,
    juushin: "conditional",
    nurses: 2,
    nurseDays: 5,
    places: [4, 2],
    drivesTo: 1,
    can: withNurse,
    conditional: ["tracheostomy", "catheterization", "bowel", "glucose", "injection"],
  },
  nurseDailyFarReaching: {
    ...refusing,
    acceptance: "accepting",
    upToClass: 2,
    juushin: "conditional",
    nurses: 2,
    nurseDays: 5,
    places: [4, 2],
    drivesTo: 2,
    can: withNurse,
    conditional: ["tracheostomy", "bowel", "glucose"],
  },
  nurseSomeDays: {
    ...refusing,
    acceptance: "conditional",
    upToClass: 2,
    juushin: "conditional",
    nurses: 1,
    nurseDays: 3,
    places: [2, 0],
    drivesTo: 1,
    can: basics,
    conditional: ["oxygen", "nebulizer", "seizure", "bowel"],
  },
  trainedStaff: {
    ...refusing,
    acceptance: "conditional",
    places: [2, 2],
    drivesTo: 1,
    can: ["suction"],
    conditional: ["tube_feeding", "seizure"],
  },
  onRequest: { ...refusing, acceptance: "on_request", places: [1, 0], conditional: [...basics, "oxygen"] },
  /** Goes to the families: any care, but few hours. */
  visiting: {
    ...refusing,
    acceptance: "accepting",
    upToClass: 3,
    juushin: "can",
    can: careProcedures.filter((procedure) => procedure !== "dialysis" && procedure !== "other"),
  },
  refusing,
} as const satisfies Readonly<Record<string, Practice>>;

export type PracticeName = keyof typeof practices;

/** The row of a unit's answer for each procedure; now and then a provider is more careful than its kind. */
export function abilities(random: Random, { can, conditional }: Practice): Record<string, string> {
  const ability = (procedure: CareProcedure) => {
    if (can.includes(procedure)) return random.chance(0.95) ? "can" : "conditional";
    return conditional.includes(procedure) && random.chance(0.85) ? "conditional" : "cannot";
  };
  return Object.fromEntries(
    careProcedures.filter((procedure) => procedure !== "other").map((procedure) => [procedure, ability(procedure)]),
  );
}
