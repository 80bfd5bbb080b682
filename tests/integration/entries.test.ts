import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { confirmEntry } from "#app/services/confirm-entry.server.ts";
import { enterAnswers } from "#app/services/enter-answers.server.ts";
import { loadEntry } from "#app/services/load-entry.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { comment, review } from "#app/services/review-responses.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { staffChannelSchema } from "#domain/channel.ts";
import { revokeInvitation } from "#models/invitation.server.ts";
import { unaskedQuestionsMigration } from "#models/response-migrations.server.ts";
import { archiveRound, closeRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  type AnswersJson,
  dumpDatabase,
  familyAnswers,
  hokagoAnswers,
  openRegion,
  type Region,
  send,
  storedResponses,
  submission,
} from "#tests/fixtures/region.ts";
import { cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
let region: Region;
let permitted: Permitted;
const now = new Date();

beforeEach(async () => {
  region = await openRegion();
  permitted = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
});

const name = "放課後クラブ";
const providerId = `152137-p-${name}`;

const entry = (answers: unknown, changes: Record<string, unknown> = {}) => ({
  round: region.providerRound,
  provider: providerId,
  channel: "paper",
  asksAll: false,
  corrects: null,
  submissionKey: randomUUID(),
  locale: "ja",
  answers,
  confirmed: ["*"],
  ...changes,
});
const enter = (answers: unknown, changes: Record<string, unknown> = {}) =>
  enterAnswers(permitted, entry(answers, changes), now);
const deeds = async () => ((await dumpDatabase()).audit_events ?? []).map(({ deed, outcome }) => [deed, outcome]);
const page = (search: Record<string, string>, roundId = region.providerRound) =>
  loadEntry(permitted, { roundId, search: new URLSearchParams(search), locale: "ja" }, now);

describe("an entry by staff", () => {
  test.each(staffChannelSchema.options)(
    "by %s is stored with its channel and who typed it, and counts",
    async (channel) => {
      const outcome = await enter(hokagoAnswers({ mon: 1 }), { channel });
      expect(outcome).toMatchObject({ kind: "received", repeated: false });
      expect((await storedResponses())[0]).toMatchObject({
        channel,
        enteredBy: permitted.user.id,
        confirmedAt: null,
        providerId,
        counts: true,
      });
      expect(await deeds()).toEqual([[{ action: "enter_answers", channel }, "done"]]);
    },
  );

  test("goes on after the closing, and not before the opening; elsewhere nobody is known", async () => {
    await closeRound("152137", region.providerRound, now);
    expect(await page({})).toMatchObject({ kind: "choose", late: true });
    expect((await enter(hokagoAnswers({ mon: 1 }))).kind).toBe("received");
    const planned = await openRegion({ fiscalYear: 2027, opensAt: new Date(now.getTime() + 3_600_000) });
    expect(await enter(hokagoAnswers({ mon: 1 }), { round: planned.providerRound })).toEqual({ kind: "unknown" });
    await expect(page({}, planned.providerRound)).rejects.toMatchObject({ code: "not_found" });
    const foreign = { ...permitted, areaId: "152048" };
    expect(await enterAnswers(foreign, entry(hokagoAnswers({ mon: 1 })), now)).toEqual({ kind: "unknown" });
    expect(await enter(hokagoAnswers({ mon: 1 }), { provider: "152137-p-nobody" })).toEqual({ kind: "unknown" });
    expect(await enter(hokagoAnswers({ mon: 1 }), { provider: null })).toEqual({ kind: "unknown" });
    expect(await storedResponses()).toHaveLength(1);
  });

  test("goes on over a link that was stopped, and into nothing that was put away", async () => {
    const family = { round: region.familyRound, provider: null };
    await revokeInvitation("152137", `${region.familyRound}|open`);
    await revokeInvitation("152137", `${region.providerRound}|${providerId}`);
    expect((await enter(familyAnswers({ careClass: "1" }), family)).kind).toBe("received");
    expect(await page({ provider: providerId })).toMatchObject({ kind: "form", providerId });
    const entered = await enter(hokagoAnswers({ mon: 1 }));
    if (entered.kind !== "received") throw new Error(entered.kind);
    await archiveRound("152137", region.providerRound, now);
    expect(await enter(hokagoAnswers({ mon: 2 }), { corrects: 1 })).toEqual({ kind: "unknown" });
    await expect(page({})).rejects.toMatchObject({ code: "not_found" });
    expect(await storedResponses()).toContainEqual(expect.objectContaining({ _id: entered.response.id, revision: 1 }));
  });

  test("that came before it was typed in is first received on that day, and is on time by it; a correction changes nothing", async () => {
    const at = (text: string) => new Date(`${text}+09:00`);
    const closesAt = at("2026-12-21T00:00");
    const late = await openRegion({ fiscalYear: 2025, opensAt: at("2026-12-01T09:00"), closesAt });
    const typedAt = at("2026-12-22T14:05");
    const type = (changes: Record<string, unknown>, answers: unknown = hokagoAnswers({ mon: 1 })) =>
      enterAnswers(permitted, entry(answers, { round: late.providerRound, ...changes }), typedAt);
    for (const arrived of ["2026-11-30", "2026-12-23", "yesterday"])
      expect([arrived, await type({ arrived })]).toEqual([arrived, { kind: "malformed" }]);
    expect(await storedResponses()).toEqual([]);
    expect((await type({ arrived: "令和8年12月18日" })).kind).toBe("received");
    const received = { firstReceivedAt: at("2026-12-18T00:00"), receivedAt: typedAt };
    expect(await storedResponses()).toMatchObject([received]);
    const wanted = { id: late.providerRound, origin: "http://city.example", now: typedAt, locale: "ja" as const };
    const page = await loadRound(permitted, wanted);
    expect(page?.providers?.all).toMatchObject({ submitted: 1, onTime: 1 });
    expect(page?.providers?.answered[0]?.answeredAt).toBe("令和8年12月18日(金)");
    await type({ arrived: "2026-12-20", corrects: 1 }, hokagoAnswers({ mon: 2 }));
    expect(await storedResponses()).toMatchObject([{ ...received, revision: 2 }]);
    await type({ arrived: "R8.12.1", provider: "152137-p-児発ひろば" });
    await type({ provider: "152137-p-生活介護の家" });
    const moments = (await storedResponses()).map(({ firstReceivedAt }) => firstReceivedAt);
    expect(moments.slice(1)).toEqual([at("2026-12-01T09:00"), typedAt]);
  });

  test("asks again for a day on which nothing can have come, before the form is shown", async () => {
    expect(await page({ provider: providerId, arrived: "2020-04-01" })).toMatchObject({
      kind: "choose",
      arrivedWrong: true,
    });
    expect(await page({ provider: providerId })).toMatchObject({ kind: "form", arrived: "", arrivedWrong: false });
  });

  test("of families is each a new answer, and the same one once", async () => {
    const family = { round: region.familyRound, provider: null };
    const key = { ...family, submissionKey: randomUUID() };
    expect(await enter(familyAnswers({ careClass: "1" }), key)).toMatchObject({ repeated: false });
    expect(await enter(familyAnswers({ careClass: "1" }), key)).toMatchObject({ kind: "received", repeated: true });
    await enter(familyAnswers({ careClass: "1" }), family);
    expect((await storedResponses()).map(({ channel, providerId: whose }) => [channel, whose])).toEqual([
      ["paper", null],
      ["paper", null],
    ]);
  });

  test("that the checker refuses, that nobody confirmed, or that is none, leaves nothing behind", async () => {
    expect(await enter({ ...hokagoAnswers({ mon: -1 }) })).toMatchObject({ kind: "invalid" });
    expect(await enter("text")).toMatchObject({ kind: "invalid" });
    expect(await enter(hokagoAnswers({ mon: 0 }), { confirmed: [] })).toMatchObject({
      kind: "doubts",
      doubts: [{ id: "accepting_without_nurse@units[0]" }],
    });
    for (const changes of [{ channel: "web" }, { channel: "pigeon" }, { asksAll: "no" }, { submissionKey: "x" }])
      expect(await enter(hokagoAnswers({ mon: 1 }), changes)).toEqual({ kind: "malformed" });
    expect([await storedResponses(), await deeds()]).toEqual([[], []]);
  });

  test("corrects what the provider sent, keeps the earlier answers, and says so where they changed meanwhile", async () => {
    await send(region.providerToken(name), submission(hokagoAnswers({ mon: 1 })));
    expect(await page({ provider: providerId, channel: "fax" })).toMatchObject({
      kind: "form",
      corrects: 1,
      leftOut: 0,
      form: { initialAnswers: hokagoAnswers({ mon: 1 }) },
    });
    expect((await enter(hokagoAnswers({ mon: 2 }), { channel: "fax" })).kind).toBe("already_answered");
    expect((await enter(hokagoAnswers({ mon: 2 }), { channel: "fax", corrects: 1 })).kind).toBe("received");
    expect((await storedResponses())[0]).toMatchObject({
      revision: 2,
      channel: "fax",
      enteredBy: permitted.user.id,
      earlier: [{ revision: 1, channel: "web", enteredBy: null }],
    });
    expect((await enter(hokagoAnswers({ mon: 3 }), { corrects: 1 })).kind).toBe("already_answered");
    expect((await deeds()).map(([, outcome]) => outcome)).toEqual(["refused", "done", "refused"]);
  });

  test("by its address is answered as a submission over a link is", async () => {
    const post = async (body: string, type = "application/json") => {
      const { context, params } = requestArgs({ path: "/staff/entries" });
      const headers = { Cookie: await cookieOf({ id: permitted.user.id, sessionEpoch: 0 }), "Content-Type": type };
      const request = new Request("http://city.example/staff/entries", { method: "POST", headers, body });
      const response = await entriesAction({ request, params, context });
      return [response.status, await response.json()];
    };
    const body = entry(hokagoAnswers({ mon: 1 }));
    const sent = await post(JSON.stringify(body));
    expect(sent).toEqual([
      201,
      { receiptNumber: expect.stringMatching(/^\w{4}-\w{4}$/), receivedAt: expect.anything() },
    ]);
    expect(await post(JSON.stringify(body))).toEqual([200, sent[1]]);
    expect(await post("{")).toEqual([400, { code: "malformed" }]);
    expect(await post(JSON.stringify(body), "text/plain")).toEqual([400, { code: "malformed" }]);
    expect((await post(JSON.stringify(entry(hokagoAnswers({ mon: 9 })))))[0]).toBe(409);
    expect((await post(JSON.stringify(entry({}))))[0]).toBe(422);
    expect((await post(JSON.stringify(entry(hokagoAnswers({ mon: 0 }), { confirmed: [], corrects: 1 }))))[0]).toBe(202);
    expect((await post(JSON.stringify(entry({}, { provider: "x" }))))[0]).toBe(404);
  });
});

describe("the page of entry", () => {
  test("lists those who were asked, whom a part of the name finds; families have a new answer each", async () => {
    await enter(hokagoAnswers({ mon: 1 }));
    expect(await page({ q: "ｸﾗﾌﾞ", channel: "fax" })).toMatchObject({
      channel: "fax",
      providers: [{ id: providerId, name, answered: true }],
    });
    const [row] = await storedResponses();
    expect(await page({ entered: String(row?.receiptNumber) })).toMatchObject({
      providers: { length: 3 },
      entered: { id: row?._id, receiptNumber: row?.receiptNumber },
    });
    expect(await page({ entered: "0000-0000", channel: "web" })).toMatchObject({ entered: null, channel: "paper" });
    expect(await page({}, region.familyRound)).toMatchObject({ kind: "choose", providers: null });
    expect(await page({ new: "1" }, region.familyRound)).toMatchObject({
      kind: "form",
      providerId: null,
      corrects: null,
    });
  });
});

/** Last year's answers: a nurse on Monday, two drills, and what stands beside them. */
const lastYear: AnswersJson = { ...hokagoAnswers({ mon: 1 }), bcp: "made", drill: "none" };

async function answerLastYear(): Promise<void> {
  const last = await openRegion({ fiscalYear: 2025 });
  await send(last.providerToken(name), submission(lastYear));
}

const cellsOf = async (measure: string) =>
  (await loadTally(region.providerRound, "152137")).cells
    .filter((cell) => cell.measure === measure)
    .map(({ dims, n, sum, absent }) => ({ dims, n, sum, absent }));

describe("by telephone", () => {
  beforeEach(answerLastYear);

  test("only the critical questions are put, filled with last round's answers", async () => {
    const form = await page({ provider: providerId, channel: "phone" });
    expect(form).toMatchObject({ kind: "form", form: { initialAnswers: lastYear } });
    if (form.kind !== "form") throw new Error(form.kind);
    const shown = form.form.definition.pages.flatMap(({ elements }) => elements.map((element) => element.name));
    expect(shown.filter((question) => !question.includes("text"))).toEqual([
      "consent_statistics",
      "consent_publish",
      "units",
      "day_pools",
      "pools",
    ]);
    const rest = await page({ provider: providerId, channel: "phone", all: "1" });
    expect(rest).toMatchObject({ leftOut: 0, asksAll: true, form: { initialAnswers: lastYear } });
    expect(await page({ provider: providerId, channel: "paper" })).toMatchObject({
      leftOut: 0,
      form: { initialAnswers: { day_pools: "yes", pools: [{ services: ["hokago_day"], capacity: 10 }] } },
    });
  });

  test("what was not asked is kept, stale and out of every figure, until the provider confirms it by one tap", async () => {
    // What the form sends beside the asked questions is not looked at: nobody was asked about it.
    const sent = { ...hokagoAnswers({ mon: 2 }), bcp: "none", drill: "without", stock_days: "d1_2" };
    expect((await enter(sent, { channel: "phone" })).kind).toBe("received");
    const [row] = (await storedResponses()).filter(({ roundId }) => roundId === region.providerRound);
    expect(row).toMatchObject({
      answers: { ...hokagoAnswers({ mon: 2 }), bcp: "made", drill: "none" },
      states: {
        consent_statistics: { state: "confirmed" },
        units: { state: "confirmed" },
        pools: { state: "changed" },
        bcp: { state: "stale" },
        drill: { state: "stale" },
      },
    });
    expect(row?.answers).not.toHaveProperty("stock_days");
    // The two nurses of Monday were asked about. Plan (made: 1) and drill (not held: 0) were not: no value, and no zero.
    const notAsked = [{ dims: {}, n: 0, sum: 0, absent: { not_asked: 1 } }];
    expect(await cellsOf("nurses_on_duty")).toMatchObject([{ dims: { weekday: "mon" }, n: 1, sum: 2 }]);
    expect([await cellsOf("bcp"), await cellsOf("drill_with_children")]).toEqual([notAsked, notAsked]);
    const token = region.providerToken(name);
    const confirmedAt = new Date(now.getTime() + 60_000);
    expect(await confirmEntry(token, 7, confirmedAt)).toEqual({ kind: "changed" });
    expect(await confirmEntry(token, 1, confirmedAt)).toMatchObject({ kind: "confirmed", response: { revision: 2 } });
    expect(await confirmEntry(token, 1, confirmedAt)).toMatchObject({ kind: "confirmed", response: { revision: 2 } });
    expect((await storedResponses()).find(({ roundId }) => roundId === region.providerRound)).toMatchObject({
      channel: "phone",
      enteredBy: permitted.user.id,
      confirmedAt,
      revision: 2,
      states: { bcp: { state: "confirmed", since: confirmedAt.toISOString() }, drill: { state: "confirmed" } },
    });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 1, sum: 1, absent: {} }]);
    expect(await cellsOf("drill_with_children")).toEqual([{ dims: {}, n: 1, sum: 0, absent: {} }]);
  });

  const stored = async () => (await storedResponses()).find(({ roundId }) => roundId === region.providerRound);

  test("called again, what was not asked stays stale, whatever becomes of the last round, unless the rest is asked as well", async () => {
    const byPhone = (answers: AnswersJson, changes: Record<string, unknown>) =>
      enter(answers, { channel: "phone", ...changes });
    await byPhone(hokagoAnswers({ mon: 2 }), {});
    const lastRound = (await storedResponses()).find(({ roundId }) => roundId !== region.providerRound);
    const since = new Date(String(lastRound?.receivedAt)).toISOString();
    const judgement = { state: "invalid", reason: "test" } as const;
    await review(permitted, { id: String(lastRound?._id), revision: 1, judgement }, now);
    const again = await page({ provider: providerId, channel: "phone" });
    expect(again).toMatchObject({ corrects: 1, form: { initialAnswers: { bcp: "made" } } });
    await byPhone(hokagoAnswers({ mon: 3 }), { corrects: 1 });
    const stale = { state: "stale", since: expect.stringContaining(since.slice(0, 19)) };
    expect(await stored()).toMatchObject({ answers: { bcp: "made" }, states: { bcp: stale, drill: stale } });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 0, sum: 0, absent: { not_asked: 1 } }]);
    await byPhone({ ...hokagoAnswers({ mon: 3 }), bcp: "made", drill: "without" }, { corrects: 2, asksAll: true });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 1, sum: 1, absent: {} }]);
  });

  test("entries stored before it was noted what was not asked are known by their stale answers", async () => {
    await enter(hokagoAnswers({ mon: 2 }), { channel: "phone" });
    const { collection } = mongoose.connection.model("Response");
    await collection.updateMany({}, { $unset: { unasked: 1 } });
    for (let times = 0; times < 2; times += 1) await unaskedQuestionsMigration.run();
    expect(await stored()).toMatchObject({ unasked: ["bcp", "drill"] });
    expect(await storedResponses()).toContainEqual(expect.objectContaining({ states: null, unasked: [] }));
  });

  test("the paper that comes after it is typed in whole, and confirms nothing that it does not say", async () => {
    await enter(hokagoAnswers({ mon: 2 }), { channel: "phone" });
    expect(await page({ provider: providerId, channel: "paper" })).toMatchObject({
      corrects: 1,
      leftOut: 0,
      form: { initialAnswers: hokagoAnswers({ mon: 2 }) },
    });
    await enter({ ...hokagoAnswers({ mon: 3 }), drill: "without" }, { corrects: 1 });
    expect((await stored())?.answers).toEqual({ ...hokagoAnswers({ mon: 3 }), drill: "without" });
    expect((await stored())?.states).toMatchObject({ drill: { state: "changed" } });
    expect(await cellsOf("bcp")).toMatchObject([{ absent: { no_answer: 1 } }]);
  });
});

