import { expect, test } from "vitest";
import { findHeading } from "#app/services/import-table/heading-line.ts";
import { leftOutReason } from "#app/services/import-table/left-out.ts";
import { readFiles, workbookFile } from "#tests/fixtures/read-files.ts";
import { zipOf } from "#tests/fixtures/tables.ts";

const part = (name: string, content: string | Buffer = "x") => ({ name, content: Buffer.from(content) });
const csv = "事業所名,サービス\nあ,訪問看護\n";
const cells = (read: Awaited<ReturnType<typeof readFiles>>) =>
  Array.isArray(read) ? read.map(({ file, rows }) => [file, rows.map((row) => row.cells.join("|"))]) : read;

test("short rows and long ones are rows; a quote in the midst of a text is that", async () => {
  const text = 'a,b\r\n\r\n\r\n1,"x\r\ny"\r\n3\r\n1,2,3\r\nあ"い"う,4\r\n';
  const read = await readFiles({ "a.csv": text });
  expect(Array.isArray(read) ? read[0]?.rows : read).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 4, cells: ["1", "x\ny"] },
    { line: 6, cells: ["3"] },
    { line: 7, cells: ["1", "2", "3"] },
    { line: 8, cells: ['あ"い"う', "4"] },
  ]);
});

test("a text file with one broken sign in a thousand is read with a mark for it, one with more is not", async () => {
  const long = Buffer.from(`${csv}${"い,訪問看護\n".repeat(300)}`);
  const cut = Buffer.concat([long, Buffer.from([0xe3, 0x81, 0x2c, 0x0a])]);
  const read = await readFiles({ "a.csv": cut });
  expect(Array.isArray(read) ? [read[0]?.format, read[0]?.rows.at(-1)?.cells] : read).toEqual([
    { kind: "text", encoding: "utf-8" },
    ["\ufffd", ""],
  ]);
  expect(await readFiles({ "a.csv": cut.subarray(-40) })).toEqual({ code: "unknown_encoding" });
  expect(cells(await readFiles({ "a.csv": "a,\ufffd\n" }))).toEqual([["a.csv", ["a|\ufffd"]]]);
});

test("a zip is its tables, with the names that Windows gave them; what is no table in it is passed over", async () => {
  // 一覧.csv in Shift_JIS
  const name = Buffer.from("88ea97972e637376", "hex").toString("latin1");
  const zip = zipOf([part("読んでください.pdf"), part("__MACOSX/._一覧.csv"), part("01/名簿.csv", csv)]);
  expect(cells(await readFiles({ "open.zip": zip }))).toEqual([["名簿.csv", ["事業所名|サービス", "あ|訪問看護"]]]);
  const plain = zipOf([part("########", csv)]);
  for (let at = plain.indexOf("########"); at >= 0; at = plain.indexOf("########")) plain.write(name, at, "latin1");
  expect(cells(await readFiles({ "open.zip": plain }))).toEqual([["一覧.csv", ["事業所名|サービス", "あ|訪問看護"]]]);
});

test("a workbook in a zip is read with its sheets, a zip in a zip is not", async () => {
  const workbook = await workbookFile((made) => {
    made.addWorksheet("表紙").addRow(["一覧"]);
    made.addWorksheet("一覧").addRow(["事業所名", "サービス"]);
  });
  const zip = zipOf([part("表.xlsx", Buffer.from(workbook))]);
  const read = await readFiles({ "a.zip": zip });
  expect(Array.isArray(read) ? read.map(({ file, format }) => [file, format]) : read).toEqual([
    ["表.xlsx", { kind: "workbook", sheet: "表紙" }],
    ["表.xlsx", { kind: "workbook", sheet: "一覧" }],
  ]);
  expect(await readFiles({ "a.zip": zipOf([part("b.csv", zipOf([part("c.csv", csv)]))]) })).toEqual({
    code: "zip_archive",
  });
});

