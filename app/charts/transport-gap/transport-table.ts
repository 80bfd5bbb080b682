import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import type { TextTable } from "#app/charts/nurse-gap/nurse-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { MessageKey, Translate } from "#app/i18n/translator.ts";
import type { PublishedTransportGap, PublishedTransportRow } from "#domain/disclosure/published-transport-gap.ts";
import type { PlaceWithoutRide } from "#domain/gap/places-without-ride.ts";
import { type Direction, directions } from "#domain/gap/reach.ts";
import type { TransportGap, TransportLine, TransportTotal } from "#domain/gap/transport-gap.ts";

/** 「燕(車内で医療的ケアあり)」: the name of a line in table, chart and sentence. */
export function lineName(
  { t, districtName }: Pick<Reading, "t" | "districtName">,
  { district, careOnBoard }: Pick<TransportLine, "district" | "careOnBoard">,
): string {
  return t(`transport.line.${careOnBoard}`, { district: districtName(district) });
}

/** One row of the table: a line or a total, in one direction. */
type Row =
  | { readonly kind: "line"; readonly line: TransportLine; readonly direction: Direction }
  | { readonly kind: "total"; readonly total: TransportTotal; readonly direction: Direction | "all" };

type Column = { title: MessageKey; cell: (reading: Reading, row: Row) => string };

const columns: readonly Column[] = [
  {
    title: "transport.column.line",
    cell: (reading, row) => (row.kind === "line" ? lineName(reading, row.line) : reading.t("transport.total")),
  },
  { title: "transport.column.direction", cell: ({ t }, { direction }) => t(`transport.direction.${direction}`) },
  {
    title: "transport.column.need",
    cell: ({ t }, row) =>
      row.kind === "line" ? rangeText(t, row.line[row.direction].need) : figureText(t, row.total.need),
  },
  {
    title: "transport.column.supply",
    cell: ({ t }, row) => {
      if (row.kind === "total") return figureText(t, row.total.supply);
      const { supply, shared } = row.line[row.direction];
      return shared ? t("transport.shared", { rides: figureText(t, supply) }) : figureText(t, supply);
    },
  },
  {
    title: "transport.column.with_last_round",
    cell: ({ t }, row) => figureText(t, (row.kind === "line" ? row.line[row.direction] : row.total).withLastRound),
  },
  {
    title: "transport.column.short",
    cell: ({ t }, row) => rangeText(t, (row.kind === "line" ? row.line[row.direction] : row.total).short),
  },
  {
    title: "transport.column.not_compared",
    cell: ({ t }, row) => rangeText(t, (row.kind === "line" ? row.line[row.direction] : row.total).notCompared),
  },
];

/**
 * Lines by district, care on board and direction, then the totals: they are not the sums of the lines, because a shared pool
 * drives once.
 */
export function transportTable(reading: Reading, gap: TransportGap): TextTable {
  const rows: readonly Row[] = [
    ...gap.lines.flatMap((line) => directions.map((direction): Row => ({ kind: "line", line, direction }))),
    ...([...directions, "all"] as const).map((direction): Row => {
      return { kind: "total", total: gap.totals[direction], direction };
    }),
  ];
  return {
    columns: columns.map(({ title }) => reading.t(title)),
    rows: rows.map((row) => columns.map(({ cell }) => cell(reading, row))),
  };
}

const placeColumns: readonly { title: MessageKey; cell: (reading: Reading, place: PlaceWithoutRide) => string }[] = [
  { title: "transport.places.provider", cell: (_, { providerName }) => providerName },
  { title: "transport.places.services", cell: (reading, { services }) => servicesText(reading, services) },
  { title: "transport.places.weekday", cell: ({ t }, { weekday }) => t(`weekday.${weekday}`) },
  { title: "transport.places.vacancies", cell: ({ t }, { vacancies }) => t("figure.value", { value: vacancies }) },
  { title: "transport.places.children", cell: ({ t }, { children }) => t("figure.value", { value: children }) },
  { title: "transport.places.reached", cell: ({ t }, { reached }) => t("figure.value", { value: reached }) },
];

/** 枠はあるが送迎がない, by provider and weekday. For the coordinator alone: it names providers, and children one by one. */
export function placesWithoutRideTable(reading: Reading, { placesWithoutRide }: TransportGap): TextTable {
  return {
    columns: placeColumns.map(({ title }) => reading.t(title)),
    rows: placesWithoutRide.at.map((place) => placeColumns.map(({ cell }) => cell(reading, place))),
  };
}

const publishedColumns: readonly { title: MessageKey; cell: (t: Translate, row: PublishedTransportRow) => string }[] = [
  { title: "transport.column.direction", cell: (t, { direction }) => t(`transport.direction.${direction}`) },
  { title: "transport.column.need", cell: (t, { need }) => figureText(t, need) },
  { title: "transport.column.supply", cell: (t, { supply }) => figureText(t, supply) },
  { title: "transport.column.short", cell: (t, { short }) => rangeText(t, short) },
  { title: "transport.column.not_compared", cell: (t, { notCompared }) => figureText(t, notCompared) },
];

/** The table for a council or the public: the region by direction. */
export function publishedTransportTable(t: Translate, { rows }: PublishedTransportGap): TextTable {
  return {
    columns: publishedColumns.map(({ title }) => t(title)),
    rows: rows.map((row) => publishedColumns.map(({ cell }) => cell(t, row))),
  };
}
