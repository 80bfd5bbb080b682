/** One unknown of the providers that did not agree: a sum that only ever stands as a whole in the published sums. */
export type HiddenPart = {
  /** Ids of the providers without consent whose values it adds up. */
  readonly providers: readonly string[];
};

type Row = readonly number[];

/** Rank by elimination. Rows hold 0 and 1 and are few, so that floating point cannot take a pivot for nothing. */
function rankOf(rows: readonly Row[]): number {
  let left = rows;
  let rank = 0;
  const width = rows[0]?.length ?? 0;
  for (let column = 0; column < width; column += 1) {
    const pivot = left.find((row) => Math.abs(row[column] ?? 0) > 1e-9);
    if (!pivot) continue;
    rank += 1;
    // The pivot's own row becomes 0.
    left = left.map((row) => {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      return row.map((value, index) => value - factor * (pivot[index] ?? 0));
    });
  }
  return rank;
}

/** Every choice of at most `size` of the items. */
function choicesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (first === undefined || size === 0) return [[]];
  return [...choicesOf(rest, size), ...choicesOf(rest, size - 1).map((choice) => [first, ...choice])];
}

/**
 * True if no adding and subtracting of the sums isolates fewer than `minProviders` providers. A combination that touches
 * only the parts S exists exactly where the rows without S have a smaller rank.
 */
export function areSafeTogether(
  parts: readonly HiddenPart[],
  sums: readonly (readonly HiddenPart[])[],
  minProviders: number,
): boolean {
  const hidden = parts.filter(({ providers }) => providers.length > 0);
  const rows = sums.map((sum) => hidden.map((part) => (sum.includes(part) ? 1 : 0)));
  const rank = rankOf(rows);
  const everyone = [...new Set(hidden.flatMap(({ providers }) => providers))];
  return choicesOf(everyone, minProviders - 1).every((few) => {
    const outside = hidden.map(({ providers }) => !providers.every((provider) => few.includes(provider)));
    return rankOf(rows.map((row) => row.filter((_, index) => outside[index]))) === rank;
  });
}
