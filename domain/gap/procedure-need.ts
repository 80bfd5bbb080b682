import type Fraction from "fraction.js";
import { type CareProcedure, careProcedureSchema } from "#domain/care-procedure.ts";
import { itemTotal } from "#domain/estimate/item-total.ts";
import { exactFigure } from "#domain/gap/exact-figure.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import type { ProcedureChildren, ProceduresGapInput } from "#domain/gap/procedures-gap.ts";
import { countAbsent, readCode } from "#domain/gap/tally-codes.ts";
import { type LifeStage, lifeStages } from "#domain/profile.ts";
import { type ServiceType, serviceTypeSchema } from "#domain/service-type.ts";
import type { TallyCell } from "#domain/tally.ts";

/** Answers of children alike in district and stage, about one procedure in one service. */
export type NeedCell = {
  readonly cell: TallyCell;
  readonly service: ServiceType;
  readonly procedure: CareProcedure;
  /** Null: 地区不明. */
  readonly district: string | null;
};

/** Children as figures, and their exact number for order and sums. */
export type CountedChildren = { readonly children: ProcedureChildren; readonly total: Fraction };

type Estimate = Pick<ProceduresGapInput, "weights" | "settings" | "stages" | "need">;

const districtOf = ({ stratum }: TallyCell) => {
  const { district } = stratum;
  return district === undefined || district === "unknown" ? null : district;
};

/**
 * The need cells of the services shown, of all districts: `needs_procedure` for day services, `needs_procedure_monthly` for
 * those counted by the month. Throws a RangeError for codes outside the vocabulary.
 */
export function readNeedCells(
  { gap, need }: Pick<ProceduresGapInput, "gap" | "need">,
  services: readonly ServiceType[],
): readonly NeedCell[] {
  const measureOf = (service: ServiceType) =>
    gap.monthlyServices.includes(service) ? gap.monthlyNeedMeasure : gap.needMeasure;
  const measures = new Set(services.map(measureOf));
  return need.cells
    .filter((cell) => measures.has(cell.measure))
    .map((cell) => ({
      cell,
      service: readCode(cell, "service", serviceTypeSchema),
      procedure: readCode(cell, "procedure", careProcedureSchema),
      district: districtOf(cell),
    }))
    .filter(({ cell, service }) => services.includes(service) && cell.measure === measureOf(service));
}

/** Life stages that may use one of the services; a service counted by the month is bound to none. */
function stagesOf(services: readonly ServiceType[], stages: ProceduresGapInput["stages"]): readonly LifeStage[] {
  return lifeStages.filter((stage) => services.some((service) => stages[service]?.includes(stage) ?? true));
}

/**
 * Children who need one procedure, from the `counted` cells. `all` are the item's cells of every district: what was left
 * empty there lowers the answers that a weight is made of, whatever is filtered.
 */
export function countChildren(
  counted: readonly NeedCell[],
  all: readonly NeedCell[],
  { weights, settings, stages, need }: Estimate,
): CountedChildren {
  const missing = new Map<string, number>();
  for (const { cell } of all) {
    const stage = cell.stratum.stage ?? "unknown";
    missing.set(stage, (missing.get(stage) ?? 0) + countAbsent(cell));
  }
  const services = [...new Set(all.map(({ service }) => service))];
  const { total, contributors, basis } = itemTotal({
    cells: counted.map(({ cell }) => cell),
    region: onceEach(all).map(({ cell }) => cell),
    missing,
    most: new Map(stagesOf(services, stages).map((stage) => [stage, 1])),
    weights,
    settings,
    filtered: true,
  });
  return {
    children: { answered: contributors, estimate: exactFigure(total, "children", need.responses), basis },
    total,
  };
}

const stratumOf = ({ cell, district }: NeedCell) => `${district} ${cell.stratum.stage}`;

const larger = (size: (cell: TallyCell) => number) => (a: NeedCell, b: NeedCell) =>
  size(b.cell) > size(a.cell) ? b : a;

/**
 * One cell for each stratum, the one with the most children. A stage belongs to one day service, so nothing is lost; if a
 * gap model gave two of them one stage, a child in both would still be counted once.
 */
export function onceEach(cells: readonly NeedCell[]): readonly NeedCell[] {
  return [...groupBy(cells, stratumOf).values()].flatMap(([first, ...rest]) =>
    first
      ? [
          rest.reduce(
            larger(({ positive }) => positive),
            first,
          ),
        ]
      : [],
  );
}

/**
 * Families who want one of the services and did not say which procedures the child needs. At least so many: they are
 * absent from every procedure alike, and one family may want a day service and one by the month.
 */
export function answersWithoutProcedures(cells: readonly NeedCell[]): number {
  return [...groupBy(cells, stratumOf).values()].reduce(
    (sum, alike) => sum + Math.max(...alike.map(({ cell }) => countAbsent(cell))),
    0,
  );
}
