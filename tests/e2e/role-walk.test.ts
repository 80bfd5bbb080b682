import { readdirSync } from "node:fs";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMunicipality, saveMunicipality } from "#models/area.server.ts";
import { type Reply, send } from "#tests/e2e/http.ts";
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

type Method = "loader" | "action";
type Row = {
  /** The file of app/routes. */
  route: string;
  method: Method;
  path: () => string;
  form?: () => string;
  /** Status, with the address of a redirection, for each of `visitors` in their order; one for all where it is the same. */
  expected: readonly [string, string, string, string, string, string, string] | string;
};

const in_ = "302 /sign-in";
const row = (
  route: string,
  method: Method,
  path: string | (() => string),
  expected: Row["expected"],
  form?: string | (() => string),
): Row => ({
  route,
  method,
  path: typeof path === "string" ? () => path : path,
  expected,
  ...(form === undefined ? {} : { form: typeof form === "string" ? () => form : form }),
});
const link = () => `/r/${region.familyToken}`;
const paperForm = () => `/rounds/${region.providerRound}/form`;
const round = () => `/rounds/${region.providerRound}`;
const account = () => `/admin/accounts/${accountId}`;
const response = () => `/responses/${responseId}`;
const enter = () => `/rounds/${region.providerRound}/enter`;
const provider = () => `/providers/${encodeURIComponent("152137-p-放課後クラブ")}`;
const editing = () => `${provider()}/edit`;
const entry = (name: string, field: string) => `${field}=${encodeURIComponent(`152137-p-${name}`)}&${field}Revision=0`;
const sameRoles = "intent=change_roles&revision=0&roles=coordinator";

