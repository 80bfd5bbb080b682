import { createHash, createHmac } from "node:crypto";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { shareReads } from "#app/services/shared-read.ts";
import { findInvitationByTokenHash, type Invitation } from "#models/invitation.server.ts";
import { findProvider, type Provider } from "#models/provider.server.ts";
import { findRound, type Round } from "#models/round.server.ts";

/** 132 bits: can't be guessed, and short enough for a QR code on a letter. */
const tokenLength = 22;

/** The token of an invitation's link: derived, so that a letter can be printed again though only a hash is stored. */
export function linkToken(invitation: Pick<Invitation, "id" | "generation">): string {
  return createHmac("sha256", requireRuntime().secret)
    .update(`link:${invitation.id}:${invitation.generation}`)
    .digest("base64url")
    .slice(0, tokenLength);
}

/** The full address of a link, as it is handed out: at the program's public address, else where the request came to. */
export const linkAddress = (token: string, request: Request): string =>
  new URL(paths.form(token), requireRuntime().publicUrl ?? request.url).href;

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** What stands behind a link: nothing we know, or an invitation in one of four states. */
export type Link = { state: "unknown" } | KnownLink;

export type KnownLink = {
  state: "open" | "not_yet_open" | "closed" | "revoked";
  invitation: Invitation;
  round: Round;
};

/** Looks a token up; only the state "open" takes answers. */
export async function findLink(token: string, now: Date): Promise<Link> {
  if (!/^[\w-]{22}$/.test(token)) return { state: "unknown" };
  const found = await lookUp(hashToken(token));
  return found ? { state: linkState(found.invitation, found.round, now), ...found } : { state: "unknown" };
}

/** All families of a city answer over one link, and many do so in the same evening. */
const lookUp = shareReads(async (tokenHash) => {
  const invitation = await findInvitationByTokenHash(tokenHash);
  const round = invitation && (await findRound(invitation.roundId));
  return invitation && round ? { invitation, round } : null;
});

function linkState(invitation: Invitation, round: Round, now: Date): KnownLink["state"] {
  if (invitation.revoked) return "revoked";
  if (round.closedEarly || now >= round.closesAt) return "closed";
  return now < round.opensAt ? "not_yet_open" : "open";
}

/** The provider a link was made for; null for an open link. */
export async function findInvitedProvider({ areaId, providerId }: Invitation): Promise<Provider | null> {
  return providerId ? findProvider(areaId, providerId) : null;
}
