import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { placeOfLine } from "#domain/registry/row-place.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { importPages } from "#tests/fixtures/import-pages.ts";
import { workbookFile } from "#tests/fixtures/read-files.ts";
import { dumpDatabase, tsubame } from "#tests/fixtures/region.ts";

databaseOfFile();
const { apply, look, map, post, preview, providers, read } = importPages();

const fileOf = (name: string) => readFileSync(new URL(`../cases/registry/${name}`, import.meta.url));
const openCity = () =>
  saveMunicipality({
    ...tsubame,
    name: { ja: "星野原市", en: "Hoshinohara" },
    districts: ["緑町", "港町"].map((ja, index) => ({ id: `d${index + 1}`, name: { ja, en: ja } })),
  });
/** What stands in the registry after an import: each name with its services and capacities. */
const registry = async () =>
  (await providers()).map(
    ({ name, units }) => `${name} ${units.map(({ service, capacity }) => `${service}=${capacity}`).join(" ")}`,
  );
const choose = (id: string, form: Readonly<Record<string, string>>) =>
  post(id, [["intent", "choose"], ...Object.entries(form)]);
const leftOf = ({ preview: made }: Awaited<ReturnType<typeof look>>) =>
  made?.leftOut.first.map(({ line, code }) => `${line} ${code}`);

test("07: a list of one kind is read with the service said for all rows; its own headings are known", async () => {
  await openCity();
  const id = await read({ "保育所.csv": fileOf("07-nursery-list-no-service-column.csv") });
  const { table, mapping } = await look(id);
  expect([table.chosen, table.format, table.header]).toEqual([
    true,
    { kind: "text", encoding: "shift_jis" },
    ["施設名称", "所在地", "収容定員", "電話番号"],
  ]);
  expect(mapping.columns).toEqual({ name: 0, address: 1, capacity: 2, phone: 3 });
  const named = { intent: "map", kind: "file", "column-name": "0", "column-address": "1", "column-capacity": "2" };
  expect(await post(id, Object.entries(named))).toMatchObject({
    status: 422,
    data: { problems: { service: "no_service" } },
  });
  await apply(await map(id, { allRows: "hoikusho" }));
  expect((await registry()).sort()).toEqual(["星野原第一保育園 hoikusho=90", "髙﨑こども園①㈱つばさ hoikusho=60"]);
});

test("08: of two columns of one name the fuller is proposed; columns of marks are services; notes are left out", async () => {
  await openCity();
  const id = await read({ "一覧.csv": fileOf("08-two-columns-of-one-name.csv") });
  const { table, mapping } = await look(id);
  expect([table.header[3], table.header[7], mapping.columns.address]).toEqual(["所在地", "所在地", 7]);
  expect(table.serviceColumns).toEqual([
    { column: 4, service: "seikatsu_kaigo" },
    { column: 5, service: "tanki_nyusho" },
  ]);
  const marks = { "column-service": "", "service-column-4": "on", "service-column-5": "on" };
  // unless a person says so, the column that names the services tells them
  expect((await map(id)).preview).toMatchObject({ counts: { created: 2 }, leftOut: { count: 2 } });
  const page = await map(id, marks);
  expect(leftOf(page)).toEqual(["4 note", "5 number"]);
  await apply(page);
  expect((await registry()).sort()).toEqual([
    "こかげ seikatsu_kaigo=null",
    "ひだまり seikatsu_kaigo=null tanki_nyusho=null",
  ]);
});

test("11: of a cover sheet and a list the list is proposed, with its fourth line; it must be looked at", async () => {
  await openCity();
  const id = await read({ "一覧.xlsx": fileOf("11-cover-sheet-title-lines-note-below.xlsx") });
  const { table, mapping } = await look(id);
  expect([table.chosen, table.choice]).toEqual([false, { sheets: [{ sheet: 1, heading: 4 }], hidden: null }]);
  expect(table.header).toEqual(["NO．", "施設名称", "サービス種別", "所在地", "定員", "定員", "電話番号"]);
  expect(mapping.columns).toMatchObject({ name: 1, service: 2, address: 3, capacity: 4, phone: 6 });
  expect((await choose(id, { "sheet-1": "on", "heading-1": "4" })).status).toBe(302);
  expect((await look(id)).table.chosen).toBe(true);
  const page = await map(id);
  expect(leftOf(page)).toEqual(["7 note"]);
  await apply(page);
  expect((await registry()).sort()).toEqual(["あおぞら jido_hattatsu=10", "こもれび hokago_day=10"]);
});

