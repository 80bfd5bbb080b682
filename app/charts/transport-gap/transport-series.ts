import type { Reading } from "#app/charts/reading.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import { directions } from "#domain/gap/reach.ts";
import type { TransportGap } from "#domain/gap/transport-gap.ts";

/**
 * What the chart draws for one bar pair, in rides a week. A number that is absent draws no bar: `null`, never 0.
 * `needSpread` stands on `needLow`: both together are the high reading.
 */
export type TransportSeriesRow = {
  name: string;
  needLow: number | null;
  needSpread: number | null;
  supply: number | null;
};

/** Pixels of the chart, known before it is drawn so that nothing moves. */
export const transportChartHeight = (rows: readonly TransportSeriesRow[]): number => rows.length * 48 + 88;

const drawn = (figure: ExactFigure) => (figure.kind === "value" ? figure.value : null);

/** Lines × directions, from the figures of the table beside the chart. */
export function transportSeries(reading: Reading, { lines }: Pick<TransportGap, "lines">): TransportSeriesRow[] {
  const { t, districtName } = reading;
  return lines.flatMap((line) =>
    directions.map((direction) => {
      const { need, supply } = line[direction];
      const [low, high] = [drawn(need.low), drawn(need.high)];
      return {
        name: t("transport.bar", {
          district: districtName(line.district),
          care: line.careOnBoard,
          direction: t(`transport.direction.${direction}`),
        }),
        needLow: low,
        needSpread: low === null || high === null ? null : high - low,
        supply: drawn(supply),
      };
    }),
  );
}
