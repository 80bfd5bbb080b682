import { readdirSync } from "node:fs";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMunicipality, saveMunicipality } from "#models/area.server.ts";
import { type Reply, send } from "#tests/e2e/http.ts";
import { type Places, type Row, roleMatrix } from "#tests/e2e/role-matrix.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import {
  hokagoAnswers,
  openRegion,
  type Region,
  runtime,
  send as sendAnswers,
  startDatabase,
  submission,
  type TestDatabase,
  tsubame,
} from "#tests/fixtures/region.ts";
import { openStaff, staffPassword } from "#tests/fixtures/staff.ts";

const visitors = ["administrator", "coordinator", "partner", "council", "foreign", "district", "nobody"] as const;
type Visitor = (typeof visitors)[number];

let database: TestDatabase;
let site: Site;
let region: Region;
let accountId: string;
let responseId: string;
const cookies = new Map<Visitor, string>();

beforeAll(async () => {
  database = await startDatabase();
  region = await openRegion();
  const sent = await sendAnswers(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
  responseId = sent.response.id;
  await saveMunicipality({ ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" }, districts: [] });
  site = await startSite({ env: { MONGODB_URI: database.uri, CHIIKI_SECRET: runtime.secret } });
  for (const role of ["administrator", "partner", "council"] as const) await openStaff(role, [role]);
  accountId = (await openStaff("coordinator", ["coordinator"])).id;
  // every right there is, at another municipality of the same database
  await openStaff("foreign", ["administrator", "coordinator"], "152048");
  // a role at a district, as no page gives it
  const { id } = await openStaff("district", ["administrator", "coordinator"]);
  const users = mongoose.connection.collection<{ _id: string }>("users");
  await users.updateOne({ _id: id }, { $set: { "grants.$[].areaId": "152137-1" } });
  for (const visitor of visitors) if (visitor !== "nobody") cookies.set(visitor, await signIn(visitor));
});
afterAll(async () => {
  await site.stop();
  await database.stop();
});

const formType = { "Content-Type": "application/x-www-form-urlencoded" };

async function signIn(loginName: string): Promise<string> {
  const body = new URLSearchParams({ loginName, password: staffPassword }).toString();
  const reply = await send(site, { method: "POST", path: "/sign-in", headers: formType, body });
  const cookie = reply.headers["set-cookie"]?.[0]?.split(";", 1)[0];
  if (reply.status !== 302 || !cookie) throw new Error(`${loginName} is not let in: ${reply.status}`);
  return cookie;
}

function ask(visitor: Visitor, sent: { method: string; path: string; form?: string | undefined }): Promise<Reply> {
  const { method, path, form } = sent;
  const headers = { ...(form === undefined ? {} : formType), Cookie: cookies.get(visitor) ?? "" };
  return send(site, { method, path, headers, ...(form === undefined ? {} : { body: form }) });
}

const places: Places = {
  link: () => `/r/${region.familyToken}`,
  round: () => `/rounds/${region.providerRound}`,
  account: () => `/admin/accounts/${accountId}`,
  response: () => `/responses/${responseId}`,
  provider: () => `/providers/${encodeURIComponent("152137-p-放課後クラブ")}`,
};
const matrix = roleMatrix(places);
const in_ = "302:/sign-in";

/** Status and, of a redirection, where it leads, with the walk's own places by name. */
function outcomeOf({ status, headers: { location } }: Reply): string {
  if (location === undefined) return String(status);
  if (location.startsWith("/sign-in")) return in_;
  const name = (["link", "account", "provider"] as const).find((place) => location.startsWith(places[place]()));
  return `${status}:${name ? location.replace(places[name](), name) : location}`;
}

const isForAll = (expected: string) => !expected.includes(" ");

/** The sign-in leads back to every page; not to a table that is saved, nor to an address that takes answers alone. */
function signInFor({ path }: Row): string {
  const to = path();
  return to.includes(".csv") || to === "/staff/entries" ? "/sign-in" : `/sign-in?${new URLSearchParams({ to })}`;
}

function expectedOf({ expected }: Row, visitor: Visitor): string | undefined {
  const word = isForAll(expected) ? expected : expected.split(" ")[visitors.indexOf(visitor)];
  return word === "in" ? in_ : word;
}

/** Names and addresses that are this municipality's alone. */
const secrets = () => [
  "燕市",
  "放課後クラブ",
  region.familyToken,
  region.providerToken("児発ひろば"),
  ...["administrator", "coordinator", "partner", "council"].map((loginName) => `${loginName}さん`),
];

describe("the walk", () => {
  test("passes every file of app/routes by both methods; signing out comes last", () => {
    const files = readdirSync(join(import.meta.dirname, "..", "..", "app", "routes")).map((name) =>
      name.replace(/\.tsx?$/, ""),
    );
    const all = files.flatMap((route) => [`${route} loader`, `${route} action`]);
    const walked = matrix.map(({ route, method }) => `${route} ${method}`);
    expect([...new Set(walked), "sign-out action"].sort()).toEqual(all.sort());
  });

  test.each(matrix)("$route $method", async (step) => {
    const method = step.method === "loader" ? "GET" : "POST";
    const met: Record<string, string> = {};
    const wanted: Record<string, string | undefined> = {};
    for (const visitor of visitors) {
      const reply = await ask(visitor, { method, path: step.path(), form: step.form?.() });
      met[visitor] = outcomeOf(reply);
      wanted[visitor] = expectedOf(step, visitor);
      expect(reply.body, "a zero byte, shown as a sign that cannot be read").not.toContain("\0");
      if (visitor === "nobody" && wanted[visitor] === in_) expect(reply.headers.location).toBe(signInFor(step));
      if (!isForAll(step.expected) && ["foreign", "district", "nobody"].includes(visitor))
        for (const secret of secrets()) expect(reply.body, `${visitor} reads ${secret}`).not.toContain(secret);
    }
    expect(met).toEqual(wanted);
  });

  const staffPages = matrix.filter(
    ({ method, expected, route }) => method === "loader" && !isForAll(expected) && !route.includes("[.]"),
  );
  test.each(staffPages)("$route as the data that a browser fetches", async (step) => {
    for (const visitor of visitors) {
      const reply = await ask(visitor, { method: "GET", path: `${step.path()}.data` });
      const wanted = expectedOf(step, visitor);
      // Remix's way to redirect a fetch
      expect([visitor, reply.status]).toEqual([visitor, wanted === in_ ? 202 : Number(wanted)]);
      if (wanted === in_) expect(reply.body).toContain("/sign-in");
      if (visitor === "coordinator" || visitor === "administrator") continue;
      for (const secret of [region.familyToken, region.providerToken("児発ひろば")])
        expect(reply.body).not.toContain(secret);
    }
  });
});

test("the address that takes answers, which the host serves itself, asks nobody for an account", async () => {
  for (const visitor of visitors) {
    const reply = await ask(visitor, { method: "POST", path: `${places.link()}/submit`, form: "x=1" });
    expect([visitor, reply.status]).toEqual([visitor, 400]);
  }
});

test("what a foreign account writes, it writes at its own municipality", async () => {
  await ask("foreign", { method: "POST", path: "/council", form: "audience=council_closed" });
  expect(await findMunicipality("152137")).toMatchObject({ councilAudience: "public" });
  expect(await findMunicipality("152048")).toMatchObject({ councilAudience: "council_closed" });
});

test("signing out ends the session of everybody, and of nobody it asks nothing", async () => {
  for (const visitor of visitors) {
    expect(outcomeOf(await ask(visitor, { method: "POST", path: "/sign-out", form: "" }))).toBe("302:/");
    expect(outcomeOf(await ask(visitor, { method: "GET", path: "/home" }))).toBe(in_);
  }
});

test("an address of which nothing is in the table leads nowhere, in any method", async () => {
  for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"])
    expect((await ask("administrator", { method, path: "/admin", form: "x=1" })).status, method).toBeGreaterThanOrEqual(
      404,
    );
});
