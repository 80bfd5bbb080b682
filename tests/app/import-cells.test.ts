import { expect, test } from "vitest";
import { dateOfSerial, expandWritten, isDateFormat, plainNumber } from "#app/services/import-table/cell-text.ts";
import { noteOfText } from "#app/services/import-table/text-notes.ts";
import { readFiles, workbookFile } from "#tests/fixtures/read-files.ts";
import { zipOf } from "#tests/fixtures/tables.ts";

const rowsOf = (read: Awaited<ReturnType<typeof readFiles>>) => (Array.isArray(read) ? (read[0]?.rows ?? []) : []);

/** A workbook of one sheet put together by hand, for what a spreadsheet's own writer does not write. */
const sheetOf = (rows: string, more = "") =>
  zipOf(
    Object.entries({
      "[Content_Types].xml": "<Types/>",
      "xl/workbook.xml": '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
      "xl/styles.xml":
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
      "xl/s.xml": `<worksheet><sheetData>${rows}</sheetData>${more}</worksheet>`,
    }).map(([name, text]) => ({ name, content: Buffer.from(text) })),
  );

test("numbers of a workbook are plain decimals, whatever they are kept as", () => {
  const kept = [
    "2.50000001E8",
    "1.650000012E9",
    "1.1000000000000001",
    "1E-2",
    "-3.0",
    "0",
    "007",
    "12.50",
    "1E400",
    "x",
  ];
  expect(kept.map(plainNumber)).toEqual([
    ...["250000001", "1650000012", "1.1", "0.01", "-3", "0", "007", "12.5", "1E400", "x"],
  ]);
});

test("a number with an exponent in a text file is written out only when all of its digits are there", () => {
  expect(["2.50000001E8", "1.650000012E+09", "1.65E+09", "1.65E+2", "E10", "3E2"].map(expandWritten)).toEqual([
    ...["250000001", "1650000012", null, "165", null, null],
  ]);
});

test("dates are told by their format, and counted as spreadsheets count", () => {
  const formats: [number, string | undefined][] = [
    ...([14, 31, 0, 1].map((id) => [id, undefined]) as [number, undefined][]),
    [164, 'm"月"d"日"'],
    [165, '[$-411]ggge"年"m"月"d"日"'],
    [166, "[h]:mm"],
    [167, "General"],
    [168, '#,##0"名"'],
    [169, '[Red]0"days"'],
    [170, "0.00E+00"],
  ];
  expect(formats.map(([id, code]) => isDateFormat(id, code))).toEqual([
    ...[true, true, false, false, true, true, true, false, false, false, false],
  ]);
  expect(["36925", "59", "61", "0.5", "x"].map((serial) => dateOfSerial(serial, false))).toEqual([
    ...["2001-02-03", "1900-02-28", "1900-03-01", null, null],
  ]);
  // 1904-01-02, from a Macintosh
  expect(dateOfSerial("1", true)).toBe("1904-01-02");
});

test("a cell of a workbook with a date's format is a date, one without is its number", async () => {
  const row =
    '<row r="1"><c r="A1" s="1"><v>36925</v></c><c r="B1"><v>36925</v></c><c r="C1" t="d"><v>2001-02-03T00:00</v></c></row>';
  expect(rowsOf(await readFiles({ "a.xlsx": sheetOf(row) }))).toEqual([
    { line: 1, cells: ["2001-02-03", "36925", "2001-02-03"] },
  ]);
});

test("a formula that was never worked out is noted; one that gives an empty text is not", async () => {
  const row =
    '<row r="3"><c r="A3"><f>B1</f></c><c r="B3"><v>5</v></c><c r="C3" t="str"><f>""</f><v></v></c><c r="D3"><f>1+1</f><v>2</v></c></row>';
  expect(rowsOf(await readFiles({ "a.xlsx": sheetOf(row) }))).toEqual([
    { line: 3, cells: ["", "5", "", "2"], notes: [{ column: 0, kind: "formula" }] },
  ]);
});

test("what a text tells of how it was spoilt", () => {
  const notes: [string, ReturnType<typeof noteOfText>][] = [
    ["2月3日", "date"],
    ["2001-02-03", "date"],
    ["3-Feb", "date"],
    ["緑町2-3", null],
    ["2-3", null],
    ["1.65E+09", "digits"],
    ["ステーション??田", "signs"],
    ["?﨑クリニック", "signs"],
    ["〓田医院", "signs"],
    ["\ufffd田医院", "signs"],
    ["https://example.jp/?id=1", null],
    ["いかがですか?", null],
    ["", null],
  ];
  expect(notes.map(([text]) => [text, noteOfText(text)])).toEqual(notes);
});

test("merged cells hold their value for all they span; a title and a note keep it once", async () => {
  const file = await workbookFile((workbook) => {
    const sheet = workbook.addWorksheet("一覧");
    sheet.addRow(["事業所の一覧"]);
    sheet.mergeCells("A1:D1");
    sheet.addRow(["事業所名", "サービス", "定員"]);
    sheet.mergeCells("C2:D2");
    sheet.addRow(["あおぞら", "児童発達支援", 10, "名"]);
    sheet.addRow(["", "放課後等デイサービス", 10]);
    sheet.mergeCells("A3:A4");
    sheet.addRow(["※休止中を除く"]);
    sheet.mergeCells("A5:D5");
  });
  expect(rowsOf(await readFiles({ "a.xlsx": file })).map(({ cells }) => cells)).toEqual([
    ["事業所の一覧"],
    ["事業所名", "サービス", "定員", "定員"],
    ["あおぞら", "児童発達支援", "10", "名"],
    ["あおぞら", "放課後等デイサービス", "10"],
    ["※休止中を除く"],
  ]);
});

test("hidden rows say so, by hand or by a filter; hidden sheets are not read", async () => {
  const file = await workbookFile((workbook) => {
    workbook.addWorksheet("隠し", { state: "hidden" }).addRow(["x"]);
    const sheet = workbook.addWorksheet("一覧");
    for (const name of ["事業所名", "あ", "い"]) sheet.addRow([name]);
    sheet.getRow(2).hidden = true;
  });
  const read = await readFiles({ "a.xlsx": file });
  expect(rowsOf(read).map(({ line, hidden }) => [line, hidden ?? false])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
  expect(Array.isArray(read) && read.length).toBe(1);
});

test("invisible signs are taken out of every cell, of text files and workbooks alike", async () => {
  const typed = "\u202d025-000-0011\u202c,放課後等デイ\u000bサービス\u200b,1650000201\u200b";
  const texts = ["&#x202D;025-000-0011&#x202C;", "放課後等デイ_x000B_サービス&#x200B;", "1650000201&#x200B;"];
  const cells = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("");
  for (const read of [
    await readFiles({ "a.csv": typed }),
    await readFiles({ "a.xlsx": sheetOf(`<row>${cells}</row>`) }),
  ])
    expect(rowsOf(read)[0]?.cells).toEqual(["025-000-0011", "放課後等デイ\nサービス", "1650000201"]);
});
