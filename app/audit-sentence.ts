import type { Translate } from "#app/i18n/translator.ts";
import { reviewText, rolesText } from "#app/role-and-review-texts.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import { fiscalYearLabel } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";

type OfRound = Extract<AuditDeed, { audience: string; fiscalYear: number }>;

type Words = { readonly t: Translate; readonly locale: Locale };

const roundText = ({ t, locale }: Words, { audience, fiscalYear }: Pick<OfRound, "audience" | "fiscalYear">): string =>
  t(`audit.round.${audience}`, { year: fiscalYearLabel(fiscalYear, locale) });

/** A deed of the audit log as a sentence. An account that is gone is called so. */
export function auditSentence(
  words: Words,
  { deed, ...names }: { deed: AuditDeed; actor: string | null; account: string | null; receipt?: string | null },
): string {
  const { t } = words;
  const actor = names.actor ?? t("audit.unknown");
  const account = names.account ?? t("audit.unknown");
  const receipt = names.receipt ?? t("audit.unknown");
  const sentence = plainSentence(words, deed, { actor, account, receipt });
  return "count" in deed && countsLooks(deed) && deed.count > 1
    ? t("audit.times", { sentence, count: deed.count })
    : sentence;
}

/** Whether the count of a deed says how often it was done, not to how many. */
const countsLooks = ({ action }: AuditDeed): boolean =>
  /^(read|export|view)_/.test(action) || action === "failed_sign_in";

const networkText = (t: Translate, network: string) => (network === "unknown" ? t("audit.network.unknown") : network);

function plainSentence(
  words: Words,
  deed: AuditDeed,
  { actor, account, receipt }: Record<"actor" | "account" | "receipt", string>,
): string {
  const { t } = words;
  switch (deed.action) {
    case "sign_in":
      return deed.network === null
        ? t("audit.did.sign_in", { actor })
        : t("audit.did.sign_in_from", { actor, network: networkText(t, deed.network) });
    case "failed_sign_in": {
      const network = networkText(t, deed.network);
      return deed.isAccount
        ? t("audit.did.failed_sign_in", { account, network })
        : t("audit.did.failed_sign_in_unknown", { network });
    }
    case "read_response":
      return t("audit.did.read_response", { actor, receipt });
    case "export_gap":
      return t("audit.did.export_gap", { actor, gap: t(`audit.gap.${deed.gap}`) });
    case "export_mail_merge":
      return t("audit.did.export_mail_merge", { actor, round: roundText(words, deed) });
    case "view_round_links":
      return t("audit.did.view_round_links", {
        actor,
        round: roundText(words, deed),
        page: t(`audit.page.${deed.page}`),
      });
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
    case "remember_words":
    case "save_towns":
    case "set_districts":
      return t(`audit.did.${deed.action}`, { actor, count: deed.count });
    case "plan_round":
    case "open_round":
    case "discard_round":
    case "change_round":
    case "extend_round":
    case "close_round":
    case "archive_round":
    case "reopen_invitation":
    case "reissue_invitation":
    case "revoke_invitation":
    case "note_contact":
    case "note_call":
      return t(`audit.did.${deed.action}`, { actor, round: roundText(words, deed) });
    case "invite_missing":
    case "issue_codes":
    case "revoke_codes":
      return t(`audit.did.${deed.action}`, { actor, round: roundText(words, deed), count: deed.count });
    case "send_requests": {
      const way = t(`round.way.${deed.channel}`);
      return t("audit.did.send_requests", { actor, round: roundText(words, deed), count: deed.count, way });
    }
    case "enter_answers":
      return t("audit.did.enter_answers", { actor, receipt, channel: t(`review.channel.${deed.channel}`) });
    case "review_response":
      return t("audit.did.review_response", { actor, receipt, state: reviewText(t, deed) });
    case "review_responses":
      return t("audit.did.review_responses", { actor, count: deed.count, state: reviewText(t, deed) });
    case "comment_response":
      return t("audit.did.comment_response", { actor, receipt });
    case "add_provider":
    case "edit_provider":
    case "merge_providers":
    case "provider_left":
    case "provider_returned":
    case "set_up":
    case "sign_out":
    case "export_providers":
    case "export_directory":
    case "view_links":
    case "acknowledge_grant":
    case "change_own_password":
      return t(`audit.did.${deed.action}`, { actor });
  }
}
