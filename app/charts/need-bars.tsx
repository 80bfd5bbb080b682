import { Bar } from "recharts";
import { palette, patternsOf } from "#app/charts/palette.ts";

/**
 * The bars of a chart of need beside supply, for rows with `needLow`, `needSpread` and `supply`: the uncertain part of the
 * need is hatched and stands on the certain one. `id` is the chart's own; its patterns are drawn by ChartPatterns.
 */
export function needBars(id: string, names: { needLow: string; needSpread: string; supply: string }) {
  const patterns = patternsOf(id);
  return (
    <>
      <Bar dataKey="needLow" name={names.needLow} stackId="need" fill={palette.need} isAnimationActive={false} />
      <Bar
        dataKey="needSpread"
        name={names.needSpread}
        stackId="need"
        fill={patterns.uncertain}
        stroke={palette.need}
        isAnimationActive={false}
      />
      <Bar
        dataKey="supply"
        name={names.supply}
        fill={patterns.supply}
        stroke={palette.supplyLine}
        isAnimationActive={false}
      />
    </>
  );
}
