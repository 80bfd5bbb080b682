import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { action as passwordAction, loader as passwordLoader } from "#app/routes/account.password.tsx";
import { action as accountsAction, loader as accountsLoader } from "#app/routes/admin.accounts.tsx";
import { action as accountAction, loader as accountLoader } from "#app/routes/admin.accounts_.$account.tsx";
import { loader as homeLoader } from "#app/routes/home.tsx";
import { createAccount, verifyPassword } from "#app/services/accounts.server.ts";
import { changeAccount } from "#app/services/change-account.server.ts";
import { loadAccount } from "#app/services/load-accounts.server.ts";
import type { Role } from "#domain/role.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { type Account, accountFieldsMigration, findUser, hasAdministrator } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, openRegion, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs, staffPassword } from "#tests/fixtures/staff.ts";

const database = databaseOfFile();
let administrator: Account;
let cookie: string;

beforeEach(async () => {
  await openRegion();
  administrator = await openStaff("kanri", ["administrator"]);
  cookie = await cookieOf(administrator);
});

const permitted = (user: Account) => ({ user, areaId: "152137" });
type Pairs = readonly (readonly [string, string])[];

const newAccount = (
  changes: { id?: string; displayName?: string; loginName?: string; roles?: readonly string[] } = {},
): Pairs => {
  const { id = randomUUID(), displayName = "田中 花子", loginName = "tanaka", roles = ["council"] } = changes;
  return [
    ["id", id],
    ["displayName", displayName],
    ["loginName", loginName],
    ...roles.map((role) => ["roles", role] as const),
  ];
};
const create = (form: Pairs, by = cookie) =>
  answerOf(accountsAction(requestArgs({ path: "/admin/accounts", cookie: by, form })));
const args = (id: string, form?: Pairs, by = cookie) => ({
  ...requestArgs({ path: `/admin/accounts/${id}`, cookie: by, ...(form ? { form } : {}) }),
  params: { account: id },
});
const change = (account: Account, intent: string, roles: readonly string[] = []) =>
  answerOf(
    accountAction(
      args(account.id, [
        ["intent", intent],
        ["revision", String(account.revision)],
        ...roles.map((role) => ["roles", role] as const),
      ]),
    ),
  );
const stored = async (id: string) => {
  const account = await findUser(id);
  if (!account) throw new Error(`There is no account ${id}`);
  return account;
};
const users = async () => (await dumpDatabase()).users?.length;
/** The start password as the account's page shows it to the browser that made it. */
async function shownPassword(location: string | null, setCookie: string | null) {
  const id = location?.split("/").at(-1) ?? "";
  const browser = `${cookie}; ${setCookie?.split(";", 1)[0]}`;
  const page = await answerOf(accountLoader(args(id, undefined, browser)));
  return { id, page };
}

