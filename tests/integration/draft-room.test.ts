import { tmpdir } from "node:os";
import mongoose from "mongoose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { configureRuntime, type Runtime } from "#app/runtime.server.ts";
import { issueCodes } from "#app/services/invitations.server.ts";
import { keepDraft } from "#app/services/keep-draft.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { judgeDisk, storageState } from "#app/services/storage.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { findRoundAt } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { linkEndpointsOfFile } from "#tests/fixtures/link-endpoints.ts";
import { dumpDatabase, familyAnswers, openRegion, type Region, runtime, submission } from "#tests/fixtures/region.ts";

databaseOfFile();
let region: Region;
const endpoints = linkEndpointsOfFile();
beforeEach(async () => {
  region = await openRegion();
});
afterEach(() => configureRuntime(runtime));

const set = (changed: Partial<Runtime>) => configureRuntime({ ...runtime, ...changed });
const draftOf = (more: object) => ({
  base: 0,
  changes: { stage: "elementary" },
  decided: [],
  page: null,
  corrects: null,
  code: null,
  editor: "one",
  ...more,
});
const at = (address: string) => ({ address });
const countDrafts = async () => (await dumpDatabase()).drafts?.length ?? 0;

type From = { address: string; cookie?: string };
async function post(path: string, body: unknown, { address, cookie = "" }: From) {
  const response = await endpoints.post(path, body, { "X-Forwarded-For": address, Cookie: cookie });
  const [ours] = response.headers.getSetCookie();
  return { status: response.status, cookie: ours?.split(";", 1)[0] ?? "", body: await response.json() };
}
const save = (more: object, from: From) => post(`/r/${region.familyToken}/draft`, draftOf(more), from);

describe("an invented code", () => {
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const sign = (n: number, power: number) => signs.charAt(Math.floor(n / 32 ** power) % 32);
  const inventedCode = (n: number) => `ABCD-EFGH-${sign(n, 3)}${sign(n, 2)}${sign(n, 1)}${sign(n, 0)}`;

  test("makes no draft: of a thousand ten are looked up, the others refused, as on the page of codes", async () => {
    const from = { address: "198.51.100.1" };
    const begun = await save({ editor: "family" }, { address: "198.51.100.2" });
    const statuses = new Map<number, number>();
    // a hundred at once: guesses sent together count each
    for (let n = 0; n < 1000; n += 100) {
      const codes = Array.from({ length: 100 }, (_, index) => inventedCode(n + index));
      for (const { status } of await Promise.all(codes.map((code) => save({ code }, from))))
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 409: 10, 429: 990 });
    expect(await countDrafts()).toBe(1);
    // a right guess is refused like a wrong one, and does not hinder the family
    expect((await save({ base: 1, code: begun.body.code }, from)).status).toBe(429);
    expect((await save({ base: 1, code: begun.body.code }, { address: "198.51.100.2" })).status).toBe(200);
    expect((await save({ base: 2, code: begun.body.code }, { ...from, cookie: begun.cookie })).status).toBe(200);
  });

  test("of what is sent is not taken, and the answers are", async () => {
    const body = { ...submission(familyAnswers({ careClass: "1" })), code: inventedCode(1) };
    const sent = await post(`/r/${region.familyToken}/submit`, body, { address: "198.51.100.3" });
    expect(sent.status).toBe(201);
    expect((await dumpDatabase()).responses).toMatchObject([{ codeHash: null }]);
  });

  test("is counted also with answers that are refused, so that these try no code out", async () => {
    const from = { address: "198.51.100.8" };
    const guess = (n: number) =>
      post(`/r/${region.familyToken}/submit`, { ...submission({ nobody_asks: 1 }), code: inventedCode(n) }, from);
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await guess(n)).status);
    expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
  });

  test("costs a right one nothing, however often a form without its cookie saves", async () => {
    const from = { address: "198.51.100.4" };
    const { body } = await save({ editor: "family" }, from);
    for (let base = 1; base <= 15; base += 1) expect((await save({ base, code: body.code }, from)).status).toBe(200);
  });
});

