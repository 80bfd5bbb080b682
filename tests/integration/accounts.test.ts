import { createHash } from "node:crypto";
import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { configureRuntime } from "#app/runtime.server.ts";
import { createAccount, normalizeLoginName, verifyPassword } from "#app/services/accounts.server.ts";
import { loadHome } from "#app/services/load-home.server.ts";
import { endSession, findSignedIn, openSession, requirePermission } from "#app/session.server.ts";
import { type Action, actionSchema, type Grant } from "#domain/role.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { createSession, findSessionOwner, sweepSessions } from "#models/session.server.ts";
import type { Account } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, familyAnswers, openRegion, runtime, send, submission, tsubame } from "#tests/fixtures/region.ts";

databaseOfFile();

const password = "正しい password 12";

async function account(loginName: string, grants: Grant[] = []): Promise<Account> {
  const user = await createAccount({ loginName, displayName: "佐藤", password, grants });
  if (!user) throw new Error(`${loginName} is taken`);
  return user;
}

const at = (areaId: string, ...roles: Grant["role"][]) => roles.map((role) => ({ role, areaId }));
/** The browser's next request: the cookie of a Set-Cookie header sent back. */
const withCookie = (setCookie: string) =>
  new Request("http://city.example/home", { headers: { Cookie: setCookie.split(";")[0] ?? "" } });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a password", () => {
  test("signs in with the right login name, whatever its width and case, and with no other", async () => {
    const user = await account("  Ｓａｔｏ-123 ");
    expect(user.loginName).toBe("sato-123");
    for (const loginName of ["sato-123", "SATO-123", "ｓａｔｏ－１２３", " sato-123\t"])
      expect((await verifyPassword(loginName, password))?.id, loginName).toBe(user.id);
    expect(await verifyPassword("sato-123", `${password} `)).toBeNull();
    expect(await verifyPassword("sato-123", "")).toBeNull();
    expect(await verifyPassword("sato", password)).toBeNull();
    expect(await verifyPassword("", password)).toBeNull();
    expect(normalizeLoginName(" ﾃｽﾄ ")).toBe("テスト");
  });

  test("is stored as argon2id alone", async () => {
    await account("sato");
    const stored = JSON.stringify(await dumpDatabase());
    expect(stored).not.toContain(password);
    expect(stored).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  test("an account without one can't be signed in to, and a login name is given once", async () => {
    const demo = await createAccount({ loginName: "demo", displayName: "d", password: null, grants: [] });
    expect(demo?.loginName).toBe("demo");
    for (const tried of ["", "null", "undefined"]) expect(await verifyPassword("demo", tried)).toBeNull();
    expect(await createAccount({ loginName: "ＤＥＭＯ", displayName: "e", password, grants: [] })).toBeNull();
    const both = await Promise.all(
      [1, 2].map(() => createAccount({ loginName: "x", displayName: "x", password, grants: [] })),
    );
    expect(both.filter((user) => user !== null)).toHaveLength(1);
  });
});

describe("a session", () => {
  test("knows its account until it is ended", async () => {
    const user = await account("sato", at("152137", "coordinator"));
    const cookie = await openSession(user);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    expect(await findSignedIn(withCookie(cookie))).toEqual(user);
    const cleared = await endSession(withCookie(cookie));
    expect(cleared).toMatch(/Max-Age=0/);
    expect(await findSignedIn(withCookie(cookie))).toBeNull();
    expect(await endSession(new Request("http://city.example/"))).toMatch(/Max-Age=0/);
  });

  test("is marked Secure where respondents come by https", async () => {
    configureRuntime({ ...runtime, secureCookies: true });
    expect(await openSession(await account("sato"))).toMatch(/Secure/);
    configureRuntime(runtime);
  });

  test("is stored by the hash of its token, which opens nothing itself", async () => {
    const cookie = await openSession(await account("sato"));
    const token: unknown = JSON.parse(atob(decodeURIComponent(/^session=([^;]+)/.exec(cookie)?.[1] ?? "")));
    const [row] = (await dumpDatabase()).sessions ?? [];
    expect(row?._id).toBe(createHash("sha256").update(String(token)).digest("base64url"));
    const forged = `session=${btoa(JSON.stringify(row?._id))}`;
    expect(await findSignedIn(withCookie(forged))).toBeNull();
  });

  test.each(["", "session=", "session=x", "session=%00", `session=${btoa('{"$gt":""}')}`, `session=${btoa("null")}`])(
    "is not opened by the cookie %j",
    async (cookie) => {
      await openSession(await account("sato"));
      expect(await findSignedIn(withCookie(cookie))).toBeNull();
    },
  );

  test("ends with its time, and the sweep takes out the expired alone", async () => {
    const now = new Date("2026-11-22T00:00:00Z");
    await createSession({ id: "expired", userId: "u", epoch: 3, expiresAt: now });
    await createSession({ id: "running", userId: "u", epoch: 3, expiresAt: new Date(now.getTime() + 1) });
    expect(await findSessionOwner("expired", now)).toBeNull();
    expect(await findSessionOwner("running", now)).toEqual({ userId: "u", epoch: 3 });
    await sweepSessions(now);
    expect((await dumpDatabase()).sessions?.map(({ _id }) => _id)).toEqual(["running"]);
  });

  test("of an account that is gone is nobody's", async () => {
    const cookie = await openSession({ id: "gone", sessionEpoch: 0 });
    expect(await findSignedIn(withCookie(cookie))).toBeNull();
  });
});

