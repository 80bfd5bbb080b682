import ExcelJS from "exceljs";
import mongoose from "mongoose";
import { beforeEach, describe, expect, test } from "vitest";
import { action as uploadAction } from "#app/routes/providers_.import.tsx";
import { action as batchAction, loader as batchLoader } from "#app/routes/providers_.import_.$batch.tsx";
import { loader as csvLoader } from "#app/routes/providers[.]csv.tsx";
import { planEntrySchema, planPart } from "#app/services/import-batch.ts";
import { guessColumns, openDataHeader } from "#domain/registry/import-columns.ts";
import { newProvider, newUnit } from "#domain/registry/provider.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { changeImportBatch, readImportChunk, sweepImportBatches } from "#models/import-batch.server.ts";
import { changeProvider, findProvider, listProviders, saveProviders, writeImported } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, providerOf, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";
import { type OpenDataCells, openDataFile, zipOf } from "#tests/fixtures/tables.ts";

databaseOfFile();
let cookie: string;
beforeEach(async () => {
  await saveMunicipality(tsubame);
  cookie = await cookieOf(await openStaff("tanto", ["coordinator"]));
});

const context = { clientAddress: "192.0.2.1", nonce: "", requestId: "" };

function upload(file: Uint8Array, by = cookie) {
  const body = new FormData();
  body.set("table", new Blob([new Uint8Array(file)]), "表.csv");
  const request = new Request("http://city.example/providers/import", {
    method: "POST",
    headers: { Cookie: by },
    body,
  });
  return { request, answer: answerOf(uploadAction({ request, params: {}, context })) };
}

const pageOf = (id: string, by = cookie) => ({
  ...requestArgs({ path: `/providers/import/${id}`, cookie: by }),
  params: { batch: id },
});
const post = (id: string, form: readonly (readonly [string, string])[]) =>
  answerOf(batchAction({ ...requestArgs({ path: `/providers/import/${id}`, cookie, form }), params: { batch: id } }));
type Page = Awaited<ReturnType<typeof batchLoader>>;
const look = async (id: string) => (await batchLoader(pageOf(id))) as Page;

/** Uploads and names the columns as the page suggests them. */
async function preview(file: Uint8Array, changes: Readonly<Record<string, string>> = {}): Promise<Page> {
  const { location, data } = await upload(file).answer;
  const id = location?.split("/").at(-1);
  if (!id) throw new Error(`Refused: ${JSON.stringify(data)}`);
  const { mapping } = await look(id);
  const columns = Object.entries(mapping.columns).map(
    ([field, column]) => [`column-${field}`, String(column)] as const,
  );
  const named = {
    intent: "map",
    kind: mapping.kind,
    fallbackDistrict: "none",
    ...Object.fromEntries(columns),
    ...changes,
  };
  expect((await post(id, Object.entries(named))).status).toBe(302);
  return look(id);
}
const apply = ({ id, planId }: Page) =>
  post(id, [
    ["intent", "apply"],
    ["planId", planId ?? ""],
  ]);
const providers = () => listProviders(tsubame.id);

const open = (number: string, service: string, more: OpenDataCells = {}): OpenDataCells => ({
  "NO（※システム内の固有の番号、連番）": "1",
  サービス種別: service,
  事業所の名称: `事業所${number.slice(-1)}`,
  事業所番号: number,
  "事業所住所（市区町村）": "新潟県燕市",
  "事業所住所（番地以降）": "吉田1-1",
  定員: "10",
  ...more,
});

