import { palette } from "#app/charts/palette.ts";

/** The patterns of one chart's bars: hatched for the part of a need that is not certain, dotted for the supply. */
export function ChartPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-uncertain`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill={palette.ground} />
        <rect width="2.5" height="6" fill={palette.need} />
      </pattern>
      <pattern id={`${id}-supply`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill={palette.supply} />
        <circle cx="2" cy="2" r="1.25" fill={palette.supplyLine} />
        <circle cx="6" cy="6" r="1.25" fill={palette.supplyLine} />
      </pattern>
    </defs>
  );
}
