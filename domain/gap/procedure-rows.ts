import type Fraction from "fraction.js";
import { careProcedures } from "#domain/care-procedure.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import { type CountedChildren, countChildren, type NeedCell } from "#domain/gap/procedure-need.ts";
import {
  type AbleUnits,
  ableUnits,
  countUnits,
  toProcedureUnit,
  toUnconfirmedUnit,
} from "#domain/gap/procedure-units.ts";
import type { ProcedureRow, ProcedureSaying, ProceduresGapInput, UnitCounts } from "#domain/gap/procedures-gap.ts";
import { serviceTypes } from "#domain/service-type.ts";

/** What a row says, from the gravest: the order of rows and sentences. */
const sayings: readonly ProcedureSaying[] = ["blank", "conditional_only", "none_in_district", "unknown", "nothing"];

/** A row with the exact number of its children and the units of its service, before it becomes plain JSON. */
export type RowParts = {
  readonly row: ProcedureRow;
  readonly total: Fraction;
  readonly counts: UnitCounts;
};

type Sorted = Pick<ProcedureRow, "says" | "service" | "procedure">;

/** 空白, 条件付きのみ, 地区内なし; then most children first; then ① to ⑭ and the services in their order. */
export function bySaying(a: { row: Sorted; total: Fraction }, b: { row: Sorted; total: Fraction }): number {
  return (
    sayings.indexOf(a.row.says) - sayings.indexOf(b.row.says) ||
    b.total.compare(a.total) ||
    careProcedures.indexOf(a.row.procedure) - careProcedures.indexOf(b.row.procedure) ||
    serviceTypes.indexOf(a.row.service) - serviceTypes.indexOf(b.row.service)
  );
}

const reachesNone = (row: Pick<ProcedureRow, "can" | "district">) =>
  row.district !== null && !row.can.some((unit) => unit.reaches === true);

/**
 * 空白 and 条件付きのみ are said of the region, 地区内なし of the child's district. If nobody said whether it can, the answer
 * is 不明: `registered` is false where the region has no roster at all; a service without a unit on a roster is 空白.
 */
function sayingOf(
  row: Pick<ProcedureRow, "can" | "district">,
  counts: UnitCounts,
  registered: boolean,
): ProcedureSaying {
  const { can, conditional, cannot, unknown, notConfirmed } = counts;
  if (!registered || (can + conditional + cannot === 0 && unknown + notConfirmed > 0)) return "unknown";
  if (can > 0) return reachesNone(row) ? "none_in_district" : "nothing";
  return conditional > 0 ? "conditional_only" : "blank";
}

/** May a unit without an answer still change what is said? In the district only one that may reach it. */
function isProvisional(says: ProcedureSaying, row: Pick<ProcedureRow, "can" | "notConfirmed" | "unknown">): boolean {
  if (says === "unknown" || says === "nothing") return false;
  if (row.notConfirmed.length > 0) return true;
  if (says !== "none_in_district") return row.unknown.length > 0;
  return row.unknown.some((unit) => unit.reaches !== false) || row.can.some((unit) => unit.reaches === null);
}

function toRow(
  { service, procedure, district }: NeedCell,
  { children }: CountedChildren,
  units: AbleUnits,
  registered: boolean,
): ProcedureRow {
  const named = {
    can: units.can.map((unit) => toProcedureUnit(unit, district)),
    conditional: units.conditional.map((unit) => toProcedureUnit(unit, district)),
    notConfirmed: units.notConfirmed.map((unit) => toUnconfirmedUnit(unit, district, procedure)),
    unknown: units.unknown.map((unit) => toProcedureUnit(unit, district)),
  };
  const says = sayingOf({ ...named, district }, countUnits(units), registered);
  return {
    id: `${service}:${procedure}:${district ?? "unknown"}`,
    service,
    procedure,
    district,
    children,
    says,
    provisional: isProvisional(says, named),
    ...named,
    cannot: units.cannot.length,
  };
}

const itemKey = ({ service, procedure }: Pick<NeedCell, "service" | "procedure">) => `${service} ${procedure}`;

/**
 * A row for each service, procedure and district of children who need it. What it says comes from the region's whole
 * roster, also under a filter: the units that a district can reach would turn 地区内なし into 空白.
 */
export function procedureRows(input: ProceduresGapInput, cells: readonly NeedCell[]): readonly RowParts[] {
  const { roster, district } = input;
  const rows = [...groupBy(cells, itemKey).values()].flatMap((item) => {
    const needed = item.filter(({ cell }) => cell.positive > 0);
    const shown = needed.filter((one) => district === null || one.district === district);
    return [...groupBy(shown, (one) => String(one.district)).values()].flatMap((alike): RowParts[] => {
      const [first] = alike;
      if (!first) return [];
      const counted = countChildren(alike, item, input);
      const units = ableUnits(roster.units, first.service, first.procedure);
      const row = toRow(first, counted, units, roster.units.length > 0);
      return [{ row, total: counted.total, counts: countUnits(units) }];
    });
  });
  const byDistrict = rows.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1));
  return byDistrict.toSorted(bySaying);
}
