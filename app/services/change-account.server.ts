import type { AccountChangeForm } from "#app/services/account-form.ts";
import { hashPassword } from "#app/services/accounts.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { grantsAt } from "#app/services/open-account.server.ts";
import { makeStartPassword } from "#app/services/start-password.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import type { Role } from "#domain/role.ts";
import { type Account, type AccountChange, changeUser, findUser, hasAdministrator } from "#models/user.server.ts";

/**
 * Why a change was not made: no role chosen; it is the administrator's own account; the person has roles at another
 * municipality as well; nobody would be left to manage accounts; the account was changed since the page was shown.
 */
export type ChangeRefusal = "no_role" | "yourself" | "elsewhere" | "last_administrator" | "changed_meanwhile";

export type ChangeOutcome = { kind: "done"; startPassword: string | null } | { kind: "refused"; reason: ChangeRefusal };

/** The account of a municipality; null also when it has roles elsewhere alone. */
export async function findAccountAt(areaId: string, id: string): Promise<Account | null> {
  const account = await findUser(id);
  return account?.grants.some((grant) => grant.areaId === areaId) ? account : null;
}

export const rolesAt = (account: Account, areaId: string): Role[] =>
  account.grants.filter((grant) => grant.areaId === areaId).map(({ role }) => role);

/** Another municipality's administrator would be locked out, or taken over, by what one city does with the password. */
export const hasRolesElsewhere = (account: Account, areaId: string): boolean =>
  account.grants.some((grant) => grant.areaId !== areaId);

/**
 * Makes an administrator's change to an account of the municipality; null when there is no such account. A change that is
 * made already is done, so a form sent twice does no harm.
 */
export async function changeAccount(
  { user, areaId }: Permitted,
  id: string,
  form: AccountChangeForm,
): Promise<ChangeOutcome | null> {
  const account = await findAccountAt(areaId, id);
  if (!account) return null;
  if (isMade(account, areaId, form)) return { kind: "done", startPassword: null };
  const reason = await findReasonAgainst({ user, areaId }, account, form);
  if (reason) return { kind: "refused", reason };

  const startPassword = form.intent === "reset_password" ? makeStartPassword() : null;
  const change = await toChange(account, areaId, { form, startPassword });
  const entry = { actorId: user.id, areaId, subject: { kind: "account" as const, id } };
  const done = await audited({ ...entry, deed: toDeed(account, areaId, form) }, () => write(account, areaId, change));
  if (done) return { kind: "done", startPassword };
  const alone = losesAdministrator(account, areaId, form) && !(await hasAdministrator(areaId, id));
  return { kind: "refused", reason: alone ? "last_administrator" : "changed_meanwhile" };
}

function isMade(account: Account, areaId: string, form: AccountChangeForm): boolean {
  if (form.intent === "deactivate_account") return !account.active;
  if (form.intent === "reactivate_account") return account.active;
  if (form.intent === "reset_password") return false;
  return [...rolesAt(account, areaId)].sort().join() === [...new Set(form.roles)].sort().join();
}

async function findReasonAgainst(
  { user, areaId }: Permitted,
  account: Account,
  form: AccountChangeForm,
): Promise<ChangeRefusal | null> {
  if (form.intent === "change_roles") {
    if (form.roles.length === 0) return "no_role";
  } else {
    if (account.id === user.id) return "yourself";
    if (hasRolesElsewhere(account, areaId)) return "elsewhere";
  }
  if (form.revision !== account.revision) return "changed_meanwhile";
  if (losesAdministrator(account, areaId, form) && !(await hasAdministrator(areaId, account.id)))
    return "last_administrator";
  return null;
}

function losesAdministrator(account: Account, areaId: string, form: AccountChangeForm): boolean {
  if (!account.active || !rolesAt(account, areaId).includes("administrator")) return false;
  return (
    form.intent === "deactivate_account" || (form.intent === "change_roles" && !form.roles.includes("administrator"))
  );
}

async function toChange(
  account: Account,
  areaId: string,
  { form, startPassword }: { form: AccountChangeForm; startPassword: string | null },
): Promise<AccountChange> {
  if (startPassword !== null) return { passwordHash: await hashPassword(startPassword), passwordIsTemporary: true };
  if (form.intent !== "change_roles") return { active: form.intent === "reactivate_account" };
  const elsewhere = account.grants.filter((grant) => grant.areaId !== areaId);
  return { grants: [...elsewhere, ...grantsAt(areaId, form.roles)] };
}

function toDeed(account: Account, areaId: string, form: AccountChangeForm): AuditDeed {
  if (form.intent !== "change_roles") return { action: form.intent };
  return { action: "change_roles", before: rolesAt(account, areaId), after: [...new Set(form.roles)] };
}

/**
 * Writes the change, and takes it back when it left no administrator: two of them removing each other at once both pass the
 * check before. Whoever writes second sees it, so one always stays.
 */
async function write(account: Account, areaId: string, change: AccountChange): Promise<boolean> {
  if (!(await changeUser(account, change))) return false;
  if ("passwordHash" in change || (await hasAdministrator(areaId))) return true;
  const { id, revision, grants, active } = account;
  await changeUser({ id, revision: revision + 1 }, "grants" in change ? { grants } : { active });
  return false;
}
