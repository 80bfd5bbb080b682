import { describe, expect, test } from "vitest";
import { z } from "zod";
import { findLink, hashToken, newToken } from "#app/services/links.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { revokeInvitation } from "#models/invitation.server.ts";
import { countResponses, listRespondedProviders } from "#models/response.server.ts";
import { closeRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  type AnswersJson,
  dumpDatabase,
  exampleAnswers,
  familyAnswers,
  hokagoAnswers,
  openRegion,
  send,
  storedResponses,
  submission,
} from "#tests/fixtures/region.ts";
import { wholeGaps } from "#tests/fixtures/whole-region.ts";

databaseOfFile();

const nurses = { mon: 1, tue: 1, wed: 1, thu: 1, fri: 0 };

const freeText = z.object({ free_text: z.string().optional() });
const revisedRow = z.object({
  answers: freeText,
  earlier: z.array(z.object({ revision: z.number(), answers: freeText })),
});
const withoutConsent = (answers: AnswersJson) => ({ ...answers, consent_statistics: "no" });

describe("a submission", () => {
  test("is stored once, with its answers, meaning and receipt", async () => {
    const region = await openRegion();
    const outcome = await send(region.familyToken, submission(exampleAnswers("family-needs", 0)));
    expect(outcome.repeated).toBe(false);
    const [row, ...others] = await storedResponses();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      areaId: "152137",
      roundId: "152137-2026-family",
      questionnaireId: "family-needs@1",
      providerId: null,
      channel: "web",
      locale: "ja",
      counts: true,
      revision: 1,
      earlier: [],
      receiptNumber: outcome.response.receiptNumber,
      receivedAt: outcome.response.receivedAt,
      stratum: { district: "152137-1", stage: "elementary" },
      answers: exampleAnswers("family-needs", 0),
      profile: { kind: "child", careClass: "2", district: "152137-1" },
    });
  });

  test("ties a provider's units to the roster", async () => {
    const region = await openRegion();
    await send(region.providerToken("放課後クラブ"), submission(exampleAnswers("provider-capacity", 0)));
    const [row] = await storedResponses();
    expect(row).toMatchObject({
      providerId: "152137-p-放課後クラブ",
      profile: { units: [{ unit: "152137-p-放課後クラブ-hokago_day", service: "hokago_day" }] },
    });
    expect(await listRespondedProviders("152137", region.providerRound)).toEqual(["152137-p-放課後クラブ"]);
  });

  test("tapped five times at once is one document, one receipt and one that was new", async () => {
    const region = await openRegion();
    for (const [token, answers] of [
      [region.familyToken, familyAnswers({ careClass: "3", used: ["mon"] })],
      [region.providerToken("放課後クラブ"), hokagoAnswers(nurses)],
    ] as const) {
      const body = submission(answers);
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => send(token, body)));
      expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(outcomes.map(({ response }) => response.receiptNumber)).size).toBe(1);
      expect(new Set(outcomes.map(({ response }) => response.revision))).toEqual(new Set([1]));
    }
    expect(await storedResponses()).toHaveLength(2);
  });

  test("sent again after its reply was lost gets the same receipt, whatever the order of its keys", async () => {
    const region = await openRegion();
    const body = submission(exampleAnswers("family-needs", 0));
    const first = await send(region.familyToken, body);
    const reordered = Object.fromEntries(Object.entries(exampleAnswers("family-needs", 0)).reverse());
    for (const answers of [body.answers, reordered]) {
      const again = await send(region.familyToken, { ...body, answers });
      expect(again).toEqual({ ...first, repeated: true });
    }
    expect(await storedResponses()).toHaveLength(1);
  });

  test("with the same key and other answers is the next revision; the earlier one is kept", async () => {
    const region = await openRegion();
    const body = submission(familyAnswers({ careClass: "1", used: ["mon"] }));
    const first = await send(region.familyToken, body);
    const corrected = familyAnswers({ careClass: "3", used: ["mon", "tue"] });
    const second = await send(region.familyToken, { ...body, answers: corrected });
    expect(second).toMatchObject({ repeated: false, response: { revision: 2 } });
    expect(second.response.receiptNumber).toBe(first.response.receiptNumber);
    const [row, ...others] = await storedResponses();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      revision: 2,
      answers: corrected,
      earlier: [{ revision: 1, answers: body.answers, receivedAt: first.response.receivedAt }],
    });
    const tally = await loadTally(region.familyRound, "152137");
    expect(tally.responses).toBe(1);
    const wanted = tally.cells.filter(({ measure }) => measure === "wanted_days");
    expect(wanted.map(({ dims, n }) => [dims.weekday, dims.care_class, n])).toEqual([
      ["mon", "3", 1],
      ["tue", "3", 1],
    ]);
  });

  test("corrected by eight requests at once loses none of them", async () => {
    const region = await openRegion();
    const answers = familyAnswers({ careClass: "1" });
    const body = submission(answers);
    await send(region.familyToken, body);
    const texts = ["一", "二", "三", "四", "五", "六", "七", "八"];
    await Promise.all(
      texts.map((text) => send(region.familyToken, { ...body, answers: { ...answers, free_text: text } })),
    );
    const [row] = await storedResponses();
    expect(row?.revision).toBe(9);
    const { answers: current, earlier } = revisedRow.parse(row);
    expect(earlier.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const kept = [...earlier.map(({ answers }) => answers.free_text), current.free_text];
    expect(kept.slice(1).sort()).toEqual([...texts].sort());
  });

  test("by another key for the same provider is answered already, and nothing changes", async () => {
    const region = await openRegion();
    const token = region.providerToken("放課後クラブ");
    await send(token, submission(hokagoAnswers(nurses)));
    const before = await dumpDatabase();
    const outcome = await submitResponse(token, submission(hokagoAnswers({ mon: 5 })));
    expect(outcome).toEqual({ kind: "already_answered" });
    expect(await dumpDatabase()).toEqual(before);
  });

  test("by two keys over the families' open link is two responses", async () => {
    const region = await openRegion();
    const answers = familyAnswers({ careClass: "2", used: ["mon"] });
    const [one, other] = [
      await send(region.familyToken, submission(answers)),
      await send(region.familyToken, submission(answers)),
    ];
    expect(one.response.receiptNumber).not.toBe(other.response.receiptNumber);
    expect(await countResponses("152137", region.familyRound)).toBe(2);
    expect((await loadTally(region.familyRound, "152137")).responses).toBe(2);
  });
});

