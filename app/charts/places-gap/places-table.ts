import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { TextTable } from "#app/charts/nurse-gap/nurse-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { MessageKey } from "#app/i18n/translator.ts";
import type {
  PublishedMonthlyLine,
  PublishedPlacesGap,
  PublishedPlacesLine,
} from "#domain/disclosure/published-places-gap.ts";
import { absentExact, type ExactFigure } from "#domain/gap/exact-figure.ts";
import type { LowHigh } from "#domain/gap/nurse-gap.ts";
import type { MonthlyLine, PlacesGap, PlacesLine } from "#domain/gap/places-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

type Column<Row> = { readonly title: MessageKey; readonly cell: (reading: Reading, row: Row) => string };

function tableOf<Row>(reading: Reading, columns: readonly Column<Row>[], rows: readonly Row[]): TextTable {
  return {
    columns: columns.map(({ title }) => reading.t(title)),
    rows: rows.map((row) => columns.map(({ cell }) => cell(reading, row))),
  };
}

type Named = { readonly services: readonly ServiceType[]; readonly sharedWith: readonly ServiceType[] };

/** 「児童発達支援(共用)」, 「あわせて(児童発達支援・放課後等デイサービス)」 */
function lineName(reading: Reading, { services, sharedWith }: Named): string {
  return reading.t("places.line", {
    services: servicesText(reading, services),
    count: services.length,
    shared: sharedWith.length > 0 ? "yes" : "no",
  });
}

const unitsText = ({ t }: Reading, units: { readonly answered: number; readonly roster: number }) =>
  t("places.units", units);

/** 「5〜15」, or 「5〜」 where no ceiling is known. */
function boundsText({ t }: Reading, { floor, ceiling }: PlacesLine["need"]): string {
  if (floor.kind === "value" && ceiling.kind === "absent") return t("figure.range_open", { low: figureText(t, floor) });
  return rangeText(t, { low: floor, high: ceiling });
}

const ofLine = (title: MessageKey, figureOf: (line: PlacesLine) => ExactFigure): Column<PlacesLine> => ({
  title,
  cell: ({ t }, line) => figureText(t, figureOf(line)),
});

const lineColumns: readonly Column<PlacesLine>[] = [
  { title: "places.column.services", cell: lineName },
  ofLine("places.column.need", ({ need }) => need.total),
  { title: "places.column.bounds", cell: (reading, { need }) => boundsText(reading, need) },
  ofLine("places.column.supply", ({ supply }) => supply.confirmed),
  ofLine("places.column.with_last_round", ({ supply }) => supply.withLastRound),
  ofLine("places.column.silent_alike", ({ supply }) => supply.silentAlike),
  ofLine("places.column.short", ({ short }) => short),
  ofLine("places.column.experienced", ({ experienced }) => experienced),
  { title: "places.column.verdict", cell: ({ t }, { verdict }) => t(`verdict.${verdict}`) },
  { title: "places.column.units", cell: (reading, { supply }) => unitsText(reading, supply.units) },
];

const publishedColumns: readonly Column<PublishedPlacesLine>[] = [
  { title: "places.column.services", cell: lineName },
  { title: "places.column.need", cell: ({ t }, { need }) => figureText(t, need) },
  { title: "places.column.supply", cell: ({ t }, { supply }) => figureText(t, supply) },
  { title: "places.column.with_last_round", cell: ({ t }, { withLastRound }) => figureText(t, withLastRound) },
  { title: "places.column.short", cell: ({ t }, { short }) => figureText(t, short) },
  { title: "places.column.units", cell: (reading, { units }) => unitsText(reading, units) },
];

/** The lines that chart and table show: each service, then all together. */
export function shownLines(gap: PlacesGap): readonly PlacesLine[];
export function shownLines(gap: PublishedPlacesGap): readonly PublishedPlacesLine[];
export function shownLines({ lines, combined }: PlacesGap | PublishedPlacesGap) {
  return combined ? [...lines, combined] : lines;
}

