/** How far a silent provider is, in the order in which one calls: who has begun needs the least. */
export const chaseStates = ["drafting", "opened", "unreachable", "not_opened", "revoked"] as const;
export type ChaseState = (typeof chaseStates)[number];

export type Silent = {
  readonly openedAt: Date | null;
  readonly drafting: boolean;
  /** Its last mail came back, or there is no way on record to reach it but by telephone. */
  readonly unreachable: boolean;
  readonly revoked: boolean;
  /** The last time it was written to or called; null if never. */
  readonly lastContactAt: Date | null;
  /** Where a day was agreed to call again: whether it has come. */
  readonly callAgain: "due" | "later" | null;
};

type Reached = Omit<Silent, "lastContactAt" | "callAgain">;

export function chaseState({ drafting, openedAt, unreachable, revoked }: Reached): ChaseState {
  if (revoked) return "revoked";
  if (drafting) return "drafting";
  if (openedAt) return "opened";
  return unreachable ? "unreachable" : "not_opened";
}

/** Why one stands where it does: a day that was agreed comes first of all, or puts it off; else its state says it. */
export type ChaseReason = ChaseState | "call_due" | "call_later";

export function chaseReason(one: Omit<Silent, "lastContactAt">): ChaseReason {
  if (one.callAgain === null || one.revoked) return chaseState(one);
  return one.callAgain === "due" ? "call_due" : "call_later";
}

const chaseReasons: readonly ChaseReason[] = [
  "call_due",
  ...chaseStates.filter((state) => state !== "revoked"),
  "call_later",
  "revoked",
];

/** The day to call again (`2026-02-09`) as it stands on a day of the calendar. */
export const callAgainOn = (callOn: string | null, today: string): Silent["callAgain"] =>
  callOn === null ? null : callOn <= today ? "due" : "later";

/**
 * Whom to call next: whose day to be called again has come, then by state, then who was never or longest ago contacted, then in
 * the order given. Who said to be called later stands behind those that can be called now.
 */
export function orderChase<One extends Silent>(silent: readonly One[]): One[] {
  const place = (one: One) => chaseReasons.indexOf(chaseReason(one));
  const contact = ({ lastContactAt }: One) => lastContactAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const byContact = (a: One, b: One) => (contact(a) === contact(b) ? 0 : contact(a) - contact(b));
  return [...silent].sort((a, b) => place(a) - place(b) || byContact(a, b));
}
