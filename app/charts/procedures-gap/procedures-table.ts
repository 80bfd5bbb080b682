import { figureText } from "#app/charts/figure-text.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { TextTable } from "#app/charts/nurse-gap/nurse-table.ts";
import { procedureName } from "#app/charts/procedures-gap/procedure-name.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { MessageKey } from "#app/i18n/translator.ts";
import type {
  PublishedAbility,
  PublishedProcedureChildren,
  PublishedServiceAbility,
} from "#domain/disclosure/published-procedures-gap.ts";
import type { ProcedureRow, ProcedureSummary, ProcedureUnit, UnconfirmedUnit } from "#domain/gap/procedures-gap.ts";

type Column<Row> = { title: MessageKey; cell: (reading: Reading, row: Row) => string };

function tableOf<Row>(reading: Reading, columns: readonly Column<Row>[], rows: readonly Row[]): TextTable {
  return {
    columns: columns.map(({ title }) => reading.t(title)),
    rows: rows.map((row) => columns.map(({ cell }) => cell(reading, row))),
  };
}

const count = ({ t }: Reading, value: number) => t("figure.value", { value });

/** A unit with its district; one from elsewhere that drives to the child's district says so. */
function unitText({ t, districtName }: Reading, row: ProcedureRow, unit: ProcedureUnit): string {
  return t("procedures.unit", {
    name: unit.name,
    district: districtName(unit.district),
    reach: unit.reaches === true && unit.district !== row.district ? "drives" : "other",
  });
}

/** 「U4(M地区): 前回は「できる」」: whom to ask, and what the unit said before. */
function unconfirmedText(reading: Reading, row: ProcedureRow, unit: UnconfirmedUnit): string {
  const text = unitText(reading, row, unit);
  return reading.t("procedures.unconfirmed", { unit: text, said: unit.said ?? "silent" });
}

const listed = ({ t }: Reading, texts: readonly string[]) =>
  texts.length > 0 ? texts.join(t("list.units")) : t("procedures.none");

const unitsText = (reading: Reading, row: ProcedureRow, units: readonly ProcedureUnit[]) =>
  listed(
    reading,
    units.map((unit) => unitText(reading, row, unit)),
  );

const notConfirmedText = (reading: Reading, row: ProcedureRow) =>
  listed(
    reading,
    row.notConfirmed.map((unit) => unconfirmedText(reading, row, unit)),
  );

function saysText({ t }: Reading, { says, provisional }: ProcedureRow): string {
  const text = t(`procedures.says.${says}`);
  return provisional ? t("procedures.provisional", { says: text }) : text;
}

const rowColumns: readonly Column<ProcedureRow>[] = [
  { title: "procedures.column.procedure", cell: (reading, row) => procedureName(reading, row.procedure) },
  { title: "procedures.column.service", cell: (reading, row) => servicesText(reading, [row.service]) },
  { title: "procedures.column.district", cell: ({ districtName }, row) => districtName(row.district) },
  { title: "procedures.column.says", cell: saysText },
  {
    title: "procedures.column.children",
    cell: ({ t }, { children }) =>
      t("procedures.children", { estimate: figureText(t, children.estimate), answered: children.answered }),
  },
  { title: "procedures.column.can", cell: (reading, row) => unitsText(reading, row, row.can) },
  { title: "procedures.column.conditional", cell: (reading, row) => unitsText(reading, row, row.conditional) },
  { title: "procedures.column.not_confirmed", cell: notConfirmedText },
  { title: "procedures.column.unknown", cell: (reading, { unknown }) => count(reading, unknown.length) },
  { title: "procedures.column.cannot", cell: (reading, { cannot }) => count(reading, cannot) },
];

/** Children and named units by procedure, service and district, in the order of the rows: the coordinator's. */
export function procedureRowsTable(reading: Reading, rows: readonly ProcedureRow[]): TextTable {
  return tableOf(reading, rowColumns, rows);
}

const summaryColumns: readonly Column<ProcedureSummary>[] = [
  { title: "procedures.column.procedure", cell: (reading, row) => procedureName(reading, row.procedure) },
  { title: "procedures.column.answered", cell: (reading, { children }) => count(reading, children.answered) },
  { title: "procedures.column.children", cell: ({ t }, { children }) => figureText(t, children.estimate) },
  { title: "procedures.column.can", cell: (reading, { units }) => count(reading, units.can) },
  { title: "procedures.column.conditional", cell: (reading, { units }) => count(reading, units.conditional) },
  { title: "procedures.column.cannot", cell: (reading, { units }) => count(reading, units.cannot) },
  { title: "procedures.column.unknown", cell: (reading, { units }) => count(reading, units.unknown) },
  { title: "procedures.column.not_confirmed", cell: (reading, { units }) => count(reading, units.notConfirmed) },
];

/** The numbers of the coordinator's chart. */
export function procedureSummaryTable(reading: Reading, summary: readonly ProcedureSummary[]): TextTable {
  return tableOf(reading, summaryColumns, summary);
}

/** 「3(条件付き 1)」, or why it is not shown. */
function abilityText({ t }: Reading, { can, conditional }: PublishedAbility): string {
  if (can.kind === "absent") return figureText(t, can);
  return t("procedures.ability", { can: figureText(t, can), conditional: figureText(t, conditional) });
}

/**
 * What the units of each service can do, for the council and the public: procedures down, services across. The first row
 * says how many of the units answered, in each service.
 */
export function publishedAbilityTable(reading: Reading, services: readonly PublishedServiceAbility[]): TextTable {
  const { t } = reading;
  const [first] = services;
  const answered = services.map((service) =>
    t("procedures.answered", { answered: service.answered, roster: service.roster }),
  );
  const rows = (first?.procedures ?? []).map(({ procedure }) => [
    procedureName(reading, procedure),
    ...services.map(({ procedures, answered: n }) => {
      const ability = procedures.find((one) => one.procedure === procedure);
      return !ability || n === 0 ? t("figure.absent.no_answer") : abilityText(reading, ability);
    }),
  ]);
  return {
    columns: [t("procedures.column.procedure"), ...services.map(({ service }) => servicesText(reading, [service]))],
    rows: [[t("procedures.answered_units"), ...answered], ...rows],
  };
}

const childrenColumns: readonly Column<PublishedProcedureChildren>[] = [
  { title: "procedures.column.procedure", cell: (reading, row) => procedureName(reading, row.procedure) },
  { title: "procedures.column.children", cell: ({ t }, { children }) => figureText(t, children) },
];

/** Children of the region by procedure, for the closed council. */
export function publishedChildrenTable(reading: Reading, children: readonly PublishedProcedureChildren[]): TextTable {
  return tableOf(reading, childrenColumns, children);
}
