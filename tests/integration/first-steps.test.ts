import { describe, expect, test } from "vitest";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { loadHome } from "#app/services/load-home.server.ts";
import { announceSetUp, setUp } from "#app/services/set-up.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listRounds } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { tsubame } from "#tests/fixtures/region.ts";
import { staffPassword } from "#tests/fixtures/staff.ts";

databaseOfFile();
const day = (days: number) => new Date(Date.now() + days * 24 * 3_600_000 + 9 * 3_600_000).toISOString().slice(0, 10);

async function begin(changes: Readonly<Record<string, string>>) {
  let code = "";
  await announceSetUp((announced) => {
    code = announced;
  });
  const form = {
    setUpCode: code,
    areaCode: "152137",
    areaName: "燕市",
    districts: "燕\n吉田",
    population: "",
    contact: tsubame.contact,
    closesOn: day(60),
    opens_provider: "now",
    opens_family: "not_yet",
    opens_supporter: "not_yet",
    opens_citizen: "not_yet",
    roster: "放課後クラブ\t燕\t放課後等デイサービス\t指定\t10",
    displayName: "佐藤",
    loginName: "sato",
    password: staffPassword,
    ...changes,
  };
  return setUp(form, new Date());
}

async function begun(changes: Readonly<Record<string, string>>): Promise<Permitted> {
  const outcome = await begin(changes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return { user: outcome.user, areaId: "152137" };
}

const home = (permitted: Permitted) => loadHome(new Request("http://city.example/home"), permitted, "ja");

describe("the set-up asks when each survey opens", () => {
  test("at once, on a day, or not yet", async () => {
    const opensOn = day(10);
    await begun({ opens_family: "on", opensOn_family: opensOn });
    const rounds = await listRounds("152137");
    expect(rounds.map(({ audience, frozenAt }) => [audience, frozenAt !== null])).toEqual([
      ["family", false],
      ["provider", true],
    ]);
    // midnight in Japan is 15:00 of the day before
    expect(rounds[0]?.opensAt).toEqual(new Date(Date.parse(`${opensOn}T00:00:00+09:00`)));
    expect(await listInvitations("152137", rounds[0]?.id ?? "")).toEqual([]);
    expect(await listInvitations("152137", rounds[1]?.id ?? "")).toHaveLength(1);
  });

  test.each([
    ["no choice", { opens_citizen: "" }, { opens_citizen: "missing" }],
    ["no day", { opens_citizen: "on" }, { opensOn_citizen: "missing" }],
    ["a day that has passed", { opens_citizen: "on", opensOn_citizen: day(-1) }, { opensOn_citizen: "wrong" }],
    ["a day after the closing", { opens_citizen: "on", opensOn_citizen: day(70) }, { opensOn_citizen: "wrong" }],
  ])("%s is asked for again, and nothing is written", async (_, changes, fields) => {
    expect(await begin(changes)).toEqual({ ok: false, problems: { fields, roster: [] } });
    expect(await listRounds("152137")).toEqual([]);
  });
});

describe("the first page of a new city leads to", () => {
  test("its providers, then a survey", async () => {
    const none = await begun({ roster: "", opens_provider: "not_yet" });
    expect(await home(none)).toMatchObject({ first: { step: "add_providers" }, headline: null });
  });

  test("a survey, where providers are there", async () => {
    const permitted = await begun({ opens_provider: "not_yet" });
    expect((await home(permitted)).first).toEqual({ step: "plan_round", roundId: null });
  });

  test("letters, of a planned and of an open survey, until something went out", async () => {
    const permitted = await begun({});
    const [round] = await listRounds("152137");
    expect(await home(permitted)).toMatchObject({
      first: { step: "print_letters", roundId: round?.id },
      headline: null,
    });
    const [invitation] = await listInvitations("152137", round?.id ?? "");
    await changeRoundByButton(permitted, round?.id ?? "", {
      intent: { intent: "note_contact", invitation: invitation?.id ?? "" },
      now: new Date(),
    });
    expect((await home(permitted)).first).toBe(null);
  });

  test("letters of a planned survey", async () => {
    const permitted = await begun({ opens_provider: "on", opensOn_provider: day(5) });
    const [round] = await listRounds("152137");
    expect((await home(permitted)).first).toEqual({ step: "prepare_letters", roundId: round?.id });
  });
});
