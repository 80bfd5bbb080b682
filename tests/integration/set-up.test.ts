import { describe, expect, test } from "vitest";
import { verifyPassword } from "#app/services/accounts.server.ts";
import { loadSetUp } from "#app/services/load-set-up.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { announceSetUp, setUp } from "#app/services/set-up.server.ts";
import type { SetUpField } from "#app/services/set-up-fields.ts";
import { findMunicipality, listMunicipalities } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listProviders, saveProviders } from "#models/provider.server.ts";
import { findRoundDefinition, listRounds } from "#models/round.server.ts";
import { createUser } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, openRegion, providerOf, tsubame } from "#tests/fixtures/region.ts";

databaseOfFile();

const now = new Date("2026-11-22T03:00:00Z");

/** 燕市の基準該当: 生活介護 7, of which three have 短期入所 as well, and 放課後等デイサービス 2: 12 service units. */
const kijunGaito = [
  ...["あ", "い", "う", "え", "お", "か", "き"].map((sign) => [`生活介護 ${sign}`, "燕", "生活介護", "基準該当", "20"]),
  ...["あ", "い", "う"].map((sign) => [`生活介護 ${sign}`, "燕", "短期入所", "基準該当", "2"]),
  ["放課後 く", "吉田", "放課後等デイサービス", "基準該当", "10"],
  ["放課後 け", "分水", "放課後等デイサービス", "基準該当", ""],
];
const pasted = (separator: string) => kijunGaito.map((cells) => cells.join(separator)).join("\r\n");

async function announced(): Promise<string> {
  const codes: string[] = [];
  await announceSetUp((code) => codes.push(code));
  const [code, ...others] = codes;
  if (!code || others.length > 0) throw new Error(`${codes.length} codes`);
  return code;
}

const form = (setUpCode: string, changes: Partial<Record<SetUpField, string>> = {}) => ({
  setUpCode,
  areaCode: "152137",
  areaName: "燕市",
  districts: "燕\r\n吉田\r\n分水",
  population: "76,000人",
  contact: "社会福祉課 0256-00-0000",
  closesOn: "令和9年1月31日",
  roster: pasted("\t"),
  displayName: "佐藤",
  loginName: "sato",
  password: "長い パスワード 12文字",
  ...changes,
});

/** Everything that a set-up writes. */
async function written(): Promise<Record<string, number>> {
  const dump = await dumpDatabase();
  const names = ["areas", "providers", "rounds", "invitations", "users", "setup_codes"];
  return Object.fromEntries(names.map((name) => [name, dump[name]?.length ?? 0]));
}
const nothingWritten = { areas: 0, providers: 0, rounds: 0, invitations: 0, users: 0, setup_codes: 1 };

