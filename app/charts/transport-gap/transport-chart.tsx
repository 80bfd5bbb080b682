import { useId } from "react";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { palette, patternsOf } from "#app/charts/palette.ts";
import { type TransportSeriesRow, transportChartHeight } from "#app/charts/transport-gap/transport-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** Bars lie, because the names of the lines are long; so many pixels for each pair, and for axis and legend. */

/**
 * Rides needed beside rides confirmed, by line and direction. The uncertain part of the need is hatched, the rides confirmed
 * are dotted; every number stands in the table beside it.
 */
export default function TransportChart({ rows }: { rows: readonly TransportSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
  const patterns = patternsOf(id);
  return (
    <ResponsiveContainer width="100%" height={transportChartHeight(rows)}>
      <BarChart
        data={[...rows]}
        layout="vertical"
        margin={{ top: 8, right: 16, bottom: 16, left: 0 }}
        accessibilityLayer={false}
      >
        <ChartPatterns id={id} />
        <CartesianGrid horizontal={false} stroke={palette.grid} />
        <XAxis
          type="number"
          stroke={palette.axis}
          allowDecimals={false}
          label={{ value: t("transport.unit"), position: "insideBottomRight", dy: 12 }}
        />
        <YAxis type="category" dataKey="name" stroke={palette.axis} width="auto" interval={0} />
        <Legend itemSorter={null} formatter={(name) => <span className="chart-legend">{name}</span>} />
        <Bar
          dataKey="needLow"
          name={t("transport.series.need_low")}
          stackId="need"
          fill={palette.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="needSpread"
          name={t("transport.series.need_spread")}
          stackId="need"
          fill={patterns.uncertain}
          stroke={palette.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="supply"
          name={t("transport.series.supply")}
          fill={patterns.supply}
          stroke={palette.supplyLine}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
