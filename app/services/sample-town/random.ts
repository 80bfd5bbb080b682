/** A seeded source of chance (mulberry32): the invented town is the same town on every machine. */
export type Random = {
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** `count` different values, in their order. */
  some<Value>(values: readonly Value[], count: number): Value[];
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[between(0, values.length - 1)];
    if (value === undefined) throw new RangeError("Nothing to pick from");
    return value;
  };
  const some = <Value>(values: readonly Value[], count: number): Value[] => {
    const left = values.map((_, index) => index);
    const chosen = Array.from(
      { length: Math.min(count, values.length) },
      () => left.splice(between(0, left.length - 1), 1)[0],
    );
    return values.filter((_, index) => chosen.includes(index));
  };
  return { chance: (probability) => next() < probability, between, pick, some };
}