describe("a family that has sent over an open link", () => {
  const path = () => `/r/${region.familyToken}/submit`;
  const sendFor = async (editor: string, careClass: "1" | "2", from: From) => {
    const draft = await save({ editor }, from);
    expect(draft.status).toBe(200);
    const { code, submissionKey } = draft.body;
    const body = { ...submission(familyAnswers({ careClass })), code, submissionKey };
    const sent = await post(path(), body, from);
    expect(sent.status).toBe(201);
    return { body, cookie: sent.cookie };
  };

  test("begins, saves and sends the form of another child in the same browser", async () => {
    const from = { address: "198.51.100.9" };
    const first = await sendFor("first-child", "1", from);
    await sendFor("second-child", "2", { ...from, cookie: first.cookie });
    expect((await dumpDatabase()).responses).toHaveLength(2);
  });

  test("corrects by its code what it sent for the first, though the browser remembers the second", async () => {
    const from = { address: "198.51.100.10" };
    const first = await sendFor("first-child", "1", from);
    const second = await sendFor("second-child", "2", from);
    const corrected = { ...first.body, answers: familyAnswers({ careClass: "3" }), corrects: 1 };
    const sent = await post(path(), corrected, { ...from, cookie: second.cookie });
    expect(sent.status).toBe(201);
    const classes = (await dumpDatabase()).responses?.map(({ answers }) => answers);
    expect(classes).toMatchObject([{ care_class: "3" }, { care_class: "2" }]);
  });
});

describe("drafts have a quota", () => {
  const quotas = runtime.drafts;
  const begin = (editor: string, address: string, token = region.familyToken) =>
    keepDraft(token, draftOf({ editor }), at(address));

  test.each([
    ["of a link", { ...quotas, perLink: 2 }],
    ["in all", { ...quotas, inAll: 2 }],
    // `{"stage":"elementary"}` has 22 bytes
    ["of bytes", { ...quotas, bytesInAll: 44 }],
  ])("%s: the third is refused with a code of its own, the first two go on", async (_, drafts) => {
    set({ drafts });
    const first = await begin("one", "192.0.2.1");
    expect(first).toMatchObject({ kind: "saved" });
    expect(await begin("two", "192.0.2.2")).toMatchObject({ kind: "saved" });
    expect(await begin("three", "192.0.2.3")).toEqual({ kind: "no_room", why: "quota" });
    const code = first.kind === "saved" ? first.code : null;
    const next = draftOf({ base: 1, code, changes: { stage: "preschool" } });
    expect(await keepDraft(region.familyToken, next, at("192.0.2.1"))).toMatchObject({ kind: "saved" });
    expect(await countDrafts()).toBe(2);
  });

  test("of a network, where an IPv6 line is one client; no address is stored", async () => {
    set({ drafts: { ...quotas, perNetwork: 1 } });
    expect(await begin("one", "2001:db8:1:2::1")).toMatchObject({ kind: "saved" });
    expect(await begin("two", "2001:db8:1:2:ffff::9")).toEqual({ kind: "no_room", why: "quota" });
    expect(await begin("three", "2001:db8:1:3::1")).toMatchObject({ kind: "saved" });
    expect(JSON.stringify((await dumpDatabase()).drafts)).not.toContain("2001");
  });

  test("of twenty for a letter of one family", async () => {
    const round = await findRoundAt("152137", region.familyRound);
    if (round) await issueCodes(round, "33333333-3333-4333-8333-333333333333", 1);
    const letter = (await listInvitations("152137", region.familyRound)).find(({ kind }) => kind === "single");
    const token = linkToken(letter ?? { id: "", generation: 1, tokenHash: "" });
    for (let n = 0; n < 20; n += 1) expect(await begin(`tab${n}`, "192.0.2.1", token)).toMatchObject({ kind: "saved" });
    expect(await begin("tab20", "192.0.2.1", token)).toEqual({ kind: "no_room", why: "quota" });
  });

  test("that a draft grows beyond counts as well, where it grows larger than a filled form", async () => {
    const first = await begin("one", "192.0.2.1");
    const code = first.kind === "saved" ? first.code : null;
    const grow = (base: number, size: number) =>
      keepDraft(region.familyToken, draftOf({ base, code, changes: { free_text: "x".repeat(size) } }), at("192.0.2.1"));
    set({ drafts: { ...quotas, bytesInAll: 22 } });
    expect(await grow(1, 31_000)).toMatchObject({ kind: "saved" });
    expect(await grow(2, 33_000)).toEqual({ kind: "no_room", why: "quota" });
    expect(await grow(2, 30_000)).toMatchObject({ kind: "saved" });
  });

  test("are counted from indexes alone", async () => {
    await begin("one", "192.0.2.1");
    const drafts = mongoose.connection.collection("drafts");
    const group = { $group: { _id: null, count: { $sum: 1 }, bytes: { $sum: "$bytes" } } };
    const [draft] = await drafts.find().toArray();
    for (const $match of [
      { bytes: { $gte: 0 } },
      { network: draft?.network },
      { areaId: draft?.areaId, roundId: draft?.roundId, invitationId: draft?.invitationId },
    ]) {
      const plan = JSON.stringify(await drafts.aggregate([{ $match }, group]).explain());
      expect(plan).toContain('"IXSCAN"');
      expect(plan).not.toMatch(/"(FETCH|COLLSCAN)"/);
    }
  });

  test("reached over HTTP is 403, and sending goes on", async () => {
    set({ drafts: { ...quotas, inAll: 0 } });
    const from = { address: "198.51.100.5" };
    expect(await save({}, from)).toMatchObject({ status: 403, body: { code: "quota" } });
    const body = submission(familyAnswers({ careClass: "1" }));
    expect((await post(`/r/${region.familyToken}/submit`, body, from)).status).toBe(201);
  });
});

