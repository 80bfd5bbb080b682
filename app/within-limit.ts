import { Refusal } from "#app/errors.ts";

/** How long a loader or action may last; the host's own limit comes a little later (host/request-limit). */
export const usualLimitMs = 6_000;
/** Imports, the set-up, letters and tables for a whole city. */
export const longLimitMs = 60_000;
const comeBackAfterSeconds = 2;

/**
 * What the work gives, or the refusal 503 when it lasts longer. The work itself goes on: what it writes is one whole document at
 * a time, and who asks again meets the same result.
 */
export function withinLimit<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal("unavailable", comeBackAfterSeconds)), limitMs);
    timer.unref();
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
