import { type NewAccountField, newAccountFields, newAccountSchema } from "#app/services/account-form.ts";
import { createAccount, normalizeLoginName } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { makeStartPassword } from "#app/services/start-password.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { Grant, Role } from "#domain/role.ts";
import { findUser, findUserToSignIn } from "#models/user.server.ts";

export type NewAccountProblems = Partial<Record<NewAccountField, "missing" | "wrong" | "taken">>;

export type OpenAccountOutcome =
  | { kind: "opened"; id: string; startPassword: string }
  /** The same form came before: the account is there, its start password was shown then. */
  | { kind: "repeated"; id: string }
  | { kind: "refused"; problems: NewAccountProblems };

/**
 * Opens an account with roles at the administrator's municipality and a start password that is stored as a hash alone. Null when
 * the form is none of ours.
 */
export async function openAccount(
  { user, areaId }: Permitted,
  form: { id: unknown; displayName: unknown; loginName: unknown; roles: readonly unknown[] },
): Promise<OpenAccountOutcome | null> {
  const parsed = newAccountSchema.safeParse(form);
  if (!parsed.success) return refuseFields(form, parsed.error.issues);
  const { id, displayName, roles } = parsed.data;
  const loginName = normalizeLoginName(parsed.data.loginName);
  const earlier = await findUser(id);
  if (earlier) return earlier.loginName === loginName ? { kind: "repeated", id } : null;
  if (await findUserToSignIn(loginName)) return { kind: "refused", problems: { loginName: "taken" } };

  const password = makeStartPassword();
  const grants = grantsAt(areaId, roles);
  const opened = await audited(
    { actorId: user.id, areaId, subject: { kind: "account", id }, deed: { action: "create_account", roles } },
    () => createAccount({ id, displayName, loginName, grants, password, passwordIsTemporary: true }),
  );
  if (opened) return { kind: "opened", id, startPassword: password };
  // Two at once: the same form sent twice, or another one for the same login name.
  return (await findUser(id)) ? { kind: "repeated", id } : { kind: "refused", problems: { loginName: "taken" } };
}

export const grantsAt = (areaId: string, roles: readonly Role[]): Grant[] =>
  [...new Set(roles)].map((role) => ({ role, areaId }));

function refuseFields(
  form: Record<NewAccountField, unknown>,
  issues: readonly { path: readonly PropertyKey[] }[],
): OpenAccountOutcome | null {
  const problems: NewAccountProblems = {};
  for (const { path } of issues) {
    const field = newAccountFields.find((name) => name === path[0]);
    // the id, or a role that is none, was not typed by a person
    if (!field || path.length > 1) return null;
    const value = form[field];
    problems[field] = value === null || value === undefined || String(value).trim() === "" ? "missing" : "wrong";
  }
  return { kind: "refused", problems };
}
