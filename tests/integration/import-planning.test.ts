import { describe, expect, test } from "vitest";
import { loader as csvLoader } from "#app/routes/providers[.]csv.tsx";
import { openDataHeader } from "#domain/registry/import-columns.ts";
import { newProvider, newUnit } from "#domain/registry/provider.ts";
import { findProvider, saveProviders } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { importPages, openRow } from "#tests/fixtures/import-pages.ts";
import { dumpDatabase, providerOf, tsubame } from "#tests/fixtures/region.ts";
import { requestArgs } from "#tests/fixtures/staff.ts";
import { openDataFile } from "#tests/fixtures/tables.ts";

databaseOfFile();
const { apply, cookie, look, preview, providers } = importPages();

describe("the open data", () => {
  test("is previewed, then applied as one deed; read again it changes nothing", async () => {
    const file = openDataFile([
      openRow("1550000001", "63"),
      openRow("1550000001", "放課後等デイサービス", { 定員: "5" }),
      openRow("1550000002", "65", { "事業所住所（市区町村）": "新潟県三条市" }),
      openRow("1550000003", "45"),
    ]);
    const page = await preview(file);
    expect(page.preview).toMatchObject({
      rows: 2,
      leftOut: { count: 2, codes: { other_city: 1, not_ours: 1 }, first: [{ line: 5, code: "not_ours", value: "45" }] },
      notes: { count: 0 },
      words: [
        { word: "63", services: ["jido_hattatsu"], rows: 1, open: false },
        { word: "放課後等デイサービス", services: ["hokago_day"], rows: 1, open: false },
        { word: "45", services: null, rows: 1, open: false },
      ],
      counts: { created: 1, changed: 0, vanished: 0, unchanged: 0 },
    });
    expect(await providers()).toEqual([]);
    expect((await apply(page)).status).toBe(302);
    expect(await providers()).toMatchObject([
      {
        number: "1550000001",
        districtId: "152137-2",
        source: "open_data",
        units: [
          { service: "jido_hattatsu", capacity: 10, designation: "designated" },
          { service: "hokago_day", capacity: 5 },
        ],
      },
    ]);
    const { audit_events: events = [], import_chunks: chunks } = await dumpDatabase();
    expect(events).toMatchObject([
      { deed: { action: "import_providers", created: 1, changed: 0, vanished: 0 }, outcome: "done" },
    ]);
    expect(chunks).toEqual([]);
    expect((await look(page.id)).state).toBe("applied");
    expect((await preview(file)).preview?.counts).toEqual({
      created: 0,
      changed: 0,
      vanished: 0,
      unchanged: 1,
      vanishedUnits: 0,
      unset: 0,
    });
  });

  test("marks what it no longer holds, deletes nothing, and takes the mark off when it returns", async () => {
    const both = [openRow("1550000001", "65"), openRow("1550000004", "65")];
    await apply(await preview(openDataFile(both)));
    const page = await preview(openDataFile(both.slice(0, 1)));
    expect(page.preview?.counts).toMatchObject({ vanished: 1, vanishedUnits: 1, unchanged: 1 });
    await apply(page);
    const marked = (await providers()).map(({ number, units }) => [number, units[0]?.vanishedAt instanceof Date]);
    expect(marked).toEqual([
      ["1550000001", false],
      ["1550000004", true],
    ]);
    await apply(await preview(openDataFile(both)));
    expect((await providers()).every(({ units }) => units[0]?.vanishedAt === null)).toBe(true);
  });

  test("marks nothing whose row it has with another address or none", async () => {
    await apply(await preview(openDataFile([openRow("1550000001", "65"), openRow("1550000004", "65")])));
    const moved = [
      openRow("1550000001", "65", { "事業所住所（市区町村）": "" }),
      openRow("1550000004", "65", { "事業所住所（市区町村）": "新潟県三条市" }),
    ];
    const page = await preview(openDataFile([...moved, openRow("1550000005", "65")]));
    expect(page.preview).toMatchObject({
      leftOut: { codes: { other_city: 2 } },
      counts: { vanished: 0, unchanged: 2, created: 1 },
    });
  });

  test("leaves out a provider that is known to work no longer, and says so", async () => {
    const stopped = { ...providerOf(tsubame.id, "事業所1", ["hokago_day"]), number: "1550000001", left: new Date() };
    await saveProviders([stopped]);
    const page = await preview(openDataFile([openRow("1550000001", "65", { 定員: "8" }), openRow("1550000002", "65")]));
    expect(page.preview).toMatchObject({
      rows: 1,
      stopped: [{ name: "事業所1", rows: 1 }],
      leftOut: { codes: { stopped: 1 } },
      counts: { created: 1, changed: 0, vanished: 0, unchanged: 0 },
    });
    await apply(page);
    expect(await findProvider(tsubame.id, stopped.id)).toEqual(stopped);
  });

  test("shows all that a new provider is entered with", async () => {
    const page = await preview(openDataFile([openRow("1550000001", "65", { 事業所電話番号: "0256-1" })]));
    const facts = page.shown?.entries[0]?.changes.map(({ what, after }) => `${what} ${after}`);
    expect(facts).toEqual([
      "地区 吉田",
      "電話 0256-1",
      "事業所番号 1550000001",
      "住所 新潟県燕市吉田1-1",
      "サービスの追加(放課後等デイサービス) 放課後等デイサービス",
      "指定区分(放課後等デイサービス) 指定",
      "定員(放課後等デイサービス) 10",
    ]);
  });

  test("finds a provider of the set-up by its name, shows before and after, and tells the number", async () => {
    await saveProviders([providerOf(tsubame.id, "事業所1", ["hokago_day"])]);
    const page = await preview(openDataFile([openRow("1550000001", "65", { 定員: "8" })]));
    expect(page.shown).toMatchObject({ kind: "changed", entries: [{ name: "事業所1" }] });
    expect(page.shown?.entries[0]?.changes).toContainEqual({
      what: "定員(放課後等デイサービス)",
      before: "10",
      after: "8",
    });
    await apply(page);
    expect(await providers()).toMatchObject([{ id: "152137-p-事業所1", number: "1550000001", revision: 1 }]);
  });

  test("of which a provider's district cannot be told is entered without one; the chosen district settles it", async () => {
    const file = openDataFile([openRow("1550000001", "65", { "事業所住所（番地以降）": "大通り1" })]);
    const page = await preview(file);
    expect(page.preview?.counts).toMatchObject({ created: 1, unset: 1 });
    expect(page.shown?.entries[0]?.changes[0]).toEqual({ what: "地区", before: "", after: "地区未設定" });
    await apply(await preview(file, { fallbackDistrict: "outside" }));
    expect(await providers()).toMatchObject([{ districtId: null, districtUnset: false }]);
  });
});

