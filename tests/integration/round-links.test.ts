import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { action as answerAction } from "#app/routes/answer.tsx";
import { loader as receiptLoader } from "#app/routes/r.$token_.receipt.tsx";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { exportMailMerge } from "#app/services/export-mail-merge.server.ts";
import { findTokenOfCode } from "#app/services/find-code.server.ts";
import { findLink, linkToken } from "#app/services/links.server.ts";
import { loadRespondentPage } from "#app/services/load-form.server.ts";
import { loadHome } from "#app/services/load-home.server.ts";
import { loadPaperForm } from "#app/services/load-paper-form.server.ts";
import { loadPapersPage } from "#app/services/load-papers.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { loadRounds } from "#app/services/load-rounds.server.ts";
import { noteFormOpened } from "#app/services/note-opened.server.ts";
import type { RoundIntent } from "#app/services/round-form.ts";
import { recordSent } from "#app/services/send-requests.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { formatDate, formatMoment, toLocalDate } from "#domain/fiscal-year.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  familyAnswers,
  hokagoAnswers,
  openRegion,
  providerOf,
  type Region,
  send,
  submission,
} from "#tests/fixtures/region.ts";
import { answerOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
let staff: Permitted;

beforeEach(async () => {
  staff = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
});

const origin = "http://city.example";
const now = new Date();
const firstVisit = { locale: "ja", code: null, remembered: null, correct: false } as const;
const days = (count: number) => new Date(now.getTime() + count * 24 * 3_600_000);
const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);
const press = (id: string, intent: RoundIntent, at = new Date()) => changeRoundByButton(staff, id, { intent, now: at });
const pageOf = async (id: string) => {
  const page = await loadRound(staff, { id, origin, now: new Date(), locale: "ja" });
  if (!page) throw new Error(`no round ${id}`);
  return page;
};