describe("the set-up of 燕市", () => {
  test.each([
    ["tab", "\t"],
    ["comma", ","],
    ["、", "、"],
    ["full-width comma", "\uFF0C"],
  ])(
    "with its 12 基準該当 units pasted by %s makes providers, rounds, links and the first account",
    async (_name, sign) => {
      const outcome = await setUp(form(await announced(), { roster: pasted(sign) }), now);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      expect(outcome.user).toMatchObject({
        loginName: "sato",
        grants: [
          { role: "administrator", areaId: "152137" },
          { role: "coordinator", areaId: "152137" },
        ],
      });
      expect((await verifyPassword("sato", "長い パスワード 12文字"))?.id).toBe(outcome.user.id);
      expect(await findMunicipality("152137")).toEqual({
        id: "152137",
        name: { ja: "燕市", en: "燕市" },
        districts: ["燕", "吉田", "分水"].map((name, index) => ({
          id: `152137-${index + 1}`,
          name: { ja: name, en: name },
        })),
        population: 76_000,
        councilAudience: "public",
        contact: "社会福祉課 0256-00-0000",
        invented: false,
      });
      const providers = await listProviders("152137");
      const units = providers.flatMap((provider) => provider.units);
      expect(providers).toHaveLength(9);
      const count = (service: string) => units.filter((unit) => unit.service === service).length;
      expect([count("seikatsu_kaigo"), count("tanki_nyusho"), count("hokago_day")]).toEqual([7, 3, 2]);
      expect(new Set(units.map(({ designation }) => designation))).toEqual(new Set(["kijun_gaito"]));
      expect(new Set(units.map(({ id }) => id)).size).toBe(12);
      const afterSchool = providers.filter(({ name }) => name.startsWith("放課後"));
      expect(new Set(afterSchool.map(({ districtId, units: [unit] }) => `${districtId} ${unit?.capacity}`))).toEqual(
        new Set(["152137-2 10", "152137-3 null"]),
      );
      expect((await listRounds("152137")).map(({ id, opensAt, closesAt }) => [id, opensAt, closesAt])).toEqual(
        ["family", "provider", "supporter", "citizen"].map((audience) => [
          `152137-2026-${audience}`,
          now,
          new Date("2027-01-31T15:00:00Z"),
        ]),
      );
      expect(await listInvitations("152137", "152137-2026-provider")).toHaveLength(9);
      for (const audience of ["family", "supporter", "citizen"])
        expect(await listInvitations("152137", `152137-2026-${audience}`)).toMatchObject([
          { kind: "open", providerId: null },
        ]);
      expect(await written()).toMatchObject({ users: 1, setup_codes: 0 });
    },
  );

  test("is offered until it is done, and refused afterwards", async () => {
    const page = await loadSetUp();
    expect(page?.services).toContain("放課後等デイサービス");
    expect(page?.designations).toContain("基準該当");
    const code = await announced();
    expect((await setUp(form(code), now)).ok).toBe(true);
    expect(await loadSetUp()).toBeNull();
    await announceSetUp(() => expect.unreachable("a code for a city that is set up"));
    const again = await setUp(form(code, { loginName: "tanaka", areaCode: "131016" }), now);
    expect(again).toEqual({ ok: false, problems: { fields: { setUpCode: "wrong" }, roster: [] } });
    expect((await listMunicipalities()).map(({ id }) => id)).toEqual(["152137"]);
  });

  test("takes what people type: a five-digit code in full width, no population, no roster, a code in lower case", async () => {
    const code = (await announced()).toLowerCase().replace("-", " ");
    const changes = {
      areaCode: "１５２１３",
      population: "",
      roster: "",
      closesOn: "R9/1/31",
      districts: "燕、吉田、燕",
    };
    expect((await setUp(form(code, changes), now)).ok).toBe(true);
    expect(await findMunicipality("152137")).toMatchObject({
      population: null,
      districts: [{ name: { ja: "燕" } }, { name: { ja: "吉田" } }],
    });
    expect(await listProviders("152137")).toEqual([]);
  });
});

describe("a set-up is refused, and nothing written,", () => {
  test.each<[string, Partial<Record<SetUpField, string>>, Partial<Record<SetUpField, string>>]>([
    ["a wrong code", { setUpCode: "AAAAA-AAAAA" }, { setUpCode: "wrong" }],
    ["no code", { setUpCode: "" }, { setUpCode: "missing" }],
    ["a wrong check digit", { areaCode: "152138" }, { areaCode: "wrong" }],
    ["a prefecture that does not exist", { areaCode: "482137" }, { areaCode: "wrong" }],
    ["no area code", { areaCode: "" }, { areaCode: "missing" }],
    ["no name", { areaName: "" }, { areaName: "missing" }],
    ["a blank name", { areaName: " 　 " }, { areaName: "missing" }],
    ["a name of 41 signs", { areaName: "市".repeat(41) }, { areaName: "wrong" }],
    ["no districts", { districts: "", roster: "" }, { districts: "missing" }],
    ["districts of separators alone", { districts: " 、\n,", roster: "" }, { districts: "missing" }],
    ["a population in words", { population: "七万" }, { population: "wrong" }],
    ["a negative population", { population: "-5" }, { population: "wrong" }],
    ["no contact", { contact: "" }, { contact: "missing" }],
    ["no closing day", { closesOn: "" }, { closesOn: "missing" }],
    ["a day that does not exist", { closesOn: "令和9年2月30日" }, { closesOn: "wrong" }],
    ["a closing day that is over", { closesOn: "令和8年11月21日" }, { closesOn: "wrong" }],
    ["no display name", { displayName: "" }, { displayName: "missing" }],
    ["no login name", { loginName: "" }, { loginName: "missing" }],
    ["no password", { password: "" }, { password: "missing" }],
    ["a password of 11 signs", { password: "a".repeat(11) }, { password: "too_short" }],
    ["a password of 201 signs", { password: "a".repeat(201) }, { password: "wrong" }],
  ])("with %s", async (_name, changes, fields) => {
    const outcome = await setUp(form(await announced(), changes), now);
    expect(outcome).toEqual({ ok: false, problems: { fields, roster: [] } });
    expect(await written()).toEqual(nothingWritten);
  });

  test("with an empty form, naming each field that is needed", async () => {
    await announced();
    const outcome = await setUp({}, now);
    if (outcome.ok) throw new Error("accepted");
    expect(new Set(Object.values(outcome.problems.fields))).toEqual(new Set(["missing"]));
    expect(await written()).toEqual(nothingWritten);
  });

  test("with files in the place of texts", async () => {
    const code = await announced();
    const outcome = await setUp({ ...form(code), areaName: new File(["x"], "x.txt") }, now);
    expect(outcome).toMatchObject({ ok: false, problems: { fields: { areaName: "wrong" } } });
  });

  test("naming each wrong line of the roster by its number", async () => {
    const roster = [
      "事業所 A,燕,生活介護,基準該当,20",
      "",
      "事業所 B,三条,生活介護,基準該当,20",
      "事業所 C,燕,生活支援,基準該当,20",
      "事業所 D,燕,生活介護,認可,20",
      "事業所 E,燕,生活介護,基準該当,多数",
      "事業所 F,燕,生活介護",
      "事業所 A,燕,生活介護,基準該当,20",
      "事業所 G,燕,生活介護,基準該当,20,30",
    ].join("\n");
    const outcome = await setUp(form(await announced(), { roster }), now);
    expect(outcome).toEqual({
      ok: false,
      problems: {
        fields: { roster: "wrong" },
        roster: [
          { line: 3, kind: "district" },
          { line: 4, kind: "service" },
          { line: 5, kind: "designation" },
          { line: 6, kind: "capacity" },
          { line: 7, kind: "columns" },
          { line: 8, kind: "duplicate" },
          { line: 9, kind: "columns" },
        ],
      },
    });
    expect(await written()).toEqual(nothingWritten);
  });
});