describe("the open data", () => {
  test("is previewed, then applied as one deed; read again it changes nothing", async () => {
    const file = openDataFile([
      open("1550000001", "63"),
      open("1550000001", "放課後等デイサービス", { 定員: "5" }),
      open("1550000002", "65", { "事業所住所（市区町村）": "新潟県三条市" }),
      open("1550000003", "45"),
    ]);
    const page = await preview(file);
    expect(page.preview).toMatchObject({
      rows: 2,
      otherCity: 1,
      unknownServices: [{ name: "45", rows: 1 }],
      services: [
        { typed: "63", service: "jido_hattatsu", rows: 1 },
        { typed: "放課後等デイサービス", service: "hokago_day", rows: 1 },
      ],
      counts: { created: 1, changed: 0, vanished: 0, unchanged: 0 },
      problems: { count: 0 },
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
    });
  });

  test("marks what it no longer holds, deletes nothing, and takes the mark off when it returns", async () => {
    const both = [open("1550000001", "65"), open("1550000004", "65")];
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

  test("finds a provider of the set-up by its name, shows before and after, and tells the number", async () => {
    await saveProviders([providerOf(tsubame.id, "事業所1", ["hokago_day"])]);
    const page = await preview(openDataFile([open("1550000001", "65", { 定員: "8" })]));
    expect(page.shown).toMatchObject({ kind: "changed", entries: [{ name: "事業所1" }] });
    expect(page.shown?.entries[0]?.changes).toContainEqual({
      what: "定員(放課後等デイサービス)",
      before: "10",
      after: "8",
    });
    await apply(page);
    expect(await providers()).toMatchObject([{ id: "152137-p-事業所1", number: "1550000001", revision: 1 }]);
  });

  test("of which a provider's district cannot be told is a problem; the chosen district settles it", async () => {
    const file = openDataFile([open("1550000001", "65", { "事業所住所（番地以降）": "大通り1" })]);
    const page = await preview(file);
    expect(page.preview?.problems.first).toMatchObject([{ line: 2, field: "district", code: "no_district" }]);
    expect((await apply(page)).status).toBe(409);
    expect(await providers()).toEqual([]);
    await apply(await preview(file, { fallbackDistrict: "outside" }));
    expect(await providers()).toMatchObject([{ districtId: null }]);
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
    const response = (await csvLoader({ ...requestArgs({ path: "/providers.csv", cookie }) })) as Response;
    const text = await response.text();
    expect(text.split("\r\n")[0]).toBe(openDataHeader.join(","));
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+@]/);
    const page = await preview(Buffer.from(`\ufeff${text}`));
    expect(page.mapping.kind).toBe("file");
    expect(page.preview).toMatchObject({ rows: 12, counts: { created: 0, changed: 0, vanished: 0, unchanged: 6 } });
  });
});

