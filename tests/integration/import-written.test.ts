import mongoose from "mongoose";
import { expect, test } from "vitest";
import { loader as providersLoader } from "#app/routes/providers.tsx";
import { action as districtsAction, loader as districtsLoader } from "#app/routes/providers_.districts.tsx";
import { loader as leftLoader } from "#app/routes/providers_.import_.$batch_.left[.]csv.tsx";
import { prepareDatabase } from "#app/services/prepare-database.server.ts";
import { contactOf } from "#app/services/provider-contact.ts";
import { saveProviders } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { importPages } from "#tests/fixtures/import-pages.ts";
import { dumpDatabase, providerOf, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
const { apply, cookie, preview, providers } = importPages();
const csv = (...lines: string[]) => Buffer.from(lines.join("\n"));
const list = async (search: string) =>
  (await providersLoader(requestArgs({ path: `/providers?${search}`, cookie: cookie() }))).providers.map(
    ({ name }) => name,
  );

test("official names are stored as written; one that an earlier import folded gets its written form", async () => {
  await saveProviders([
    { ...providerOf(tsubame.id, "(株)みらい ケア~結~", ["hokago_day"]), districtId: "152137-1" },
    providerOf(tsubame.id, "高崎デイ", ["hokago_day"]),
  ]);
  const page = await preview(
    csv("事業所名,サービス", "㈱みらい　ケア～結～,放課後等デイサービス", "髙﨑デイ,放課後等デイサービス"),
  );
  expect(page.preview?.counts).toMatchObject({ created: 0, changed: 2 });
  expect(page.shown?.entries.flatMap(({ changes }) => changes)).toEqual([
    { what: "事業所名", before: "(株)みらい ケア~結~", after: "㈱みらい　ケア～結～" },
    { what: "事業所名", before: "高崎デイ", after: "髙﨑デイ" },
  ]);
  await apply(page);
  expect(await list("q=高崎")).toEqual(["髙﨑デイ"]);
  expect(await list("q=株みらいケア結")).toEqual(["㈱みらい　ケア～結～"]);
});

test("keys stored without variant kanji are made anew when the program starts", async () => {
  await saveProviders([providerOf(tsubame.id, "ステーション𠮷田", ["homon_kango"])]);
  const stored = mongoose.connection.collection("providers");
  await stored.updateMany({}, { $set: { searchKey: "すてしょん𠮷田||" }, $unset: { districtUnset: "" } });
  await mongoose.connection.collection("migrations").deleteOne({ _id: "0008-variant-kanji-in-search-keys" as never });
  expect(await list("q=吉田")).toEqual([]);
  await prepareDatabase();
  expect(await list("q=吉田")).toEqual(["ステーション𠮷田"]);
  expect(await list("district=unset")).toEqual([]);
});

test("mail addresses are cleaned; what mailing could not use is named at import", async () => {
  const addresses = ["a4@example.jp;", "mailto:a10@example.jp", "ab..cd.@docomo.example.jp"];
  const page = await preview(
    csv("事業所名,サービス,電子メール", ...addresses.map((address, index) => `例${index},生活介護,${address}`)),
  );
  expect(page.preview?.notes.first).toEqual([
    { line: 4, field: "email", code: "email", value: "ab..cd.@docomo.example.jp" },
  ]);
  await apply(page);
  expect((await providers()).map((one) => [one.email, contactOf(one).email])).toEqual([
    ["a4@example.jp", "a4@example.jp"],
    ["a10@example.jp", "a10@example.jp"],
    ["", null],
  ]);
});

test("rows left out are saved as a table that no spreadsheet takes for formulas, by their owner alone", async () => {
  const page = await preview(csv("事業所名,サービス,電話", ",生活介護,1", "=1+1,生活介護,256779999", "う,生活介護,"));
  const ask = async (by: string) =>
    leftLoader({
      ...requestArgs({ path: `/providers/import/${page.id}/left.csv`, cookie: by }),
      params: { batch: page.id },
    });
  const text = Buffer.from(await (await ask(cookie())).arrayBuffer()).toString("utf8");
  expect(text).toBe(
    [
      "\ufeffファイル,シート,行,扱い,項目,理由,事業所名,サービス,電話",
      ",,2,取り込まない,,事業所名がありません。,,生活介護,1",
      ",,3,取り込む(お確かめください),電話,「256779999」の先頭に0を補います。,'=1+1,生活介護,256779999",
      "",
    ].join("\r\n"),
  );
  const other = await cookieOf(await openStaff("hoka", ["coordinator"]));
  expect((await answerOf(ask(other))).status).toBe(404);
  await apply(page);
  expect((await answerOf(ask(cookie()))).status).toBe(404);
});

test("providers without a district are listed, set one by one or by a list of towns", async () => {
  await apply(
    await preview(
      csv("事業所名,サービス,住所", "あ,生活介護,燕市大通り1", "い,生活介護,燕市分水町2", "う,生活介護,燕市大通り9"),
    ),
  );
  expect(await list("district=unset")).toEqual(["あ", "う"]);
  expect(await list("district=outside")).toEqual([]);
  const post = (form: readonly (readonly [string, string])[]) =>
    answerOf(districtsAction(requestArgs({ path: "/providers/districts", cookie: cookie(), form })));
  const { providers: open, total } = await districtsLoader(
    requestArgs({ path: "/providers/districts", cookie: cookie() }),
  );
  expect([total, open.map(({ name }) => name).sort()]).toEqual([2, ["あ", "う"]]);
  const [first] = open.filter(({ name }) => name === "あ");
  await post([
    ["intent", "districts"],
    [`district-${first?.id}`, "outside"],
    [`revision-${first?.id}`, String(first?.revision)],
  ]);
  expect(await list("district=unset")).toEqual(["う"]);
  const look = await post([
    ["intent", "look"],
    ["towns", "大通り,吉田"],
  ]);
  expect(look.data).toMatchObject({ outcome: { known: 1, settles: 1, problems: [] } });
  expect((await dumpDatabase()).registry_settings ?? []).toEqual([]);
  await post([
    ["intent", "save"],
    ["towns", "大通り,吉田"],
  ]);
  expect(await list("district=unset")).toEqual([]);
  expect(await list("district=152137-2")).toEqual(["う"]);
});