test("12: title lines stand above the headings; another line can be chosen, and columns are named anew", async () => {
  await openCity();
  const id = await read({ "一覧.xlsx": fileOf("12-two-title-lines-narrow.xlsx") });
  expect((await look(id)).table).toMatchObject({ chosen: false, choice: { sheets: [{ sheet: 0, heading: 4 }] } });
  expect((await choose(id, { "heading-0": "2" })).status).toBe(302);
  const { table } = await look(id);
  expect([table.header, table.rows]).toEqual([["", "", "令和8年4月1日現在"], 2]);
  expect(await choose(id, { "heading-0": "5" })).toMatchObject({
    status: 422,
    data: { refusedChoice: { problem: { code: "no_rows", sheet: 0 } } },
  });
  await choose(id, { "heading-0": "4" });
  const page = await map(id);
  expect(page.state).toBe("previewed");
  // choosing again drops what was compared
  await choose(id, { "heading-0": "4" });
  const again = await look(id);
  expect([again.state, again.preview, again.planId]).toEqual(["preparing", null, null]);
  const { import_chunks: chunks = [] } = await dumpDatabase();
  expect(chunks.map(({ part }) => part)).toEqual(["sheet-0"]);
});

test("hidden rows are asked about, and taken or left out as was said", async () => {
  await openCity();
  const file = await workbookFile((workbook) => {
    const sheet = workbook.addWorksheet("一覧");
    for (const name of ["事業所名", "あ", "い", "う"])
      sheet.addRow([name, name === "事業所名" ? "サービス" : "訪問看護"]);
    sheet.getRow(3).hidden = true;
  });
  const id = await read({ "a.xlsx": file });
  expect((await look(id)).table).toMatchObject({ chosen: false, hidden: 1, rows: 2 });
  expect(
    (
      await post(id, [
        ["intent", "map"],
        ["column-name", "0"],
        ["column-service", "1"],
      ])
    ).status,
  ).toBe(409);
  expect(await choose(id, { "heading-0": "1" })).toMatchObject({
    status: 422,
    data: { refusedChoice: { problem: { code: "hidden" } } },
  });
  await choose(id, { "heading-0": "1", hidden: "leave" });
  const left = await map(id);
  expect([left.table.rows, left.preview?.counts.created, leftOf(left)]).toEqual([2, 2, ["3 hidden"]]);
  await choose(id, { "heading-0": "1", hidden: "take" });
  const taken = await map(id);
  expect([taken.table.rows, taken.preview?.counts.created, leftOf(taken)]).toEqual([3, 3, []]);
});

test("files of the same headings are one table; others are kept apart, and named when they are taken with them", async () => {
  await openCity();
  const csv = (text: string) => Buffer.from(text);
  const a = csv("事業所名,サービス\nあ,訪問看護\nい,訪問看護\n※,\n");
  const b = csv("事業所名,サ ービス\nう,生活介護\n");
  const id = await read({ "a.csv": a, "b.csv": b });
  const { table } = await look(id);
  expect([table.chosen, table.rows]).toEqual([true, 3]);
  const page = await map(id);
  expect(page.preview?.counts.created).toBe(3);
  expect(page.preview?.leftOut.first.map(({ line }) => placeOfLine(table, line))).toEqual([
    { file: "a.csv", sheet: null, line: 4 },
  ]);
  expect(placeOfLine(table, 10_000_002)).toEqual({ file: "b.csv", sheet: null, line: 2 });
  const other = await read({ "a.csv": a, "c.csv": csv("施設名称,電話\nえ,0\n") });
  expect((await look(other)).table).toMatchObject({ chosen: false, choice: { sheets: [{ sheet: 0, heading: 1 }] } });
  expect(await choose(other, { "sheet-0": "on", "sheet-1": "on" })).toMatchObject({
    status: 422,
    data: { refusedChoice: { problem: { code: "headers_differ", sheet: 1 } } },
  });
  expect(await choose(other, {})).toMatchObject({ data: { refusedChoice: { problem: { code: "no_sheet" } } } });
});

test("a short row is padded, a long one noted; dates, lost digits and lost signs are noted where they stand", async () => {
  await openCity();
  const page = await preview(
    Buffer.from(
      [
        "事業所の名称,サービス種別,住所,電話番号,定員",
        "ためし二,訪問看護,星野原市緑町1-1,025-000-0002",
        "ステーション??田,訪問看護,2月3日,1.65E+09,,余り",
        "",
      ].join("\n"),
    ),
  );
  expect(page.preview?.counts.created).toBe(2);
  expect(page.preview?.notes.first.map(({ line, field, code }) => `${line} ${field} ${code}`).sort()).toEqual([
    "3 address date",
    "3 name signs",
    "3 null extra",
    "3 phone digits",
  ]);
  await apply(page);
  const spoilt = (await providers()).find(({ name }) => name === "ステーション??田");
  expect([spoilt?.addressRest, spoilt?.phone]).toEqual(["", ""]);
});
