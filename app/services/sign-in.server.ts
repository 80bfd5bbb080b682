import { paths } from "#app/paths.ts";
import { limitSignIn, rememberedNetwork } from "#app/rate-limit.server.ts";
import { normalizeLoginName, verifyPassword } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { type Grant, grantSchema } from "#domain/role.ts";
import { type Account, findUserToSignIn, noteSignIn, type UserToSignIn } from "#models/user.server.ts";

/** How long a network stays one that the account is known to be signed in to from. */
const knownMs = 90 * 24 * 3_600_000;

type SignInForm = { loginName: string; password: string };

/**
 * The account that signs in from an address, or null. Each municipality it has a role at finds the sign-in in its audit log; what was
 * typed in vain is kept nowhere, because people type passwords into the wrong field. Throws the refusal 429 (`limitSignIn`).
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
    return null;
  }
  await attempt.wasRight();
  const subject = { kind: "account" as const, id: account.id };
  const valid = account.grants.filter((grant) => grantSchema.safeParse(grant).success);
  for (const areaId of new Set(valid.map((grant) => grant.areaId))) {
    const entry = { actorId: account.id, areaId, subject, deed: { action: "sign_in" as const } };
    await audited(entry, () =>
      noteSignIn(account.id, { network: rememberedNetwork(account.id, address), at: now, since }),
    );
  }
  return account;
}

function isKnownFrom({ user, knownNetworks }: UserToSignIn, address: string, since: Date): boolean {
  const here = rememberedNetwork(user.id, address);
  return knownNetworks.some(({ network, at }) => network === here && at >= since);
}

/** Where an account begins: whoever only reads the council's paper, there; everybody else on the first page of staff. */
export function firstPath(grants: readonly Grant[]): string {
  return grants.every(({ role }) => role === "council") ? paths.council : paths.home;
}
