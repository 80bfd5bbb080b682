import { useId } from "react";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { palette, patternsOf } from "#app/charts/palette.ts";
import { type ProcedureSeriesRow, proceduresChartHeight } from "#app/charts/procedures-gap/procedures-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** Green hatching, for units that can under conditions; dots (can) and plain grey (not confirmed) stand beside it. */
function ConditionalPattern({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={palette.ground} />
      <rect width="2" height="6" fill={palette.supplyLine} />
    </pattern>
  );
}

/**
 * Units by procedure, stacked: can (dotted), conditionally (hatched), not confirmed (grey). The number of children who
 * need it is written at the right edge: it counts something else, and has no bar.
 */
export default function ProceduresChart({ rows }: { rows: readonly ProcedureSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
  const withChildren = rows.some(({ children }) => children !== null);
  const childrenOf = (index: number) => t("procedures.children_beside", { children: rows[index]?.children ?? "" });
  const bars = [
    { key: "can", fill: patternsOf(id).supply, stroke: palette.supplyLine },
    { key: "conditional", fill: `url(#${id}-conditional)`, stroke: palette.supplyLine },
    { key: "notKnown", fill: palette.grid, stroke: palette.axis },
  ] as const;
  return (
    <ResponsiveContainer width="100%" height={proceduresChartHeight(rows)}>
      <BarChart
        data={rows.map((row, index) => ({ ...row, index }))}
        layout="vertical"
        margin={{ top: 8, right: 8, bottom: 8, left: 0 }}
        accessibilityLayer={false}
      >
        <ChartPatterns id={id} />
        <defs>
          <ConditionalPattern id={`${id}-conditional`} />
        </defs>
        <CartesianGrid horizontal={false} stroke={palette.grid} />
        <XAxis
          type="number"
          allowDecimals={false}
          stroke={palette.axis}
          height={48}
          label={{ value: t("procedures.axis"), position: "insideBottom" }}
        />
        <YAxis
          yAxisId="procedure"
          type="category"
          dataKey="procedure"
          width="auto"
          interval={0}
          stroke={palette.axis}
        />
        {withChildren ? (
          <YAxis
            yAxisId="children"
            orientation="right"
            type="category"
            dataKey="index"
            width="auto"
            interval={0}
            tickLine={false}
            axisLine={false}
            stroke={palette.axis}
            tickFormatter={childrenOf}
          />
        ) : null}
        <Legend itemSorter={null} formatter={(name) => <span className="chart-legend">{name}</span>} />
        {bars.map(({ key, ...ink }) => (
          <Bar
            key={key}
            yAxisId="procedure"
            dataKey={key}
            name={t(`procedures.series.${key}`)}
            stackId="units"
            {...ink}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