describe("the registry's own table", () => {
  test("read back changes nothing, whatever its texts begin with", async () => {
    const hostile = ["=1+1", "+81", "-", "@x", "'=y", 'ア"イ,ウ\n'];
    const entries = hostile.map((name, index) =>
      newProvider({
        id: `152137-p-${index}`,
        areaId: tsubame.id,
        districtId: index === 0 ? null : "152137-1",
        name: `${name}${index}`,
        number: index % 2 === 0 ? `155000000${index}` : null,
        phone: name,
        units: (["hokago_day", "homon_kango"] as const).map((service) =>
          newUnit({ id: `${index}-${service}`, service, designation: "other", capacity: null, source: "manual" }),
        ),
      }),
    );
    await saveProviders(entries);
    const response = (await csvLoader({ ...requestArgs({ path: "/providers.csv", cookie: cookie() }) })) as Response;
    const text = await response.text();
    expect(text.split("\r\n")[0]).toBe(openDataHeader.join(","));
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+@]/);
    const page = await preview(Buffer.from(`\ufeff${text}`));
    expect(page.mapping.kind).toBe("file");
    expect(page.preview).toMatchObject({ rows: 12, counts: { created: 0, changed: 0, vanished: 0, unchanged: 6 } });
  });
});

test("the registry's table says what the open data lacks", async () => {
  const [unit] = providerOf(tsubame.id, "あ", ["hokago_day"]).units;
  const vanished = unit && { ...unit, vanishedAt: new Date("2026-04-01T00:00:00+09:00") };
  await saveProviders([{ ...providerOf(tsubame.id, "あ", []), units: vanished ? [vanished] : [] }]);
  const response = (await csvLoader({ ...requestArgs({ path: "/providers.csv", cookie: cookie() }) })) as Response;
  expect(await response.text()).toContain(",令和8年4月1日(水)からオープンデータに掲載なし,");
});

describe("a table of the city", () => {
  const csv = (...lines: string[]) => Buffer.from(["事業所名,サービス,地区,定員,番号,区分", ...lines].join("\n"));

  test("is taken with what is wrong in it named by line; what cannot be read is left empty or out", async () => {
    const page = await preview(
      csv(
        "あ,生活介護,燕,二十,155000001,指定",
        "い,なにか,長岡,1,,たぶん",
        ",生活介護,燕,1,,",
        "う,生活介護,長岡,,,たぶん",
        "う,生活介護,燕,,,",
      ),
    );
    expect(page.preview?.leftOut.first.map(({ line, code, other = 0 }) => `${line} ${code} ${other}`)).toEqual([
      "3 word_open 0",
      "4 no_name 0",
      "6 duplicate 5",
    ]);
    expect(page.preview?.notes.first.map(({ line, field, code }) => `${line} ${field} ${code}`).sort()).toEqual([
      "2 capacity capacity",
      "2 number number",
      "5 designation designation",
      "5 district district",
    ]);
    expect((await apply(page)).status).toBe(302);
    expect((await providers()).map(({ name, number }) => [name, number])).toEqual([
      ["あ", null],
      ["う", null],
    ]);
  });

  test("may say which services share their places", async () => {
    const table = [
      "事業所名,サービス,地区,定員,多機能型",
      "あ,児童発達支援,燕,10,Ａ",
      "あ,放課後等デイサービス,燕,10,A",
    ];
    await apply(await preview(Buffer.from(table.join("\n"))));
    expect((await providers())[0]?.units).toMatchObject([{ sharedGroup: "A" }, { sharedGroup: "A" }]);
  });
});
