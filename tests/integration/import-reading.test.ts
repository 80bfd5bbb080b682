import ExcelJS from "exceljs";
import mongoose from "mongoose";
import { describe, expect, test } from "vitest";
import { action as uploadAction } from "#app/routes/providers_.import.tsx";
import { guessColumns } from "#domain/registry/import-columns.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { uploadContext as context, importPages, openRow } from "#tests/fixtures/import-pages.ts";
import { dumpDatabase } from "#tests/fixtures/region.ts";
import { answerOf } from "#tests/fixtures/staff.ts";
import { openDataFile, zipOf } from "#tests/fixtures/tables.ts";

databaseOfFile();
const { apply, cookie, look, post, preview, providers, upload } = importPages();

test("a table may be Shift_JIS, or a workbook", async () => {
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

describe("a file", () => {
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
    [
      "too many columns",
      Buffer.from(`${Array.from({ length: 101 }, (_, at) => `c${at}`).join(",")}\n1\n`),
      { code: "too_many_columns" },
    ],
    ["too many rows", Buffer.from(`a\n${"1\n".repeat(200_001)}`), { code: "too_many_rows" }],
    ["a zip without a table", zipOf([{ name: "a.doc", content: Buffer.from("a") }]), { code: "zip_archive" }],
    ["another office document", zipOf(sheet("<x/>").slice(0, 1)), { code: "unreadable_workbook" }],
    [
      "a workbook of too many rows, whatever stands behind them",
      zipOf(sheet(`${'<row><c r="A1"><v>1</v></c></row>'.repeat(200_002)}<row><c r="ZZ1"><v>1</v></c></row>`)),
      { code: "too_many_rows" },
    ],
    [
      "a workbook of too many texts",
      zipOf([
        ...sheet("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>"),
        { name: "xl/sharedStrings.xml", content: Buffer.from("<si/>".repeat(2_000_001)) },
      ]),
      { code: "unpacks_too_large" },
    ],
    [
      "a workbook whose cells repeat one long text",
      zipOf([
        ...sheet(`<row><c><v>1</v></c></row>${'<row><c t="s"><v>0</v></c></row>'.repeat(31)}`),
        { name: "xl/sharedStrings.xml", content: Buffer.from(`<sst><si><t>${"a".repeat(1_000_000)}</t></si></sst>`) },
      ]),
      { code: "unpacks_too_large" },
    ],
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
        headers: { Cookie: cookie(), "Content-Type": type },
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
      openDataFile([openRow("1550000001", "65")]),
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
    data: { problems: { service: "no_service", number: "twice" } },
  });
  expect((await post(id, [["intent", "drop"]])).location).toBe("/providers/import");
  expect(await mongoose.connection.collection("import_chunks").countDocuments()).toBe(0);
});

test("open data without a column of an address is not compared: every row would be another city's", async () => {
  const { location } = await upload(openDataFile([openRow("1550000001", "65")])).answer;
  const form = [
    ["intent", "map"],
    ["kind", "open_data"],
    ["column-name", "12"],
    ["column-service", "11"],
  ] as const;
  const refused = { status: 422, data: { problems: { address: "no_address" } } };
  expect(await post(location?.split("/").at(-1) ?? "", form)).toMatchObject(refused);
});

test("a table that is refused leaves the one before", async () => {
  const page = await preview(openDataFile([openRow("1550000001", "65")]));
  expect((await upload(Buffer.from("a,b\n")).answer).status).toBe(422);
  expect((await look(page.id)).state).toBe("previewed");
  expect((await upload(Buffer.from("a,b\n1,2\n")).answer).status).toBe(302);
  expect((await dumpDatabase()).import_batches).toHaveLength(1);
});

test("a table that another one replaces while it is read leaves nothing", async () => {
  const long = upload(Buffer.from(`a\n${"1\n".repeat(150_000)}`)).answer;
  await expect.poll(async () => (await dumpDatabase()).import_batches).toHaveLength(1);
  const { location } = await upload(Buffer.from("a,b\n1,2\n")).answer;
  expect(await long).toMatchObject({ status: 422, data: { refusal: { code: "replaced" } } });
  const { import_batches: batches = [], import_chunks: chunks = [] } = await dumpDatabase();
  const id = location?.split("/").at(-1);
  expect([batches.map(({ _id }) => _id), chunks.map(({ batchId }) => batchId)]).toEqual([[id], [id]]);
});
