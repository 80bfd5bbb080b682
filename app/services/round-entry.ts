import type { Done } from "#app/round-fields.ts";
import type { AuditedDeed } from "#app/services/audited.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { DeliveryChannel } from "#domain/delivery.ts";
import type { Round } from "#models/round.server.ts";

/**
 * Why something was not done: the round's state does not allow it; it is archived; its closing has passed; what was typed is no
 * number from 1 to 500, no coming day, a note that is too long; or the data had changed since the page was shown.
 */
export type RoundRefusal = "state" | "archived" | "past" | "count" | "until" | "weekday" | "note" | "changed_meanwhile";

export type RoundOutcome = { kind: "done"; done: Done } | { kind: "refused"; reason: RoundRefusal };

type RoundDeed =
  | { action: "plan_round" | "discard_round" | "open_round" }
  | { action: "change_round" | "extend_round" | "close_round" | "archive_round" }
  | { action: "invite_missing" | "issue_codes" | "revoke_codes"; count: number }
  | { action: "send_requests"; channel: DeliveryChannel; count: number };

/** The entry of the audit log for something done to a round. */
export const roundEntry = (
  { user, areaId }: Permitted,
  { id, audience, fiscalYear }: Pick<Round, "id" | "audience" | "fiscalYear">,
  deed: RoundDeed,
): AuditedDeed => ({
  actorId: user.id,
  areaId,
  subject: { kind: "round", id },
  deed: { ...deed, audience, fiscalYear },
});