describe("a new account", () => {
  test("gets a start password that is shown once, and signs in with it", async () => {
    const { status, location, setCookie } = await create(
      newAccount({ loginName: " ＴＡＮＡＫＡ ", roles: ["council", "partner"] }),
    );
    expect(status).toBe(302);
    expect(setCookie).toMatch(/HttpOnly.*SameSite=Strict/);
    const { id, page } = await shownPassword(location, setCookie);
    expect(location).toBe(`/admin/accounts/${id}`);
    const { startPassword, account } = page.data as { startPassword: string; account: unknown };
    expect(startPassword).toMatch(/^[2-9a-z-]{19}$/);
    expect(account).toMatchObject({
      displayName: "田中 花子",
      loginName: "tanaka",
      roles: ["council", "partner"],
      state: "start_password",
      lastSignIn: null,
    });
    expect(page.setCookie).toMatch(/Max-Age=0/);
    expect((await answerOf(accountLoader(args(id)))).data).toMatchObject({ startPassword: null });
    expect(await verifyPassword("tanaka", startPassword)).toMatchObject({ id, passwordIsTemporary: true });
    expect(JSON.stringify(await dumpDatabase())).not.toContain(startPassword);
  });

  test("shows its start password to no other account's page", async () => {
    const { setCookie } = await create(newAccount());
    const other = await shownPassword(`/admin/accounts/${administrator.id}`, setCookie);
    expect(other.page.data).toMatchObject({ startPassword: null });
  });

  test.each<[string, Parameters<typeof newAccount>[0], number, unknown]>([
    ["no name", { displayName: " " }, 422, { displayName: "missing" }],
    ["a name of 61 signs", { displayName: "名".repeat(61) }, 422, { displayName: "wrong" }],
    ["no login name", { loginName: "" }, 422, { loginName: "missing" }],
    ["no role", { roles: [] }, 422, { roles: "missing" }],
    [
      "nothing",
      { displayName: "", loginName: "", roles: [] },
      422,
      { displayName: "missing", loginName: "missing", roles: "missing" },
    ],
    ["a login name that is taken", { loginName: "ＫＡＮＲＩ" }, 409, { loginName: "taken" }],
  ])("with %s is refused, and nothing written", async (_what, changes, status, problems) => {
    const answer = await create(newAccount(changes));
    expect(answer).toMatchObject({ status, data: { problems } });
    expect(await users()).toBe(1);
  });

  test("gives back what was typed, so that nothing is lost", async () => {
    const { data } = await create(newAccount({ loginName: "kanri", roles: ["partner"] }));
    expect(data).toMatchObject({ typed: { displayName: "田中 花子", loginName: "kanri", roles: ["partner"] } });
  });

  test.each<[string, Parameters<typeof newAccount>[0]]>([
    ["a role that is none", { roles: ["mayor"] }],
    ["an id that is none", { id: "x" }],
  ])("with %s is no form of ours", async (_what, changes) => {
    expect((await create(newAccount(changes))).status).toBe(400);
    expect(await users()).toBe(1);
  });

  test("sent twice, one after the other or at once, is one account", async () => {
    const form = newAccount();
    const first = await create(form);
    const again = await create(form);
    expect([again.status, again.location, again.setCookie]).toEqual([302, first.location, null]);
    const atOnce = newAccount({ loginName: "suzuki" });
    const answers = await Promise.all([create(atOnce), create(atOnce)]);
    expect(answers.map(({ status }) => status)).toEqual([302, 302]);
    expect(answers.filter(({ setCookie }) => setCookie !== null)).toHaveLength(1);
    expect(await users()).toBe(3);
  });

  test("of the same login name from two forms at once is one account, and the other is told so", async () => {
    const answers = await Promise.all([create(newAccount()), create(newAccount())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409]);
    expect(await users()).toBe(2);
  });

  test("has its roles at the administrator's own municipality, wherever the form points", async () => {
    await create([...newAccount({ roles: ["coordinator"] }), ["areaId", "152048"]]);
    expect((await verifyPassword("tanaka", staffPassword)) ?? null).toBeNull();
    const grants = ((await dumpDatabase()).users ?? []).map((user) => user.grants);
    expect(grants).toContainEqual([{ role: "coordinator", areaId: "152137" }]);
    expect(JSON.stringify(grants)).not.toContain("152048");
  });
});

