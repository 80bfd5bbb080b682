import { useId } from "react";
import { BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { needBars } from "#app/charts/need-bars.tsx";
import { type NurseSeriesRow, nurseChartHeight } from "#app/charts/nurse-gap/nurse-series.ts";
import { palette } from "#app/charts/palette.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Need beside nurses on duty, by weekday. The uncertain part of the need is hatched, the nurses on duty are dotted; every
 * number stands in the table beside it.
 */
export default function NurseChart({ rows }: { rows: readonly NurseSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
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
        {needBars(id, {
          needLow: t("nurses.series.need_low"),
          needSpread: t("nurses.series.need_spread"),
          supply: t("nurses.series.supply"),
        })}
      </BarChart>
    </ResponsiveContainer>
  );
}