test("of several files the one that cannot be read is named", async () => {
  const good = { "a.csv": csv, "b.csv": csv };
  expect(cells(await readFiles(good))).toHaveLength(2);
  expect(await readFiles({ ...good, "c.pdf": "%PDF-1.7" })).toEqual({ code: "pdf", file: "c.pdf" });
});

const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");
test.each<[string, string | Uint8Array]>([
  ["old_excel", ole],
  ["locked_workbook", Buffer.concat([ole, Buffer.alloc(600), Buffer.from("EncryptedPackage", "utf16le")])],
  ["pdf", "%PDF-1.7\n"],
  ["web_page", "\ufeff\n<html><table><tr><td>a</td></tr></table></html>"],
  ["open_document", zipOf([part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), part("content.xml")])],
  ["numbers_document", zipOf([part("Index/Document.iwa"), part("preview.jpg")])],
  ["word_document", zipOf([part("[Content_Types].xml"), part("word/document.xml")])],
  ["binary_workbook", zipOf([part("[Content_Types].xml"), part("xl/workbook.bin")])],
  ["unreadable_workbook", zipOf([part("[Content_Types].xml"), part("ppt/presentation.xml")])],
])("a file is answered by what it is: %s", async (code, content) => {
  expect(await readFiles({ "表.csv": content })).toEqual({ code });
});

test("a zip behind a password is answered with what to do", async () => {
  const zip = zipOf([part("a.csv", csv)]);
  // the first flag of the directory's entry
  zip.writeUInt8(1, zip.indexOf("PK\x01\x02") + 8);
  expect(await readFiles({ "a.zip": zip })).toEqual({ code: "locked_zip" });
});

const rows = (...lines: string[]) => lines.map((line) => ({ cells: line.split(",") }));

test.each([
  ["the first line", rows("事業所名,サービス,住所", "あ,訪問看護,緑町"), { place: 0, known: 3 }],
  [
    "a date beside the title",
    rows("事業所一覧,,,令和8年4月1日現在", "No.,事業所名,サービス種別,電話", "1,あ,訪問看護,0"),
    { place: 1, known: 3 },
  ],
  [
    "two lines of headings",
    rows("名称,サービス,住所,住所", "名称,サービス,市区町村,番地", "あ,い,う,え"),
    { place: 1, known: 4 },
  ],
  ["headings that nobody knows", rows("一覧", "作成日", "a,b,c", "1,2,3"), { place: 2, known: 0 }],
  ["a heading alone", rows("名簿"), { place: 0, known: 0 }],
])("the line of the headings: %s", (_what, lines, found) => {
  expect(findHeading(lines)).toEqual(found);
});

test.each<[string, ReturnType<typeof leftOutReason>]>([
  ["あおぞら,児童発達支援,緑町1-1,10", null],
  ["計画相談あおぞら,計画相談支援,緑町1-1,10", null],
  ["※あおぞら,児童発達支援,,10", null],
  ["※令和8年4月1日現在,,,", "note"],
  [",（注）休止中を除く,,", "note"],
  ["合　計,,,120", "total"],
  ["計：3か所,,,", "total"],
  ["9,,,", "number"],
  [",児童発達支援,,", "single"],
  ["事業所名,サービス,住所,定員", "heading"],
])("below the headings, %s is left out as %s", (line, reason) => {
  const header = ["事業所名", "サービス", "住所", "定員"];
  expect(leftOutReason({ line: 2, cells: line.split(",") }, header, true)).toBe(reason);
});

test("in a table of two columns, two cells are an entry; in a table of one, one is; hidden rows as was said", () => {
  const row = { line: 2, cells: ["※あ", "訪問看護"], hidden: true };
  expect(leftOutReason(row, ["事業所名", "サービス"], false)).toBe(null);
  expect(leftOutReason(row, ["事業所名", "サービス"], true)).toBe("hidden");
  expect(leftOutReason({ line: 2, cells: ["あ"] }, ["園名"], true)).toBe(null);
});
