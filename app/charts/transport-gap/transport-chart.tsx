import { useId } from "react";
import { BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { needBars } from "#app/charts/need-bars.tsx";
import { palette } from "#app/charts/palette.ts";
import { type TransportSeriesRow, transportChartHeight } from "#app/charts/transport-gap/transport-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Rides needed beside rides confirmed, by line and direction. The uncertain part of the need is hatched, the rides confirmed
 * are dotted; every number stands in the table beside it. Bars lie, because the names of the lines are long.
 */
export default function TransportChart({ rows }: { rows: readonly TransportSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
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
        {needBars(id, {
          needLow: t("transport.series.need_low"),
          needSpread: t("transport.series.need_spread"),
          supply: t("transport.series.supply"),
        })}
      </BarChart>
    </ResponsiveContainer>
  );
}
