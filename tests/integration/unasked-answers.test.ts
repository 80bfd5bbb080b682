import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { confirmEntry } from "#app/services/confirm-entry.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { comment, review } from "#app/services/review-responses.server.ts";
import { unaskedQuestionsMigration } from "#models/response-migrations.server.ts";
import { archiveRound, closeRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { club, type EntryDesk, openEntryDesk } from "#tests/fixtures/entry-desk.ts";
import {
  type AnswersJson,
  hokagoAnswers,
  openRegion,
  send,
  storedResponses,
  submission,
} from "#tests/fixtures/region.ts";

databaseOfFile();
let desk: EntryDesk;
const now = new Date();

beforeEach(async () => {
  desk = await openEntryDesk(now);
});

/** Last year's answers: a nurse on Monday, two drills, and what stands beside them. */
const lastYear: AnswersJson = { ...hokagoAnswers({ mon: 1 }), bcp: "made", drill: "none" };

async function answerLastYear(): Promise<void> {
  const last = await openRegion({ fiscalYear: 2025 });
  await send(last.providerToken(club.name), submission(lastYear));
}

const cellsOf = async (measure: string) =>
  (await loadTally(desk.region.providerRound, "152137")).cells
    .filter((cell) => cell.measure === measure)
    .map(({ dims, n, sum, absent }) => ({ dims, n, sum, absent }));

describe("by telephone", () => {
  beforeEach(answerLastYear);

  test("only the critical questions are put, filled with last round's answers", async () => {
    const form = await desk.page({ provider: club.id, channel: "phone" });
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
    const rest = await desk.page({ provider: club.id, channel: "phone", all: "1" });
    expect(rest).toMatchObject({ leftOut: 0, asksAll: true, form: { initialAnswers: lastYear } });
    expect(await desk.page({ provider: club.id, channel: "paper" })).toMatchObject({
      leftOut: 0,
      form: { initialAnswers: { day_pools: "yes", pools: [{ services: ["hokago_day"], capacity: 10 }] } },
    });
  });

  test("what was not asked is kept, stale and out of every figure, until the provider confirms it by one tap", async () => {
    // What the form sends beside the asked questions is not looked at: nobody was asked about it.
    const sent = { ...hokagoAnswers({ mon: 2 }), bcp: "none", drill: "without", stock_days: "d1_2" };
    expect((await desk.enter(sent, { channel: "phone" })).kind).toBe("received");
    const [row] = (await storedResponses()).filter(({ roundId }) => roundId === desk.region.providerRound);
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
    const token = desk.region.providerToken(club.name);
    const confirmedAt = new Date(now.getTime() + 60_000);
    expect(await confirmEntry(token, 7, confirmedAt)).toEqual({ kind: "changed" });
    expect(await confirmEntry(token, 1, confirmedAt)).toMatchObject({ kind: "confirmed", response: { revision: 2 } });
    expect(await confirmEntry(token, 1, confirmedAt)).toMatchObject({ kind: "confirmed", response: { revision: 2 } });
    expect((await storedResponses()).find(({ roundId }) => roundId === desk.region.providerRound)).toMatchObject({
      channel: "phone",
      enteredBy: desk.permitted.user.id,
      confirmedAt,
      revision: 2,
      states: { bcp: { state: "confirmed", since: confirmedAt.toISOString() }, drill: { state: "confirmed" } },
    });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 1, sum: 1, absent: {} }]);
    expect(await cellsOf("drill_with_children")).toEqual([{ dims: {}, n: 1, sum: 0, absent: {} }]);
  });

  const stored = async () => (await storedResponses()).find(({ roundId }) => roundId === desk.region.providerRound);

  test("called again, what was not asked stays stale, whatever becomes of the last round, unless the rest is asked as well", async () => {
    const byPhone = (answers: AnswersJson, changes: Record<string, unknown>) =>
      desk.enter(answers, { channel: "phone", ...changes });
    await byPhone(hokagoAnswers({ mon: 2 }), {});
    const lastRound = (await storedResponses()).find(({ roundId }) => roundId !== desk.region.providerRound);
    const since = new Date(String(lastRound?.receivedAt)).toISOString();
    const judgement = { state: "invalid", reason: "test" } as const;
    await review(desk.permitted, { id: String(lastRound?._id), revision: 1, judgement }, now);
    const again = await desk.page({ provider: club.id, channel: "phone" });
    expect(again).toMatchObject({ corrects: 1, form: { initialAnswers: { bcp: "made" } } });
    await byPhone(hokagoAnswers({ mon: 3 }), { corrects: 1 });
    const stale = { state: "stale", since: expect.stringContaining(since.slice(0, 19)) };
    expect(await stored()).toMatchObject({ answers: { bcp: "made" }, states: { bcp: stale, drill: stale } });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 0, sum: 0, absent: { not_asked: 1 } }]);
    await byPhone({ ...hokagoAnswers({ mon: 3 }), bcp: "made", drill: "without" }, { corrects: 2, asksAll: true });
    expect(await cellsOf("bcp")).toEqual([{ dims: {}, n: 1, sum: 1, absent: {} }]);
  });

  test("entries stored before it was noted what was not asked are known by their stale answers", async () => {
    await desk.enter(hokagoAnswers({ mon: 2 }), { channel: "phone" });
    const { collection } = mongoose.connection.model("Response");
    await collection.updateMany({}, { $unset: { unasked: 1 } });
    for (let times = 0; times < 2; times += 1) await unaskedQuestionsMigration.run();
    expect(await stored()).toMatchObject({ unasked: ["bcp", "drill"] });
    expect(await storedResponses()).toContainEqual(expect.objectContaining({ states: null, unasked: [] }));
  });

  test("the paper that comes after it is typed in whole, and confirms nothing that it does not say", async () => {
    await desk.enter(hokagoAnswers({ mon: 2 }), { channel: "phone" });
    expect(await desk.page({ provider: club.id, channel: "paper" })).toMatchObject({
      corrects: 1,
      leftOut: 0,
      form: { initialAnswers: hokagoAnswers({ mon: 2 }) },
    });
    await desk.enter({ ...hokagoAnswers({ mon: 3 }), drill: "without" }, { corrects: 1 });
    expect((await stored())?.answers).toEqual({ ...hokagoAnswers({ mon: 3 }), drill: "without" });
    expect((await stored())?.states).toMatchObject({ drill: { state: "changed" } });
    expect(await cellsOf("bcp")).toMatchObject([{ absent: { no_answer: 1 } }]);
  });
});

