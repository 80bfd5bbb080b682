/** Who is asked, in the order in which a year's rounds are listed. */
export const roundAudiences = ["family", "provider", "supporter", "citizen"] as const;
export type RoundAudience = (typeof roundAudiences)[number];

/** The moments a round's state is told from. A round is frozen when it opens: from then on its questions stand. */
export type RoundDates = {
  readonly opensAt: Date;
  /** Exclusive end of the period in which answers are taken. */
  readonly closesAt: Date;
  /** When its questions were frozen and its links made; null while it is planned. */
  readonly frozenAt: Date | null;
  /** Closed by hand before its time. */
  readonly closedAt: Date | null;
  readonly archivedAt: Date | null;
};

export type RoundState = "planned" | "open" | "closed" | "archived";

/** When a round takes its last answers: its closing, or earlier where it was closed by hand. Exclusive. */
export const closingOf = ({ closesAt, closedAt }: Pick<RoundDates, "closesAt" | "closedAt">): Date =>
  closedAt && closedAt < closesAt ? closedAt : closesAt;

/**
 * What a round is at a moment. An archived one is read only; one that was never frozen stays planned, also when its period has
 * passed: nobody was asked.
 */
export function roundState(round: RoundDates, now: Date): RoundState {
  if (round.archivedAt) return "archived";
  if (!round.frozenAt || now < round.opensAt) return "planned";
  return now >= closingOf(round) ? "closed" : "open";
}

/** Whether a planned round is to open by itself: its time has come, and has not passed. */
export const isDue = (round: RoundDates, now: Date): boolean =>
  !round.frozenAt && !round.archivedAt && round.opensAt <= now && now < round.closesAt;
