import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { loader as listLoader } from "#app/routes/providers.tsx";
import { action as providerAction } from "#app/routes/providers_.$provider.tsx";
import { action as editAction } from "#app/routes/providers_.$provider_.edit.tsx";
import { action as mergeAction } from "#app/routes/providers_.duplicates.tsx";
import { action as newAction } from "#app/routes/providers_.new.tsx";
import { askedProviders, issueMissing } from "#app/services/invitations.server.ts";
import { loadRegion } from "#app/services/load-region.server.ts";
import { contactOf } from "#app/services/provider-contact.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { findProvider, listProviders, registryFieldsMigration, saveProviders } from "#models/provider.server.ts";
import { listRespondedProviders } from "#models/response.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  dumpDatabase,
  hokagoAnswers,
  openRegion,
  providerOf,
  send,
  storedResponses,
  submission,
  tsubame,
} from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
let cookie: string;
beforeEach(async () => {
  await saveMunicipality(tsubame);
  cookie = await cookieOf(await openStaff("tanto", ["coordinator"]));
});

type Form = Readonly<Record<string, string>>;
const args = (path: string, form: Form, provider = "") => ({
  ...requestArgs({ path, cookie, form: Object.entries(form) }),
  params: { provider },
});
const edit = (id: string, form: Form) => answerOf(editAction(args(`/providers/${id}/edit`, form, id)));
const note = (id: string, intent: string, revision = "0") =>
  answerOf(providerAction(args(`/providers/${id}`, { intent, revision }, id)));
const merge = (keep: string, other: string, revisions = ["0", "0"]) =>
  answerOf(
    mergeAction(
      args("/providers/duplicates", {
        keep,
        other,
        keepRevision: revisions[0] ?? "",
        otherRevision: revisions[1] ?? "",
      }),
    ),
  );
const list = async (query: Form) => {
  const { providers, total, pages } = await listLoader(
    requestArgs({ path: `/providers?${new URLSearchParams(query)}`, cookie }),
  );
  return { names: providers.map(({ name }) => name), total, pages };
};
const deeds = async () => ((await dumpDatabase()).audit_events ?? []).map(({ deed, outcome }) => [deed, outcome]);
const aozora: Provider = { ...providerOf(tsubame.id, "アオゾラ", ["hokago_day"]), phone: "0256-1", kana: "あおぞら" };
const club: Provider = { ...providerOf(tsubame.id, "クラブ", ["jido_hattatsu", "hokago_day"]), number: "1550000009" };
const tsubameRound = { id: "152137-2026-provider", areaId: "152137", audience: "provider" as const, districtIds: [] };
const typed: Form = { name: "みどり", district: "outside", "unit0-service": "homon_kango" };

describe("a provider entered by hand", () => {
  test("is stored once, however often its form is sent", async () => {
    const form = { ...typed, key: "0123456789abcdef01234567", "unit0-districtsServed": "燕、Yoshida" };
    for (let times = 0; times < 2; times += 1)
      expect(await answerOf(newAction(args("/providers/new", form)))).toMatchObject({
        status: 302,
        location: "/providers/152137-p-0123456789abcdef01234567",
      });
    expect(await listProviders(tsubame.id)).toMatchObject([
      {
        name: "みどり",
        districtId: null,
        source: "manual",
        units: [{ service: "homon_kango", designation: "other", districtsServed: ["152137-1", "152137-2"] }],
      },
    ]);
  });

  test.each<[Form, Form]>([
    [{ name: "" }, { name: "missing" }],
    [{ district: "152048-1" }, { district: "missing" }],
    [{ number: "155000001" }, { number: "number_zero_lost" }],
    [{ corporationNumber: "12" }, { corporationNumber: "corporation_number" }],
    [{ email: "x" }, { email: "email" }],
    [{ phone: "1".repeat(201) }, { phone: "too_long" }],
    [{ "unit0-capacity": "多い" }, { "unit0-capacity": "capacity" }],
    [{ "unit0-districtsServed": "長岡" }, { "unit0-districtsServed": "district" }],
    [{ "unit2-service": "homon_kango" }, { "unit2-service": "same_service" }],
  ])("with %j is refused at the field", async (wrong, problems) => {
    const form = { ...typed, ...wrong, key: "0123456789abcdef01234567" };
    expect(await answerOf(newAction(args("/providers/new", form)))).toMatchObject({
      status: 422,
      data: { problems, typed: form },
    });
    expect(await listProviders(tsubame.id)).toEqual([]);
  });
});

