import { describe, expect, test } from "vitest";
import { action as listAction } from "#app/routes/responses.tsx";
import { action as responseAction } from "#app/routes/responses_.$response.tsx";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { loadResponse } from "#app/services/load-response.server.ts";
import { comment, review, reviewSeveral } from "#app/services/review-responses.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { countResponses, findOwnAnswers, listRespondedProviders } from "#models/response.server.ts";
import { archiveRound, closeRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, hokagoAnswers, send, storedResponses, submission } from "#tests/fixtures/region.ts";
import { accepted, duplicate, name, reviewDeskOfFile } from "#tests/fixtures/review-desk.ts";
import { answerOf, requestArgs } from "#tests/fixtures/staff.ts";
import { wholeGaps } from "#tests/fixtures/whole-region.ts";

databaseOfFile();
const desk = reviewDeskOfFile();
const { sendProvider, sendFamily, list } = desk;
const now = new Date("2026-06-01T03:00:00Z");

test("what was put away is read only: neither judged, alone or with others, nor asked about", async () => {
  const { id } = await sendProvider();
  const seen = { id, revision: 1 };
  await closeRound("152137", desk.region().providerRound, now);
  await archiveRound("152137", desk.region().providerRound, now);
  const before = await storedResponses();
  expect(await review(desk.permitted(), { ...seen, judgement: duplicate }, now)).toBe("archived");
  expect(await reviewSeveral(desk.permitted(), [seen], { judgement: duplicate, now })).toBe(0);
  expect(await comment(desk.permitted(), { ...seen, question: "units", text: "定員は何人ですか。" }, now)).toBe(
    "archived",
  );
  expect(await storedResponses()).toEqual(before);
  expect(await loadResponse(desk.permitted(), id, "ja")).toMatchObject({ archived: true });
  expect(await list({ round: desk.region().providerRound })).toMatchObject({ takesEntries: false, lines: [{ id }] });
});

describe("an invalid response", () => {
  test("leaves tally, coverage and the list of those who answered, and comes back to all of them", async () => {
    const { id } = await sendProvider();
    const cells = async () => (await loadTally(desk.region().providerRound, "152137")).cells;
    const before = await cells();
    expect(before.length).toBeGreaterThan(0);
    const states = async () => ({
      tally: (await loadTally(desk.region().providerRound, "152137")).responses,
      responded: await listRespondedProviders("152137", desk.region().providerRound),
      counted: await countResponses("152137", desk.region().providerRound),
      providers: (await wholeGaps("152137")).providers,
    });
    const asked = { tally: 1, responded: [`152137-p-${name}`], counted: 1, providers: { answered: 1, asked: 3 } };
    expect(await states()).toEqual(asked);
    expect(await review(desk.permitted(), { id, revision: 1, judgement: duplicate }, now)).toBe("done");
    expect(await states()).toEqual({ tally: 0, responded: [], counted: 0, providers: { answered: 0, asked: 3 } });
    expect(await cells()).toEqual([]);
    expect((await storedResponses())[0]).toMatchObject({
      revision: 2,
      counts: false,
      consents: true,
      review: { state: "invalid", reason: "duplicate", by: desk.permitted().user.id, at: now },
    });
    expect(
      await review(desk.permitted(), { id, revision: 2, judgement: { state: "received", reason: null } }, now),
    ).toBe("done");
    expect(await states()).toEqual(asked);
    expect(await cells()).toEqual(before);
  });

  test("without consent stays out of the count when it is found valid again", async () => {
    const { id } = await sendProvider({ ...hokagoAnswers({ mon: 1 }), consent_statistics: "no" });
    await review(desk.permitted(), { id, revision: 1, judgement: duplicate }, now);
    await review(desk.permitted(), { id, revision: 2, judgement: accepted }, now);
    expect((await storedResponses())[0]).toMatchObject({ counts: false, review: { state: "accepted" } });
  });

  test("stays invalid when its sender corrects it, while an accepted one must be looked at again", async () => {
    const token = desk.region().providerToken(name);
    const body = submission(hokagoAnswers({ mon: 1 }));
    const { id } = (await send(token, body)).response;
    await review(desk.permitted(), { id, revision: 1, judgement: accepted }, now);
    await send(token, { ...body, answers: hokagoAnswers({ mon: 2 }), corrects: 1 });
    expect((await storedResponses())[0]).toMatchObject({ revision: 3, review: { state: "received", by: null } });
    await review(desk.permitted(), { id, revision: 3, judgement: duplicate }, now);
    await send(token, { ...body, answers: hokagoAnswers({ mon: 3 }), corrects: 2 });
    expect((await storedResponses())[0]).toMatchObject({
      revision: 5,
      counts: false,
      review: { state: "invalid", reason: "duplicate", by: null, at: null },
    });
  });

  test("is among what is to be looked at once it was corrected, until somebody has judged it anew", async () => {
    const token = desk.region().providerToken(name);
    const body = submission(hokagoAnswers({ mon: 1 }));
    const { id } = (await send(token, body)).response;
    const shown = async () => {
      const [toLookAt, invalid] = [await list({ state: "received" }), await list({ state: "invalid" })];
      const page = await loadResponse(desk.permitted(), id, "ja");
      return [toLookAt.lines.length, invalid.lines.map((line) => line.review.corrected), page?.review.corrected];
    };
    await review(desk.permitted(), { id, revision: 1, judgement: duplicate }, now);
    expect(await shown()).toEqual([0, [false], false]);
    await send(token, { ...body, answers: hokagoAnswers({ mon: 2 }), corrects: 1 });
    expect(await shown()).toEqual([1, [true], true]);
    expect((await loadTally(desk.region().providerRound, "152137")).responses).toBe(0);
    await review(desk.permitted(), { id, revision: 3, judgement: duplicate }, now);
    expect(await shown()).toEqual([0, [false], false]);
  });
});

