import { createHash, createHmac } from "node:crypto";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { shareReads } from "#app/services/shared-read.ts";
import { closingOf, roundState } from "#domain/round-state.ts";
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

/** Where links lead to: the program's public address, else where the request came to. */
export const linkOrigin = (request: Request): string => new URL(requireRuntime().publicUrl ?? request.url).origin;

/** The full address of an invitation's link, as it is handed out. */
export const linkAddress = (invitation: Pick<Invitation, "id" | "generation">, origin: string): string =>
  new URL(paths.form(linkToken(invitation)), origin).href;

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

/** A provider that was let in again answers also after the closing, but never into an archived round. */
export function linkState(invitation: Invitation, round: Round, now: Date): KnownLink["state"] {
  if (invitation.revoked) return "revoked";
  const state = roundState(round, now);
  if (state === "planned") return "not_yet_open";
  if (state === "open") return "open";
  const reopened = invitation.reopenedUntil !== null && now < invitation.reopenedUntil;
  return state === "closed" && reopened ? "open" : "closed";
}

/** Until when an invitation is answered: the round's closing, or later where it was reopened. */
export function answerableUntil({ reopenedUntil }: Invitation, round: Round): Date {
  const closing = closingOf(round);
  return reopenedUntil && reopenedUntil > closing ? reopenedUntil : closing;
}

/** The provider a link was made for; null for an open link. */
export async function findInvitedProvider({ areaId, providerId }: Invitation): Promise<Provider | null> {
  return providerId ? findProvider(areaId, providerId) : null;
}
