import type { CareProcedure } from "#domain/care-procedure.ts";
import { respondentWeights } from "#domain/estimate/weights.ts";
import type { AbsenceReason } from "#domain/figure.ts";
import { parseGapModel, requireGap } from "#domain/gap/gap-model.ts";
import { proceduresGap } from "#domain/gap/procedures.ts";
import type { ProceduresGap, ProceduresGapInput } from "#domain/gap/procedures-gap.ts";
import type { RosterUnit, UnitOffer } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";
import gapModelJson from "#surveys/gap-model.json" with { type: "json" };

const model = parseGapModel(gapModelJson);

/** What a unit offers; by default it accepts, drives nowhere and has said nothing of procedures. */
export function offer(
  procedures: UnitOffer["procedures"],
  rest: Partial<Pick<UnitOffer, "acceptance" | "fetchesFrom">> = {},
): UnitOffer {
  return {
    acceptance: "accepting",
    upToClass: 3,
    juushin: "can",
    stages: [],
    procedures,
    careChildren: null,
    careOnBoard: null,
    wheelchairPlaces: null,
    fetchesFrom: [],
    fetchesSchools: [],
    ...rest,
  };
}

/** A service unit: after-school service in K, confirmed. A unit without an offer is silent. */
export function unit(id: string, said: UnitOffer | null, rest: Partial<RosterUnit> = {}): RosterUnit {
  return {
    id,
    provider: id,
    providerName: `Provider ${id}`,
    district: "K",
    service: "hokago_day",
    registered: true,
    capacity: null,
    state: said ? "confirmed" : "silent",
    offer: said,
    publish: { acceptance: "public", staff: "closed", places: "closed", transport: "closed" },
    ...rest,
  };
}

type Cell = {
  procedure?: CareProcedure;
  service?: ServiceType;
  district?: string;
  stage?: string;
  children?: number;
  absent?: Partial<Record<AbsenceReason, number>>;
};

/** Children of one stratum who need a procedure (⑤, after-school service, elementary school in K). */
export function needs(cell: Cell = {}): TallyCell {
  const { procedure = "suction", service = "hokago_day", district = "K", stage = "elementary", children = 1 } = cell;
  const monthly = service === "tanki_nyusho" || service === "nicchu_ichiji";
  return {
    measure: monthly ? "needs_procedure_monthly" : "needs_procedure",
    unit: "children",
    dims: { procedure, service },
    stratum: { district, stage },
    n: children,
    positive: children,
    sum: children,
    sumSquares: children,
    max: Math.min(1, children),
    absent: cell.absent ?? {},
  };
}

/** The gap of these cells and units, 20 answers, among the respondents. */
export function regionGap(
  cells: readonly TallyCell[],
  units: readonly RosterUnit[],
  rest: Partial<ProceduresGapInput> = {},
): ProceduresGap {
  return proceduresGap({
    gap: requireGap(model, "procedures"),
    stages: model.stages,
    settings: model.estimate,
    need: { responses: 20, cells },
    weights: respondentWeights([{ stratum: { district: "K", stage: "elementary" }, responses: 20 }]),
    roster: { units, pools: [] },
    district: null,
    service: null,
    ...rest,
  });
}