describe("the set-up code", () => {
  test("used twice at once sets the city up once", async () => {
    const code = await announced();
    const outcomes = await Promise.all(["sato", "tanaka"].map((loginName) => setUp(form(code, { loginName }), now)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([
      { ok: false, problems: { fields: { setUpCode: "wrong" }, roster: [] } },
    ]);
    expect(await written()).toMatchObject({ areas: 1, users: 1, rounds: 4, setup_codes: 0 });
  });

  test("is replaced at the next start, and stored as a hash alone", async () => {
    const [first, second] = [await announced(), await announced()];
    expect(JSON.stringify(await dumpDatabase())).not.toContain(second);
    expect(JSON.stringify(await dumpDatabase())).not.toContain(second.replace("-", ""));
    expect((await setUp(form(first), now)).ok).toBe(false);
    expect((await setUp(form(second), now)).ok).toBe(true);
  });

  test("of a city that is there is refused, and takes nothing away", async () => {
    const code = await announced();
    await openRegion();
    const { setup_codes: _, ...before } = await dumpDatabase();
    expect(await setUp(form(code, { areaCode: "131016" }), now)).toEqual({
      ok: false,
      problems: { fields: { setUpCode: "wrong" }, roster: [] },
    });
    const { setup_codes: codes, ...after } = await dumpDatabase();
    expect(after).toEqual(before);
    expect(codes).toEqual([]);
  });
});

test("what a set-up that was cut off left behind does not stand in the way, nor stay", async () => {
  const area = { ...tsubame, districts: tsubame.districts.slice(0, 1) };
  const providers = [providerOf("152137", "前の事業所", ["hokago_day"])];
  await saveProviders(providers);
  await openYear({
    area,
    providers,
    fiscalYear: 2026,
    opensAt: now,
    closesAt: new Date("2026-12-01"),
    populations: null,
  });
  await createUser({ id: "u", loginName: "sato", displayName: "前の利用者", grants: [] }, null);
  expect(await loadSetUp()).not.toBeNull();
  const outcome = await setUp(form(await announced()), now);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  expect(await written()).toEqual({ areas: 1, providers: 9, rounds: 4, invitations: 12, users: 1, setup_codes: 0 });
  expect((await verifyPassword("sato", "長い パスワード 12文字"))?.id).toBe(outcome.user.id);
  expect(JSON.stringify(await findRoundDefinition("152137-2026-family"))).toContain("分水");
  expect((await listProviders("152137")).map(({ name }) => name)).not.toContain("前の事業所");
});
