import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import type { TypedRound } from "#app/round-fields.ts";
import { mergeTwo } from "#app/services/change-provider.server.ts";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { findLink } from "#app/services/links.server.ts";
import { loadRegion } from "#app/services/load-region.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { loadNewRound, loadRoundToChange } from "#app/services/load-round-form.server.ts";
import { openDueRounds } from "#app/services/open-round.server.ts";
import { changeRoundByForm, planNewRound } from "#app/services/plan-round.server.ts";
import { prepareDatabase } from "#app/services/prepare-database.server.ts";
import { yearsText } from "#app/services/region-years.server.ts";
import type { RoundIntent } from "#app/services/round-form.ts";
import type { Permitted } from "#app/session.server.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { closeRound, findRoundAt, findRoundDefinition, listRounds } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  familyAnswers,
  hokagoAnswers,
  openRegion,
  providerOf,
  send,
  submission,
  tsubame,
} from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();
let staff: Permitted;

beforeEach(async () => {
  staff = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
});

const origin = "http://city.example";
const now = new Date();
const days = (count: number) => new Date(now.getTime() + count * 24 * 3_600_000);
const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);
const press = (id: string, intent: RoundIntent, at = new Date()) => changeRoundByButton(staff, id, { intent, now: at });
const pageOf = async (id: string) => {
  const page = await loadRound(staff, { id, origin, now: new Date(), locale: "ja" });
  if (!page) throw new Error(`no round ${id}`);
  return page;
};

const plan = (more: TypedRound = {}): TypedRound => ({
  audience: "provider",
  fiscalYear: "2027",
  questionnaireId: "",
  opensOn: isoDay(days(5)),
  opensHour: "9",
  closesOn: isoDay(days(30)),
  closesHour: "24",
  districtIds: [],
  ...more,
});
const nextRound = "152137-2027-provider";

async function town() {
  await saveMunicipality(tsubame);
  const yoshida = { ...providerOf("152137", "吉田の家", ["seikatsu_kaigo"]), districtId: "152137-2" };
  await saveProviders([providerOf("152137", "燕の家", ["hokago_day"]), yoshida]);
}

