import { useId } from "react";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ChartPatterns } from "#app/charts/chart-patterns.tsx";
import { palette, patternsOf } from "#app/charts/palette.ts";
import { type PlacesSeriesRow, placesChartHeight } from "#app/charts/places-gap/places-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/**
 * Days wanted above places, by service: what was answered is plain, what is estimated beyond it hatched; places confirmed
 * are dotted, last round's white. Every number stands in the table beside it.
 */
export default function PlacesChart({ rows }: { rows: readonly PlacesSeriesRow[] }) {
  const { t } = useI18n();
  const id = useId();
  const patterns = patternsOf(id);
  const has = (key: "needEstimated" | "lastRound") => rows.some((row) => (row[key] ?? 0) > 0);
  const bars = [
    { key: "needAnswered", stack: "need", fill: palette.need, stroke: palette.need, shown: true },
    {
      key: "needEstimated",
      stack: "need",
      fill: patterns.uncertain,
      stroke: palette.need,
      shown: has("needEstimated"),
    },
    { key: "supply", stack: "supply", fill: patterns.supply, stroke: palette.supplyLine, shown: true },
    { key: "lastRound", stack: "supply", fill: palette.ground, stroke: palette.supplyLine, shown: has("lastRound") },
  ] as const;
  return (
    <ResponsiveContainer width="100%" height={placesChartHeight(rows)}>
      <BarChart
        data={[...rows]}
        layout="vertical"
        margin={{ top: 8, right: 8, bottom: 16, left: 0 }}
        accessibilityLayer={false}
      >
        <ChartPatterns id={id} />
        <CartesianGrid horizontal={false} stroke={palette.grid} />
        <XAxis
          type="number"
          stroke={palette.axis}
          allowDecimals={false}
          label={{ value: t("unit.person_days_per_week"), position: "insideBottom", dy: 12 }}
        />
        <YAxis type="category" dataKey="line" width="auto" interval={0} stroke={palette.axis} />
        <Legend
          verticalAlign="top"
          itemSorter={null}
          formatter={(name) => <span className="chart-legend">{name}</span>}
        />
        {bars
          .filter(({ shown }) => shown)
          .map(({ key, stack, fill, stroke }) => (
            <Bar
              key={key}
              dataKey={key}
              name={t(`places.series.${key}`)}
              stackId={stack}
              fill={fill}
              stroke={stroke}
              isAnimationActive={false}
            />
          ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