describe("a confirmation", () => {
  test("is none of a round that was put away", async () => {
    await desk.enter(hokagoAnswers({ mon: 1 }));
    await archiveRound("152137", desk.region.providerRound, now);
    const token = desk.region.providerToken(club.name);
    expect(await confirmEntry(token, 1, now)).toEqual({ kind: "nothing_to_confirm" });
    expect(await loadReceipt(token, null, "ja")).toMatchObject({ kind: "receipt", entry: null });
  });

  test("leaves unasked what nobody was asked, and open what was asked back", async () => {
    await desk.enter(hokagoAnswers({ mon: 1 }), { channel: "phone" });
    const [{ _id: id } = {}] = await storedResponses();
    const question = { id: String(id), revision: 1, question: "units", text: "定員は何人ですか。" };
    expect(await comment(desk.permitted, question, now)).toBe("done");
    expect(await cellsOf("bcp")).toMatchObject([{ absent: { not_asked: 1 } }]);
    expect(await confirmEntry(desk.region.providerToken(club.name), 1, now)).toMatchObject({ kind: "confirmed" });
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
    const token = desk.region.providerToken(club.name);
    expect(await confirmEntry(token, 1, now)).toEqual(nothing);
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    for (const link of [token, desk.region.familyToken, "a".repeat(22)])
      expect(await confirmEntry(link, 1, now)).toEqual(nothing);
    expect((await storedResponses())[0]).toMatchObject({ revision: 1, confirmedAt: null });
  });

  test("goes on after the closing: it is about answers that are there", async () => {
    await desk.enter(hokagoAnswers({ mon: 1 }));
    await closeRound("152137", desk.region.providerRound, now);
    expect(await confirmEntry(desk.region.providerToken(club.name), 1, now)).toMatchObject({ kind: "confirmed" });
  });
});
