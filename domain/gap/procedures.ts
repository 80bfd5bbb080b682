import { type CareProcedure, careProcedures } from "#domain/care-procedure.ts";
import type { Verdict } from "#domain/gap/classify-gap.ts";
import type { Coverage } from "#domain/gap/nurse-gap.ts";
import { procedureItems } from "#domain/gap/procedure-items.ts";
import {
  answersWithoutProcedures,
  countChildren,
  type NeedCell,
  onceEach,
  readNeedCells,
} from "#domain/gap/procedure-need.ts";
import { procedureRows, type RowParts } from "#domain/gap/procedure-rows.ts";
import { ableUnits, addCounts, consentOf, countUnits } from "#domain/gap/procedure-units.ts";
import type {
  ProcedureItem,
  ProcedureSummary,
  ProceduresGap,
  ProceduresGapInput,
  ProceduresHeadline,
  ServiceAbility,
  UnitCounts,
} from "#domain/gap/procedures-gap.ts";
import { providersReaching, type RosterUnit, restrictRoster } from "#domain/roster.ts";
import type { ServiceType } from "#domain/service-type.ts";

/** Services of the gap, day services first; or the one chosen, if it is one of them. */
function servicesShown({ gap, service }: ProceduresGapInput): readonly ServiceType[] {
  const all = [...gap.services, ...gap.monthlyServices];
  return service === null ? all : all.filter((one) => one === service);
}

function unitsShown({ roster, district }: ProceduresGapInput): readonly RosterUnit[] {
  return (district === null ? roster : restrictRoster(roster, providersReaching(roster, district))).units;
}

function coverageOf(units: readonly RosterUnit[], services: readonly ServiceType[]): Coverage {
  const of = (some: readonly RosterUnit[]) => ({
    answered: some.filter(({ state }) => state === "confirmed").length,
    roster: some.length,
  });
  return {
    ...of(units.filter(({ service }) => services.includes(service))),
    byService: Object.fromEntries(
      services.map((service) => [service, of(units.filter((unit) => unit.service === service))]),
    ),
  };
}

function abilityOfService(service: ServiceType, units: readonly RosterUnit[]): ServiceAbility {
  return {
    service,
    procedures: careProcedures.map((procedure) => {
      const able = ableUnits(units, service, procedure);
      return { procedure, units: countUnits(able), consent: consentOf(able) };
    }),
  };
}

const noUnits: UnitCounts = { can: 0, conditional: 0, cannot: 0, unknown: 0, notConfirmed: 0 };

/** Children and units of one procedure over `services`, among which a child stands in one. */
function summaryOf(
  procedure: CareProcedure,
  input: ProceduresGapInput,
  cells: readonly NeedCell[],
  supply: readonly ServiceAbility[],
): ProcedureSummary {
  const { district } = input;
  const all = cells.filter((one) => one.procedure === procedure);
  const shown = all.filter((one) => district === null || one.district === district);
  const counts = supply.flatMap(({ procedures }) => procedures.filter((one) => one.procedure === procedure));
  return {
    procedure,
    children: countChildren(onceEach(shown), all, input).children,
    units: counts.reduce((sum, { units }) => addCounts(sum, units), noUnits),
  };
}

/**
 * How sure it is that some child's care can't be done. Certain: no unit can, and none is silent. Possible: what is said
 * may still change, or a unit can under conditions or elsewhere. "Enough" is never said: silent families may need more.
 */
function verdictOf(items: readonly ProcedureItem[]): Verdict {
  if (items.some(({ says, provisional }) => says === "blank" && !provisional)) return "certain";
  return items.some(({ says }) => says !== "unknown") ? "possible" : "cannot_say";
}

type Counted = Pick<ProceduresGap, "answers" | "coverage" | "services">;

function headlineOf(rows: readonly RowParts[], items: readonly ProcedureItem[], gap: Counted): ProceduresHeadline {
  if (gap.services.length === 0) return { kind: "none", reason: "not_in_gap" };
  if (gap.answers === 0) return { kind: "none", reason: "no_need_answers" };
  const item = items.find(({ says }) => says !== "unknown");
  if (item) return { kind: "item", item };
  const known = rows.length === 0 ? gap.coverage.answered > 0 : rows.some(({ row }) => row.says !== "unknown");
  return { kind: "none", reason: known ? "nothing_to_say" : "unknown_supply" };
}

/**
 * Gap 3, which unit can do which procedure, beside the children who need it (docs/methodology.md §医療的ケアへの対応). Exact
 * until a figure is made. Throws a RangeError for codes outside the vocabulary.
 */
export function proceduresGap(input: ProceduresGapInput): ProceduresGap {
  const { gap, need, weights, district, service } = input;
  const services = servicesShown(input);
  const cells = readNeedCells(input, services);
  const units = unitsShown(input);
  const rows = procedureRows(input, cells);
  const items = procedureItems(rows, need.responses);
  const coverage = coverageOf(units, services);
  const supply = services.map((one) => abilityOfService(one, units));
  const charted = service === null ? gap.services : services;
  const chartedCells = cells.filter((cell) => charted.includes(cell.service));
  const chartedSupply = supply.filter((ability) => charted.includes(ability.service));
  return {
    kind: "procedures_gap",
    weights: weights.label,
    answers: need.responses,
    answersWithoutProcedures: answersWithoutProcedures(
      cells.filter((cell) => district === null || cell.district === district),
    ),
    district,
    service,
    coverage,
    services,
    rows: rows.map(({ row }) => row),
    items,
    headline: headlineOf(rows, items, { answers: need.responses, coverage, services }),
    verdict: verdictOf(items),
    summary: careProcedures.map((procedure) => summaryOf(procedure, input, chartedCells, chartedSupply)),
    supply,
  };
}
