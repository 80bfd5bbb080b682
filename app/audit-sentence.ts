import type { Translate } from "#app/i18n/translator.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import type { Role } from "#domain/role.ts";

/** Roles as a list in a sentence. */
export const rolesText = (t: Translate, roles: readonly Role[]): string =>
  roles.map((role) => t(`role.${role}`)).join(t("list.separator"));

/** A deed of the audit log as a sentence. An account that is gone is called so. */
export function auditSentence(
  t: Translate,
  { deed, ...names }: { deed: AuditDeed; actor: string | null; account: string | null },
): string {
  const actor = names.actor ?? t("audit.unknown");
  const account = names.account ?? t("audit.unknown");
  switch (deed.action) {
    case "choose_council_audience":
      return t("audit.did.choose_council_audience", { actor, audience: t(`audit.audience.${deed.audience}`) });
    case "create_account":
      return t("audit.did.create_account", { actor, account, roles: rolesText(t, deed.roles) });
    case "change_roles": {
      const [before, after] = [rolesText(t, deed.before), rolesText(t, deed.after)];
      return t("audit.did.change_roles", { actor, account, before, after });
    }
    case "reset_password":
    case "deactivate_account":
    case "reactivate_account":
      return t(`audit.did.${deed.action}`, { actor, account });
    case "import_providers": {
      const { created, changed, vanished } = deed;
      return t("audit.did.import_providers", { actor, created, changed, vanished });
    }
    case "add_provider":
    case "edit_provider":
    case "merge_providers":
    case "provider_left":
    case "provider_returned":
    case "set_up":
    case "sign_in":
    case "change_own_password":
      return t(`audit.did.${deed.action}`, { actor });
  }
}