describe("a disk", () => {
  test.each([
    [0.94, "ok"],
    [0.95, "nearly_full"],
    [0.974, "nearly_full"],
    [0.975, "full"],
    [1, "full"],
  ])("that is used to %s is %s where 0.95 is the limit", (used, state) => {
    expect(judgeDisk(used, 0.95)).toBe(state);
  });

  test("that is nearly full begins no draft, keeps those that are there, and takes answers", async () => {
    const from = { address: "198.51.100.6" };
    const { body: begun } = await save({ editor: "before" }, from);
    set({ storage: { dataDir: tmpdir(), fullAt: 0 } });
    const used = (await storageState())?.used ?? 0;
    set({ storage: { dataDir: tmpdir(), fullAt: used - 1e-6 } });
    expect(await save({ editor: "after" }, from)).toMatchObject({ status: 403, body: { code: "storage_full" } });
    // `preschool` is no longer than `elementary`
    expect((await save({ base: 1, code: begun.code, changes: { stage: "preschool" } }, from)).status).toBe(200);
    const grown = await save({ base: 2, code: begun.code, changes: { free_text: "もっと" } }, from);
    expect(grown).toMatchObject({ status: 403, body: { code: "storage_full" } });
    const body = submission(familyAnswers({ careClass: "1" }));
    expect((await post(`/r/${region.familyToken}/submit`, body, from)).status).toBe(201);
  });

  test("that is full saves no draft, also none that is there, and takes answers", async () => {
    const from = { address: "198.51.100.7" };
    const { body: begun } = await save({ editor: "before" }, from);
    set({ storage: { dataDir: tmpdir(), fullAt: -1 } });
    const more = { base: 1, code: begun.code, changes: { stage: "preschool" } };
    expect(await save(more, from)).toMatchObject({ status: 403, body: { code: "storage_full" } });
    const body = submission(familyAnswers({ careClass: "1" }));
    expect((await post(`/r/${region.familyToken}/submit`, body, from)).status).toBe(201);
  });

  test("of a MongoDB server is not seen from here", async () => {
    expect(await storageState()).toBeNull();
  });
});