describe("a start password", () => {
  test("opens nothing but the page where the person sets their own", async () => {
    const { location, setCookie } = await create(newAccount({ roles: ["coordinator"] }));
    const { id, page } = await shownPassword(location, setCookie);
    const { startPassword } = page.data as { startPassword: string };
    const browser = await cookieOf(await stored(id));
    const home = () => answerOf(homeLoader(requestArgs({ path: "/home", cookie: browser })));
    expect(await home()).toMatchObject({ status: 302, location: "/account/password" });
    const path = "/account/password";
    expect(await answerOf(passwordLoader(requestArgs({ path, cookie: browser })))).toMatchObject({
      data: { isTemporary: true, next: "/home" },
    });
    const own = "自分だけの パスワード";
    const form: Pairs = [
      ["current", startPassword],
      ["password", `${own}12`],
      ["repeat", `${own}12`],
    ];
    const changed = await answerOf(passwordAction(requestArgs({ path, cookie: browser, form })));
    expect(changed).toMatchObject({ status: 302, location: "/account/password?changed" });
    // the session of before is over, the new one is whole
    expect(await home()).toMatchObject({ status: 302, location: "/sign-in?to=%2Fhome" });
    const renewed = changed.setCookie?.split(";", 1)[0] ?? "";
    expect((await answerOf(homeLoader(requestArgs({ path: "/home", cookie: renewed })))).status).toBe(200);
    expect(await verifyPassword("tanaka", startPassword)).toBeNull();
    expect(await verifyPassword("tanaka", `${own}12`)).toMatchObject({ passwordIsTemporary: false });
  });

  test("made anew ends every session and the old password", async () => {
    const clerk = await openStaff("sato", ["coordinator"]);
    const browser = await cookieOf(clerk);
    const { status, location, setCookie } = await change(clerk, "reset_password");
    expect(status).toBe(302);
    const { page } = await shownPassword(location, setCookie);
    const { startPassword } = page.data as { startPassword: string };
    expect(await answerOf(homeLoader(requestArgs({ path: "/home", cookie: browser })))).toMatchObject({
      location: "/sign-in?to=%2Fhome",
    });
    expect(await verifyPassword("sato", staffPassword)).toBeNull();
    expect(await verifyPassword("sato", startPassword)).toMatchObject({ passwordIsTemporary: true });
    // the same form once more: the page is an old one
    expect(await change(clerk, "reset_password")).toMatchObject({ status: 409, data: { reason: "changed_meanwhile" } });
    expect(await verifyPassword("sato", startPassword)).not.toBeNull();
  });
});

describe("an own password", () => {
  const set = async (form: Pairs) => answerOf(passwordAction(requestArgs({ path: "/account/password", cookie, form })));
  const pairs = (current: string, password: string, repeat = password): Pairs => [
    ["current", current],
    ["password", password],
    ["repeat", repeat],
  ];

  test.each<[string, Pairs, unknown]>([
    ["nothing typed", pairs("", ""), { current: "missing", password: "missing" }],
    ["a wrong current one", pairs("wrong", "a new password 12"), { current: "wrong" }],
    ["11 signs", pairs(staffPassword, "elevensigns"), { password: "too_short" }],
    ["201 signs", pairs(staffPassword, "a".repeat(201)), { password: "too_long" }],
    ["the one it is", pairs(staffPassword, staffPassword), { password: "same" }],
    ["another repetition", pairs(staffPassword, "a new password 12", "a new password 13"), { repeat: "different" }],
    ["no repetition", pairs(staffPassword, "a new password 12", ""), { repeat: "missing" }],
  ])("is not changed with %s", async (_what, form, problems) => {
    expect(await set(form)).toMatchObject({ status: 422, data: { problems } });
    expect((await verifyPassword("kanri", staffPassword))?.id).toBe(administrator.id);
    expect(await stored(administrator.id)).toMatchObject({ revision: 0, sessionEpoch: 0 });
  });

  test("is not changed by a form that is none of ours", async () => {
    expect((await set([["password", "a new password 12"]])).status).toBe(400);
  });

  test("can be tried ten times in five minutes", async () => {
    const clerk = await openStaff("limited", ["partner"]);
    const own = await cookieOf(clerk);
    const trial = () =>
      answerOf(passwordAction(requestArgs({ path: "/account/password", cookie: own, form: pairs("wrong", "x") })));
    for (let attempt = 1; attempt <= 10; attempt += 1) expect((await trial()).status).toBe(422);
    expect((await trial()).status).toBe(429);
  });
});

