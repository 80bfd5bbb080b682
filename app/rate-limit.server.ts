import { createHmac } from "node:crypto";
import { Refusal } from "#app/errors.ts";
import { clientNetwork } from "#app/http/client-network.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { type BackOff, countedPoints, forgetLimit, returnPoint, takePoint, takeTry } from "#models/limit.server.ts";

/*
 * Limits are keyed by link (or account) and the client's network together: a whole office behind one address is not locked out by
 * one busy link, and one address can't try many passwords of one account. They are counted in the database: a restart
 * keeps them and several processes share them; while it is away nobody gets past them (503). Reasons: docs/decisions/0023.
 */

/** What is counted and for whom, as the database knows it: an address must not be readable from it. */
function limitKey(name: string, ...whose: readonly string[]): string {
  return createHmac("sha256", requireRuntime().secret)
    .update(["limit", name, ...whose].join("\n"))
    .digest("base64url");
}

type Window = { name: string; points: number; seconds: number };

/** Counts a point, or throws the refusal 429 with the seconds to wait. */
async function consume({ name, ...rule }: Window, ...whose: readonly string[]): Promise<string> {
  const key = limitKey(name, ...whose);
  refuseFor(await takePoint(key, rule, new Date()));
  return key;
}

function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw new Refusal("too_many_requests", Math.ceil(waitMs / 1000));
}

/**
 * Takes a point before the look-up, so that beyond the limit a right guess is refused like a wrong one, and guesses sent at once
 * count each. What comes back gives the point back: it was no guess.
 */
async function consumeGuess(window: Window, address: string): Promise<() => Promise<void>> {
  const key = await consume(window, clientNetwork(address));
  return () => returnPoint(key);
}

/** Throws the refusal 429 when one address sent too much over one link within a minute. */
export async function limitSubmissions(tokenHash: string, address: string): Promise<void> {
  const points = requireRuntime().submissionsPerMinute;
  await consume({ name: "submit", points, seconds: 60 }, tokenHash, clientNetwork(address));
}

/** A form saves at most three times a second while somebody types; several people of an office may be behind one address. */
export async function limitDrafts(tokenHash: string, address: string): Promise<void> {
  const points = 30 * requireRuntime().submissionsPerMinute;
  await consume({ name: "draft", points, seconds: 60 }, tokenHash, clientNetwork(address));
}

/** A whole office may begin a form within a minute; a script that fills the disk may not. */
export async function limitNewDrafts(address: string): Promise<void> {
  const points = requireRuntime().submissionsPerMinute;
  await consume({ name: "new-draft", points, seconds: 60 }, clientNetwork(address));
}

/** Ten wrong codes in five minutes from one address. To be asked before the look-up; what it returns gives a right one back. */
export function limitCodes(address: string): Promise<() => Promise<void>> {
  return consumeGuess({ name: "code", points: 10, seconds: 300 }, address);
}

/** Ten wrong own passwords in five minutes of one account from one address; what it returns gives a right one back. */
export async function limitPasswordChange(userId: string, address: string): Promise<() => Promise<void>> {
  const key = await consume({ name: "password", points: 10, seconds: 300 }, userId, clientNetwork(address));
  return () => returnPoint(key);
}

/** Ten wrong set-up codes in five minutes from one address; what it returns gives a right one back. */
export function limitSetUp(address: string): Promise<() => Promise<void>> {
  return consumeGuess({ name: "set-up", points: 10, seconds: 300 }, address);
}

const unknownLinks: Window = { name: "unknown-link", points: 60, seconds: 60 };

/** Unknown links and codes: a guesser is slowed down, an office with a mistyped letter is not. */
export async function limitUnknownLinks(address: string): Promise<void> {
  await consume(unknownLinks, clientNetwork(address));
}

/** The same limit for short codes. To be asked before the look-up; what it returns gives a right code back. */
export function limitShortCodes(address: string): Promise<() => Promise<void>> {
  return consumeGuess(unknownLinks, address);
}

const minute = 60_000;
/** Wrong passwords from one network for all login names together that it has not signed in with lately. */
const strangersTries: Window = { name: "sign-in-strangers", points: 100, seconds: 300 };
/** Wrong passwords for one login name from all networks that it has not been signed in from lately. */
const guardedAfter: Window = { name: "sign-in-account", points: 30, seconds: 3600 };

/** How long a login name and a network wait after wrong passwords. */
const backOffs = {
  /** Signed in from here lately. */
  known: { free: 10, firstWaitMs: 10_000, longestWaitMs: minute, rememberedMs: 60 * minute },
  unknown: { free: 10, firstWaitMs: minute, longestWaitMs: 15 * minute, rememberedMs: 60 * minute },
  /** Never signed in from here, and somebody guesses at this account from many networks. */
  guarded: { free: 2, firstWaitMs: minute, longestWaitMs: 60 * minute, rememberedMs: 120 * minute },
} as const satisfies Record<string, BackOff>;

export type SignInTry = { wasRight(): Promise<void>; wasWrong(): Promise<void> };

/**
 * Lets a try to sign in through, or throws the refusal 429 with the seconds to wait. What comes back is told how the try ended: a right one
 * costs nothing and clears the way, a wrong one counts. `isKnown`: the account was signed in to from this network lately.
 *
 * - Login name and network together wait longer after each wrong password beyond the tenth. Nobody elsewhere is touched, and
 *   nobody else at the same address (an office behind one proxy).
 * - A network that tries a hundred wrong passwords on names it does not know waits; people who sign in from there as always don't.
 * - Many wrong passwords for one name from many strange networks leave each strange network fewer tries and longer waits. Each still has
 *   its first ones, so the right person on a journey gets in; at the usual place nothing changes.
 */
export async function limitSignIn(
  { loginName, address, isKnown }: { loginName: string; address: string; isKnown: boolean },
  now: Date,
): Promise<SignInTry> {
  const network = clientNetwork(address);
  const ofAccount = limitKey(guardedAfter.name, loginName);
  const isGuarded = !isKnown && (await countedPoints(ofAccount, now)) >= guardedAfter.points;
  const tries = limitKey("sign-in", loginName, network);
  const strangers = isKnown ? null : limitKey(strangersTries.name, network);
  if (strangers) refuseFor(await takePoint(strangers, strangersTries, now));
  const waitMs = await takeTry(tries, backOffs[isKnown ? "known" : isGuarded ? "guarded" : "unknown"], now);
  // a try that was not let through is no wrong password
  if (waitMs > 0 && strangers) await returnPoint(strangers);
  refuseFor(waitMs);
  return {
    wasRight: async () => {
      if (strangers) await returnPoint(strangers);
      await forgetLimit(tries);
    },
    wasWrong: async () => {
      if (!isKnown) await takePoint(ofAccount, guardedAfter, now);
    },
  };
}

/** A network as an account remembers that it was signed in to from there: a hash that only this city's secret can make. */
export const rememberedNetwork = (userId: string, address: string): string =>
  limitKey("known-network", userId, clientNetwork(address));
