import { useId } from "react";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { type NurseSeriesRow, nurseChartHeight } from "#app/charts/nurse-gap/nurse-series.ts";
import { palette, patternsOf } from "#app/charts/palette.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Need beside nurses on duty, by weekday. The uncertain part of the need is hatched, the nurses on duty are dotted; every
 * number stands in the table beside it.
 */
export default function NurseChart({ rows }: { rows: readonly NurseSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
  const patterns = patternsOf(id);
  return (
    <ResponsiveContainer width="100%" height={nurseChartHeight}>
      <BarChart data={[...rows]} margin={{ top: 8, right: 8, bottom: 8, left: 0 }} accessibilityLayer={false}>
        <ChartPatterns id={id} />
        <CartesianGrid vertical={false} stroke={palette.grid} />
        <XAxis dataKey="day" stroke={palette.axis} />
        <YAxis
          stroke={palette.axis}
          allowDecimals={false}
          label={{ value: t("unit.persons"), angle: 0, position: "insideTopLeft", dy: -8 }}
        />
        <Legend itemSorter={null} formatter={(name) => <span className="chart-legend">{name}</span>} />
        <Bar
          dataKey="needLow"
          name={t("nurses.series.need_low")}
          stackId="need"
          fill={palette.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="needSpread"
          name={t("nurses.series.need_spread")}
          stackId="need"
          fill={patterns.uncertain}
          stroke={palette.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="supply"
          name={t("nurses.series.supply")}
          fill={patterns.supply}
          stroke={palette.supplyLine}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
