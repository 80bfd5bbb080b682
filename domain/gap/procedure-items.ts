import Fraction from "fraction.js";
import { exactFigure } from "#domain/gap/exact-figure.ts";
import { groupBy } from "#domain/gap/group-by.ts";
import { bySaying, type RowParts } from "#domain/gap/procedure-rows.ts";
import type { ProcedureItem } from "#domain/gap/procedures-gap.ts";

const sumOf = (parts: readonly RowParts[]) => parts.reduce((sum, { total }) => sum.add(total), new Fraction(0));

function toItem(parts: readonly RowParts[], answers: number): { row: ProcedureItem; total: Fraction }[] {
  const [first] = parts;
  if (!first) return [];
  const { says, service, procedure, children } = first.row;
  const total = sumOf(parts);
  const row: ProcedureItem = {
    says,
    provisional: parts.some((part) => part.row.provisional),
    service,
    procedure,
    children: {
      answered: parts.reduce((sum, part) => sum + part.row.children.answered, 0),
      estimate: exactFigure(total, "children", answers),
      basis: children.basis,
    },
    districts: parts.map((part) => part.row.district),
    units: first.counts,
  };
  return [{ row, total }];
}

/** What rows say, once for each service and procedure: a child has one home, so children of districts add up. */
export function procedureItems(rows: readonly RowParts[], answers: number): readonly ProcedureItem[] {
  const saying = rows.filter(({ row }) => row.says !== "nothing");
  const alike = groupBy(saying, ({ row }) => `${row.says} ${row.service} ${row.procedure}`);
  return [...alike.values()]
    .flatMap((parts) => toItem(parts, answers))
    .toSorted(bySaying)
    .map(({ row }) => row);
}