describe("an account is changed", () => {
  test("in its roles, which hold at once", async () => {
    const clerk = await openStaff("sato", ["council"]);
    const browser = await cookieOf(clerk);
    expect(await change(clerk, "change_roles", ["partner", "coordinator"])).toMatchObject({ status: 302 });
    expect((await stored(clerk.id)).grants.map(({ role }) => role)).toEqual(["partner", "coordinator"]);
    expect((await answerOf(homeLoader(requestArgs({ path: "/home", cookie: browser })))).status).toBe(200);
  });

  test("by deactivation: sessions end, nobody signs in, until it is reactivated", async () => {
    const clerk = await openStaff("sato", ["coordinator"]);
    const browser = await cookieOf(clerk);
    expect(await change(clerk, "deactivate_account")).toMatchObject({ status: 302 });
    expect(await answerOf(homeLoader(requestArgs({ path: "/home", cookie: browser })))).toMatchObject({
      location: "/sign-in?to=%2Fhome",
    });
    expect(await verifyPassword("sato", staffPassword)).toBeNull();
    // sent once more it is done already
    expect(await change(clerk, "deactivate_account")).toMatchObject({ status: 302 });
    expect(await change(await stored(clerk.id), "reactivate_account")).toMatchObject({ status: 302 });
    expect(await verifyPassword("sato", staffPassword)).not.toBeNull();
    // the session of before stays over
    expect(await answerOf(homeLoader(requestArgs({ path: "/home", cookie: browser })))).toMatchObject({
      location: "/sign-in?to=%2Fhome",
    });
  });

  test("a session opened with a password that was verified before it was reset is nobody's", async () => {
    const verified = await openStaff("sato", ["coordinator"]);
    await change(verified, "reset_password");
    const late = await cookieOf(verified);
    expect(await answerOf(homeLoader(requestArgs({ path: "/home", cookie: late })))).toMatchObject({
      location: "/sign-in?to=%2Fhome",
    });
  });
});

describe("a change is refused, and nothing written,", () => {
  const refused = async (account: Account, intent: string, roles: readonly string[] = []) => {
    const before = await stored(account.id);
    const answer = await change(account, intent, roles);
    expect(await stored(account.id)).toEqual(before);
    const reason =
      answer.data && typeof answer.data === "object" && "reason" in answer.data ? answer.data.reason : null;
    return [answer.status, reason];
  };

  test("that leaves no role", async () => {
    expect(await refused(await openStaff("sato", ["council"]), "change_roles")).toEqual([422, "no_role"]);
  });

  test("of the last administrator's role, also when another one is deactivated", async () => {
    expect(await refused(administrator, "change_roles", ["coordinator"])).toEqual([409, "last_administrator"]);
    const other = await openStaff("other", ["administrator"]);
    await change(other, "deactivate_account");
    expect(await refused(administrator, "change_roles", ["council"])).toEqual([409, "last_administrator"]);
    await change(await stored(other.id), "reactivate_account");
    expect(await change(administrator, "change_roles", ["council"])).toMatchObject({ status: 302 });
  });

  test.each(["deactivate_account", "reset_password"])("by %s of oneself", async (intent) => {
    await openStaff("other", ["administrator"]);
    expect(await refused(administrator, intent)).toEqual([409, "yourself"]);
  });

  test("made from a page that is out of date", async () => {
    const clerk = await openStaff("sato", ["council"]);
    await change(clerk, "change_roles", ["partner"]);
    expect(await refused(clerk, "change_roles", ["coordinator"])).toEqual([409, "changed_meanwhile"]);
    // the same change again is the same change
    expect(await change(clerk, "change_roles", ["partner"])).toMatchObject({ status: 302 });
  });

  test.each<[string, Pairs]>([
    ["no intent", [["revision", "0"]]],
    [
      "an unknown intent",
      [
        ["intent", "promote"],
        ["revision", "0"],
      ],
    ],
    ["no revision", [["intent", "deactivate_account"]]],
    [
      "a role that is none",
      [
        ["intent", "change_roles"],
        ["revision", "0"],
        ["roles", "mayor"],
      ],
    ],
  ])("with %s, which is no form of ours", async (_what, form) => {
    const clerk = await openStaff("sato", ["council"]);
    expect((await answerOf(accountAction(args(clerk.id, form)))).status).toBe(400);
    expect(await stored(clerk.id)).toEqual(clerk);
  });

  test("two administrators who remove each other at once never leave none", async () => {
    for (let round = 1; round <= 10; round += 1) {
      const [one, two] = [
        await openStaff(`one-${round}`, ["administrator"]),
        await openStaff(`two-${round}`, ["administrator"]),
      ];
      const { id, revision } = await stored(administrator.id);
      await changeAccount(permitted(one), id, { intent: "change_roles", revision, roles: ["council"] });
      const remove = (by: Account, victim: Account) =>
        changeAccount(permitted(by), victim.id, { intent: "deactivate_account", revision: victim.revision });
      const outcomes = await Promise.all([remove(one, two), remove(two, one)]);
      expect(await hasAdministrator("152137")).toBe(true);
      expect(outcomes.filter((outcome) => outcome?.kind === "done").length).toBeLessThanOrEqual(1);
      await database.reset();
      await openRegion();
      administrator = await openStaff("kanri", ["administrator"]);
    }
  });
});

