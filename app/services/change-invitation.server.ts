import { callNoteLength } from "#app/round-fields.ts";
import { audited } from "#app/services/audited.server.ts";
import { hashesOf } from "#app/services/invitations.server.ts";
import type { RoundOutcome } from "#app/services/round-entry.ts";
import type { RoundIntent } from "#app/services/round-form.ts";
import { newDelivery } from "#app/services/send-requests.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { hourInJapan, japanDay } from "#domain/fiscal-year.ts";
import { parseDate, readDate } from "#domain/read-date.ts";
import { roundState } from "#domain/round-state.ts";
import { cleanTyped } from "#domain/typed-text.ts";
import { writeCallNote } from "#models/call-note.server.ts";
import { addDeliveries } from "#models/delivery.server.ts";
import {
  findInvitation,
  type Invitation,
  reissueInvitation,
  reopenInvitation,
  revokeInvitation,
} from "#models/invitation.server.ts";
import type { Round } from "#models/round.server.ts";

type InvitationIntent = Extract<RoundIntent, { invitation: string }>;

/** Does something with one link of a round that is not archived; null when the round has no such invitation. */
export async function changeInvitation(
  { user, areaId }: Permitted,
  round: Round,
  { intent, now }: { intent: InvitationIntent; now: Date },
): Promise<RoundOutcome | null> {
  const invitation = await findInvitation(areaId, intent.invitation);
  if (invitation?.roundId !== round.id) return null;
  const { audience, fiscalYear } = round;
  const deed = { action: intent.intent, audience, fiscalYear };
  const subject = { kind: "invitation" as const, id: invitation.id };
  const refusal = refusalOf(intent, { invitation, round, now });
  if (refusal) return refusal === "done" ? { kind: "done", done: intent.intent } : { kind: "refused", reason: refusal };
  const entry = { actorId: user.id, areaId, subject, deed };
  const done = await audited(entry, () => write(intent, { invitation, now, by: user.id }));
  return done ? { kind: "done", done: intent.intent } : { kind: "refused", reason: "changed_meanwhile" };
}

type Known = { invitation: Invitation; round: Round; now: Date };

/** Why it is not done; `done` when it was done already, so that a form sent twice does no harm. */
function refusalOf(intent: InvitationIntent, { invitation, round, now }: Known) {
  switch (intent.intent) {
    case "revoke_invitation":
      return invitation.revoked ? "done" : null;
    case "reissue_invitation":
      return intent.generation < invitation.generation ? "done" : null;
    case "reopen_invitation":
      if (roundState(round, now) !== "closed") return "state";
      if (readDate(intent.until).kind === "weekday") return "weekday";
      return untilOf(intent.until, now) ? null : "until";
    case "note_contact":
      return null;
    case "note_call":
      if (noteOf(intent).text.length > callNoteLength) return "note";
      if (readDate(intent.callOn).kind === "weekday") return "weekday";
      return intent.callOn.trim() === "" || untilOf(intent.callOn, now) ? null : "until";
  }
}

/** Midnight after a coming day, or null. */
function untilOf(typed: string, now: Date): Date | null {
  const day = parseDate(typed);
  const until = day && hourInJapan(day, 24);
  return until && until > now ? until : null;
}

async function write(
  intent: InvitationIntent,
  { invitation, now, by }: { invitation: Invitation; now: Date; by: string },
): Promise<boolean> {
  const { areaId, id } = invitation;
  switch (intent.intent) {
    case "revoke_invitation":
      return revokeInvitation(areaId, id);
    case "reissue_invitation": {
      const next = { id, generation: invitation.generation + 1 };
      return reissueInvitation(invitation, { generation: next.generation, ...hashesOf(next) });
    }
    case "reopen_invitation": {
      const until = untilOf(intent.until, now);
      return until !== null && reopenInvitation(areaId, id, until);
    }
    case "note_contact":
      await addDeliveries([newDelivery(invitation, { channel: "phone", kind: "reminder", origin: "", now })]);
      return true;
    case "note_call":
      return noteCall(intent, { invitation, now, by });
  }
}

type NoteIntent = Extract<InvitationIntent, { intent: "note_call" }>;

function noteOf({ note, callOn }: Pick<NoteIntent, "note" | "callOn">): { text: string; callOn: string | null } {
  const day = parseDate(callOn);
  return { text: cleanTyped(note).trim(), callOn: day && japanDay(hourInJapan(day, 0)) };
}

/** Keeps what was said on the telephone, with the day to call again. */
async function noteCall(
  intent: NoteIntent,
  { invitation, now, by }: { invitation: Invitation; now: Date; by: string },
): Promise<boolean> {
  const { areaId, roundId, providerId } = invitation;
  if (providerId === null) return false;
  return writeCallNote({ areaId, roundId, providerId, ...noteOf(intent), by, at: now }, intent.noteRevision);
}
