import { requireRuntime } from "#app/runtime.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { roundEntry } from "#app/services/round-entry.ts";
import { loadTargets, type RoundTarget } from "#app/services/round-targets.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { DeliveryChannel } from "#domain/delivery.ts";
import { japanDay } from "#domain/fiscal-year.ts";
import { planRequests, type RequestKind, type RequestPlan } from "#domain/progress/plan-requests.ts";
import { roundState } from "#domain/round-state.ts";
import { addDeliveries, type Delivery, deliveryId } from "#models/delivery.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";

type Sending = { channel: DeliveryChannel; kind: RequestKind; origin: string; now: Date };

/**
 * A mail that waits for its turn, or something that went out on another way just now. `previous` are the deliveries to the same
 * invitation: what failed or bounced today may be sent again today.
 */
export function newDelivery(
  { id: invitationId, areaId, roundId }: Pick<Invitation, "id" | "areaId" | "roundId">,
  { channel, kind, origin, now }: Sending,
  previous: readonly Delivery[] = [],
): Delivery {
  const queued = channel === "mail";
  const ended = previous.filter((one) => one.channel === channel && hasEndedUnsent(one)).length;
  // a second telephone call on the same day is another one, by the minute
  const part = channel === "phone" ? now.toISOString().slice(0, 16) : japanDay(now);
  return {
    id: deliveryId(invitationId, channel, ended === 0 ? part : `${part}|${ended}`),
    areaId,
    roundId,
    invitationId,
    kind,
    channel,
    state: queued ? "queued" : "sent",
    origin,
    attempts: 0,
    nextAttemptAt: queued ? now : null,
    leasedUntil: null,
    smtpCode: null,
    failure: null,
    addressHash: null,
    queuedAt: now,
    endedAt: queued ? null : now,
  };
}

const hasEndedUnsent = ({ state }: Delivery): boolean => state === "failed" || state === "bounced";

/** Who of these is written to now, how, and who is left out. */
export function planFor(targets: readonly RoundTarget[], now: Date): RequestPlan {
  const { smtp, minDaysBetween } = requireRuntime().mail;
  return planRequests(targets, { now, minDays: minDaysBetween, mailConfigured: smtp !== null });
}

/** `state`: requests go out for open rounds alone. `nobody`: none of the wanted is due, or has a link that works. */
type MailRefusal = "state" | "nobody";
/** `recorded`: that these sheets went out was noted today already. */
type PaperRefusal = "archived" | "nobody" | "recorded";

/** `null`: no such round. */
export type SendOutcome<Refusal> = { kind: "done"; count: number } | { kind: "refused"; reason: Refusal } | null;

type Wanted = { invitations: readonly string[]; origin: string; now: Date };

/** Queues mails to those of the wanted who are due one now; pressed twice on a day it queues once. */
export async function queueMails(
  permitted: Permitted,
  roundId: string,
  { invitations: wanted, origin, now }: Wanted,
): Promise<SendOutcome<MailRefusal>> {
  const round = await findRoundAt(permitted.areaId, roundId);
  if (!round) return null;
  if (roundState(round, now) !== "open") return { kind: "refused", reason: "state" };
  const { targets, deliveries: known } = await loadTargets(round);
  const due = planFor(targets, now).send.filter(({ way, id }) => way === "mail" && wanted.includes(id));
  const deliveries = due.flatMap(({ id, kind }) => {
    const target = targets.find((one) => one.id === id);
    return target ? [newDelivery(target.invitation, { channel: "mail", kind, origin, now }, target.deliveries)] : [];
  });
  const count = await write(permitted, round, { channel: "mail", deliveries: unknownOf(deliveries, known) });
  return count > 0 ? { kind: "done", count } : { kind: "refused", reason: "nobody" };
}

/** Notes that papers went out, once a day: the links named, as far as they are the round's and are not revoked. */
export async function recordSent(
  permitted: Permitted,
  roundId: string,
  { invitations: wanted, channel, now }: Omit<Wanted, "origin"> & { channel: "letter" | "fax" },
): Promise<SendOutcome<PaperRefusal>> {
  const round = await findRoundAt(permitted.areaId, roundId);
  if (!round) return null;
  if (round.archivedAt) return { kind: "refused", reason: "archived" };
  const { targets, invitations, deliveries: known } = await loadTargets(round);
  const sent = invitations.filter(({ id, revoked }) => !revoked && wanted.includes(id));
  const deliveries = sent.map((invitation) => {
    const contact = targets.find(({ id }) => id === invitation.id)?.lastContactAt ?? null;
    return newDelivery(invitation, { channel, kind: contact === null ? "request" : "reminder", origin: "", now });
  });
  if (sent.length === 0) return { kind: "refused", reason: "nobody" };
  const count = await write(permitted, round, { channel, deliveries: unknownOf(deliveries, known) });
  return count > 0 ? { kind: "done", count } : { kind: "refused", reason: "recorded" };
}

/** Those that are not stored yet. */
function unknownOf(deliveries: readonly Delivery[], known: readonly Delivery[]): Delivery[] {
  const ids = new Set(known.map(({ id }) => id));
  return deliveries.filter(({ id }) => !ids.has(id));
}

type ToWrite = { channel: DeliveryChannel; deliveries: readonly Delivery[] };

/** Stores deliveries with an entry in the log; returns how many were new. */
async function write(permitted: Permitted, round: Round, { channel, deliveries }: ToWrite): Promise<number> {
  const count = deliveries.length;
  if (count === 0) return 0;
  const entry = roundEntry(permitted, round, { action: "send_requests", channel, count });
  // another press may have stored them since they were read
  return (await audited(entry, async () => (await addDeliveries(deliveries)) || null)) ?? 0;
}
