/** When a form saves what is typed. */
export type SavingTimes = {
  /** A pause in typing of this length saves; while somebody types on, `longestMs` is the longest wait. Together under a second. */
  readonly pauseMs: number;
  readonly longestMs: number;
  /** Waits before saving is tried again; the server's `Retry-After` is kept where it is longer. */
  readonly retryMs: readonly number[];
};

export const usualTimes: SavingTimes = { pauseMs: 250, longestMs: 600, retryMs: [500, 1000, 2000, 4000, 8000] };