describe("a planned round", () => {
  beforeEach(town);

  test("asks nobody until its time; then it opens by itself, once, and asks the providers of its districts", async () => {
    expect(await planNewRound(staff, plan({ districtIds: ["152137-2"] }), now)).toEqual({
      kind: "done",
      id: nextRound,
    });
    await openDueRounds(days(4));
    expect(await findRoundDefinition(nextRound)).toBeNull();
    expect(await listInvitations("152137", nextRound)).toEqual([]);
    await Promise.all([openDueRounds(days(6)), openDueRounds(days(6))]);
    expect((await findRoundAt("152137", nextRound))?.frozenAt).toEqual(days(6));
    expect((await listInvitations("152137", nextRound)).map(({ providerId }) => providerId)).toEqual([
      "152137-p-吉田の家",
    ]);
    // providers drive into other districts: all are named
    expect(JSON.stringify(await findRoundDefinition(nextRound))).toContain('"152137-3"');
    const revision = (await findRoundAt("152137", nextRound))?.revision;
    await openDueRounds(days(7));
    expect((await findRoundAt("152137", nextRound))?.revision).toBe(revision);
  });

  test("can be discarded as it was shown, and planned anew; one that was opened stays", async () => {
    await planNewRound(staff, plan(), now);
    const discard = (revision: number) => press(nextRound, { intent: "discard_round", revision });
    expect(await discard(3)).toEqual({ kind: "refused", reason: "changed_meanwhile" });
    expect(await discard(0)).toEqual({ kind: "done", done: "discard_round" });
    expect(await findRoundAt("152137", nextRound)).toBeNull();
    const last = await mongoose.connection.collection("audit_events").findOne({ "deed.action": "discard_round" });
    expect(last).toMatchObject({ outcome: "done", deed: { audience: "provider", fiscalYear: 2027 } });
    expect(await planNewRound(staff, plan(), now)).toMatchObject({ kind: "done" });
    await openDueRounds(days(6));
    expect(await discard(1)).toEqual({ kind: "refused", reason: "state" });
    expect(await findRoundAt("152137", nextRound)).not.toBeNull();
  });

  test("that nobody opened until its closing says that it will not open by itself", async () => {
    await planNewRound(staff, plan(), now);
    const overdueAt = async (moment: Date) =>
      (await loadRound(staff, { id: nextRound, origin, now: moment, locale: "ja" }))?.overdue;
    expect([await overdueAt(days(4)), await overdueAt(days(32))]).toEqual([false, true]);
  });

  test("of families names the districts asked alone", async () => {
    await planNewRound(staff, plan({ audience: "family", districtIds: ["152137-2"] }), now);
    await openDueRounds(days(6));
    const definition = JSON.stringify(await findRoundDefinition("152137-2027-family"));
    expect(definition).toContain('"152137-2"');
    expect(definition).not.toContain('"152137-3"');
  });

  test("is opened by hand at once; an opening that was cut off before its invitations is completed", async () => {
    await planNewRound(staff, plan(), now);
    expect(await press(nextRound, { intent: "open_round", revision: 7 })).toMatchObject({
      reason: "changed_meanwhile",
    });
    expect(await press(nextRound, { intent: "open_round", revision: 0 })).toEqual({ kind: "done", done: "open_round" });
    expect((await pageOf(nextRound)).state).toBe("open");
    await mongoose.connection.collection("invitations").deleteMany({});
    await mongoose.connection
      .collection<{ _id: string }>("rounds")
      .updateOne({ _id: nextRound }, { $set: { invitedAt: null } });
    await openDueRounds(new Date());
    expect(await listInvitations("152137", nextRound)).toHaveLength(2);
  });

  test("is one for each year and audience; a second is refused kindly, and dates must lie ahead and in order", async () => {
    await planNewRound(staff, plan(), now);
    expect(await planNewRound(staff, plan(), now)).toEqual({ kind: "refused", problems: { fiscalYear: "taken" } });
    const wrong = plan({
      audience: "family",
      opensOn: isoDay(days(40)),
      stage: "",
      preschool: "3",
      "district-152137-1": "x",
    });
    expect(await planNewRound(staff, wrong, now)).toEqual({
      kind: "refused",
      problems: { closesOn: "order", stages: "some_missing", districts: "some_missing" },
    });
    expect(await planNewRound(staff, plan({ audience: "citizen", closesOn: "2020-01-01" }), now)).toEqual({
      kind: "refused",
      problems: { closesOn: "past" },
    });
    expect(await listRounds("152137")).toHaveLength(1);
  });

  test("can be changed by one of two who have it open; after the opening only closing and numbers can", async () => {
    await planNewRound(staff, plan(), now);
    const change = (typed: TypedRound, revision: number) =>
      changeRoundByForm(staff, nextRound, { typed, revision, now: new Date() });
    expect(await change(plan({ districtIds: ["152137-1"] }), 0)).toMatchObject({ kind: "done" });
    expect(await change(plan({ districtIds: [] }), 0)).toEqual({ kind: "changed_meanwhile" });
    await press(nextRound, { intent: "open_round", revision: 1 });
    const before = await findRoundAt("152137", nextRound);
    const later = plan({ closesOn: isoDay(days(60)), districtIds: ["152137-3"], opensOn: "2020-04-01" });
    expect(await change(later, 2)).toMatchObject({ kind: "done" });
    expect(await findRoundAt("152137", nextRound)).toEqual({
      ...before,
      closesAt: new Date(`${isoDay(days(61))}T00:00+09:00`),
      revision: 3,
    });
    expect(before?.districtIds).toEqual(["152137-1"]);
  });
});

test("moving the closing of an opened round keeps its numbers, and a later one takes an early closing back", async () => {
  const region = await openRegion({ populations: { elementary: 2 } });
  await closeRound("152137", region.providerRound);
  const typed = plan({ closesOn: isoDay(days(9)) });
  const changed = await changeRoundByForm(staff, region.providerRound, { typed, revision: 1, now: new Date() });
  expect(changed).toEqual({ kind: "done", id: region.providerRound });
  expect(await findRoundAt("152137", region.providerRound)).toMatchObject({
    closedAt: null,
    populations: { elementary: 2 },
  });
  expect((await pageOf(region.providerRound)).state).toBe("open");
});

