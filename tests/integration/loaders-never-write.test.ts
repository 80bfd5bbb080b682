import type { LoaderFunctionArgs } from "@remix-run/node";
import mongoose from "mongoose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDueRounds } from "#app/services/open-round.server.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { findRoundAt, planRound, type Round } from "#models/round.server.ts";
import { roleMatrix } from "#tests/e2e/role-matrix.ts";
import {
  hokagoAnswers,
  openRegion,
  type Region,
  send,
  startDatabase,
  submission,
  type TestDatabase,
  tsubame,
} from "#tests/fixtures/region.ts";
import { cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

type Loader = (args: LoaderFunctionArgs) => Promise<unknown>;
const modules = import.meta.glob<{ loader?: Loader }>("../../app/routes/*.tsx", { eager: true });

/** What reading may leave behind: that somebody has read, and figures that are made anew from the answers at any time. */
const noted: readonly unknown[] = ["audit_events", "tallies"];
const writes = new Set(["insert", "update", "delete", "findAndModify", "bulkWrite", "create", "drop", "createIndexes"]);
const otherCity = "152048";

let database: TestDatabase;
let region: Region;
let accountId: string;
let responseId: string;
const cookies = new Map<string, string>();
const sent: string[] = [];

beforeAll(async () => {
  database = await startDatabase();
  await disconnectDatabase();
  await connectDatabase({ uri: `${database.uri}&monitorCommands=true`, embedded: true });
  await database.reset();
  region = await openRegion();
  responseId = (await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })))).response.id;
  await saveMunicipality({ ...tsubame, id: otherCity, name: { ja: "三条市", en: "Sanjo" }, districts: [] });
  for (const areaId of ["152137", otherCity]) await planDueRound(areaId);
  for (const role of ["administrator", "coordinator", "partner", "council"] as const) {
    const account = await openStaff(role, [role]);
    cookies.set(role, await cookieOf(account));
    accountId = account.id;
  }
  cookies.set("foreign", await cookieOf(await openStaff("foreign", ["administrator", "coordinator"], otherCity)));
  cookies.set("nobody", "");
  mongoose.connection.getClient().on("commandStarted", ({ commandName, command }) => {
    const writesByAggregation = JSON.stringify(command).match(/"\$(merge|out)":/) !== null;
    const collection: unknown = command[commandName];
    if ((writes.has(commandName) || writesByAggregation) && !noted.includes(collection))
      sent.push(`${commandName} ${String(collection)}`);
  });
});
afterAll(() => database.stop());

/** A planned round whose time has come a minute ago. */
async function planDueRound(areaId: string): Promise<void> {
  const round = await findRoundAt("152137", region.providerRound);
  if (!round) throw new Error("The region has no round of providers");
  const minute = 60_000;
  const planned: Round = {
    ...round,
    id: `${areaId}-2031-provider`,
    areaId,
    fiscalYear: 2031,
    opensAt: new Date(Date.now() - minute),
    closesAt: new Date(Date.now() + 1_000 * minute),
    frozenAt: null,
    invitedAt: null,
    revision: 0,
  };
  if (!(await planRound(planned))) throw new Error("The round was there");
}

/** What a route's file name says about its address: `rounds_.$round_.mail-merge[.]csv` is /rounds/:round/mail-merge.csv. */
function paramsOf(route: string, path: string): Record<string, string> {
  const names = route.replaceAll("[.]", "\0").split(".");
  const parts = path.split("?", 1)[0]?.split("/").slice(1) ?? [];
  const params: Record<string, string> = {};
  names.forEach((name, index) => {
    const [, param, rest] = /^\$(\w+?)_?(\0.*)?$/.exec(name) ?? [];
    const value = decodeURIComponent(parts[index] ?? "");
    if (param) params[param] = rest ? value.slice(0, -rest.length) : value;
  });
  return params;
}

const rows = roleMatrix({
  link: () => `/r/${region.familyToken}`,
  round: () => `/rounds/${region.providerRound}`,
  account: () => `/admin/accounts/${accountId}`,
  response: () => `/responses/${responseId}`,
  provider: () => `/providers/${encodeURIComponent("152137-p-放課後クラブ")}`,
}).filter(({ method }) => method === "loader");

describe("a page that is read", () => {
  test.each(rows)("$route changes nothing, whoever reads it", async ({ route, path }) => {
    const loader = modules[`../../app/routes/${route}.tsx`]?.loader;
    for (const [visitor, cookie] of cookies) {
      const { request, context } = requestArgs({ path: path(), cookie });
      await loader?.({ request, context, params: paramsOf(route, path()) }).catch((answer: unknown) => {
        if (answer instanceof Error) throw answer;
      });
      expect(sent, visitor).toEqual([]);
    }
  });

  test("every route with a loader was read", () => {
    const withLoader = Object.entries(modules).flatMap(([file, { loader }]) => (loader ? [file] : []));
    const read = rows.map(({ route }) => `../../app/routes/${route}.tsx`);
    expect(withLoader.filter((file) => !read.includes(file))).toEqual([]);
    expect(read.length).toBeGreaterThan(30);
  });

  test("nobody's round was opened by it, and the job opens those of all cities", async () => {
    const frozen = async () =>
      Promise.all(
        ["152137", otherCity].map(async (areaId) => (await findRoundAt(areaId, `${areaId}-2031-provider`))?.frozenAt),
      );
    expect(await frozen()).toEqual([null, null]);
    const now = new Date();
    await openDueRounds(now);
    expect(await frozen()).toEqual([now, now]);
    expect(sent).toContain("update rounds");
  });
});
