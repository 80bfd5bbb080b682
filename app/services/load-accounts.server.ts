import { randomUUID } from "node:crypto";
import { findAccountAt, hasRolesElsewhere, rolesAt } from "#app/services/change-account.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatMoment } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import type { Role } from "#domain/role.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { type Account, listUsersAt } from "#models/user.server.ts";

export type AccountRow = {
  id: string;
  displayName: string;
  loginName: string;
  roles: Role[];
  state: "active" | "start_password" | "inactive";
  /** Day and time in Japan; null before the first time. */
  lastSignIn: string | null;
};

export type AccountsPageData = {
  areaName: LocalizedText;
  accounts: AccountRow[];
  /** For the form of a new account: the same form sent twice makes one account. */
  newId: string;
};

/** Who has an account at the municipality. */
export async function loadAccounts({ areaId }: Permitted, locale: Locale): Promise<AccountsPageData> {
  const [area, accounts] = await Promise.all([requireMunicipality(areaId), listUsersAt(areaId)]);
  return {
    areaName: area.name,
    accounts: accounts.map((account) => toRow(account, areaId, locale)),
    newId: randomUUID(),
  };
}

export type AccountPageData = AccountRow & { revision: number; isYourself: boolean; hasRolesElsewhere: boolean };

/** One account of the municipality with what can be done with it; null when there is none. */
export async function loadAccount(
  { user, areaId }: Permitted,
  id: string,
  locale: Locale,
): Promise<AccountPageData | null> {
  const account = await findAccountAt(areaId, id);
  return (
    account && {
      ...toRow(account, areaId, locale),
      revision: account.revision,
      isYourself: account.id === user.id,
      hasRolesElsewhere: hasRolesElsewhere(account, areaId),
    }
  );
}

function toRow(account: Account, areaId: string, locale: Locale): AccountRow {
  const { id, displayName, loginName, active, passwordIsTemporary, lastSignInAt } = account;
  return {
    id,
    displayName,
    loginName,
    roles: rolesAt(account, areaId),
    state: active ? (passwordIsTemporary ? "start_password" : "active") : "inactive",
    lastSignIn: lastSignInAt && formatMoment(lastSignInAt, locale),
  };
}
