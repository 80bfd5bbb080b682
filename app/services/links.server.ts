import { createHash, createHmac } from "node:crypto";
import { paths } from "#app/paths.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { shareReads } from "#app/services/shared-read.ts";
import { closingOf, roundState } from "#domain/round-state.ts";
import { findInvitationByTokenHash, type Invitation } from "#models/invitation.server.ts";
import { findProvider, type Provider } from "#models/provider.server.ts";
import { findRoundAt, type Round } from "#models/round.server.ts";

/** Letters and digits alone: mail programs take `-` or `_` at the end of an address for no part of it. */
const tokenSigns = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 130 bits: can't be guessed, and short enough for a QR code on a letter. */
const tokenLength = 22;

const digestOf = ({ id, generation }: Pick<Invitation, "id" | "generation">, secret: string): Buffer =>
  createHmac("sha256", secret).update(`link:${id}:${generation}`).digest();

/** The token of a link that is issued now. Derived, so that a letter can be printed again though only a hash is stored. */
export function newToken(derived: Pick<Invitation, "id" | "generation">, secret = requireRuntime().secret): string {
  let rest = BigInt(`0x${digestOf(derived, secret).toString("hex")}`);
  let token = "";
  while (token.length < tokenLength) {
    token += tokenSigns.charAt(Number(rest % 62n));
    rest /= 62n;
  }
  return token;
}

/** The token of an invitation's link as it was handed out: links of before decision 0030 are still written as they were. */
export function linkToken(
  invitation: Pick<Invitation, "id" | "generation" | "tokenHash">,
  secret = requireRuntime().secret,
): string {
  const token = newToken(invitation, secret);
  const isNew = hashToken(token) === invitation.tokenHash;
  return isNew ? token : digestOf(invitation, secret).toString("base64url").slice(0, tokenLength);
}

/** Whether the link that an invitation has was made with this secret. */
export const isMadeWith = (secret: string, invitation: Pick<Invitation, "id" | "generation" | "tokenHash">): boolean =>
  hashToken(linkToken(invitation, secret)) === invitation.tokenHash;

/** Where links lead to: the program's public address, else where the request came to. */
export const linkOrigin = (request: Request): string => new URL(requireRuntime().publicUrl ?? request.url).origin;

/** The full address of an invitation's link, as it is handed out. */
export const linkAddress = (invitation: Pick<Invitation, "id" | "generation" | "tokenHash">, origin: string): string =>
  new URL(paths.form(linkToken(invitation)), origin).href;

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** What stands behind a link: nothing we know, or an invitation in one of five states. */
export type Link = { state: "unknown" } | KnownLink;

export type KnownLink = {
  /** `reissued`: a newer link has taken its place. */
  state: "open" | "not_yet_open" | "closed" | "revoked" | "reissued";
  invitation: Invitation;
  round: Round;
};

const isToken = (text: string): boolean => /^[\w-]{22}$/.test(text);

/**
 * What the page says of a link that nobody knows: `cut` where it can be none, because a mail program or a finger took a sign away or
 * added one.
 */
export const unknownState = (token: string): "unknown" | "cut" => (isToken(token) ? "unknown" : "cut");

/** Looks a token up; only the state "open" takes answers. */
export async function findLink(token: string, now: Date): Promise<Link> {
  if (!isToken(token)) return { state: "unknown" };
  const found = await lookUp(hashToken(token));
  if (!found) return { state: "unknown" };
  const { invitation, round, replaced } = found;
  return { state: replaced ? "reissued" : linkState(invitation, round, now), invitation, round };
}

/** All families of a city answer over one link, and many do so in the same evening. */
const lookUp = shareReads(async (tokenHash) => {
  const found = await findInvitationByTokenHash(tokenHash);
  const round = found && (await findRoundAt(found.invitation.areaId, found.invitation.roundId));
  return found && round ? { ...found, round } : null;
});

/** Whether a link was taken back, for good or for a newer one. */
export const isTakenBack = ({ state }: Link): boolean => state === "revoked" || state === "reissued";

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