/** What each may do, written by hand.               administrator coordinator partner council foreign district nobody */
const matrix: readonly Row[] = [
  row("$", "loader", "/no-such-page", "404"),
  row("$", "action", "/no-such-page", "404", "x=1"),
  row("_index", "loader", "/", "200"),
  row("_index", "action", "/?index", "405", "x=1"),
  row("account.password", "loader", "/account/password", ["200", "200", "200", "200", "200", "403", in_]),
  row(
    "account.password",
    "action",
    "/account/password",
    ["422", "422", "422", "422", "422", "403", in_],
    "current=x&password=x&repeat=x",
  ),
  row("admin.accounts", "loader", "/admin/accounts", ["200", "403", "403", "403", "200", "403", in_]),
  row(
    "admin.accounts",
    "action",
    "/admin/accounts",
    ["422", "403", "403", "403", "422", "403", in_],
    "id=11111111-1111-4111-8111-111111111111",
  ),
  row("admin.accounts_.$account", "loader", account, ["200", "403", "403", "403", "404", "403", in_]),
  row(
    "admin.accounts_.$account",
    "action",
    account,
    ["302 account", "403", "403", "403", "404", "403", in_],
    sameRoles,
  ),
  row("admin.audit", "loader", "/admin/audit", ["200", "403", "403", "403", "200", "403", in_]),
  row("admin.audit", "action", "/admin/audit", "405", "x=1"),
  row("answer", "loader", "/answer", "200"),
  row("answer", "action", "/answer", "422", "code=00000-00000"),
  row("council", "loader", "/council", ["200", "200", "403", "200", "200", "403", in_]),
  row(
    "council",
    "action",
    "/council",
    ["403", "302 /council", "403", "403", "302 /council", "403", in_],
    "audience=public",
  ),
  row("demo.sign-in", "loader", "/demo/sign-in", "404"),
  row("demo.sign-in", "action", "/demo/sign-in", "404", "role=coordinator"),
  row("directory", "loader", "/directory", ["403", "200", "200", "403", "200", "403", in_]),
  row("directory", "action", "/directory", "405", "x=1"),
  row("directory[.]csv", "loader", "/directory.csv", ["403", "200", "200", "403", "200", "403", in_]),
  row("directory[.]csv", "action", "/directory.csv", "405", "x=1"),
  row("gaps", "loader", "/gaps", ["403", "200", "403", "403", "200", "403", in_]),
  row("gaps", "action", "/gaps", "405", "x=1"),
  row("gaps_.$gap[.]csv", "loader", "/gaps/nurses.csv", ["403", "200", "403", "403", "200", "403", in_]),
  row("gaps_.$gap[.]csv", "action", "/gaps/nurses.csv", "405", "x=1"),
  row("home", "loader", "/home", ["200", "200", "200", "200", "200", "403", in_]),
  row("home", "action", "/home", "405", "x=1"),
  row("locale", "loader", "/locale", "302 /"),
  row("locale", "action", "/locale", "302 /council", "locale=ja&back=/council"),
  row("providers", "loader", "/providers", ["200", "200", "403", "403", "200", "403", in_]),
  row("providers", "action", "/providers", "405", "x=1"),
  row("providers[.]csv", "loader", "/providers.csv", ["200", "200", "403", "403", "200", "403", in_]),
  row("providers[.]csv", "action", "/providers.csv", "405", "x=1"),
  row("providers_.$provider", "loader", provider, ["200", "200", "403", "403", "404", "403", in_]),
  row(
    "providers_.$provider",
    "action",
    provider,
    ["302 provider", "302 provider", "403", "403", "404", "403", in_],
    "intent=returned&revision=0",
  ),
  row("providers_.$provider_.edit", "loader", editing, ["200", "200", "403", "403", "404", "403", in_]),
  row(
    "providers_.$provider_.edit",
    "action",
    editing,
    ["422", "422", "403", "403", "404", "403", in_],
    "revision=0&name=",
  ),
  row("providers_.duplicates", "loader", "/providers/duplicates", ["200", "200", "403", "403", "200", "403", in_]),
  row(
    "providers_.duplicates",
    "action",
    "/providers/duplicates",
    ["409", "409", "403", "403", "404", "403", in_],
    () => `${entry("放課後クラブ", "keep")}&${entry("児発ひろば", "other").replace("Revision=0", "Revision=9")}`,
  ),
  row("providers_.import", "loader", "/providers/import", ["200", "200", "403", "403", "200", "403", in_]),
  row("providers_.import", "action", "/providers/import", ["400", "400", "403", "403", "400", "403", in_], "x=1"),
  row("providers_.import_.$batch", "loader", "/providers/import/x", ["404", "404", "403", "403", "404", "403", in_]),
  row(
    "providers_.import_.$batch",
    "action",
    "/providers/import/x",
    ["404", "404", "403", "403", "404", "403", in_],
    "intent=apply&planId=x",
  ),
  row("providers_.new", "loader", "/providers/new", ["200", "200", "403", "403", "200", "403", in_]),
  row(
    "providers_.new",
    "action",
    "/providers/new",
    ["422", "422", "403", "403", "422", "403", in_],
    "key=0123456789abcdef01234567",
  ),
  row("r.$token", "loader", link, "200"),
  row("r.$token", "action", link, "405", "x=1"),
  row("r.$token_.receipt", "loader", () => `${link()}/receipt`, "302 link"),
  row("r.$token_.receipt", "action", () => `${link()}/receipt`, "400", "x=1"),
  row("r.$token_.leave", "loader", () => `${link()}/leave`, "200"),
  row("r.$token_.leave", "action", () => `${link()}/leave`, "302 link/leave", ""),
  row("r.$token_.resume", "loader", () => `${link()}/resume`, "200"),
  row("r.$token_.resume", "action", () => `${link()}/resume`, "422", "code=x"),
  row("$", "loader", () => `${link()}/submit`, "404"),
  row("rounds_.$round_.form", "loader", paperForm, ["200", "200", "403", "403", "404", "403", in_]),
  row("rounds_.$round_.form", "action", paperForm, "405", "x=1"),
  row("rounds", "loader", "/rounds", ["200", "200", "403", "403", "200", "403", in_]),
  row("rounds", "action", "/rounds", "405", "x=1"),
  row("rounds_.new", "loader", "/rounds/new", ["200", "200", "403", "403", "200", "403", in_]),
  row("rounds_.new", "action", "/rounds/new", ["422", "422", "403", "403", "422", "403", in_], "audience=provider"),
  row("rounds_.$round", "loader", round, ["200", "200", "403", "403", "404", "403", in_]),
  row("rounds_.$round", "action", round, ["409", "409", "403", "403", "404", "403", in_], "intent=archive_round"),
  row("rounds_.$round_.change", "loader", () => `${round()}/change`, ["200", "200", "403", "403", "404", "403", in_]),
  row(
    "rounds_.$round_.change",
    "action",
    () => `${round()}/change`,
    ["409", "409", "403", "403", "404", "403", in_],
    "revision=999",
  ),
  ...(["letters", "fax", "reminders"] as const).flatMap((page) => [
    row(`rounds_.$round_.${page}`, "loader", () => `${round()}/${page}`, [
      "200",
      "200",
      "403",
      "403",
      "404",
      "403",
      in_,
    ]),
    row(
      `rounds_.$round_.${page}`,
      "action",
      () => `${round()}/${page}`,
      ["409", "409", "403", "403", "404", "403", in_],
      "invitation=x",
    ),
  ]),
  row("rounds_.$round_.mail-merge[.]csv", "loader", () => `${round()}/mail-merge.csv`, [
    "200",
    "200",
    "403",
    "403",
    "404",
    "403",
    in_,
  ]),
  row("rounds_.$round_.mail-merge[.]csv", "action", () => `${round()}/mail-merge.csv`, "405", "x=1"),
  row("responses", "loader", "/responses", ["403", "200", "403", "403", "200", "403", in_]),
  row("responses", "action", "/responses", ["403", "422", "403", "403", "422", "403", in_], "state=accepted"),
  row("responses_.$response", "loader", response, ["403", "200", "403", "403", "404", "403", in_]),
  row(
    "responses_.$response",
    "action",
    response,
    ["403", "422", "403", "403", "404", "403", in_],
    "intent=comment&revision=1&question=units&text=",
  ),
  row("responses_.$response_.form", "loader", () => `${response()}/form`, [
    "403",
    "200",
    "403",
    "403",
    "404",
    "403",
    in_,
  ]),
  row("responses_.$response_.form", "action", () => `${response()}/form`, "405", "x=1"),
  row("rounds_.$round_.enter", "loader", enter, ["403", "200", "403", "403", "404", "403", in_]),
  row("rounds_.$round_.enter", "action", enter, "405", "x=1"),
  row("setup", "loader", "/setup", "404"),
  row("setup", "action", "/setup", "404", "setUpCode=x"),
  row("sign-in", "loader", "/sign-in", "200"),
  row("sign-in", "action", "/sign-in", "401", "loginName=stranger&password=wrong"),
  row("sign-out", "loader", "/sign-out", "302 /"),
  row("staff.entries", "loader", "/staff/entries", "404"),
  row("staff.entries", "action", "/staff/entries", ["403", "400", "403", "403", "400", "403", in_], "x=1"),
];