describe("another municipality", () => {
  const sanjo = { ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" }, districts: [] };
  beforeEach(() => saveMunicipality(sanjo));

  test("has its own accounts: they are neither listed nor found", async () => {
    const foreign = await openStaff("sanjo", ["administrator"], "152048");
    const list = await answerOf(accountsLoader(requestArgs({ path: "/admin/accounts", cookie })));
    expect(JSON.stringify(list.data)).toContain("kanri");
    expect(JSON.stringify(list.data)).not.toContain("sanjo");
    expect((await answerOf(accountLoader(args(foreign.id)))).status).toBe(404);
    expect((await change(foreign, "deactivate_account")).status).toBe(404);
    expect((await answerOf(accountLoader(args("nobody")))).status).toBe(404);
    expect(await stored(foreign.id)).toEqual(foreign);
  });

  test("is not locked out by what this one does with a person of both", async () => {
    const both = await createAccount({
      loginName: "both",
      displayName: "両方",
      password: staffPassword,
      grants: [
        { role: "council", areaId: "152137" },
        { role: "administrator", areaId: "152048" },
      ],
    });
    if (!both) throw new Error("taken");
    for (const intent of ["reset_password", "deactivate_account"])
      expect(await change(both, intent)).toMatchObject({ status: 403, data: { reason: "elsewhere" } });
    expect(await stored(both.id)).toEqual(both);
    await change(both, "change_roles", ["partner"]);
    expect((await stored(both.id)).grants).toEqual([
      { role: "administrator", areaId: "152048" },
      { role: "partner", areaId: "152137" },
    ]);
    expect(await loadAccount(permitted(administrator), both.id, "ja")).toMatchObject({
      roles: ["partner"],
      hasRolesElsewhere: true,
    });
  });
});

test("a role is given at a municipality, never at a district", async () => {
  const account = { loginName: "x", displayName: "x", password: null };
  for (const areaId of ["152137-1", "152138", ""])
    await expect(createAccount({ ...account, grants: [{ role: "council", areaId }] })).rejects.toThrow("municipality");
  expect(await users()).toBe(1);
});

test.each<Role>(["coordinator", "partner", "council"])("a %s neither sees nor makes accounts", async (role) => {
  const own = await cookieOf(await openStaff("sato", [role]));
  expect((await answerOf(accountsLoader(requestArgs({ path: "/admin/accounts", cookie: own })))).status).toBe(403);
  expect((await create(newAccount(), own)).status).toBe(403);
  expect(await users()).toBe(2);
});

test("accounts stored before there was this page work as before, however often the migration runs", async () => {
  const collection = mongoose.connection.collection("users");
  const [row] = (await dumpDatabase()).users ?? [];
  await collection.updateMany(
    {},
    { $unset: { active: 1, revision: 1, sessionEpoch: 1, passwordIsTemporary: 1, lastSignInAt: 1 } },
  );
  expect(await verifyPassword("kanri", staffPassword)).toBeNull();
  await accountFieldsMigration.run();
  await accountFieldsMigration.run();
  expect((await dumpDatabase()).users).toEqual([row]);
  expect(await verifyPassword("kanri", staffPassword)).toEqual(administrator);
});