describe("what is not a submission", () => {
  const deep: unknown = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
  const good = familyAnswers({ careClass: "1" });
  const key = "0123456789abcdef";

  test.each([
    ["null", null],
    ["an array", [submission(good)]],
    ["a text", "submission"],
    ["an empty object", {}],
    ["no key", { locale: "ja", answers: good }],
    ["a short key", { submissionKey: "short", locale: "ja", answers: good }],
    ["a key that is an operator", { submissionKey: { $gt: "" }, locale: "ja", answers: good }],
    ["a key with other signs", { submissionKey: `${key}/../x`, locale: "ja", answers: good }],
    ["an unknown language", { submissionKey: key, locale: "fr", answers: good }],
    ["JSON of 5000 levels", deep],
  ])("%s is malformed", async (_name, body) => {
    const region = await openRegion();
    expect(await submitResponse(region.familyToken, body)).toEqual({ kind: "malformed" });
    expect(await storedResponses()).toEqual([]);
  });

  test.each([
    ["null", null, ["answer_form"]],
    ["a list", [good], ["answer_form"]],
    ["5000 levels", deep, ["too_big"]],
    ["an operator", { $gt: "" }, ["required", "required", "required", "unknown_question"]],
    ["an operator as an answer", { ...good, district: { $gt: "" } }, ["choice"]],
    ["an operator as a text", { ...good, free_text: { $gt: "" } }, ["text_only"]],
    [
      "__proto__",
      JSON.parse(`{"__proto__": {"consent_statistics": "yes"}}`),
      ["required", "required", "required", "unknown_question"],
    ],
    ["constructor", { ...good, constructor: { prototype: {} } }, ["unknown_question"]],
    ["a district of another city", { ...good, district: "131016-1" }, ["choice"]],
  ])("answers that are %s are refused", async (_name, answers, codes) => {
    const region = await openRegion();
    const outcome = await submitResponse(region.familyToken, submission(answers));
    if (outcome.kind !== "invalid") throw new Error(outcome.kind);
    expect(outcome.errors.map(({ code }) => code).sort()).toEqual([...codes].sort());
    expect(await storedResponses()).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "consent_statistics")).toBe(false);
  });

  test("answers to mend are named with path and message in the respondent's language", async () => {
    const region = await openRegion();
    const token = region.providerToken("放課後クラブ");
    const { consent_statistics: _, ...answers } = hokagoAnswers({ mon: -1 });
    const errors = async (locale: string) => {
      const outcome = await submitResponse(token, { ...submission(answers), locale });
      if (outcome.kind !== "invalid") throw new Error(outcome.kind);
      return outcome.errors.map(({ path, message }) => [path, message]);
    };
    expect(await errors("ja")).toEqual([
      ["consent_statistics", "この質問に答えてください"],
      ["pools[0].nurses.mon", "0以上の数で入力してください"],
    ]);
    expect(await errors("en")).toEqual([
      ["consent_statistics", "Please answer this question"],
      ["pools[0].nurses.mon", "Please enter 0 or more"],
    ]);
    expect(await storedResponses()).toEqual([]);
    expect((await send(token, submission(hokagoAnswers(nurses)))).response.revision).toBe(1);
  });
});

