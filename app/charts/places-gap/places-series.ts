import { servicesText } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { shownLines } from "#app/charts/places-gap/places-table.ts";
import type { Reading } from "#app/charts/reading.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { PlacesGap } from "#domain/gap/places-gap.ts";
import type { ServiceType } from "#domain/service-type.ts";

/**
 * What the chart draws for one line, in person-days a week. A number that is absent draws no bar: `null`, never 0.
 * `needEstimated` stands on `needAnswered`: both together are the need; `lastRound` stands on `supply` likewise.
 */
export type PlacesSeriesRow = {
  line: string;
  needAnswered: number | null;
  needEstimated: number | null;
  supply: number | null;
  lastRound: number | null;
};

/** Pixels of the chart, known before it is drawn so that nothing moves. */
export const placesChartHeight = (rows: readonly PlacesSeriesRow[]): number => rows.length * 72 + 110;

/** The name beside the bars: short, the table beside the chart has the whole one. */
export const shortName = (reading: Reading, { services }: { readonly services: readonly ServiceType[] }) =>
  services.length === 1 ? servicesText(reading, services) : reading.t("places.together");

const drawn = (figure: ExactFigure) => (figure.kind === "value" ? figure.value : null);

/** What stands on top of `base`; nothing where one of the two is absent. */
function above(whole: ExactFigure, base: ExactFigure): number | null {
  const [total, foot] = [drawn(whole), drawn(base)];
  return total === null || foot === null ? null : total - foot;
}

/** The coordinator's series, from the figures of the table beside the chart. */
export function placesSeries(reading: Reading, gap: PlacesGap): PlacesSeriesRow[] {
  return shownLines(gap).map((line) => ({
    line: shortName(reading, line),
    needAnswered: drawn(line.need.floor),
    needEstimated: above(line.need.total, line.need.floor),
    supply: drawn(line.supply.confirmed),
    lastRound: above(line.supply.withLastRound, line.supply.confirmed),
  }));
}
