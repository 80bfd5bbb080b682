import { linkToken } from "#app/services/links.server.ts";
import { hashTypedCode } from "#app/services/short-code.server.ts";
import { findInvitationByShortCodeHash } from "#models/invitation.server.ts";

/** The token of the link that a typed code stands for; null for a code that nobody has. */
export async function findTokenOfCode(typed: string): Promise<string | null> {
  const hash = hashTypedCode(typed);
  const invitation = hash && (await findInvitationByShortCodeHash(hash));
  return invitation ? linkToken(invitation) : null;
}