describe("a link", () => {
  const body = submission(familyAnswers({ careClass: "1" }));
  const hour = 3_600_000;

  test("takes no answers before its round opens, after it closes, when revoked, or when nobody knows it", async () => {
    const early = await openRegion({ fiscalYear: 2027, opensAt: new Date(Date.now() + hour) });
    const late = await openRegion({ fiscalYear: 2025, closesAt: new Date(Date.now() - 1) });
    const open = await openRegion();
    const state = (token: string) => submitResponse(token, body);
    expect(await state(early.familyToken)).toEqual({ kind: "link", state: "not_yet_open" });
    expect(await state(late.familyToken)).toEqual({ kind: "link", state: "closed" });
    for (const unknown of ["", "x", "a".repeat(22), `${open.familyToken}a`, open.familyToken.toLowerCase()])
      expect(await state(unknown), unknown).toEqual({ kind: "link", state: "unknown" });
    await closeRound("131016", open.familyRound);
    await revokeInvitation("131016", `${open.familyRound}|open`);
    expect((await findLink(open.familyToken, new Date())).state).toBe("open");
    await revokeInvitation("152137", `${open.familyRound}|open`);
    expect(await state(open.familyToken)).toEqual({ kind: "link", state: "revoked" });
    await closeRound("152137", open.providerRound);
    expect(await state(open.providerToken("放課後クラブ"))).toEqual({ kind: "link", state: "closed" });
    expect(await storedResponses()).toEqual([]);
  });

  test("that has closed answers the retry of what is stored with its receipt, and takes nothing else", async () => {
    const closesAt = new Date(Date.now() + hour);
    const { familyToken } = await openRegion({ closesAt });
    const first = await send(familyToken, body);
    const later = (again: object) => submitResponse(familyToken, again, closesAt);
    expect(await later(body)).toEqual({ kind: "received", response: first.response, repeated: true, code: null });
    const closed = { kind: "link", state: "closed" };
    expect(await later({ ...body, answers: familyAnswers({ careClass: "2" }) })).toEqual(closed);
    expect(await later({ ...body, submissionKey: `other-${body.submissionKey}` })).toEqual(closed);
    expect(await later({ ...body, answers: { consent_statistics: "maybe" } })).toEqual(closed);
    expect((await storedResponses()).map(({ revision }) => revision)).toEqual([1]);
  });

  test("closes at the moment of its end, not after it", async () => {
    const closesAt = new Date(Date.now() + hour);
    const { familyToken } = await openRegion({ closesAt });
    expect((await findLink(familyToken, new Date(closesAt.getTime() - 1))).state).toBe("open");
    expect((await findLink(familyToken, closesAt)).state).toBe("closed");
  });

  test("has a token that is stored nowhere, is derived again, and changes with its generation", async () => {
    const region = await openRegion();
    const tokens = [region.familyToken, ...region.providers.map(({ name }) => region.providerToken(name))];
    await send(region.familyToken, body);
    await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers(nurses)));
    await wholeGaps("152137");
    const stored = JSON.stringify(await dumpDatabase());
    for (const token of tokens) {
      expect(token).toMatch(/^[0-9A-Za-z]{22}$/);
      expect(stored).not.toContain(token);
      expect(stored).toContain(hashToken(token));
    }
    expect(new Set(tokens).size).toBe(4);
    const id = `${region.familyRound}|open`;
    expect(newToken({ id, generation: 1 })).toBe(region.familyToken);
    expect(newToken({ id, generation: 2 })).not.toBe(region.familyToken);
    expect((await openRegion()).familyToken).toBe(region.familyToken);
  });
});

describe("without consent to statistical use", () => {
  test("answers are stored, but counted neither in tally nor in coverage", async () => {
    const region = await openRegion();
    const token = region.providerToken("放課後クラブ");
    await send(region.familyToken, submission(withoutConsent(familyAnswers({ careClass: "3", used: ["mon"] }))));
    await send(token, submission(withoutConsent(hokagoAnswers(nurses))));
    expect((await storedResponses()).map(({ counts }) => counts)).toEqual([false, false]);
    for (const round of [region.familyRound, region.providerRound]) {
      const { responses, cells, strata, asOf } = await loadTally(round, "152137");
      expect({ responses, cells, strata, asOf }).toEqual({ responses: 0, cells: [], strata: [], asOf: null });
    }
    expect(await listRespondedProviders("152137", region.providerRound)).toHaveLength(1);
    const { gap, families, providers } = await wholeGaps("152137");
    expect({ families, providers }).toEqual({ families: 0, providers: { answered: 0, asked: 3 } });
    expect(gap.coverage).toMatchObject({ answered: 0, roster: 3 });
    expect(gap.answers).toBe(0);
  });

  test("that is withdrawn later takes the response out of the count, and back in when given again", async () => {
    const region = await openRegion();
    const answers = familyAnswers({ careClass: "3", used: ["mon"] });
    const body = submission(answers);
    const counted = async () => (await loadTally(region.familyRound, "152137")).responses;
    await send(region.familyToken, body);
    expect(await counted()).toBe(1);
    await send(region.familyToken, { ...body, answers: withoutConsent(answers) });
    expect(await counted()).toBe(0);
    await send(region.familyToken, body);
    expect(await counted()).toBe(1);
  });
});
