import { describe, expect, test } from "vitest";
import { loader as listLoader } from "#app/routes/responses.tsx";
import { loader as responseLoader } from "#app/routes/responses_.$response.tsx";
import { linkToken } from "#app/services/links.server.ts";
import { loadResponse } from "#app/services/load-response.server.ts";
import { review } from "#app/services/review-responses.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { withdrawAnswers } from "#app/services/withdraw-answers.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { exampleAnswers, familyAnswers, hokagoAnswers, send, submission } from "#tests/fixtures/region.ts";
import { accepted, duplicate, name, reviewDeskOfFile } from "#tests/fixtures/review-desk.ts";
import { answerOf, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
const desk = reviewDeskOfFile();
const { sendProvider, sendFamily, list } = desk;
const now = new Date("2026-06-01T03:00:00Z");

describe("the list", () => {
  test("is filtered by round, state and oddities, and searched by name and receipt number", async () => {
    const provider = await sendProvider(hokagoAnswers({ mon: 0, tue: 0 }));
    await send(desk.region().providerToken("児発ひろば"), submission(hokagoAnswers({ mon: 1 })));
    await review(desk.permitted(), { id: provider.id, revision: 1, judgement: accepted }, now);
    const names = async (params: Record<string, string>) => (await list(params)).lines.map((line) => line.name).sort();
    expect(await names({})).toEqual(["児発ひろば", name]);
    expect(await names({ state: "accepted" })).toEqual([name]);
    expect(await names({ odd: "1" })).toEqual([name]);
    expect((await list({ odd: "1" })).lines[0]).toMatchObject({
      flags: ["「受け入れている」とありますが、看護職員がいる日が1日もありません。"],
      repeated: false,
    });
    expect(await names({ q: " ｸﾗﾌﾞ " })).toEqual([name]);
    expect(await names({ q: "ヒロバ" })).toEqual(["児発ひろば"]);
    expect(await names({ q: provider.receiptNumber.toLowerCase().replace("-", "") })).toEqual([name]);
    expect(await names({ q: "どこにもない" })).toEqual([]);
    expect(await names({ round: desk.region().familyRound })).toEqual([]);
  });

  test("finds by its name also who works no longer since, or was merged into another", async () => {
    await sendProvider();
    await send(desk.region().providerToken("児発ひろば"), submission(hokagoAnswers({ mon: 1 })));
    const [left, merged] = desk.region().providers;
    if (!left || !merged) throw new Error("The region has no providers");
    await saveProviders([
      { ...left, left: now },
      { ...merged, mergedInto: left.id },
    ]);
    const names = async (q: string) => (await list({ q })).lines.map((line) => line.name);
    expect(await names("クラブ")).toEqual([name]);
    expect(await names("ひろば")).toEqual(["児発ひろば"]);
  });

  test("refuses an address that nobody wrote", async () => {
    const status = async (query: string) =>
      (await answerOf(listLoader(requestArgs({ path: `/responses?${query}`, cookie: desk.cookie() })))).status;
    expect(await status("")).toBe(200);
    for (const query of ["round=152048-2026-family", "state=lost", "before=x", "before=2026-13-01T00:00:00.000Z_x"])
      expect(await status(query), query).toBe(400);
    const unknown = requestArgs({ path: "/responses/x", cookie: desk.cookie() });
    expect((await answerOf(responseLoader({ ...unknown, params: { response: "x" } }))).status).toBe(404);
  });

  test("goes on by fifty, newest first, and leaves none out that came at the same moment", async () => {
    const sent = new Date();
    for (let count = 0; count < 52; count += 1)
      await submitResponse(desk.region().familyToken, submission(familyAnswers({ careClass: "1" })), sent);
    const first = await list({ round: desk.region().familyRound });
    expect([first.lines.length, first.newest]).toEqual([50, true]);
    const second = await list({ round: desk.region().familyRound, before: first.older ?? "" });
    expect([second.lines.length, second.older, second.newest]).toEqual([2, null, false]);
    expect(new Set([...first.lines, ...second.lines].map(({ id }) => id)).size).toBe(52);
  });

  test("marks two children who are equal in all that is measured, until one of them is invalid", async () => {
    const wanted = { careClass: "2", used: ["mon"] } as const;
    const one = await sendFamily(wanted);
    const other = await sendFamily(wanted);
    await sendFamily({ ...wanted, used: ["tue"] });
    const repeated = async () =>
      (await list({ round: desk.region().familyRound, odd: "1" })).lines.map(({ id }) => id).sort();
    expect(await repeated()).toEqual([one.id, other.id].sort());
    expect((await loadResponse(desk.permitted(), one.id, "ja"))?.equal).toEqual([
      { id: other.id, receiptNumber: other.receiptNumber },
    ]);
    expect((await loadTally(desk.region().familyRound, "152137")).responses).toBe(3);
    await review(desk.permitted(), { id: one.id, revision: 1, judgement: duplicate }, now);
    expect(await repeated()).toEqual([]);
    expect((await loadResponse(desk.permitted(), other.id, "ja"))?.equal).toEqual([]);
  });
});

describe("answers that are the same to the sign", () => {
  test.each([
    ["a family that does not want to be counted", "family", { consent_statistics: "no" }],
    ["a supporter", "supporter", {}],
    ["a citizen", "citizen", {}],
  ] as const)("of %s, sent twice over one link, are both kept and mark each other", async (_, audience, more) => {
    const round = `152137-2026-${audience}`;
    const questionnaire = audience === "citizen" ? "citizen-awareness" : (`${audience}-needs` as const);
    const [link] = await listInvitations("152137", round);
    const token = link ? linkToken(link) : "";
    const answers = { ...exampleAnswers(questionnaire, 0), ...more };
    const one = (await send(token, submission(answers))).response;
    const other = (await send(token, submission(answers))).response;
    await send(token, submission({ ...answers, free_text: "別の方です" }));
    const odd = (await list({ round, odd: "1" })).lines;
    expect(odd.map(({ id, repeated }) => [id, repeated]).sort()).toEqual(
      [one.id, other.id].sort().map((id) => [id, true]),
    );
    expect((await loadResponse(desk.permitted(), one.id, "ja"))?.equal).toEqual([
      { id: other.id, receiptNumber: other.receiptNumber },
    ]);
    expect((await list({ round })).lines).toHaveLength(3);
    await withdrawAnswers(token, { id: other.id, code: null }, now);
    expect((await loadResponse(desk.permitted(), one.id, "ja"))?.equal).toEqual([]);
  });
});

describe("the page of a response", () => {
  test("says what looks odd, and what a correction changed, line by line", async () => {
    const body = submission({ ...hokagoAnswers({ mon: 0, tue: 0 }), free_text: "前" });
    const token = desk.region().providerToken(name);
    const { id } = (await send(token, body)).response;
    const first = await loadResponse(desk.permitted(), id, "ja");
    expect(first?.correction).toBe(null);
    expect(first?.flags).toEqual([
      {
        id: "accepting_without_nurse@units[0]",
        question: "units[0].acceptance",
        title: "1. 医療的ケアが必要な子どもや大人の方を受け入れていますか。",
        text: "「受け入れている」とありますが、看護職員がいる日が1日もありません。",
      },
    ]);
    await send(token, { ...body, answers: hokagoAnswers({ mon: 1, tue: 0 }), corrects: 1 });
    const page = await loadResponse(desk.permitted(), id, "ja");
    expect(page?.flags).toEqual([]);
    expect(page?.correction?.lines.map(({ before, after }) => [before, after])).toEqual([
      ["月0 火0", "月1 火0"],
      ["前", null],
    ]);
    expect(page).toMatchObject({ providerName: name, enteredBy: null, counts: true, withdrawnAt: null });
  });
});
