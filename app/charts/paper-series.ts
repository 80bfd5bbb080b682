import { figureText, rangeText } from "#app/charts/figure-text.ts";
import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { shownDays } from "#app/charts/nurse-gap/nurse-table.ts";
import { shortName } from "#app/charts/places-gap/places-series.ts";
import { shownLines } from "#app/charts/places-gap/places-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { PublishedGaps } from "#domain/disclosure/publish-gaps.ts";
import type { PublishedFigure } from "#domain/disclosure/published-figure.ts";
import type { PublishedNurseLine } from "#domain/disclosure/published-nurse-gap.ts";
import type { GapId } from "#domain/gap/gap-model.ts";

/** `need` and what of it is uncertain; `supply` and what last round's values add. */
export type PaperFill = "need" | "uncertain" | "supply" | "last_round";
export type PaperPart = { readonly fill: PaperFill; readonly value: number };

/** Parts that stand on each other, and what is written where they end: 0, 不明, 秘匿, or a range that is open. */
export type PaperBar = { readonly parts: readonly PaperPart[]; readonly text: string | null };
/** One row of a chart on paper: bars below each other. */
export type PaperRow = { readonly name: string; readonly bars: readonly PaperBar[] };
export type PaperChart = {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly PaperRow[];
  /** Of what the chart draws. */
  readonly legend: readonly { readonly fill: PaperFill; readonly text: string }[];
};

const drawnValue = (figure: PublishedFigure) => (figure.kind === "value" ? figure.value : 0);

/** A figure that draws no bar, in a word: 不明 for whatever reason nobody knows it. */
function wordOf(t: Translate, figure: PublishedFigure): string {
  const isUnknown = figure.kind === "absent" && (figure.reason === "no_answer" || figure.reason === "not_asked");
  return isUnknown ? t("figure.absent.dont_know") : figureText(t, figure);
}

const lengthOf = (parts: readonly PaperPart[]) => parts.reduce((sum, { value }) => sum + value, 0);

/** A need by its two readings. Where the high one is not shown, what is drawn is only where it begins: 「5〜」. */
function needBar(t: Translate, { low, high }: { low: PublishedFigure; high: PublishedFigure }): PaperBar {
  const spread = low.kind === "value" && high.kind === "value" ? high.value - low.value : 0;
  const parts: readonly PaperPart[] = [
    { fill: "need", value: drawnValue(low) },
    { fill: "uncertain", value: spread },
  ];
  if (low.kind === "value" && high.kind === "absent") return { parts, text: rangeText(t, { low, high }) };
  return { parts, text: lengthOf(parts) > 0 ? null : wordOf(t, low) };
}

function supplyBar(t: Translate, supply: PublishedFigure, withLastRound: PublishedFigure | null = null): PaperBar {
  const more = supply.kind === "value" && withLastRound?.kind === "value" ? withLastRound.value - supply.value : 0;
  const parts: readonly PaperPart[] = [
    { fill: "supply", value: drawnValue(supply) },
    { fill: "last_round", value: more },
  ];
  return { parts, text: lengthOf(parts) > 0 ? null : wordOf(t, supply) };
}

const drawnFills = (rows: readonly PaperRow[]): ReadonlySet<PaperFill> =>
  new Set(
    rows
      .flatMap(({ bars }) => bars.flatMap(({ parts }) => parts.filter(({ value }) => value > 0)))
      .map(({ fill }) => fill),
  );

/**
 * A chart as it is drawn; none where nothing is. The legend names what is drawn, so words that stand in the place of bars
 * which it does not name say themselves what they speak of.
 */
function drawn(t: Translate, chart: PaperChart): readonly PaperChart[] {
  const fills = drawnFills(chart.rows);
  if (fills.size === 0) return [];
  const name = ({ parts, text }: PaperBar): PaperBar => {
    const [first] = parts;
    const entry = chart.legend.find(({ fill }) => fill === first?.fill);
    if (text === null || !entry || fills.has(entry.fill)) return { parts, text };
    return { parts, text: t("figure.named", { name: entry.text, text }) };
  };
  return [
    {
      ...chart,
      rows: chart.rows.map((row) => ({ ...row, bars: row.bars.map(name) })),
      legend: chart.legend.filter(({ fill }) => fills.has(fill)),
    },
  ];
}

function nurseChart(reading: Reading, line: PublishedNurseLine): PaperChart {
  const { t } = reading;
  const days: PublishedNurseLine["days"] = shownDays(line);
  return {
    id: line.id,
    title: t(`nurses.line.${line.kind}`, { services: servicesText(reading, line.services) }),
    rows: days.map(({ weekday, need, supply }) => ({
      name: t(`weekday.short.${weekday}`),
      bars: [needBar(t, need), supplyBar(t, supply)],
    })),
    legend: [
      { fill: "need", text: t("nurses.series.need_low") },
      { fill: "uncertain", text: t("nurses.series.need_spread") },
      { fill: "supply", text: t("nurses.series.supply") },
    ],
  };
}

function placesChart(reading: Reading, gap: PublishedGaps["places"]): PaperChart {
  const { t } = reading;
  return {
    id: "places",
    title: t("gap.places.unit"),
    rows: shownLines(gap).map((line) => ({
      name: shortName(reading, line),
      bars: [needBar(t, { low: line.need, high: line.need }), supplyBar(t, line.supply, line.withLastRound)],
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
      bars: [needBar(t, { low: need, high: need }), supplyBar(t, supply)],
    })),
    legend: [
      { fill: "need", text: t("transport.series.need_low") },
      { fill: "supply", text: t("transport.series.supply") },
    ],
  };
}

/**
 * The pictures of the council's paper, from published figures alone; what is protected is named and draws no bar. The
 * procedures have none: their table is already a picture of what is there and what is not.
 */
export function paperCharts(reading: Reading, gaps: PublishedGaps): Readonly<Record<GapId, readonly PaperChart[]>> {
  const { t } = reading;
  return {
    nurses: gaps.nurses.lines.flatMap((line) => drawn(t, nurseChart(reading, line))),
    places: drawn(t, placesChart(reading, gaps.places)),
    procedures: [],
    transport: drawn(t, transportChart(reading, gaps.transport)),
  };
}