describe("a provider of the registry", () => {
  beforeEach(() => saveProviders([aozora, club]));

  test("is changed from the revision that was shown, and from no older one", async () => {
    const form = { ...typed, revision: "0", "unit0-service": "hokago_day", "unit0-capacity": "7" };
    expect((await edit(aozora.id, form)).status).toBe(302);
    expect(await edit(aozora.id, { ...form, name: "べつ" })).toMatchObject({ status: 409, data: { meanwhile: true } });
    expect(await findProvider(tsubame.id, aozora.id)).toMatchObject({
      name: "みどり",
      phone: "",
      revision: 1,
      units: [{ id: aozora.units[0]?.id, capacity: 7 }],
    });
    expect((await list({ q: "ミドリ" })).names).toEqual(["みどり"]);
    expect(await deeds()).toEqual([[{ action: "edit_provider" }, "done"]]);
  });

  test("that works no longer leaves the list, and comes back", async () => {
    expect((await note(aozora.id, "left")).status).toBe(302);
    expect((await list({})).names).toEqual(["クラブ"]);
    expect((await list({ state: "left" })).names).toEqual(["アオゾラ"]);
    expect((await note(aozora.id, "returned", "0")).status).toBe(409);
    expect((await note(aozora.id, "returned", "1")).status).toBe(302);
    expect((await list({})).total).toBe(2);
    expect((await deeds()).map(([deed]) => deed)).toEqual([
      { action: "provider_left" },
      { action: "provider_returned" },
    ]);
  });

  test("takes in a duplicate with what it lacks; never itself, one that is merged, or one that changed", async () => {
    expect(await merge(aozora.id, aozora.id)).toMatchObject({ status: 409, data: { reason: "same" } });
    expect(await merge(aozora.id, club.id, ["0", "3"])).toMatchObject({ data: { reason: "changed_meanwhile" } });
    expect((await merge(aozora.id, "152048-p-x")).status).toBe(404);
    expect((await merge(aozora.id, club.id)).status).toBe(302);
    expect(await listProviders(tsubame.id)).toMatchObject([
      {
        id: aozora.id,
        number: "1550000009",
        phone: "0256-1",
        units: [{ service: "hokago_day" }, { service: "jido_hattatsu" }],
      },
    ]);
    expect(await findProvider(tsubame.id, club.id)).toMatchObject({ mergedInto: aozora.id });
    expect(await merge(club.id, aozora.id, ["1", "1"])).toMatchObject({ data: { reason: "already_merged" } });
    expect((await edit(club.id, { ...typed, revision: "1" })).status).toBe(404);
  });

  test("is found by name in any writing, by number, service, district and source", async () => {
    for (const q of ["ｱｵｿﾞﾗ", "あお ぞら"]) expect((await list({ q })).names).toEqual(["アオゾラ"]);
    expect((await list({ q: "０９" })).names).toEqual(["クラブ"]);
    expect((await list({ q: ".*" })).total).toBe(2);
    expect((await list({ service: "jido_hattatsu" })).names).toEqual(["クラブ"]);
    expect((await list({ district: "outside" })).total).toBe(0);
    expect((await list({ source: "open_data" })).total).toBe(0);
    expect((await list({ source: "everything", page: "-1", service: "x" })).total).toBe(2);
  });

  test("counts and is found by the services it has at work, and by those it lacks", async () => {
    const [first, second] = club.units;
    if (!first || !second) throw new Error("クラブ has two services");
    await saveProviders([{ ...club, units: [first, { ...second, vanishedAt: new Date() }] }]);
    expect((await list({ service: "jido_hattatsu", state: "vanished" })).names).toEqual([]);
    expect((await list({ service: "hokago_day", state: "vanished" })).names).toEqual(["クラブ"]);
    expect((await list({ state: "vanished" })).names).toEqual(["クラブ"]);
    const { providers } = await listLoader(requestArgs({ path: "/providers?q=クラブ", cookie }));
    expect(providers[0]?.capacity.total).toEqual({ least: 10, most: 10 });
  });

  test("stands on a page of fifty", async () => {
    await saveProviders(Array.from({ length: 60 }, (_, index) => providerOf(tsubame.id, `第${index}`, [])));
    expect((await list({})).names).toHaveLength(50);
    expect(await list({ page: "2" })).toMatchObject({ total: 62, pages: 2 });
    expect((await list({ page: "2" })).names).toHaveLength(12);
  });
});

