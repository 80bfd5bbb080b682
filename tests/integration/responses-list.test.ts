import { describe, expect, test } from "vitest";
import { loader as listLoader } from "#app/routes/responses.tsx";
import { linkToken } from "#app/services/links.server.ts";
import { loadHome } from "#app/services/load-home.server.ts";
import { loadResponses } from "#app/services/load-responses.server.ts";
import { planNewRound } from "#app/services/plan-round.server.ts";
import { review } from "#app/services/review-responses.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { withdrawResponse } from "#models/response.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  type AnswersJson,
  exampleAnswers,
  familyAnswers,
  hokagoAnswers,
  openRegion,
  send,
  submission,
} from "#tests/fixtures/region.ts";
import { accepted, name, reviewDeskOfFile } from "#tests/fixtures/review-desk.ts";
import { answerOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
const desk = reviewDeskOfFile();
const now = new Date();

async function sendFamily(more: AnswersJson): Promise<string> {
  const answers = { ...familyAnswers({ careClass: "1" }), ...more };
  return (await send(desk.region().familyToken, submission(answers))).response.id;
}

/** Plans next year's round of providers, which is the newest of all. */
async function planNext(): Promise<void> {
  const form = {
    audience: "provider",
    fiscalYear: "2027",
    opensOn: "2999-04-01",
    opensHour: "9",
    closesOn: "2999-05-01",
    closesHour: "24",
  };
  const outcome = await planNewRound(desk.permitted(), form, now);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
}

describe("the list opens", () => {
  test("on a round that has answers to look at, never on a planned one", async () => {
    await planNext();
    expect((await desk.list()).query?.round).toBe(desk.region().providerRound);
    await sendFamily({});
    expect((await desk.list()).query?.round).toBe(desk.region().familyRound);
    const { id } = await desk.sendProvider();
    expect((await desk.list()).query?.round).toBe(desk.region().providerRound);
    await review(desk.permitted(), { id, revision: 1, judgement: accepted }, now);
    expect((await desk.list()).query?.round).toBe(desk.region().familyRound);
  });

  test("and says of each round how many answers are to be looked at; a planned one has none and no filters", async () => {
    await planNext();
    await sendFamily({});
    await sendFamily({});
    const { rounds } = await desk.list();
    expect(rounds.map(({ audience, waiting }) => [audience, waiting])).toEqual([
      ["provider", 0],
      ["family", 2],
      ["provider", 0],
      ["supporter", 0],
      ["citizen", 0],
    ]);
    expect(await desk.list({ round: "152137-2027-provider" })).toMatchObject({ facts: [], lines: [] });
  });
});

describe("a line says what a coordinator needs to see", () => {
  test("of a family: stage, district, whether it may be contacted, the first line of what it wrote", async () => {
    await sendFamily({ consent_contact: "yes", free_text: "\n夜の見守りが不安です。\nほかにもあります。" });
    const { facts, lines } = await desk.list({ round: desk.region().familyRound });
    expect(facts.map((fact) => fact.name)).toEqual(["stage", "district", "consent_contact"]);
    expect(lines[0]).toMatchObject({
      facts: ["小学生", "燕", "はい"],
      voice: "夜の見守りが不安です。",
      flags: [],
    });
  });

  test("of a supporter and of a provider: what fits them, and what looks odd in words", async () => {
    const { supporter } = await tokens();
    await send(supporter, submission(exampleAnswers("supporter-needs", 0)));
    const of = await desk.list({ round: "152137-2026-supporter" });
    expect(of.facts.map((fact) => fact.name)).toEqual(["workplace", "job", "district"]);
    expect(of.lines[0]?.facts.length).toBe(3);
    await desk.sendProvider(hokagoAnswers({ mon: 0, tue: 0 }));
    const { lines } = await desk.list({ round: desk.region().providerRound });
    expect(lines[0]).toMatchObject({
      facts: ["放課後等デイサービス: 受け入れている", "燕"],
      flags: ["「受け入れている」とありますが、看護職員がいる日が1日もありません。"],
      voice: null,
    });
  });
});

/** The open links of the city by audience. */
async function tokens(): Promise<{ supporter: string }> {
  const [open] = await listInvitations("152137", "152137-2026-supporter");
  if (!open) throw new Error("The year has no open link for supporters");
  return { supporter: linkToken(open) };
}

describe("filters and words", () => {
  test("a family's answers by stage, district and contact, several at once; another code is refused", async () => {
    const wanted = await sendFamily({ stage: "preschool", district: "152137-2", consent_contact: "yes" });
    await sendFamily({ stage: "preschool", district: "152137-2", consent_contact: "no" });
    await sendFamily({ consent_contact: "yes" });
    const round = desk.region().familyRound;
    const count = async (params: Record<string, string>) => (await desk.list({ round, ...params })).lines.length;
    expect(await count({ stage: "preschool" })).toBe(2);
    expect(await count({ consent_contact: "yes" })).toBe(2);
    const one = await desk.list({ round, stage: "preschool", district: "152137-2", consent_contact: "yes" });
    expect(one.lines.map(({ id }) => id)).toEqual([wanted]);
    expect(one.query?.facts).toEqual({ stage: "preschool", district: "152137-2", consent_contact: "yes" });
    const path = `/responses?round=${round}&stage=university`;
    expect((await answerOf(listLoader(requestArgs({ path, cookie: desk.cookie() })))).status).toBe(400);
  });

  test("providers by service and district of the register", async () => {
    await desk.sendProvider();
    await send(desk.region().providerToken("児発ひろば"), submission(hokagoAnswers({ mon: 1 })));
    const names = async (params: Record<string, string>) => (await desk.list(params)).lines.map((line) => line.name);
    expect(await names({ service: "hokago_day" })).toEqual([name]);
    expect(await names({ service: "hokago_day", district: "152137-2" })).toEqual([]);
  });

  test("words in answers, typed or chosen, of this city alone", async () => {
    const typed = await sendFamily({ free_text: "ショートステイが足りません" });
    const chosen = await sendFamily({ procedures: ["ventilator"] });
    const other = await openRegion({
      area: { ...desk.region().area, id: "152048", districts: [{ id: "152048-1", name: { ja: "北", en: "North" } }] },
      providers: [],
    });
    await send(
      other.familyToken,
      submission({ ...familyAnswers({ careClass: "1", district: "152048-1" }), free_text: "ショートステイ" }),
    );
    const round = desk.region().familyRound;
    const ids = async (q: string) => (await desk.list({ round, q })).lines.map(({ id }) => id);
    expect(await ids("ｼｮｰﾄｽﾃｲ")).toEqual([typed]);
    expect(await ids("呼吸器")).toEqual([chosen]);
    expect(await ids("どこにもない言葉")).toEqual([]);
    const elsewhere = loadResponses(desk.permitted(), new URLSearchParams({ round: other.familyRound }), {
      locale: "ja",
      now,
    });
    await expect(elsewhere).rejects.toMatchObject({ code: "bad_request" });
  });
});

test("how many answers came in and why some are in no figure is said of each round", async () => {
  const invalid = await sendFamily({});
  await sendFamily({});
  await sendFamily({ consent_statistics: "no" });
  const withdrawn = await sendFamily({});
  await withdrawResponse("152137", withdrawn, now);
  await review(desk.permitted(), { id: invalid, revision: 1, judgement: { state: "invalid", reason: "test" } }, now);
  const { familyRound } = desk.region();
  const basis = { received: 4, withdrawn: 1, invalid: 1, noConsent: 1, counted: 1 };
  expect((await desk.list({ round: familyRound })).basis).toEqual(basis);
  const home = await loadHome(new Request("http://city.example/home"), desk.permitted(), "ja");
  expect(home.rounds.find(({ id }) => id === familyRound)).toMatchObject({ answered: 2, basis });
  const asks = { ...desk.permitted(), user: await openStaff("kanri", ["administrator"]) };
  const seen = await loadHome(new Request("http://city.example/home"), asks, "ja");
  expect(seen.rounds.find(({ id }) => id === familyRound)?.basis).toBe(null);
});