describe("a judgement", () => {
  test("of what has changed meanwhile is not made, and the log says so; elsewhere there is nothing to judge", async () => {
    const { id } = await sendProvider();
    expect(await review(desk.permitted(), { id, revision: 2, judgement: accepted }, now)).toBe("changed");
    expect((await storedResponses())[0]).toMatchObject({ revision: 1, review: { state: "received" } });
    const [entry] = (await dumpDatabase()).audit_events ?? [];
    expect(entry).toMatchObject({
      actorId: desk.permitted().user.id,
      subject: { kind: "response", id },
      deed: { action: "review_response", state: "accepted", reason: null },
      outcome: "refused",
    });
    const elsewhere = { ...desk.permitted(), areaId: "152048" };
    expect(await review(elsewhere, { id, revision: 1, judgement: accepted }, now)).toBe("not_found");
    expect(await loadResponse(elsewhere, id, "ja")).toBe(null);
  });

  test("by the page's form: invalid needs a reason, another revision is a conflict, another text is no form", async () => {
    const { id } = await sendProvider();
    const judge = async (form: Record<string, string>) => {
      const args = requestArgs({
        path: `/responses/${id}`,
        cookie: desk.cookie(),
        form: Object.entries({ intent: "judge", ...form }),
      });
      const { status, location, data } = await answerOf(responseAction({ ...args, params: { response: id } }));
      return [status, location ?? data];
    };
    expect(await judge({ revision: "1", state: "invalid" })).toEqual([422, { problem: "no_reason", typed: "" }]);
    expect(await judge({ revision: "7", state: "accepted" })).toEqual([409, { problem: "changed", typed: "" }]);
    expect((await judge({ revision: "1", state: "lost" }))[0]).toBe(400);
    expect((await judge({ revision: "x", state: "accepted" }))[0]).toBe(400);
    expect(await judge({ revision: "1", state: "invalid", reason: "test" })).toEqual([302, `/responses/${id}`]);
    expect(await judge({ revision: "2", state: "accepted", reason: "test" })).toEqual([302, `/responses/${id}`]);
    expect((await storedResponses())[0]).toMatchObject({ review: { state: "accepted", reason: null } });
  });

  test("of several: each by itself, and one entry in the log with how many were judged", async () => {
    const one = await sendFamily({ careClass: "1" });
    const other = await sendFamily({ careClass: "2" });
    const chosen = [
      { id: one.id, revision: 1 },
      { id: other.id, revision: 9 },
    ];
    expect(await reviewSeveral(desk.permitted(), chosen, { judgement: accepted, now })).toBe(1);
    const rows = await storedResponses();
    const stateOf = (id: string) => rows.find(({ _id }) => _id === id)?.review;
    expect(stateOf(one.id)).toMatchObject({ state: "accepted" });
    expect(stateOf(other.id)).toMatchObject({ state: "received" });
    const lastEntry = async () => ((await dumpDatabase()).audit_events ?? []).at(-1);
    const deed = { action: "review_responses", state: "accepted", reason: null };
    expect(await lastEntry()).toMatchObject({ deed: { ...deed, count: 1 }, outcome: "done" });
    expect(await reviewSeveral(desk.permitted(), chosen, { judgement: accepted, now })).toBe(0);
    expect(await lastEntry()).toMatchObject({ deed: { ...deed, count: 2 }, outcome: "refused" });

    const bulk = async (form: (readonly [string, string])[]) => {
      const path = `/responses?round=${desk.region().familyRound}`;
      const { status, location, data } = await answerOf(listAction(requestArgs({ path, cookie: desk.cookie(), form })));
      return [status, location ?? data];
    };
    expect(await bulk([["state", "accepted"]])).toEqual([422, { problem: "none_chosen", done: 0, left: 0 }]);
    const both: [string, string][] = [
      ["chosen", `${one.id}:2`],
      ["chosen", `${other.id}:1`],
    ];
    expect(await bulk([["state", "invalid"], ...both])).toEqual([422, { problem: "no_reason", done: 0, left: 0 }]);
    expect(
      await bulk([
        ["state", "invalid"],
        ["reason", "test"],
        ["chosen", "x:1"],
      ]),
    ).toEqual([400, null]);
    const back = `/responses?round=${desk.region().familyRound}`;
    expect(await bulk([["state", "invalid"], ["reason", "test"], ...both])).toEqual([302, back]);
    expect((await loadTally(desk.region().familyRound, "152137")).responses).toBe(0);
    expect(await bulk([["state", "accepted"], ...both])).toEqual([409, { problem: "some_changed", done: 0, left: 2 }]);
  });
});