test("saving a closing that lies ahead takes an early closing back, also the closing that was set first", async () => {
  const region = await openRegion({ closesAt: new Date(`${isoDay(days(9))}T00:00+09:00`) });
  const { closesAt } = (await findRoundAt("152137", region.providerRound)) ?? {};
  await closeRound("152137", region.providerRound);
  const formOf = () => loadRoundToChange(staff, region.providerRound, { now: new Date(), locale: "ja" });
  const form = await formOf();
  expect(form?.reopens).toBe(true);
  const change = { typed: form?.typed ?? {}, revision: 1, now: new Date() };
  expect(await changeRoundByForm(staff, region.providerRound, change)).toMatchObject({ kind: "done" });
  expect(await findRoundAt("152137", region.providerRound)).toMatchObject({ closedAt: null, closesAt });
  expect((await pageOf(region.providerRound)).state).toBe("open");
  const log = await mongoose.connection.collection("audit_events").findOne({ "deed.action": "extend_round" });
  expect(log).toMatchObject({ outcome: "done" });
  expect((await formOf())?.reopens).toBe(false);
});

test("a closing that has passed and stays does not take an early closing back", async () => {
  const region = await openRegion({ closesAt: new Date(`${isoDay(days(9))}T00:00+09:00`) });
  await closeRound("152137", region.providerRound);
  const form = await loadRoundToChange(staff, region.providerRound, { now: days(20), locale: "ja" });
  expect(form?.reopens).toBe(false);
  const change = { typed: form?.typed ?? {}, revision: 1, now: days(20) };
  expect(await changeRoundByForm(staff, region.providerRound, change)).toMatchObject({ kind: "done" });
  expect((await findRoundAt("152137", region.providerRound))?.closedAt).toBeInstanceOf(Date);
});

describe("a planned next year", () => {
  test("leaves the board as it was, and starts as a copy of this one", async () => {
    const region = await openRegion({ populations: { preschool: 1, elementary: 2 } });
    await send(region.familyToken, submission(familyAnswers({ careClass: "1" })));
    const before = await loadRegion("152137");
    const form = await loadNewRound(staff, "family", { now: new Date(), locale: "ja" });
    expect(form.typed).toMatchObject({ audience: "family", fiscalYear: "2027", preschool: "1", elementary: "2" });
    await planNewRound(staff, plan({ audience: "family", fiscalYear: "2027" }), now);
    await planNewRound(staff, plan(), now);
    const after = await loadRegion("152137");
    expect(after.fiscalYear).toBe(2026);
    expect(after.need).toEqual(before.need);
    expect(after.population).toBe(3);
  });

  test("of providers, once it has opened, leaves families' answers on the board and says of which year they are", async () => {
    const region = await openRegion({ populations: { elementary: 2 } });
    await send(region.familyToken, submission(familyAnswers({ careClass: "1" })));
    const before = await loadRegion("152137");
    await planNewRound(staff, plan(), now);
    await press(nextRound, { intent: "open_round", revision: 0 });
    const after = await loadRegion("152137");
    expect(after).toMatchObject({ fiscalYear: 2027, familyYear: 2026, need: before.need, population: 2 });
    expect([yearsText(before, "ja"), yearsText(after, "ja")]).toEqual([
      "令和8年度",
      "令和9年度(家族の回答は令和8年度)",
    ]);
  });
});

