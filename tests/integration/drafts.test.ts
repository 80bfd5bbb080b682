import { describe, expect, test } from "vitest";
import { hashCode, makeDraftCode } from "#app/services/draft-code.server.ts";
import { type KeepOutcome, keepDraft } from "#app/services/keep-draft.server.ts";
import { loadRespondentPage, type Visit } from "#app/services/load-form.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { resumeDraft } from "#app/services/resume-draft.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { withdrawAnswers } from "#app/services/withdraw-answers.server.ts";
import { listDraftingInvitations, sweepDrafts } from "#models/draft.server.ts";
import { countResponses } from "#models/response.server.ts";
import { commentResponse, judgeResponse } from "#models/response-review.server.ts";
import { closeRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  dumpDatabase,
  exampleAnswers,
  familyAnswers,
  hokagoAnswers,
  openRegion,
  providerOf,
  send,
  storedResponses,
  submission,
} from "#tests/fixtures/region.ts";

databaseOfFile();

const club = "放課後クラブ";
const now = new Date();
const nothing = { base: 0, changes: {}, decided: [], page: null, corrects: null, code: null, editor: "one" };
const firstVisit: Visit = { locale: "ja", code: null, remembered: null, correct: false };

const here = { address: "192.0.2.1" };
const keep = (token: string, body: unknown, saver = here) => keepDraft(token, body, saver);

function requireSaved(outcome: KeepOutcome) {
  if (outcome.kind !== "saved") throw new Error(`Not saved: ${outcome.kind}`);
  return outcome;
}

async function formAt(token: string, visit: Partial<Visit> = {}) {
  const page = await loadRespondentPage(token, { ...firstVisit, ...visit });
  if (page.kind !== "form") throw new Error(`No form but ${page.kind}`);
  return page.form;
}

describe("a provider's draft", () => {
  test("is there on every device that opens the link, and does not count", async () => {
    const { providerToken, providerRound } = await openRegion();
    const token = providerToken(club);
    const saved = requireSaved(
      await keep(token, { ...nothing, changes: { free_text: "途中" }, page: "voice", decided: ["notice"] }),
    );
    expect(saved).toMatchObject({ revision: 1, code: null });
    const form = await formAt(token);
    expect(form.draft).toMatchObject({
      revision: 1,
      answers: { free_text: "途中" },
      page: "voice",
      decided: ["notice"],
    });
    expect(await listDraftingInvitations("152137", providerRound)).toEqual([`${providerRound}|152137-p-${club}`]);
    expect(await countResponses("152137", providerRound)).toBe(0);
  });

  test("of eight requests at once loses none", async () => {
    const token = (await openRegion()).providerToken(club);
    const questions = ["free_text", "bcp", "drill", "respondent_job", "respondent_contact", "day_pools", "stock_days"];
    await Promise.all(questions.map((question) => keep(token, { ...nothing, changes: { [question]: question } })));
    const { draft } = await formAt(token);
    expect(draft?.answers).toEqual(Object.fromEntries(questions.map((question) => [question, question])));
    expect(draft?.revision).toBe(questions.length);
  });

  test("of two people who answer the same question differently keeps the first and says so", async () => {
    const token = (await openRegion()).providerToken(club);
    requireSaved(await keep(token, { ...nothing, changes: { bcp: "made" } }));
    const other = { ...nothing, editor: "two", changes: { bcp: "no", drill: "yes" } };
    const second = requireSaved(await keep(token, other));
    expect(second).toMatchObject({ conflicts: { bcp: "made" }, others: {} });
    expect((await formAt(token)).draft?.answers).toEqual({ bcp: "made", drill: "yes" });
  });

  test("goes when the answers are sent; who still types is told", async () => {
    const { providerToken, providerRound } = await openRegion();
    const token = providerToken(club);
    await keep(token, { ...nothing, changes: { free_text: "途中" } });
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    expect(await listDraftingInvitations("152137", providerRound)).toEqual([]);
    expect(await keep(token, { ...nothing, base: 1, changes: { free_text: "さらに" } })).toEqual({
      kind: "already_answered",
    });
  });

  test("is refused with a question nobody asks, with a monstrous value, over a link that takes no answers", async () => {
    const { providerToken, providerRound } = await openRegion();
    const token = providerToken(club);
    let deep: unknown = 1;
    for (let depth = 0; depth < 200; depth += 1) deep = [deep];
    const bodies = [
      null,
      { ...nothing, base: -1 },
      { ...nothing, changes: { nobody_asks: 1 } },
      { ...nothing, changes: { $where: 1 } },
      { ...nothing, changes: { __proto__: null, units: deep } },
      { ...nothing, decided: Array.from({ length: 51 }, String) },
    ];
    for (const body of bodies) expect(await keep(token, body)).toEqual({ kind: "malformed" });
    // 80,000 × 3 bytes: more than 200,000
    expect(await keep(token, { ...nothing, changes: { free_text: "あ".repeat(80_000) } })).toEqual({
      kind: "too_large",
    });
    expect(await keep("x".repeat(22), nothing)).toEqual({ kind: "link", state: "unknown" });
    await closeRound("152137", providerRound);
    expect(await keep(token, nothing)).toEqual({ kind: "link", state: "closed" });
    expect((await dumpDatabase()).drafts ?? []).toEqual([]);
  });

  test("is swept thirty days after the round's end", async () => {
    const closesAt = new Date(now.getTime() + 3_600_000);
    const { providerToken, providerRound } = await openRegion({ closesAt });
    await keep(providerToken(club), { ...nothing, changes: { bcp: "made" } });
    const end = closesAt.getTime() + 30 * 86_400_000;
    await sweepDrafts(new Date(end - 1));
    expect(await listDraftingInvitations("152137", providerRound)).toHaveLength(1);
    await sweepDrafts(new Date(end));
    expect(await listDraftingInvitations("152137", providerRound)).toEqual([]);
  });
});

