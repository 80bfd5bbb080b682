/**
 * Colours and patterns of all charts, from the digital agency's tokens. Series differ in lightness and in pattern as well
 * as in hue, so that greyscale paper and colour-blind eyes tell them apart. The patterns are drawn by chart-patterns.tsx.
 */
export const palette = {
  /** What is needed: the darkest, plain. */
  need: "var(--color-primitive-blue-900)",
  /** What is there: light, dotted, with a dark edge. */
  supply: "var(--color-primitive-green-200)",
  supplyLine: "var(--color-primitive-green-900)",
  axis: "var(--color-neutral-solid-gray-536)",
  grid: "var(--color-neutral-solid-gray-200)",
  ground: "var(--color-neutral-white)",
} as const;

/** What a bar is filled with instead of a colour; `id` is the chart's own, so that two charts on a page stay apart. */
export const patternsOf = (id: string) => ({ uncertain: `url(#${id}-uncertain)`, supply: `url(#${id}-supply)` });
