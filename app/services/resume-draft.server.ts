import { draftIdOf, hashCode, parseDraftCode } from "#app/services/draft-code.server.ts";
import { findLink, isTakenBack } from "#app/services/links.server.ts";
import { findDraft } from "#models/draft.server.ts";
import { findResponseByCode } from "#models/response.server.ts";

export type ResumeOutcome =
  | { kind: "draft"; code: string }
  | { kind: "sent"; code: string; responseId: string }
  /** No draft and nothing sent has this code; `unreadable`: it cannot be a code. */
  | { kind: "wrong" }
  | { kind: "unreadable" };

/** What a code typed on a link open to many brings back: a draft, or what was sent out of it. */
export async function resumeDraft(token: string, typed: string, now: Date): Promise<ResumeOutcome> {
  const code = parseDraftCode(typed);
  if (code === null) return { kind: "unreadable" };
  const link = await findLink(token, now);
  if (link.state === "unknown" || isTakenBack(link) || link.invitation.kind === "provider") return { kind: "wrong" };
  const { invitation, round } = link;
  const sent = await findResponseByCode(invitation.id, hashCode(code));
  if (sent) return { kind: "sent", code, responseId: sent.id };
  const id = draftIdOf(invitation, code);
  return id !== null && (await findDraft(round.areaId, id)) ? { kind: "draft", code } : { kind: "wrong" };
}