describe("a confirmation", () => {
  test("is none of a round that was put away", async () => {
    await enter(hokagoAnswers({ mon: 1 }));
    await archiveRound("152137", region.providerRound, now);
    const token = region.providerToken(name);
    expect(await confirmEntry(token, 1, now)).toEqual({ kind: "nothing_to_confirm" });
    expect(await loadReceipt(token, null, "ja")).toMatchObject({ kind: "receipt", entry: null });
  });

  test("leaves unasked what nobody was asked, and open what was asked back", async () => {
    await enter(hokagoAnswers({ mon: 1 }), { channel: "phone" });
    const [{ _id: id } = {}] = await storedResponses();
    const question = { id: String(id), revision: 1, question: "units", text: "定員は何人ですか。" };
    expect(await comment(permitted, question, now)).toBe("done");
    expect(await cellsOf("bcp")).toMatchObject([{ absent: { not_asked: 1 } }]);
    expect(await confirmEntry(region.providerToken(name), 1, now)).toMatchObject({ kind: "confirmed" });
    expect((await storedResponses())[0]).toMatchObject({
      answersRevision: 2,
      confirmedAt: now,
      review: { state: "has_issues" },
      comments: [{ answeredAt: null }],
    });
    expect(await cellsOf("bcp")).toMatchObject([{ absent: { not_asked: 1 } }]);
  });

  test("is of nothing where the provider itself sent, where nothing was sent, and over a link of many", async () => {
    const nothing = { kind: "nothing_to_confirm" };
    const token = region.providerToken(name);
    expect(await confirmEntry(token, 1, now)).toEqual(nothing);
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    for (const link of [token, region.familyToken, "a".repeat(22)])
      expect(await confirmEntry(link, 1, now)).toEqual(nothing);
    expect((await storedResponses())[0]).toMatchObject({ revision: 1, confirmedAt: null });
  });

  test("goes on after the closing: it is about answers that are there", async () => {
    await enter(hokagoAnswers({ mon: 1 }));
    await closeRound("152137", region.providerRound, now);
    expect(await confirmEntry(region.providerToken(name), 1, now)).toMatchObject({ kind: "confirmed" });
  });
});