describe("a table of the city", () => {
  const csv = (...lines: string[]) => Buffer.from(["事業所名,サービス,地区,定員,番号,区分", ...lines].join("\n"));

  test("names each wrong cell by line and column, and changes nothing", async () => {
    const page = await preview(
      csv(
        "あ,生活介護,燕,二十,155000001,指定",
        "い,なにか,長岡,1,,たぶん",
        ",生活介護,燕,1,,",
        "う,生活介護,燕,,,",
        "う,生活介護,燕,,,",
      ),
    );
    expect(page.preview?.problems.first.map(({ line, field, code }) => `${line} ${field} ${code}`).sort()).toEqual([
      "2 capacity capacity",
      "2 number number_zero_lost",
      "3 district district",
      "3 service service",
      "4 name missing",
      "6 service duplicate",
    ]);
    expect((await apply(page)).status).toBe(409);
    expect(await providers()).toEqual([]);
  });

  test("may be Shift_JIS, or a workbook", async () => {
    // 事業所名,サービス,地区 / あ,生活介護,燕 in Shift_JIS
    const sjis = Buffer.from("8e968bc68f8a96bc2c8354815b837283582c926e8be60a82a02c90b68a8889ee8cec2c898d0a", "hex");
    expect(await preview(sjis)).toMatchObject({
      table: { format: { encoding: "shift_jis" }, rows: 1 },
      preview: { counts: { created: 1 } },
    });
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet("隠し", { state: "hidden" }).addRow(["x"]);
    const sheet = workbook.addWorksheet("台帳 & 表");
    sheet.addRow(["事業所名", "サービス", "地区", "定員"]);
    sheet.addRow(["<あ>", "生活介護", "燕", 20]);
    sheet.addRow([]);
    sheet.addRow(["い", { richText: [{ text: "生活" }, { text: "介護" }] }, "吉田"]);
    const page = await preview(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(page).toMatchObject({ table: { format: { kind: "workbook", sheet: "台帳 & 表" }, rows: 2 } });
    await apply(page);
    expect((await providers()).map(({ name, units }) => [name, units[0]?.capacity])).toEqual([
      ["<あ>", 20],
      ["い", null],
    ]);
  });
});

test("a registry that changed since the preview is compared again, and nothing of it overwritten", async () => {
  await saveProviders([{ ...providerOf(tsubame.id, "事業所1", ["hokago_day"]), number: "1550000001" }]);
  const page = await preview(openDataFile([open("1550000001", "65", { 定員: "8" })]));
  const [before] = await providers();
  if (!before) throw new Error("The registry is empty");
  expect(await changeProvider({ ...before, phone: "025-000-0000" })).toBe(true);
  expect(await apply(page)).toMatchObject({ status: 409, data: { reason: "changed" } });
  expect(await providers()).toMatchObject([{ phone: "025-000-0000", units: [{ capacity: 10 }] }]);
  const again = await look(page.id);
  expect(again.planId).not.toBe(page.planId);
  expect((await apply(page)).status).toBe(409);
  await apply(again);
  expect(await providers()).toMatchObject([{ phone: "025-000-0000", units: [{ capacity: 8 }] }]);
});

test("an import that was cut off is finished by applying it again, and leaves what others changed", async () => {
  await saveProviders([{ ...providerOf(tsubame.id, "事業所1", ["hokago_day"]), number: "1550000001" }]);
  const page = await preview(
    openDataFile([open("1550000001", "65", { 定員: "8" }), open("1550000002", "65"), open("1550000003", "65")]),
  );
  const planId = page.planId ?? "";
  await changeImportBatch({ id: page.id, state: "previewed" }, { state: "applying" });
  const [first] = (await readImportChunk(page.id, planPart(planId, "created"), 0)).map((entry) =>
    planEntrySchema.parse(entry),
  );
  if (!first) throw new Error("The plan is empty");
  expect(await writeImported(tsubame.id, page.id, [first])).toBe(1);
  const before = await findProvider(tsubame.id, "152137-p-事業所1");
  if (before) await changeProvider({ ...before, phone: "1" });
  expect((await look(page.id)).state).toBe("applying");
  expect((await apply(page)).status).toBe(302);
  expect((await apply(page)).status).toBe(302);
  expect(await providers()).toMatchObject([
    { phone: "1", units: [{ capacity: 10 }] },
    { number: "1550000002", revision: 0 },
    { number: "1550000003", revision: 0 },
  ]);
  expect(await look(page.id)).toMatchObject({ state: "applied", skipped: 1 });
});

describe("an import", () => {
  test("belongs to one account, is asked for before its body is read, and is swept after a day", async () => {
    const page = await preview(openDataFile([open("1550000001", "65")]));
    const other = await cookieOf(await openStaff("hoka", ["administrator"]));
    expect((await answerOf(batchLoader(pageOf(page.id, other)))).status).toBe(404);
    const council = await cookieOf(await openStaff("iin", ["council"]));
    const refused = upload(Buffer.from("x"), council);
    expect((await refused.answer).status).toBe(403);
    expect(refused.request.bodyUsed).toBe(false);
    await sweepImportBatches(new Date(Date.now() + 23 * 3_600_000));
    expect((await look(page.id)).state).toBe("previewed");
    await sweepImportBatches(new Date(Date.now() + 25 * 3_600_000));
    const { import_batches: batches, import_chunks: chunks } = await dumpDatabase();
    expect([batches, chunks]).toEqual([[], []]);
  });

  const sheet = (content: string) => [
    { name: "[Content_Types].xml", content: Buffer.from("<Types/>") },
    {
      name: "xl/workbook.xml",
      content: Buffer.from('<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: Buffer.from('<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>'),
    },
    { name: "xl/s.xml", content: Buffer.from(content) },
  ];
  const macro = { name: "[Content_Types].xml", content: Buffer.from("vnd.ms-excel.sheet.macroEnabled.main+xml") };
  test.each<[string, Buffer, object]>([
    ["nothing", Buffer.alloc(0), { code: "no_file" }],
    ["blank lines", Buffer.from("\n\n,,\n"), { code: "empty" }],
    ["headings alone", Buffer.from("事業所名,サービス\n"), { code: "no_rows" }],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae100", "hex"), { code: "old_excel" }],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d", "hex"), { code: "not_text" }],
    ["bytes of no writing", Buffer.from("612c620affff", "hex"), { code: "unknown_encoding" }],
    ["text with NUL", Buffer.from("a,b\n1,\0\n"), { code: "not_text" }],
    ["an open quote", Buffer.from('a,b\n1,"2\n3,4\n'), { code: "unclosed_quote" }],
    ["a short row", Buffer.from("a,b\n1,2\n3\n"), { code: "columns_differ", line: 3 }],
    ["a long row", Buffer.from("a,b\n1,2,3\n"), { code: "columns_differ", line: 2 }],
    ["one heading twice", Buffer.from("a,b,a\n1,2,3\n"), { code: "duplicate_header", name: "a" }],
    [
      "too many columns",
      Buffer.from(`${Array.from({ length: 101 }, (_, at) => `c${at}`).join(",")}\n1\n`),
      { code: "too_many_columns" },
    ],
    ["too many rows", Buffer.from(`a\n${"1\n".repeat(200_001)}`), { code: "too_many_rows" }],
    ["a zip of something else", zipOf([{ name: "a.txt", content: Buffer.from("a") }]), { code: "unreadable_workbook" }],
    [
      "a workbook with macros",
      zipOf([...sheet("<x/>"), { name: "xl/vbaProject.bin", content: Buffer.from("x") }]),
      { code: "macros" },
    ],
    ["a workbook that says it has macros", zipOf([macro, ...sheet("<x/>").slice(1)]), { code: "macros" }],
    [
      "a zip bomb",
      zipOf([...sheet("<x/>"), { name: "b", content: Buffer.alloc(100_000_000) }]),
      { code: "unpacks_too_large" },
    ],
    [
      "a zip bomb that hides its size",
      zipOf(
        sheet("<x/>").map((part) =>
          part.name === "xl/s.xml" ? { ...part, content: Buffer.alloc(2_000_000, 32), statedSize: 10 } : part,
        ),
      ),
      { code: "unreadable_workbook" },
    ],
    ["a workbook cut in half", zipOf(sheet("<x/>")).subarray(0, 300), { code: "unreadable_workbook" }],
    ["30 MB and more", Buffer.alloc(30_000_001, "a"), { code: "too_large" }],
    [
      "a workbook of 10 MB and more",
      Buffer.concat([Buffer.from("PK"), Buffer.alloc(10_000_000)]),
      { code: "too_large" },
    ],
  ])("of %s is refused, and nothing is stored", async (_what, file, refusal) => {
    expect(await upload(file).answer).toMatchObject({ status: 422, data: { refusal } });
    const { import_batches: batches = [], import_chunks: chunks = [], providers: stored = [] } = await dumpDatabase();
    expect([...batches, ...chunks, ...stored]).toEqual([]);
  });

  test("of a body that is no form, or cut off, is none", async () => {
    for (const [type, body] of [
      ["text/plain", "x"],
      ["multipart/form-data", "x"],
      [
        "multipart/form-data; boundary=b",
        '--b\r\nContent-Disposition: form-data; name="table"; filename="a"\r\n\r\nabc',
      ],
    ] as const) {
      const request = new Request("http://city.example/providers/import", {
        method: "POST",
        headers: { Cookie: cookie, "Content-Type": type },
        body,
      });
      expect([type, (await answerOf(uploadAction({ request, params: {}, context }))).status]).toEqual([type, 400]);
    }
  });

  test("of any bytes is read or refused, and stores no provider", async () => {
    // a small generator of its own (mulberry32), so that a failure can be repeated
    let state = 7;
    const next = (below: number) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
    const rows =
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>事業所名</t></is></c></row><row r="2"><c><v>1</v></c></row></sheetData>';
    const seeds = [
      openDataFile([open("1550000001", "65")]),
      zipOf(sheet(rows)),
      Buffer.from("a\tb\n1\t2\n"),
      Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a, 0]),
    ];
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(seeds[round % seeds.length] ?? []);
      for (let times = 1 + next(6); times > 0; times -= 1)
        bytes[next(bytes.length)] = [0, 34, 44, 10, 255, 60, next(256)][next(7)] ?? 0;
      const file = next(4) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes;
      const { status } = await upload(file).answer;
      expect([302, 422], `round ${round}`).toContain(status);
    }
    expect((await dumpDatabase()).providers ?? []).toEqual([]);
  });
});

test("columns that are missing or named twice are said, and nothing is compared", async () => {
  const { location } = await upload(Buffer.from("a,b\n1,2\n")).answer;
  const id = location?.split("/").at(-1) ?? "";
  expect(guessColumns(["a", "b"])).toEqual({});
  const form = [
    ["intent", "map"],
    ["column-name", "0"],
    ["column-number", "0"],
    ["column-kana", "7"],
  ] as const;
  expect(await post(id, form)).toMatchObject({
    status: 422,
    data: { problems: { service: "missing", number: "twice" } },
  });
  expect((await post(id, [["intent", "drop"]])).location).toBe("/providers/import");
  expect(await mongoose.connection.collection("import_chunks").countDocuments()).toBe(0);
});
