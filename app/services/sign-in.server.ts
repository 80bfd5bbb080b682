import { paths } from "#app/paths.ts";
import { verifyPassword } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { type Grant, grantSchema } from "#domain/role.ts";
import { type Account, noteSignIn } from "#models/user.server.ts";

/**
 * The account that signs in, or null. Each municipality it has a role at finds the sign-in in its audit log; what was typed
 * in vain is kept nowhere, because people type passwords into the wrong field.
 */
export async function signIn(
  { loginName, password }: { loginName: string; password: string },
  now: Date,
): Promise<Account | null> {
  const account = await verifyPassword(loginName, password);
  if (!account) return null;
  const subject = { kind: "account" as const, id: account.id };
  const valid = account.grants.filter((grant) => grantSchema.safeParse(grant).success);
  for (const areaId of new Set(valid.map((grant) => grant.areaId))) {
    const entry = { actorId: account.id, areaId, subject, deed: { action: "sign_in" as const } };
    await audited(entry, () => noteSignIn(account.id, now));
  }
  return account;
}

/** Where an account begins: whoever only reads the council's paper, there; everybody else on the first page of staff. */
export function firstPath(grants: readonly Grant[]): string {
  return grants.every(({ role }) => role === "council") ? paths.council : paths.home;
}