/** Status and, of a redirection, where it leads, with the walk's own ids by name. */
const outcomeOf = ({ status, headers: { location } }: Reply) =>
  location === undefined
    ? String(status)
    : `${status} ${location.startsWith(link()) ? location.replace(link(), "link") : location === account() ? "account" : location === provider() ? "provider" : location}`;

const expectedOf = ({ expected }: Row, visitor: Visitor) =>
  typeof expected === "string" ? expected : expected[visitors.indexOf(visitor)];

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
      const isPublic = typeof step.expected === "string";
      if (!isPublic && ["foreign", "district", "nobody"].includes(visitor))
        for (const secret of secrets()) expect(reply.body, `${visitor} reads ${secret}`).not.toContain(secret);
    }
    expect(met).toEqual(wanted);
  });

  const staffPages = matrix.filter(
    ({ method, expected, route }) => method === "loader" && typeof expected !== "string" && !route.includes("[.]"),
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
    const reply = await ask(visitor, { method: "POST", path: `${link()}/submit`, form: "x=1" });
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
    expect(outcomeOf(await ask(visitor, { method: "POST", path: "/sign-out", form: "" }))).toBe("302 /");
    expect(outcomeOf(await ask(visitor, { method: "GET", path: "/home" }))).toBe(in_);
  }
});

test("an address of which nothing is in the table leads nowhere, in any method", async () => {
  for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"])
    expect((await ask("administrator", { method, path: "/admin", form: "x=1" })).status, method).toBeGreaterThanOrEqual(
      404,
    );
});
