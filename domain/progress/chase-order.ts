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
};

export function chaseState({ drafting, openedAt, unreachable, revoked }: Omit<Silent, "lastContactAt">): ChaseState {
  if (revoked) return "revoked";
  if (drafting) return "drafting";
  if (openedAt) return "opened";
  return unreachable ? "unreachable" : "not_opened";
}

/** Whom to call next: by state, then who was never or longest ago contacted, then in the order given. */
export function orderChase<One extends Silent>(silent: readonly One[]): One[] {
  const place = (one: One) => chaseStates.indexOf(chaseState(one));
  const contact = ({ lastContactAt }: One) => lastContactAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const byContact = (a: One, b: One) => (contact(a) === contact(b) ? 0 : contact(a) - contact(b));
  return [...silent].sort((a, b) => place(a) - place(b) || byContact(a, b));
}