describe("the links of a round", () => {
  let region: Region;
  beforeEach(async () => {
    region = await openRegion();
  });
  const idOf = (name: string) => `${region.providerRound}|152137-p-${name}`;
  const invitationOf = async (name: string) => {
    const found = (await listInvitations("152137", region.providerRound)).find(({ id }) => id === idOf(name));
    if (!found) throw new Error(name);
    return found;
  };
  const stateOf = async (token: string) => (await findLink(token, new Date())).state;

  test("issued anew: the old link says so, and its code leads nowhere; the new ones work", async () => {
    const old = region.providerToken("児発ひろば");
    const oldCode = shortCode(await invitationOf("児発ひろば"));
    expect(await findTokenOfCode(oldCode)).toBe(old);
    const again = { intent: "reissue_invitation" as const, invitation: idOf("児発ひろば"), generation: 1 };
    expect(await press(region.providerRound, again)).toMatchObject({ kind: "done" });
    expect(await press(region.providerRound, again)).toMatchObject({ kind: "done" });
    const fresh = await invitationOf("児発ひろば");
    expect(fresh.generation).toBe(2);
    expect([await stateOf(old), await stateOf(linkToken(fresh)), await stateOf("A".repeat(22))]).toEqual([
      "reissued",
      "open",
      "unknown",
    ]);
    const [oldPage, newPage, others] = await Promise.all(
      [old, linkToken(fresh), region.providerToken("生活介護の家")].map((token) =>
        loadRespondentPage(token, firstVisit),
      ),
    );
    const kept = oldPage?.kind === "closed" ? oldPage.keptAs : null;
    // what the browser kept under the old link is found by the new one, and by nobody else's; it tells neither address
    expect(oldPage).toMatchObject({ kind: "closed", state: "reissued", keptAs: expect.stringMatching(/^[\w-]{43}$/) });
    expect(newPage).toMatchObject({ kind: "form", form: { keptAs: kept } });
    expect(others).toMatchObject({ kind: "form", form: { keptAs: expect.not.stringMatching(`^${kept}$`) } });
    expect(JSON.stringify(oldPage)).not.toContain(linkToken(fresh));
    expect([await findTokenOfCode(oldCode), await findTokenOfCode(shortCode(fresh))]).toEqual([null, linkToken(fresh)]);
    await press(region.providerRound, { intent: "revoke_invitation", invitation: fresh.id });
    expect([await stateOf(linkToken(fresh)), await stateOf(old)]).toEqual(["revoked", "revoked"]);
  });

  test("a code typed at /answer leads to its link, also the families' one; a wrong one is answered with 422", async () => {
    const [open] = await listInvitations("152137", region.familyRound);
    if (!open) throw new Error("no open link");
    const type = (code: string) => answerOf(answerAction(requestArgs({ path: "/answer", form: [["code", code]] })));
    expect(await type(shortCode(open).toLowerCase())).toMatchObject({
      status: 302,
      location: `/r/${region.familyToken}`,
    });
    expect(await type("00000-00000")).toMatchObject({ status: 422, data: { typed: "00000-00000" } });
  });

  test("are stored as hashes alone", async () => {
    const invitation = await invitationOf("児発ひろば");
    const stored = JSON.stringify(await mongoose.connection.collection("invitations").find().toArray());
    for (const secret of [linkToken(invitation), shortCode(invitation), shortCode(invitation).replace("-", "")])
      expect(stored).not.toContain(secret);
  });

  test("a provider's form is opened when it has come to life, once, and not by what fetches the page; the families' never", async () => {
    const token = region.providerToken("児発ひろば");
    expect(await loadRespondentPage(token, firstVisit)).toMatchObject({ kind: "form", notesOpening: true });
    expect((await invitationOf("児発ひろば")).openedAt).toBeNull();
    expect(await noteFormOpened(token, now)).toBe(true);
    expect((await invitationOf("児発ひろば")).openedAt).toEqual(now);
    await noteFormOpened(token, days(1));
    expect((await invitationOf("児発ひろば")).openedAt).toEqual(now);
    expect(await loadRespondentPage(token, firstVisit)).toMatchObject({ kind: "form", notesOpening: false });
    expect(await loadRespondentPage(region.familyToken, firstVisit)).toMatchObject({ notesOpening: false });
    await noteFormOpened(region.familyToken, now);
    expect(await noteFormOpened("A".repeat(22), now)).toBe(false);
    expect((await listInvitations("152137", region.familyRound)).map((one) => one.openedAt)).toEqual([null]);
  });

  test("one is reopened after the closing: it alone takes answers, until its day, and not once archived", async () => {
    const token = region.providerToken("放課後クラブ");
    const reopen = { intent: "reopen_invitation" as const, invitation: idOf("放課後クラブ"), until: isoDay(days(3)) };
    expect(await press(region.providerRound, reopen)).toEqual({ kind: "refused", reason: "state" });
    await press(region.providerRound, { intent: "close_round" });
    expect(await stateOf(token)).toBe("closed");
    expect(await press(region.providerRound, { ...reopen, until: "2020-01-01" })).toMatchObject({ reason: "until" });
    expect(await press(region.providerRound, reopen)).toMatchObject({ kind: "done" });
    expect([await stateOf(token), await stateOf(region.providerToken("児発ひろば"))]).toEqual(["open", "closed"]);
    expect((await findLink(token, days(5))).state).toBe("closed");
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    await press(region.providerRound, { intent: "archive_round" });
    expect(await stateOf(token)).toBe("closed");
    expect(await press(region.providerRound, reopen)).toEqual({ kind: "refused", reason: "archived" });
  });

  test("of a round closed early, every page says until when it is answered in truth", async () => {
    const token = region.providerToken("放課後クラブ");
    const dayOf = (moment: Date) => formatDate(toLocalDate(moment), "ja");
    const rounds = mongoose.connection.collection<{ _id: string }>("rounds");
    await rounds.updateOne({ _id: region.providerRound }, { $set: { closesAt: days(20), firstClosesAt: days(20) } });
    await press(region.providerRound, { intent: "close_round" }, now);
    const until = isoDay(new Date(days(3).getTime() + 9 * 3_600_000));
    await press(region.providerRound, { intent: "reopen_invitation", invitation: idOf("放課後クラブ"), until });
    const form = await loadRespondentPage(token, firstVisit);
    expect(form).toMatchObject({ kind: "form", closing: dayOf(days(3)) });
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    expect(await loadReceipt(token, null, "ja")).toMatchObject({ correctUntil: dayOf(days(3)) });
    const { providers } = await pageOf(region.providerRound);
    expect(providers?.answered[0]?.reopenedUntil).toBe(dayOf(days(3)));
    const paper = (invitationId: string | null) =>
      loadPaperForm("152137", { roundId: region.providerRound, invitationId }, "ja");
    expect((await paper(null)).heading.closing).toBe(formatMoment(now, "ja"));
    expect((await paper(idOf("放課後クラブ"))).heading.closing).toBe(dayOf(days(3)));
    const listed = (await loadRounds(staff, now, "ja")).rounds.find(({ id }) => id === region.providerRound);
    expect(listed?.closing).toBe(formatMoment(now, "ja"));
  });

  test("the home page and the round's page count the same: who answered counts, though its link was revoked", async () => {
    for (const name of ["放課後クラブ", "児発ひろば"])
      await send(region.providerToken(name), submission(hokagoAnswers({ mon: 1 })));
    await press(region.providerRound, { intent: "revoke_invitation", invitation: idOf("児発ひろば") });
    const home = await loadHome(new Request(origin), staff, "ja");
    expect(home.rounds[0]).toMatchObject({ audience: "provider", answered: 2, expected: 3, silent: 1 });
    expect((await pageOf(region.providerRound)).providers?.all).toMatchObject({ submitted: 2, expected: 3 });
    await press(region.providerRound, { intent: "revoke_invitation", invitation: idOf("生活介護の家") });
    expect((await loadHome(new Request(origin), staff, "ja")).rounds[0]).toMatchObject({ expected: 2, silent: 0 });
  });

  test("a provider that comes into the registry is invited when asked for", async () => {
    await saveProviders([providerOf("152137", "新しい家", ["hokago_day"])]);
    expect((await pageOf(region.providerRound)).providers?.uninvited).toBe(1);
    expect(await press(region.providerRound, { intent: "invite_missing" })).toMatchObject({ kind: "done" });
    const { providers } = await pageOf(region.providerRound);
    expect([providers?.uninvited, providers?.all.expected]).toEqual([0, 4]);
  });

  test("single-use codes: as many as wanted, one answer each, and the same form twice is one run", async () => {
    const run = "11111111-1111-4111-8111-111111111111";
    const issue = (count: string) => press(region.familyRound, { intent: "issue_codes", run, count });
    expect(await issue("501")).toEqual({ kind: "refused", reason: "count" });
    await issue("３");
    await issue("3");
    const singles = (await listInvitations("152137", region.familyRound)).filter(({ kind }) => kind === "single");
    expect(singles).toHaveLength(3);
    expect(singles.every(({ providerId }) => providerId === null)).toBe(true);
    const token = linkToken(singles[0] ?? { id: "", generation: 1, tokenHash: "" });
    await send(token, submission(familyAnswers({ careClass: "1" })));
    expect(await submitResponse(token, submission(familyAnswers({ careClass: "2" })))).toMatchObject({
      kind: "already_answered",
    });
    // the letter alone shows nobody what was sent with it
    expect(await loadRespondentPage(token, firstVisit)).toMatchObject({ kind: "closed", state: "used" });
    expect((await pageOf(region.familyRound)).runs).toEqual([{ run, count: 3, unused: 2 }]);
  });

  test("a run is printed again without the codes that were used, and those left can be stopped", async () => {
    const run = "22222222-2222-4222-8222-222222222222";
    const other = "33333333-3333-4333-8333-333333333333";
    const issue = (name: string) => press(region.familyRound, { intent: "issue_codes", run: name, count: "3" });
    const stop = () => press(region.familyRound, { intent: "revoke_codes", run });
    const printed = async () => {
      const url = new URL(`${origin}/rounds/x/letters?run=${run}`);
      const page = await loadPapersPage(staff, region.familyRound, { url, origin, now: new Date(), withQr: true });
      return page?.sheets.map(({ invitationId }) => invitationId.slice(-3));
    };
    expect(await stop()).toBeNull();
    await issue(run);
    await issue(other);
    const codes = (await listInvitations("152137", region.familyRound)).filter(({ kind }) => kind === "single");
    const used = codes.find(({ id }) => id.endsWith(`${run}-002`));
    const { response } = await send(
      linkToken(used ?? { id: "", generation: 1, tokenHash: "" }),
      submission(familyAnswers({ careClass: "1" })),
    );
    expect(await printed()).toEqual(["001", "003"]);
    expect(await stop()).toEqual({ kind: "done", done: "revoke_codes" });
    expect(await printed()).toEqual([]);
    expect((await pageOf(region.familyRound)).runs).toEqual([
      { run, count: 3, unused: 0 },
      { run: other, count: 3, unused: 3 },
    ]);
    // what was sent stays within reach of who sent it
    expect(
      await loadReceipt(linkToken(used ?? { id: "", generation: 1, tokenHash: "" }), response.id, "ja"),
    ).toMatchObject({
      kind: "receipt",
    });
    await press(region.familyRound, { intent: "close_round" });
    expect(await issue("44444444-4444-4444-8444-444444444444")).toEqual({ kind: "refused", reason: "state" });
  });

  test("a revoked link says so with the city's contact, also to who has answered over it", async () => {
    const token = region.providerToken("放課後クラブ");
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    await press(region.providerRound, { intent: "revoke_invitation", invitation: idOf("放課後クラブ") });
    const revoked = { kind: "closed", state: "revoked", contact: "燕市社会福祉課 電話 0256-00-0000" };
    expect(await loadRespondentPage(token, firstVisit)).toMatchObject(revoked);
    expect(await loadReceipt(token, null, "ja")).toEqual(revoked);
    const args = requestArgs({ path: `/r/${token}/receipt` });
    expect(await answerOf(receiptLoader({ ...args, params: { token } }))).toMatchObject({ status: 410 });
  });
});