describe("a merge in the middle of a round", () => {
  const links = async (round: string) =>
    Object.fromEntries(
      (await listInvitations(tsubame.id, round)).map(({ id, providerId, revoked }) => [
        id.replace(/^.*-p-/, ""),
        { of: providerId?.replace(/^.*-p-/, ""), revoked },
      ]),
    );
  const answered = async (round: string) =>
    (await listRespondedProviders(tsubame.id, round)).map((id) => id.replace(/^.*-p-/, ""));

  test("takes back the link of the one that goes when nobody has answered", async () => {
    const { providerRound } = await openRegion({ providers: [aozora, club] });
    expect((await merge(aozora.id, club.id)).status).toBe(302);
    expect(await links(providerRound)).toEqual({
      アオゾラ: { of: "アオゾラ", revoked: false },
      クラブ: { of: "クラブ", revoked: true },
    });
  });

  test("hands over answers that only the one that goes has given, with its link", async () => {
    const region = await openRegion({ providers: [aozora, club] });
    const token = region.providerToken("クラブ");
    await send(token, submission(hokagoAnswers({ mon: 1 })));
    expect((await merge(aozora.id, club.id)).status).toBe(302);
    expect(await answered(region.providerRound)).toEqual(["アオゾラ"]);
    expect(await links(region.providerRound)).toEqual({
      アオゾラ: { of: "アオゾラ", revoked: true },
      クラブ: { of: "アオゾラ", revoked: false },
    });
    expect((await loadRegion(tsubame.id)).answered).toEqual(new Set([aozora.id]));
    const kept = await findProvider(tsubame.id, aozora.id);
    expect(await issueMissing({ ...tsubameRound, id: region.providerRound }, kept ? [kept] : [])).toBe(0);
    const [stored] = await storedResponses();
    expect(stored).toMatchObject({ providerId: aozora.id, revision: 2 });
  });

  test("is refused while both have answered, and done when one of the answers is invalid", async () => {
    const region = await openRegion({ providers: [aozora, club] });
    for (const name of ["アオゾラ", "クラブ"])
      await send(region.providerToken(name), submission(hokagoAnswers({ mon: 1 })));
    expect(await merge(aozora.id, club.id)).toMatchObject({ status: 409, data: { reason: "both_answered" } });
    expect(await answered(region.providerRound)).toHaveLength(2);
    expect((await deeds()).map(([deed]) => deed)).toEqual([]);
    const responses = mongoose.connection.collection("responses");
    const invalid = { "review.state": "invalid", "review.by": "tantou", counts: false };
    await responses.updateOne({ providerId: aozora.id }, { $set: invalid, $inc: { revision: 1 } });
    expect((await merge(aozora.id, club.id)).status).toBe(302);
    expect(await answered(region.providerRound)).toEqual(["アオゾラ"]);
    expect((await loadRegion(tsubame.id)).answered).toEqual(new Set([aozora.id]));
  });

  test("goes on where it was cut off between the answers and the link", async () => {
    const region = await openRegion({ providers: [aozora, club] });
    await send(region.providerToken("クラブ"), submission(hokagoAnswers({ mon: 1 })));
    await mongoose.connection
      .collection("responses")
      .updateOne({ providerId: club.id }, { $set: { providerId: aozora.id }, $inc: { revision: 1 } });
    expect((await merge(aozora.id, club.id)).status).toBe(302);
    expect(await links(region.providerRound)).toMatchObject({ クラブ: { of: "アオゾラ", revoked: false } });
  });
});

test("a unit that the open data lacks is not asked for, and counts only when it answers", async () => {
  const vanish = (provider: Provider): Provider => ({
    ...provider,
    units: provider.units.map((unit) => ({ ...unit, vanishedAt: new Date("2026-04-01T00:00:00Z") })),
  });
  const rest = { ...club, units: [...club.units.slice(0, 1), ...vanish(club).units.slice(1)] };
  expect(askedProviders(tsubameRound, [vanish(aozora), rest]).map(({ name }) => name)).toEqual(["クラブ"]);
  const region = await openRegion({ providers: [aozora, club] });
  await saveProviders([vanish(aozora), rest]);
  expect((await loadRegion(tsubame.id)).roster.units.map(({ service }) => service)).toEqual(["jido_hattatsu"]);
  await send(region.providerToken("アオゾラ"), submission(hokagoAnswers({ mon: 1 })));
  const { roster, providers } = await loadRegion(tsubame.id);
  expect(roster.units.map(({ service, state }) => [service, state])).toEqual([
    ["hokago_day", "confirmed"],
    ["jido_hattatsu", "silent"],
  ]);
  expect(providers.map(({ units }) => units.map(({ service }) => service))).toEqual([
    ["hokago_day"],
    ["jido_hattatsu"],
  ]);
});

test("a provider is reached as the registry knows it", () => {
  const known = { ...aozora, addressCity: "新潟県燕市", addressRest: "本町1-2", email: "あ@x", fax: " " };
  expect(contactOf(known)).toEqual({
    email: null,
    phone: "0256-1",
    fax: null,
    address: "新潟県燕市本町1-2",
    kana: "あおぞら",
  });
});

test("a provider stored before there was a registry gets its fields, once", async () => {
  const providers = mongoose.connection.collection<{ _id: string }>("providers");
  const unit = { id: "u", service: "hokago_day", designation: "designated", capacity: 10 };
  const old = { areaId: tsubame.id, districtId: "152137-1", name: "アオゾラ", units: [unit] };
  await providers.insertOne({ _id: "old", ...old } as { _id: string });
  for (let times = 0; times < 2; times += 1) await registryFieldsMigration.run();
  expect(await listProviders(tsubame.id)).toMatchObject([
    {
      ...old,
      id: "old",
      number: null,
      left: null,
      revision: 0,
      units: [{ ...unit, sharedGroup: null, vanishedAt: null }],
    },
  ]);
  expect((await list({ q: "あおぞら" })).total).toBe(1);
});