describe("permission", () => {
  beforeEach(async () => {
    await saveMunicipality(tsubame);
    await saveMunicipality({ ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" }, districts: [] });
  });

  const allowed = async (grants: Grant[]) => {
    const request = withCookie(await openSession(await account(`u${Math.random()}`, grants)));
    const actions: Action[] = [];
    for (const action of actionSchema.options) {
      const failure = await failureOf(requirePermission(request, action));
      if (failure === undefined) actions.push(action);
      else expect(failure).toMatchObject({ code: "forbidden" });
    }
    return actions.sort();
  };

  test("is denied unless a role grants it", async () => {
    expect(await allowed([])).toEqual([]);
    expect(await allowed(at("152137", "council"))).toEqual(["change_own_password", "view_council", "view_home"]);
    expect(await allowed(at("152137", "partner"))).toEqual(["change_own_password", "view_directory", "view_home"]);
    expect(await allowed(at("152137", "administrator"))).toEqual([
      "change_own_password",
      "manage_accounts",
      "manage_providers",
      "manage_rounds",
      "view_audit",
      "view_council",
      "view_home",
      "view_links",
      "view_status",
    ]);
    expect(await allowed(at("152137", "coordinator"))).toEqual([
      "acknowledge_grants",
      "change_own_password",
      "choose_council_audience",
      "export_gaps",
      "manage_providers",
      "manage_rounds",
      "review_answers",
      "view_audit",
      "view_council",
      "view_directory",
      "view_gaps",
      "view_home",
      "view_links",
    ]);
  });

  test("of nobody signed in leads to the sign-in page", async () => {
    const failure = await failureOf(requirePermission(new Request("http://city.example/gaps"), "view_gaps"));
    if (!(failure instanceof Response)) throw new Error("no redirection");
    expect([failure.status, failure.headers.get("Location")]).toEqual([302, "/sign-in?to=%2Fgaps"]);
  });

  test("is held at an area: the page is of the area whose role allows it", async () => {
    const user = await account("sato", [...at("152048", "council"), ...at("152137", "coordinator")]);
    const request = withCookie(await openSession(user));
    expect((await requirePermission(request, "view_gaps")).areaId).toBe("152137");
    expect((await requirePermission(request, "view_council")).areaId).toBe("152048");
  });
});

describe("a role that is stored where no page is", () => {
  const refusal = async (...areaIds: string[]) => {
    const user = await account(areaIds.join());
    const grants = areaIds.map((areaId) => ({ role: "coordinator", areaId }));
    await mongoose.connection.collection<{ _id: string }>("users").updateOne({ _id: user.id }, { $set: { grants } });
    const request = withCookie(await openSession(user));
    return failureOf(requirePermission(request, "view_gaps"));
  };

  test.each([
    ["a district", "152137-1"],
    ["a municipality that is not here", "131016"],
    ["no area", "x"],
  ])("at %s, opens nothing", async (_what, areaId) => {
    await saveMunicipality(tsubame);
    expect(await refusal(areaId)).toMatchObject({ code: "forbidden" });
  });

  test("does not stand in the way of another one", async () => {
    await saveMunicipality(tsubame);
    expect(await refusal("152137-1", "131016", "152137")).toBeUndefined();
  });
});

describe("the first page", () => {
  test("shows the links to those who hand them out, and to nobody else", async () => {
    const region = await openRegion();
    const load = async (...roles: Grant["role"][]) => {
      const user = await account(roles.join(), at("152137", ...roles));
      return loadHome(new Request("http://city.example/home"), { user, areaId: "152137" }, "ja");
    };
    for (const page of [await load("coordinator"), await load("administrator")])
      expect(JSON.stringify(page)).toContain(`/r/${region.familyToken}`);
    for (const page of [await load("council"), await load("partner")]) {
      expect(page.areaName).toEqual(tsubame.name);
      expect(JSON.stringify(page)).not.toContain("/r/");
    }
  });

  test("tells how many families answered to those who hand out links, and to nobody else; of providers to all", async () => {
    const region = await openRegion();
    await send(region.familyToken, submission(familyAnswers({ careClass: "1" })));
    const counts = async (role: Grant["role"]) => {
      const user = await account(role, at("152137", role));
      const page = await loadHome(new Request("http://city.example/home"), { user, areaId: "152137" }, "ja");
      return Object.fromEntries(page.rounds.map(({ audience, answered }) => [audience, answered]));
    };
    for (const role of ["coordinator", "administrator"] as const)
      expect(await counts(role)).toEqual({ provider: 0, family: 1, supporter: 0, citizen: 0 });
    for (const role of ["council", "partner"] as const)
      expect(await counts(role)).toEqual({ provider: 0, family: null, supporter: null, citizen: null });
  });
});
