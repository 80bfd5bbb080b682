import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { NurseSeriesRow } from "#app/charts/nurse-gap/nurse-series.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

const ink = { need: "#0017c1", spread: "url(#nurse-spread)", supply: "#197a4b", line: "#767676" };

/**
 * Need beside nurses on duty, by weekday. The uncertain part of the need is hatched and the bars differ in lightness, so
 * that greyscale print and colour-blind eyes can read it; every number stands in the table beside it.
 */
export default function NurseChart({ rows }: { rows: readonly NurseSeriesRow[] }) {
  const { t } = useI18n();
  return (
    <ResponsiveContainer width="100%" height={280}>
      <BarChart data={[...rows]} margin={{ top: 8, right: 8, bottom: 8, left: 0 }} accessibilityLayer={false}>
        <defs>
          <pattern id="nurse-spread" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="#ffffff" />
            <rect width="3" height="6" fill={ink.need} />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="#d9d9d9" />
        <XAxis dataKey="day" stroke={ink.line} />
        <YAxis
          stroke={ink.line}
          allowDecimals={false}
          label={{ value: t("unit.persons"), angle: 0, position: "insideTopLeft", dy: -8 }}
        />
        <Legend itemSorter={null} formatter={(name) => <span className="chart-legend">{name}</span>} />
        <Bar
          dataKey="needLow"
          name={t("nurses.series.need_low")}
          stackId="need"
          fill={ink.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="needSpread"
          name={t("nurses.series.need_spread")}
          stackId="need"
          fill={ink.spread}
          stroke={ink.need}
          isAnimationActive={false}
        />
        <Bar
          dataKey="supply"
          name={t("nurses.series.supply")}
          fill="#8fd3b0"
          stroke={ink.supply}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