/** Person-days a week by service, for the coordinator. */
export function placesTable(reading: Reading, gap: PlacesGap): TextTable {
  return tableOf(reading, lineColumns, shownLines(gap));
}

/** Person-days a week by service, as a council or the public may read them. */
export function publishedPlacesTable(reading: Reading, gap: PublishedPlacesGap): TextTable {
  return tableOf(reading, publishedColumns, shownLines(gap));
}

type Group = {
  readonly name: string;
  readonly need: LowHigh;
  readonly places: ExactFigure;
  readonly conditional: ExactFigure;
  readonly short: LowHigh;
  readonly unknownUnits: number | null;
};

const groupColumns: readonly Column<Group>[] = [
  { title: "places.column.group", cell: (_, { name }) => name },
  { title: "places.column.need", cell: ({ t }, { need }) => rangeText(t, need) },
  { title: "places.column.accepting", cell: ({ t }, { places }) => figureText(t, places) },
  { title: "places.column.conditional", cell: ({ t }, { conditional }) => figureText(t, conditional) },
  { title: "places.column.short", cell: ({ t }, { short }) => rangeText(t, short) },
  {
    title: "places.column.unknown_units",
    cell: ({ t }, { unknownUnits }) =>
      unknownUnits === null ? t("figure.absent.not_applicable") : t("figure.value", { value: unknownUnits }),
  },
];

/** Care classes, cumulative from above; adults, who have none; 重心. Person-days a week, for the coordinator. */
export function placesGroupsTable(reading: Reading, { careClasses, adults, juushin }: PlacesGap): TextTable {
  const { t } = reading;
  const none = absentExact("not_applicable", "places_per_week", 0);
  const classes = careClasses.map(
    (row): Group => ({ ...row, name: t("places.care_class", { careClass: row.careClass }), conditional: none }),
  );
  const grown: Group = {
    name: t("places.adults"),
    need: { low: adults, high: adults },
    places: none,
    conditional: none,
    short: { low: none, high: none },
    unknownUnits: null,
  };
  const severe: Group = { ...juushin, name: t("places.juushin"), conditional: juushin.conditionalPlaces };
  return tableOf(reading, groupColumns, [...classes, grown, severe]);
}

type AnyMonthly = MonthlyLine | PublishedMonthlyLine;

const monthlyName: Column<AnyMonthly> = {
  title: "places.column.services",
  cell: (reading, { service, need }) =>
    reading.t("places.monthly", { service: servicesText(reading, [service]), unit: need.unit }),
};

const monthlyBalance: readonly Column<AnyMonthly>[] = [
  { title: "places.column.monthly_need", cell: ({ t }, { need }) => figureText(t, need) },
  { title: "places.column.supply", cell: ({ t }, { supply }) => figureText(t, supply) },
  { title: "places.column.short", cell: ({ t }, { short }) => figureText(t, short) },
  {
    title: "places.column.units",
    cell: ({ t }, { units, supplyUnknown }) => t("places.monthly_units", { ...units, unknown: supplyUnknown }),
  },
];

const monthlyColumns: readonly Column<MonthlyLine>[] = [
  monthlyName,
  { title: "places.column.used", cell: ({ t }, { used }) => figureText(t, used) },
  { title: "places.column.more", cell: ({ t }, { more }) => figureText(t, more) },
  ...monthlyBalance,
];

/** Nights and days a month, for the coordinator. */
export function monthlyTable(reading: Reading, lines: readonly MonthlyLine[]): TextTable {
  return tableOf(reading, monthlyColumns, lines);
}

/** Nights and days a month, as a council or the public may read them. */
export function publishedMonthlyTable(reading: Reading, lines: readonly PublishedMonthlyLine[]): TextTable {
  return tableOf(reading, [monthlyName, ...monthlyBalance], lines);
}
