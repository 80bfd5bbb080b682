import { draftIdOf, hashCode } from "#app/services/draft-code.server.ts";
import { findLink } from "#app/services/links.server.ts";
import { findDraft } from "#models/draft.server.ts";
import type { Invitation } from "#models/invitation.server.ts";
import { findResponseByCode } from "#models/response.server.ts";

/** Whether a code was given out over this link: there is a draft of it, or what was sent out of one. */
export async function isIssued(invitation: Invitation, code: string | null): Promise<boolean> {
  const draft = code === null || invitation.kind === "provider" ? null : draftIdOf(invitation, code);
  if (code === null || draft === null) return false;
  if (await findDraft(invitation.areaId, draft)) return true;
  return (await findResponseByCode(invitation.id, hashCode(code))) !== null;
}

/** The same by the link's token, in whatever state the link is. */
export async function isIssuedOver(token: string, code: string): Promise<boolean> {
  const link = await findLink(token, new Date());
  return link.state !== "unknown" && isIssued(link.invitation, code);
}