describe("papers", () => {
  const url = (query: string) => new URL(`http://city.example/rounds/x/letters${query}`);
  const letters = (round: string, query: string) =>
    loadPapersPage(staff, round, { url: url(query), origin, now: new Date(), withQr: true });

  test("a letter for each silent provider, with its own link, code and QR code; sending is noted and starts a pause", async () => {
    const region = await openRegion();
    await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
    const page = await letters(region.providerRound, "?to=silent");
    expect(page?.sheets.map(({ text }) => text.to[0])).toEqual(["児発ひろば 御中", "生活介護の家 御中"]);
    const [first] = page?.sheets ?? [];
    expect(first?.address).toBe(`${origin}/r/${region.providerToken("児発ひろば")}`);
    expect(first?.qr?.size).toBeGreaterThan(20);
    expect(first?.text.paragraphs.join("")).not.toContain("あらためて");
    const invitations = page?.sheets.map(({ invitationId }) => invitationId) ?? [];
    const sent = {
      invitations: [...invitations, "152137-2026-family|open"],
      channel: "letter" as const,
      now: new Date(),
    };
    expect(await recordSent(staff, region.providerRound, sent)).toEqual({ kind: "done", count: 2 });
    expect((await letters(region.providerRound, "?to=paper"))?.sheets).toEqual([]);
    const again = await letters(region.providerRound, `?invitation=${encodeURIComponent(invitations[0] ?? "")}`);
    expect(again?.sheets).toHaveLength(1);
    expect(again?.sheets[0]?.text.paragraphs.join("")).toContain("あらためて");
    expect((await pageOf(region.providerRound)).providers?.chase[0]?.lastContact?.channel).toBe("letter");
  });

  test("are made for those who are due, whatever the way; those contacted recently are an explicit choice", async () => {
    const region = await openRegion();
    const idOf = (name: string) => `${region.providerRound}|152137-p-${name}`;
    const called = { intent: "note_contact" as const, invitation: idOf("児発ひろば") };
    await press(region.providerRound, called);
    const namesOf = async (query: string) =>
      (await letters(region.providerRound, query))?.sheets.map(({ name }) => name);
    expect(await namesOf("")).toEqual(["生活介護の家", "放課後クラブ"]);
    expect(await namesOf("?to=silent")).toEqual(["児発ひろば", "生活介護の家", "放課後クラブ"]);
    expect((await pageOf(region.providerRound)).providers).toMatchObject({ recent: 1, minDays: 3 });
    await press(region.providerRound, { intent: "close_round" });
    expect(await namesOf("?to=all")).toEqual([]);
  });

  test("say why they were not noted: noted today already, nobody's link works, or the round was archived", async () => {
    const region = await openRegion();
    const id = `${region.providerRound}|152137-p-児発ひろば`;
    const note = (wanted: string) =>
      recordSent(staff, region.providerRound, { invitations: [wanted], channel: "fax", now });
    expect(await note(id)).toEqual({ kind: "done", count: 1 });
    expect(await note(id)).toEqual({ kind: "refused", reason: "recorded" });
    expect(await note("nobody")).toEqual({ kind: "refused", reason: "nobody" });
    await press(region.providerRound, { intent: "close_round" });
    await press(region.providerRound, { intent: "archive_round" });
    expect(await note(id)).toEqual({ kind: "refused", reason: "archived" });
  });

  test("the mail merge table neutralises formulas and begins with a BOM", async () => {
    const region = await openRegion({ providers: [providerOf("152137", "=cmd|' /C calc'!A0", ["hokago_day"])] });
    const query = { to: "all" as const, service: "", invitation: null, run: null };
    const file = await exportMailMerge(staff, region.providerRound, { query, origin, now, locale: "ja" });
    const [head, row] = file?.text.split("\r\n") ?? [];
    expect(head).toBe("\ufeff事業所名,フリガナ,住所,ファクス,回答用アドレス,番号,締切");
    expect(row).toMatch(/^'=cmd/);
  });
});
