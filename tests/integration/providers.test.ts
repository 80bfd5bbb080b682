import mongoose from "mongoose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loader as listLoader } from "#app/routes/providers.tsx";
import { action as providerAction } from "#app/routes/providers_.$provider.tsx";
import { action as editAction } from "#app/routes/providers_.$provider_.edit.tsx";
import { action as mergeAction } from "#app/routes/providers_.duplicates.tsx";
import { action as newAction } from "#app/routes/providers_.new.tsx";
import type { Provider } from "#domain/registry/provider.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { findProvider, listProviders, registryFieldsMigration, saveProviders } from "#models/provider.server.ts";
import { dumpDatabase, providerOf, startDatabase, type TestDatabase, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

let database: TestDatabase;
let cookie: string;
beforeAll(async () => {
  database = await startDatabase();
});
beforeEach(async () => {
  await database.reset();
  await saveMunicipality(tsubame);
  cookie = await cookieOf(await openStaff("tanto", ["coordinator"]));
});
afterAll(() => database.stop());

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
const typed: Form = { name: "みどり", district: "outside", "unit0-service": "homon_kango" };

describe("a provider entered by hand", () => {
  test("is stored once, however often its form is sent", async () => {
    const form = { ...typed, key: "0123456789abcdef01234567", "unit0-districtsServed": "燕、吉田" };
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

  test("stands on a page of fifty", async () => {
    await saveProviders(Array.from({ length: 60 }, (_, index) => providerOf(tsubame.id, `第${index}`, [])));
    expect((await list({})).names).toHaveLength(50);
    expect(await list({ page: "2" })).toMatchObject({ total: 62, pages: 2 });
    expect((await list({ page: "2" })).names).toHaveLength(12);
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
