import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { nurseSeries } from "#app/charts/nurse-gap/nurse-series.ts";
import { publishedPlacesSeries } from "#app/charts/places-gap/places-series.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { PublishedGaps } from "#domain/disclosure/publish-gaps.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { GapId } from "#domain/gap/gap-model.ts";

/** `need` and what of it is uncertain; `supply` and what last round's values add. */
export type PaperFill = "need" | "uncertain" | "supply" | "last_round";
type Part = { readonly fill: PaperFill; readonly value: number | null };

/** One row of a chart on paper: bars below each other, each of parts that stand on each other. */
export type PaperRow = { readonly name: string; readonly bars: readonly (readonly Part[])[] };
export type PaperChart = {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly PaperRow[];
  readonly legend: readonly { readonly fill: PaperFill; readonly text: string }[];
};

const drawn = (figure: PublishedFigure) => (figure.kind === "value" ? figure.value : null);
const isDrawn = (chart: PaperChart) => chart.rows.some(({ bars }) => bars.flat().some(({ value }) => (value ?? 0) > 0));

function nurseCharts(reading: Reading, { lines }: PublishedGaps["nurses"]): readonly PaperChart[] {
  const { t } = reading;
  return lines.map((line) => ({
    id: line.id,
    title: t(`nurses.line.${line.kind}`, { services: servicesText(reading, line.services) }),
    rows: nurseSeries(t, line).map(({ day, needLow, needSpread, supply }) => ({
      name: day,
      bars: [
        [
          { fill: "need", value: needLow },
          { fill: "uncertain", value: needSpread },
        ],
        [{ fill: "supply", value: supply }],
      ],
    })),
    legend: [
      { fill: "need", text: t("nurses.series.need_low") },
      { fill: "uncertain", text: t("nurses.series.need_spread") },
      { fill: "supply", text: t("nurses.series.supply") },
    ],
  }));
}

function placesChart(reading: Reading, gap: PublishedGaps["places"]): PaperChart {
  const { t } = reading;
  return {
    id: "places",
    title: t("gap.places.unit"),
    rows: publishedPlacesSeries(reading, gap).map(({ line, needAnswered, supply, lastRound }) => ({
      name: line,
      bars: [
        [{ fill: "need", value: needAnswered }],
        [
          { fill: "supply", value: supply },
          { fill: "last_round", value: lastRound },
        ],
      ],
    })),
    legend: [
      { fill: "need", text: t("places.series.needAnswered") },
      { fill: "supply", text: t("places.series.supply") },
      { fill: "last_round", text: t("places.series.lastRound") },
    ],
  };
}

function transportChart({ t }: Reading, { rows }: PublishedGaps["transport"]): PaperChart {
  return {
    id: "transport",
    title: t("gap.transport.unit"),
    rows: rows.map(({ direction, need, supply }) => ({
      name: t(`transport.direction.${direction}`),
      bars: [[{ fill: "need", value: drawn(need) }], [{ fill: "supply", value: drawn(supply) }]],
    })),
    legend: [
      { fill: "need", text: t("transport.series.need_low") },
      { fill: "supply", text: t("transport.series.supply") },
    ],
  };
}

/**
 * The pictures of the council's paper, from published figures alone; what is protected draws no bar. The procedures have
 * none: their table is already a picture of what is there and what is not.
 */
export function paperCharts(reading: Reading, gaps: PublishedGaps): Readonly<Record<GapId, readonly PaperChart[]>> {
  return {
    nurses: nurseCharts(reading, gaps.nurses).filter(isDrawn),
    places: [placesChart(reading, gaps.places)].filter(isDrawn),
    procedures: [],
    transport: [transportChart(reading, gaps.transport)].filter(isDrawn),
  };
}