describe("a question back", () => {
  test("is found by the provider, makes the response one with issues, and is answered when the answers come again", async () => {
    const { id } = await sendProvider();
    const asking = { id, question: "pools", text: " 金曜は\r\n0人ですか。 " };
    expect(await comment(desk.permitted(), { ...asking, revision: 2 }, now)).toBe("changed");
    expect(await comment(desk.permitted(), { ...asking, revision: 1 }, now)).toBe("done");
    const own = await findOwnAnswers("152137", id);
    expect(own).toMatchObject({
      revision: 2,
      review: { state: "has_issues" },
      comments: [{ question: "pools", text: "金曜は\n0人ですか。", by: desk.permitted().user.id, answeredAt: null }],
    });
    const [entry] = ((await dumpDatabase()).audit_events ?? []).slice(-1);
    expect(JSON.stringify(entry)).not.toContain("金曜");
    expect(entry).toMatchObject({ deed: { action: "comment_response" }, outcome: "done" });
    expect((await list()).lines[0]).toMatchObject({ openComments: 1 });
    await send(desk.region().providerToken(name), { ...submission(hokagoAnswers({ mon: 2 })), corrects: 1 });
    expect((await list()).lines[0]).toMatchObject({ openComments: 0, review: { state: "received" } });
  });

  test("can be about any question the provider was asked: one in an entry of a list, or one left blank", async () => {
    const answers = hokagoAnswers({ mon: 1 });
    const [pool] = answers.pools as Record<string, unknown>[];
    const { id } = await sendProvider({ ...answers, pools: [pool, { ...pool, band: "morning" }] });
    const titleOf = async (path: string) =>
      (await loadResponse(desk.permitted(), id, "ja"))?.questions.find((question) => question.path === path)?.title;
    const title =
      "サービスのまとまり 2 › 医療的ケアが必要な方がいる時間を通じて勤務している看護職員は、曜日ごとに何人ですか。";
    expect(await titleOf("pools[1].nurses")).toBe(title);
    expect(await titleOf("pools[1].vacancies")).toMatch(/^サービスのまとまり 2 › ./);
    expect(await titleOf("free_text")).toMatch(/./);
    expect(await titleOf("pools[2].nurses")).toBe(undefined);
    expect(await titleOf("units[0].night_nurse")).toBe(undefined);
    expect(await comment(desk.permitted(), { id, revision: 1, question: "pools[1].nurses", text: "何人" }, now)).toBe(
      "done",
    );
    expect(await comment(desk.permitted(), { id, revision: 2, question: "free_text", text: "ご意見" }, now)).toBe(
      "done",
    );
    const receipt = await loadReceipt(desk.region().providerToken(name), null, "ja");
    const told = receipt.kind === "receipt" ? receipt.comments : [];
    expect(told[0]).toMatchObject({ title, text: "何人" });
    // once the second entry is gone the comment still says what it was about
    await send(desk.region().providerToken(name), { ...submission(answers), corrects: 1 });
    expect((await loadResponse(desk.permitted(), id, "ja"))?.comments[0]).toMatchObject({ title, answered: true });
  });

  test.each([
    ["no_text", { text: "  \n" }],
    ["too_long", { text: "あ".repeat(501) }],
    ["no_question", { question: "care_class" }],
    ["no_question", { question: "pools[1].nurses" }],
    ["no_question", { question: "units[0].night_nurse" }],
    ["not_found", { id: "0".repeat(40) }],
  ])("is refused: %s", async (outcome, changes) => {
    const { id } = await sendProvider();
    expect(
      await comment(
        desk.permitted(),
        { id, revision: 1, question: "pools", text: "確かに0人ですか。", ...changes },
        now,
      ),
    ).toBe(outcome);
    expect((await storedResponses())[0]).toMatchObject({ revision: 1, comments: [] });
  });

  test("goes to nobody where nobody can be asked, or of an invalid response", async () => {
    const family = await sendFamily({ careClass: "1" });
    expect(
      await comment(desk.permitted(), { id: family.id, revision: 1, question: "stage", text: "何年生" }, now),
    ).toBe("changed");
    const { id } = await sendProvider();
    await review(desk.permitted(), { id, revision: 1, judgement: duplicate }, now);
    expect(await comment(desk.permitted(), { id, revision: 2, question: "pools", text: "0人ですか" }, now)).toBe(
      "changed",
    );
    expect((await storedResponses()).flatMap(({ comments }) => comments)).toEqual([]);
  });
});