describe("a family's code", () => {
  async function begin(token: string, changes: Record<string, unknown>, editor = "one") {
    const { code } = requireSaved(await keep(token, { ...nothing, changes, editor }));
    if (code === null) throw new Error("No code was given");
    return code;
  }

  test("is twelve signs without letters taken for digits, of each tab and each link its own", () => {
    const invitations = [{ id: "r|open" }, { id: "r|single-1" }];
    const tabs = Array.from({ length: 1_000 }, (_, tab) => `tab-${tab}`);
    const codes = invitations.flatMap((invitation) => tabs.map((tab) => makeDraftCode(invitation, tab)));
    expect(new Set(codes).size).toBe(2_000);
    expect(makeDraftCode({ id: "r|open" }, "tab-0")).toBe(codes[0]);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  test("brings the draft back on another device; two families on one link never meet", async () => {
    const { familyToken } = await openRegion();
    const first = await begin(familyToken, { stage: "elementary" });
    const second = await begin(familyToken, { stage: "preschool" }, "two");
    expect(await resumeDraft(familyToken, first.toLowerCase(), now)).toEqual({ kind: "draft", code: first });
    expect((await formAt(familyToken, { code: first })).draft?.answers).toEqual({ stage: "elementary" });
    expect((await formAt(familyToken, { code: second })).draft?.answers).toEqual({ stage: "preschool" });
    expect((await formAt(familyToken)).draft).toBeNull();
    expect(JSON.stringify(await dumpDatabase())).not.toContain(first);
  });

  test("is one, however often the first save is sent", async () => {
    const { familyToken, familyRound } = await openRegion();
    const code = await begin(familyToken, { stage: "elementary" });
    // the reply was lost, and something else was typed meanwhile
    expect(await begin(familyToken, { stage: "preschool", district: "152137-1" })).toBe(code);
    expect((await formAt(familyToken, { code })).draft).toMatchObject({
      revision: 2,
      answers: { stage: "preschool", district: "152137-1" },
      editors: ["one"],
    });
    const body = submission(familyAnswers({ careClass: "3", used: ["mon"] }));
    await submitResponse(familyToken, { ...body, code });
    expect(await keep(familyToken, { ...nothing, changes: { stage: "elementary" } })).toEqual({
      kind: "already_answered",
    });
    expect(await listDraftingInvitations("152137", familyRound)).toEqual([]);
  });

  test("of nobody, of another link, or of the wrong form opens nothing", async () => {
    const { familyToken, providerToken } = await openRegion();
    const code = await begin(familyToken, { stage: "elementary" });
    expect(await resumeDraft(familyToken, "0000-0000-0000", now)).toEqual({ kind: "wrong" });
    expect(await resumeDraft(familyToken, "hello", now)).toEqual({ kind: "unreadable" });
    expect(await resumeDraft(providerToken(club), code, now)).toEqual({ kind: "wrong" });
  });

  test("makes what two devices send out of one draft one response", async () => {
    const { familyToken, familyRound } = await openRegion();
    const code = await begin(familyToken, { stage: "elementary" });
    const { submissionKey } = await formAt(familyToken, { code });
    expect((await formAt(familyToken, { code })).submissionKey).toBe(submissionKey);
    const body = { ...submission(familyAnswers({ careClass: "3", used: ["mon"] })), submissionKey };
    expect(await submitResponse(familyToken, { ...body, code })).toMatchObject({ kind: "received", repeated: false });
    // the reply was lost
    expect(await submitResponse(familyToken, { ...body, code })).toMatchObject({ kind: "received", repeated: true });
    // a device that has not heard of it, with other answers
    const stale = { ...body, code, answers: familyAnswers({ careClass: "2", used: ["fri"] }) };
    expect(await submitResponse(familyToken, stale)).toMatchObject({ kind: "already_answered" });
    // a device that never learned the draft's key
    const other = submission(familyAnswers({ careClass: "1", used: ["tue"] }));
    expect(await submitResponse(familyToken, { ...other, code })).toMatchObject({ kind: "already_answered" });
    expect(await countResponses("152137", familyRound)).toBe(1);
    expect(await keep(familyToken, { ...nothing, changes: { stage: "preschool" }, code })).toEqual({
      kind: "already_answered",
    });
  });

  test("leads to what was sent, to correct it or to take it back", async () => {
    const { familyToken, familyRound } = await openRegion();
    const code = await begin(familyToken, { stage: "elementary" });
    await submitResponse(familyToken, { ...submission(familyAnswers({ careClass: "3", used: ["mon"] })), code });
    const sent = await resumeDraft(familyToken, code, now);
    if (sent.kind !== "sent") throw new Error(sent.kind);
    const remembered = { id: sent.responseId, code };
    const form = await formAt(familyToken, { remembered, correct: true });
    expect(form).toMatchObject({ code, saves: true, correction: { revision: 1 }, initialAnswers: { care_class: "3" } });
    const corrected = familyAnswers({ careClass: "1", used: ["mon"] });
    const body = { ...submission(corrected), submissionKey: form.submissionKey, corrects: 1 };
    expect(await submitResponse(familyToken, { ...body, code })).toMatchObject({
      kind: "received",
      response: { id: sent.responseId, revision: 2 },
    });
    expect(await storedResponses()).toMatchObject([{ codeHash: hashCode(code), earlier: [{ revision: 1 }] }]);

    expect(await withdrawAnswers(familyToken, remembered, now)).toBe(true);
    expect(await withdrawAnswers(familyToken, remembered, now)).toBe(true);
    expect((await loadTally(familyRound, "152137")).responses).toBe(0);
    expect(await countResponses("152137", familyRound)).toBe(0);
    const [row] = await storedResponses();
    expect(row).toMatchObject({
      answers: {},
      observations: [],
      profile: null,
      earlier: [],
      counts: false,
      revision: 3,
    });
    expect(await loadReceipt(familyToken, sent.responseId, "ja")).toMatchObject({ kind: "withdrawn" });
    expect(await submitResponse(familyToken, { ...body, corrects: 3, code })).toMatchObject({
      kind: "already_answered",
    });
  });

  test("a provider's answers cannot be taken back over its link", async () => {
    const { providerToken } = await openRegion();
    const { response } = await send(providerToken(club), submission(hokagoAnswers({ mon: 1 })));
    expect(await withdrawAnswers(providerToken(club), { id: response.id, code: null }, now)).toBe(false);
  });
});

describe("a correction", () => {
  test("by one of two people who opened the same answers is taken, the other's is refused", async () => {
    const { providerToken } = await openRegion();
    const token = providerToken(club);
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    expect(await loadRespondentPage(token, firstVisit)).toMatchObject({ kind: "answered" });
    const form = await formAt(token, { correct: true });
    expect(form).toMatchObject({ correction: { revision: 1 }, carried: null });
    const correct = (mon: number) =>
      submitResponse(token, { ...submission(hokagoAnswers({ mon })), corrects: form.correction?.revision });
    expect(await correct(2)).toMatchObject({ kind: "received", response: { revision: 2 } });
    expect(await correct(3)).toEqual({ kind: "already_answered" });
    expect(await storedResponses()).toMatchObject([{ answers: { pools: [{ nurses: { mon: 2 } }] } }]);
  });

  test("goes on while staff reviews the answers it changes", async () => {
    const { providerToken } = await openRegion();
    const token = providerToken(club);
    const { response } = await send(token, submission(hokagoAnswers({ mon: 1 })));
    const draft = { ...nothing, corrects: 1, changes: { free_text: "直しています" } };
    requireSaved(await keep(token, draft));
    const judged = { state: "has_issues" as const, reason: null, by: "staff", at: now };
    expect(await judgeResponse({ areaId: "152137", id: response.id, revision: response.revision }, judged)).toBe(true);
    requireSaved(await keep(token, { ...draft, base: 1, changes: { free_text: "直しました" } }));
    expect((await formAt(token, { correct: true })).draft?.answers).toEqual({ free_text: "直しました" });
    const body = { ...submission({ ...hokagoAnswers({ mon: 2 }), free_text: "直しました" }), corrects: 1 };
    expect(await submitResponse(token, body)).toMatchObject({ kind: "received", response: { answersRevision: 2 } });
  });

  test("that changes nothing answers what was asked back", async () => {
    const { providerToken } = await openRegion();
    const token = providerToken(club);
    const body = submission(hokagoAnswers({ mon: 1 }));
    const { response } = await send(token, body);
    const comment = { id: "c", question: "pools", text: "1人ですか。", by: "staff", at: now, answeredAt: null };
    await commentResponse({ areaId: "152137", id: response.id, revision: response.revision }, comment);
    expect(await submitResponse(token, { ...body, corrects: 1 })).toMatchObject({ repeated: false });
    expect(await submitResponse(token, { ...body, corrects: 1 })).toMatchObject({ repeated: true });
    expect(await storedResponses()).toMatchObject([{ comments: [{ answeredAt: expect.any(Date) }] }]);
  });

  test("sent again after its reply was lost is the same correction", async () => {
    const { providerToken } = await openRegion();
    const token = providerToken(club);
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    const body = { ...submission(hokagoAnswers({ mon: 2 })), corrects: 1 };
    expect(await submitResponse(token, body)).toMatchObject({ repeated: false, response: { revision: 2 } });
    expect(await submitResponse(token, body)).toMatchObject({ repeated: true, response: { revision: 2 } });
  });
});

describe("last round's answers", () => {
  const providers = [providerOf("152137", club, ["hokago_day"])];

  async function answerLastYear(answers: Record<string, unknown>) {
    const last = await openRegion({ providers, fiscalYear: 2025 });
    await send(last.providerToken(club), submission(answers));
    return openRegion({ providers });
  }

  test("stand in this round's form page by page, as far as the questionnaire takes them", async () => {
    const { providerToken } = await answerLastYear(exampleAnswers("provider-capacity", 0));
    const form = await formAt(providerToken(club));
    expect(form.initialAnswers).toEqual({});
    expect(form.carried?.answers).toEqual(exampleAnswers("provider-capacity", 0));
    expect(form.carried?.pages.map(({ name }) => name)).toContain("pools_page");
  });

  test("confirmed are stored as confirmed, with today's date; a changed one as changed", async () => {
    const { providerToken, providerRound } = await answerLastYear(hokagoAnswers({ mon: 1 }));
    await send(providerToken(club), submission({ ...hokagoAnswers({ mon: 2 }), bcp: "made" }));
    const row = (await storedResponses()).find(({ roundId }) => roundId === providerRound);
    expect(row).toMatchObject({
      states: {
        units: { state: "confirmed" },
        day_pools: { state: "confirmed" },
        pools: { state: "changed" },
        bcp: { state: "new" },
      },
    });
  });

  test("hold the services that the register has got since then, still without answers", async () => {
    await answerLastYear(hokagoAnswers({ mon: 1 }));
    const { providerToken } = await openRegion({
      providers: [providerOf("152137", club, ["hokago_day", "tanki_nyusho"])],
    });
    expect((await formAt(providerToken(club))).carried?.answers.units).toEqual([
      { service_type: "hokago_day", acceptance: "accepting" },
      { service_type: "tanki_nyusho" },
    ]);
  });
});
