import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "#app/errors.ts";
import { requireRuntime } from "#app/runtime.server.ts";

/**
 * Limits are keyed by link (or login name) and address together: a whole office behind one address is not locked out by
 * one busy link, and one address can't try many passwords of one account. Each process counts for itself.
 */
const limiters = new Map<string, RateLimiterMemory>();

function limiter(name: string, points: number, seconds: number): RateLimiterMemory {
  const key = `${name}:${points}:${seconds}`;
  let found = limiters.get(key);
  if (!found) {
    found = new RateLimiterMemory({ keyPrefix: key, points, duration: seconds });
    limiters.set(key, found);
  }
  return found;
}

async function consume(found: RateLimiterMemory, key: string): Promise<void> {
  try {
    await found.consume(key);
  } catch (reason) {
    if (reason instanceof RateLimiterRes) {
      throw new Refusal("too_many_requests", Math.max(1, Math.ceil(reason.msBeforeNext / 1000)));
    }
    throw reason;
  }
}

/**
 * Takes a point before the look-up, so that beyond the limit a right guess is refused like a wrong one, and guesses sent at once
 * count each. What comes back gives the point back: it was no guess.
 */
async function consumeGuess(found: RateLimiterMemory, key: string): Promise<() => Promise<void>> {
  await consume(found, key);
  return async () => {
    await found.reward(key);
  };
}

/** Throws the refusal 429 when one address sent too much over one link within a minute. */
export function limitSubmissions(tokenHash: string, address: string): Promise<void> {
  return consume(limiter("submit", requireRuntime().submissionsPerMinute, 60), `${tokenHash}|${address}`);
}

/** A form saves at most three times a second while somebody types; several people of an office may be behind one address. */
export function limitDrafts(tokenHash: string, address: string): Promise<void> {
  return consume(limiter("draft", 30 * requireRuntime().submissionsPerMinute, 60), `${tokenHash}|${address}`);
}

/** A whole office may begin a form within a minute; a script that fills the disk may not. */
export function limitNewDrafts(address: string): Promise<void> {
  return consume(limiter("new-draft", requireRuntime().submissionsPerMinute, 60), address);
}

/** Ten wrong codes in five minutes from one address. To be asked before the look-up; what it returns gives a right one back. */
export function limitCodes(address: string): Promise<() => Promise<void>> {
  return consumeGuess(limiter("code", 10, 300), address);
}

/** In five minutes ten tries for one login name from one address, and a hundred from one address for all names together. */
export async function limitSignIn(loginName: string, address: string): Promise<void> {
  await consume(limiter("sign-in-address", 100, 300), address);
  await consume(limiter("sign-in", 10, 300), `${loginName}|${address}`);
}

/** Ten tries in five minutes for one account's own password from one address. */
export function limitPasswordChange(userId: string, address: string): Promise<void> {
  return consume(limiter("password", 10, 300), `${userId}|${address}`);
}

/** Ten tries in five minutes for the set-up code from one address. */
export function limitSetUp(address: string): Promise<void> {
  return consume(limiter("set-up", 10, 300), address);
}

const unknownLinks = () => limiter("unknown-link", 60, 60);

/** Unknown links and codes: a guesser is slowed down, an office with a mistyped letter is not. */
export function limitUnknownLinks(address: string): Promise<void> {
  return consume(unknownLinks(), address);
}

/** The same limit for short codes. To be asked before the look-up; what it returns gives a right code back. */
export function limitShortCodes(address: string): Promise<() => Promise<void>> {
  return consumeGuess(unknownLinks(), address);
}