test("doubts are put to the respondent first: nothing is stored until they are confirmed, each of them", async () => {
  const token = desk.region().providerToken(name);
  const [pool] = hokagoAnswers({ mon: 0 }).pools as Record<string, unknown>[];
  const answers = { ...hokagoAnswers({ mon: 0 }), pools: [{ ...pool, places: { mon: 11 } }] };
  const body = { ...submission(answers), confirmed: [] as string[] };
  const ids = async (confirmed: readonly string[]) => {
    const outcome = await submitResponse(token, { ...body, confirmed });
    return outcome.kind === "doubts" ? outcome.doubts.map(({ id }) => id) : outcome.kind;
  };
  const both = ["accepting_without_nurse@units[0]", "places_above_capacity@pools[0]"];
  const { confirmed: _, ...without } = body;
  expect(await submitResponse(token, without)).toMatchObject({ kind: "doubts" });
  expect(await ids([])).toEqual(both);
  expect(await ids(both.slice(0, 1))).toEqual(both.slice(1));
  expect(await storedResponses()).toEqual([]);
  expect(await submitResponse(token, { ...body, confirmed: "all" })).toEqual({ kind: "malformed" });
  expect(await ids(both)).toBe("received");
  expect((await storedResponses())[0]).toMatchObject({ flags: both, revision: 1 });
});
