/** Steps of a variable: `pools[0].nurses.mon` → pools, 0, nurses, mon. */
export function pathSteps(path: string): (string | number)[] {
  return path.split(".").flatMap((part) => {
    const indexed = /^(.*)\[(\d+)\]$/.exec(part);
    return indexed ? [indexed[1] ?? "", Number(indexed[2])] : [part];
  });
}

/** The value at a path of own keys, or undefined; nothing is converted, unlike in an expression. */
export function valueAt(values: unknown, steps: readonly (string | number)[]): unknown {
  let current: unknown = values;
  for (const step of steps) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}
