import { shownDays } from "#app/charts/nurse-gap/nurse-table.ts";
import type { Translate } from "#app/i18n/translator.ts";
import type { NurseLine } from "#domain/gap/nurse-gap.ts";

/**
 * What the chart draws for one weekday, in persons. A number that is absent draws no bar: `null`, never 0.
 * `needSpread` stands on `needLow`: both together are the high reading.
 */
export type NurseSeriesRow = {
  day: string;
  needLow: number | null;
  needSpread: number | null;
  supply: number | null;
};

/** Pixels of the chart, known before it is drawn so that nothing moves. */
export const nurseChartHeight = 280;

/** The series of one line, from the figures of the table beside the chart. */
export function nurseSeries(t: Translate, line: NurseLine): NurseSeriesRow[] {
  return shownDays(line).map(({ weekday, need, supply }) => {
    const low = need.low.kind === "value" ? need.low.value : null;
    const high = need.high.kind === "value" ? need.high.value : null;
    return {
      day: t(`weekday.short.${weekday}`),
      needLow: low,
      needSpread: low === null || high === null ? null : high - low,
      supply: supply.kind === "value" ? supply.value : null,
    };
  });
}