describe("the page of a round", () => {
  test("tells families by district and stage to the coordinator alone", async () => {
    const region = await openRegion({ populations: { elementary: 4 } });
    await send(region.familyToken, submission(familyAnswers({ careClass: "1" })));
    const { counts } = await pageOf(region.familyRound);
    expect(counts).toMatchObject({ total: 1, known: 4 });
    expect(counts?.details?.byDistrict.map(({ count }) => count)).toEqual([1, 0, 0]);
    expect(counts?.details?.byStage.find(({ stage }) => stage === "elementary")).toEqual({
      stage: "elementary",
      count: 1,
      known: 4,
    });
    staff = { user: await openStaff("kanri", ["administrator"]), areaId: "152137" };
    expect((await pageOf(region.familyRound)).counts).toEqual({ total: 1, known: 4, details: null });
  });

  test("lists silent providers with their links by name, and answers of providers that are gone", async () => {
    const region = await openRegion();
    expect((await pageOf(region.providerRound)).providers?.chase.map(({ name }) => name)).toEqual([
      "児発ひろば",
      "生活介護の家",
      "放課後クラブ",
    ]);
    await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
    await mongoose.connection.collection<{ _id: string }>("providers").deleteOne({ _id: "152137-p-放課後クラブ" });
    const { providers } = await pageOf(region.providerRound);
    expect(providers?.outside).toMatchObject([{ name: null }]);
    expect(providers?.all).toMatchObject({ expected: 2, submitted: 0 });
  });

  test("asks a provider that was merged away no longer, and the one that took it in once", async () => {
    const region = await openRegion();
    expect((await pageOf(region.providerRound)).providers?.all).toMatchObject({ expected: 3, submitted: 0 });
    const [keep, other] = ["放課後クラブ", "児発ひろば"].map((name) => ({ id: `152137-p-${name}`, revision: 0 }));
    if (!keep || !other) throw new Error("two are merged");
    expect(await mergeTwo(staff, { keep, other })).toBe("merged");
    const { providers } = await pageOf(region.providerRound);
    expect(providers).toMatchObject({ all: { expected: 2, submitted: 0 }, uninvited: 0 });
    expect(providers?.chase.map(({ name }) => name)).toEqual(["生活介護の家", "放課後クラブ"]);
  });

  test("of another city is not there", async () => {
    const region = await openRegion();
    const foreign = { ...staff, areaId: "152048" };
    expect(
      await loadRound(foreign, { id: region.providerRound, origin, now, locale: "ja" }).catch(() => null),
    ).toBeNull();
    expect(
      await changeRoundByButton(foreign, region.providerRound, { intent: { intent: "close_round" }, now }),
    ).toBeNull();
  });
});

test("what an earlier version stored gets its dates and codes, and closing by hand stays closed", async () => {
  const region = await openRegion();
  const rounds = mongoose.connection.collection<{ _id: string }>("rounds");
  const invitations = mongoose.connection.collection("invitations");
  const migrations = mongoose.connection.collection<{ _id: string }>("migrations");
  const before = await findRoundAt("152137", region.familyRound);
  const codes = (await invitations.find().sort({ _id: 1 }).toArray()).map(({ shortCodeHash }) => shortCodeHash);
  const added = [
    "frozenAt",
    "invitedAt",
    "closedAt",
    "archivedAt",
    "firstClosesAt",
    "districtIds",
    "districtPopulations",
  ];
  const gone = Object.fromEntries([...added, "revision"].map((name) => [name, "" as const]));
  await rounds.updateMany({}, { $unset: gone, $set: { closedEarly: false } });
  await rounds.updateOne({ _id: region.providerRound }, { $set: { closedEarly: true } });
  await invitations.updateMany(
    {},
    { $unset: { shortCodeHash: "", earlierTokenHashes: "", openedAt: "", reopenedUntil: "" } },
  );
  await migrations.deleteMany({ _id: { $in: ["0003-round-dates", "0004-short-codes"] } });
  await prepareDatabase();
  expect(await findRoundAt("152137", region.familyRound)).toEqual(before);
  expect((await findLink(region.familyToken, new Date())).state).toBe("open");
  expect((await findLink(region.providerToken("児発ひろば"), new Date())).state).toBe("closed");
  expect((await invitations.find().sort({ _id: 1 }).toArray()).map(({ shortCodeHash }) => shortCodeHash)).toEqual(
    codes,
  );
  expect(await closeRound("152137", region.providerRound)).toBe(false);
});
