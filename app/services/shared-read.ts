import { usualLimitMs, withinLimit } from "#app/within-limit.ts";

/**
 * Lets those who ask for the same thing at the same time share one look-up. Each gets what was read after they asked:
 * whoever comes while a look-up is running shares the one after it. So nothing is ever stale, yet many requests over one
 * link cost few look-ups. One without an end is given up at its limit, or all who come later would wait for it.
 */
export function shareReads<Value>(
  read: (key: string) => Promise<Value>,
  limitMs = usualLimitMs,
): (key: string) => Promise<Value> {
  const running = new Map<string, Promise<Value>>();
  const planned = new Map<string, Promise<Value>>();

  function begin(key: string): Promise<Value> {
    planned.delete(key);
    const reading = withinLimit(read(key), limitMs);
    running.set(key, reading);
    const end = () => {
      if (running.get(key) === reading) running.delete(key);
    };
    reading.then(end, end);
    return reading;
  }

  return (key) => {
    const next = planned.get(key);
    if (next) return next;
    const current = running.get(key);
    if (!current) return begin(key);
    const after = () => begin(key);
    const plan = current.then(after, after);
    planned.set(key, plan);
    return plan;
  };
}
