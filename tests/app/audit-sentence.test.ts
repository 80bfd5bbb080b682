import { describe, expect, test } from "vitest";
import { auditSentence } from "#app/audit-sentence.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { type AuditDeed, auditDeedSchema } from "#domain/audit-deed.ts";

const ofProviders = { audience: "provider" as const, fiscalYear: 2026 };

const ja: readonly (readonly [AuditDeed, string])[] = [
  [{ action: "set_up" }, "佐藤さんが、はじめの設定を登録しました。"],
  [{ action: "sign_in" }, "佐藤さんが、サインインしました。"],
  [
    { action: "choose_council_audience", audience: "council_closed" },
    "佐藤さんが、協議会資料の公開範囲を「非公開の会議用」にしました。",
  ],
  [
    { action: "create_account", roles: ["administrator", "partner"] },
    "佐藤さんが、田中さんの利用者を登録しました(役割: 管理者・関係機関)。",
  ],
  [
    { action: "change_roles", before: ["council"], after: ["coordinator"] },
    "佐藤さんが、田中さんの役割を「協議会委員」から「コーディネーター」に変更しました。",
  ],
  [{ action: "reset_password" }, "佐藤さんが、田中さんの初回のパスワードを発行しました。"],
  [{ action: "deactivate_account" }, "佐藤さんが、田中さんの利用を停止しました。"],
  [{ action: "reactivate_account" }, "佐藤さんが、田中さんの利用を再開しました。"],
  [{ action: "change_own_password" }, "佐藤さんが、自分のパスワードを変更しました。"],
  [{ action: "plan_round", ...ofProviders }, "佐藤さんが、令和8年度の事業所の調査を計画しました。"],
  [{ action: "open_round", ...ofProviders }, "佐藤さんが、令和8年度の事業所の調査を始めました。"],
  [{ action: "discard_round", ...ofProviders }, "佐藤さんが、令和8年度の事業所の調査の計画を取り消しました。"],
  [
    { action: "change_round", audience: "family", fiscalYear: 2026 },
    "佐藤さんが、令和8年度のご家族の調査を変更しました。",
  ],
  [
    { action: "extend_round", audience: "supporter", fiscalYear: 2026 },
    "佐藤さんが、令和8年度の支援者の調査を延長しました。",
  ],
  [
    { action: "close_round", audience: "citizen", fiscalYear: 2026 },
    "佐藤さんが、令和8年度の住民の調査を締め切りました。",
  ],
  [{ action: "archive_round", ...ofProviders }, "佐藤さんが、令和8年度の事業所の調査を保管しました。"],
  [
    { action: "invite_missing", ...ofProviders, count: 2 },
    "佐藤さんが、令和8年度の事業所の調査で名簿の新しい事業所2か所のアドレスを作りました。",
  ],
  [
    { action: "issue_codes", audience: "family", fiscalYear: 2026, count: 59 },
    "佐藤さんが、令和8年度のご家族の調査の1回だけ使える番号を59件発行しました。",
  ],
  [
    { action: "revoke_codes", audience: "family", fiscalYear: 2026, count: 58 },
    "佐藤さんが、令和8年度のご家族の調査の1回だけ使える番号を58件使えなくしました。",
  ],
  [
    { action: "send_requests", ...ofProviders, channel: "fax", count: 12 },
    "佐藤さんが、令和8年度の事業所の調査の依頼をファクスで12件送りました。",
  ],
  [
    { action: "reopen_invitation", ...ofProviders },
    "佐藤さんが、令和8年度の事業所の調査の1件の回答を再び受け付けました。",
  ],
  [
    { action: "reissue_invitation", ...ofProviders },
    "佐藤さんが、令和8年度の事業所の調査のアドレスを1件発行し直しました。",
  ],
  [
    { action: "revoke_invitation", ...ofProviders },
    "佐藤さんが、令和8年度の事業所の調査のアドレスを1件使えなくしました。",
  ],
  [
    { action: "note_contact", ...ofProviders },
    "佐藤さんが、令和8年度の事業所の調査について電話での連絡を1件記録しました。",
  ],
  [{ action: "note_call", ...ofProviders }, "佐藤さんが、令和8年度の事業所の調査について電話のメモを1件残しました。"],
  [
    { action: "enter_answers", channel: "fax" },
    "佐藤さんが、受付番号ABCD-EFGHの回答を入力しました(回答経路: ファクス)。",
  ],
  [
    { action: "review_response", state: "accepted", reason: null },
    "佐藤さんが、受付番号ABCD-EFGHの回答を「確認済み」にしました。",
  ],
  [
    { action: "review_responses", state: "invalid", reason: "test", count: 3 },
    "佐藤さんが、3件の回答を「無効(試しの入力)」にしました。",
  ],
  [{ action: "comment_response" }, "佐藤さんが、受付番号ABCD-EFGHの回答について質問を送りました。"],
  [
    { action: "import_providers", created: 1200, changed: 3, vanished: 0 },
    "佐藤さんが、事業所の表を取り込みました(新規 1,200、変更 3、掲載のなくなったサービス 0)。",
  ],
  [{ action: "add_provider" }, "佐藤さんが、事業所を登録しました。"],
  [{ action: "edit_provider" }, "佐藤さんが、事業所の内容を変更しました。"],
  [{ action: "merge_providers" }, "佐藤さんが、2つの事業所を1つにまとめました。"],
  [{ action: "provider_left" }, "佐藤さんが、事業所を「やめた事業所」にしました。"],
  [{ action: "provider_returned" }, "佐藤さんが、やめた事業所を元に戻しました。"],
];

describe("an entry of the audit log", () => {
  test("has a sentence for every action of the closed list", () => {
    const actions = auditDeedSchema.options.map((option) => option.shape.action.value);
    expect(ja.map(([deed]) => deed.action)).toEqual(actions);
  });

  test.each(ja)("%j reads as a sentence", (deed, sentence) => {
    expect(
      auditSentence(
        { t: translatorOf("ja"), locale: "ja" },
        { deed, actor: "佐藤", account: "田中", receipt: "ABCD-EFGH" },
      ),
    ).toBe(sentence);
  });

  test("reads in English", () => {
    const deed = { action: "change_roles" as const, before: ["council" as const], after: ["partner" as const] };
    expect(auditSentence({ t: translatorOf("en"), locale: "en" }, { deed, actor: "Sato", account: null })).toBe(
      "Sato changed the roles of (an account that is gone) from “Council member” to “Partner”.",
    );
  });

  test.each([
    { action: "delete_everything" },
    { action: "create_account", roles: ["mayor"] },
    { action: "choose_council_audience", audience: "everybody" },
    { action: "change_roles", before: [] },
    { action: "plan_round" },
    { action: "send_requests", ...ofProviders, channel: "pigeon", count: 1 },
    { action: "import_providers", created: -1, changed: 0, vanished: 0 },
  ])("%j is none", (deed) => {
    expect(auditDeedSchema.safeParse(deed).success).toBe(false);
  });
});
