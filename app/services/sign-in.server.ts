import { coarseNetwork } from "#app/http/client-network.ts";
import { paths } from "#app/paths.ts";
import { limitSignIn, rememberedNetwork } from "#app/rate-limit.server.ts";
import { normalizeLoginName, verifyPassword } from "#app/services/accounts.server.ts";
import { audited, recordReading } from "#app/services/audited.server.ts";
import { endSession, findSignedIn } from "#app/session.server.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import { type Grant, grantSchema } from "#domain/role.ts";
import { everyArea } from "#models/audit-event.server.ts";
import { type Account, findUserToSignIn, noteSignIn, type UserToSignIn } from "#models/user.server.ts";

/** How long a network stays one that the account is known to be signed in to from. */
const knownMs = 90 * 24 * 3_600_000;

type SignInForm = { loginName: string; password: string };

/**
 * The account that signs in from an address, or null. Each municipality it has a role at finds the sign-in in its audit log, one in vain
 * as well; what was typed is kept nowhere, because people type passwords into the wrong field. Throws the refusal 429 (`limitSignIn`).
 */
export async function signIn(form: SignInForm, address: string, now: Date): Promise<Account | null> {
  const loginName = normalizeLoginName(form.loginName);
  const found = await findUserToSignIn(loginName);
  const since = new Date(now.getTime() - knownMs);
  const isKnown = found !== null && isKnownFrom(found, address, since);
  const attempt = await limitSignIn({ loginName, address, isKnown }, now);
  const account = await verifyPassword(loginName, form.password);
  if (!account) {
    await attempt.wasWrong();
    await recordFailure(found?.user ?? null, address, now);
    return null;
  }
  await attempt.wasRight();
  const from = { network: rememberedNetwork(account.id, address), at: now, since };
  const deed = { action: "sign_in" as const, network: coarseNetwork(address) };
  await atEachArea(account, deed, () => noteSignIn(account.id, from));
  return account;
}

/** Ends the session of a request, and returns the header that clears its cookie. */
export async function signOut(request: Request): Promise<string> {
  const account = await findSignedIn(request);
  if (account) await atEachArea(account, { action: "sign_out" }, () => endSession(request));
  return endSession(request);
}

/** Municipalities that an account has a role at. */
const areasOf = ({ grants }: Account): string[] => [
  ...new Set(grants.filter((grant) => grantSchema.safeParse(grant).success).map(({ areaId }) => areaId)),
];

/** Does something with an account under an entry at each of its municipalities; it must bear being done again. */
async function atEachArea(account: Account, deed: AuditDeed, work: () => Promise<unknown>): Promise<void> {
  const subject = { kind: "account" as const, id: account.id };
  for (const areaId of areasOf(account)) await audited({ actorId: account.id, areaId, subject, deed }, work);
}

/** A sign-in in vain: at the account's municipalities; for a login name that nobody has, where everybody finds it. */
async function recordFailure(account: Account | null, address: string, now: Date): Promise<void> {
  const deed = { action: "failed_sign_in" as const, isAccount: account !== null, network: coarseNetwork(address) };
  const areas = account ? areasOf(account) : [];
  for (const areaId of areas.length > 0 ? areas : [everyArea]) {
    const subject = account ? { kind: "account" as const, id: account.id } : { kind: "area" as const, id: areaId };
    await recordReading({ actorId: null, areaId, subject, deed }, now);
  }
}

function isKnownFrom({ user, knownNetworks }: UserToSignIn, address: string, since: Date): boolean {
  const here = rememberedNetwork(user.id, address);
  return knownNetworks.some(({ network, at }) => network === here && at >= since);
}

/** Where an account begins: whoever only reads the council's paper, there; everybody else on the first page of staff. */
export function firstPath(grants: readonly Grant[]): string {
  return grants.every(({ role }) => role === "council") ? paths.council : paths.home;
}
