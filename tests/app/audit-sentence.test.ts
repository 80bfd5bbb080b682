import { describe, expect, test } from "vitest";
import { auditSentence } from "#app/audit-sentence.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { type AuditDeed, auditActions, auditDeedSchema, auditKindSchema } from "#domain/audit-deed.ts";

const ofProviders = { audience: "provider" as const, fiscalYear: 2026 };

const ja: readonly (readonly [AuditDeed, string])[] = [
  [{ action: "set_up" }, "佐藤さんが、はじめの設定を登録しました。"],
  [{ action: "sign_in", network: "203.0.113.0/24" }, "佐藤さんが、サインインしました(接続元 203.0.113.0/24)。"],
  [
    { action: "failed_sign_in", isAccount: true, network: "unknown", count: 3 },
    "田中さんの利用者名で、サインインに失敗しました(接続元 不明)。 (10分ほどの間に3回)",
  ],
  [{ action: "sign_out" }, "佐藤さんが、サインアウトしました。"],
  [{ action: "read_response", count: 1 }, "佐藤さんが、受付番号ABCD-EFGHの回答を開きました。"],
  [
    { action: "export_gap", gap: "nurses", count: 2 },
    "佐藤さんが、需給ギャップの表(看護)をファイルに出しました。 (10分ほどの間に2回)",
  ],
  [{ action: "export_providers", count: 1 }, "佐藤さんが、事業所の名簿をファイルに出しました。"],
  [{ action: "export_directory", count: 1 }, "佐藤さんが、受入れ状況一覧をファイルに出しました。"],
  [
    { action: "export_mail_merge", ...ofProviders, count: 1 },
    "佐藤さんが、令和8年度の事業所の調査のアドレスと番号をファイルに出しました(差し込み印刷用)。",
  ],
  [{ action: "view_links", count: 1 }, "佐藤さんが、最初のページで回答用のアドレスを表示しました。"],
  [
    { action: "view_round_links", ...ofProviders, page: "letters", count: 1 },
    "佐藤さんが、令和8年度の事業所の調査の依頼文を開きました(アドレスや番号を含みます)。",
  ],
  [{ action: "acknowledge_grant" }, "佐藤さんが、管理者が自分の役割を増やしたことを確認しました。"],
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
    "佐藤さんが、令和8年度の事業所の調査で、まだなかった回答用のアドレスを2件作りました。",
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
  [{ action: "remember_words", count: 12 }, "佐藤さんが、取り込みで使うサービスの言葉を決めました(12語)。"],
  [{ action: "save_towns", count: 240 }, "佐藤さんが、町名と地区の表を保存しました(240の町名)。"],
  [{ action: "set_districts", count: 3 }, "佐藤さんが、事業所の地区を設定しました(3か所)。"],
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

  test("of a sign-in from before networks were noted names none", () => {
    const deed = auditDeedSchema.parse({ action: "sign_in" });
    const text = auditSentence({ t: translatorOf("ja"), locale: "ja" }, { deed, actor: "佐藤", account: null });
    expect(text).toBe("佐藤さんが、サインインしました。");
  });

  test("of a sign-in with a name that nobody has says so", () => {
    const deed = { action: "failed_sign_in" as const, isAccount: false, network: "2001:db8:1::/48", count: 1 };
    expect(auditSentence({ t: translatorOf("ja"), locale: "ja" }, { deed, actor: null, account: null })).toBe(
      "登録のない利用者名で、サインインに失敗しました(接続元 2001:db8:1::/48)。",
    );
  });

  test("is of one kind", () => {
    const ofKinds = auditKindSchema.options.flatMap((kind) => auditActions(kind));
    expect([...ofKinds].sort()).toEqual(ja.map(([deed]) => deed.action).sort());
    expect(auditActions("reading")).toContain("read_response");
    expect(auditActions("change")).toContain("review_response");
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
