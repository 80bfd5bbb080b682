import { describe, expect, test } from "vitest";
import { guessColumns, type ImportMapping, isOpenDataHeader, openDataHeader } from "#domain/registry/import-columns.ts";
import { matchRegistry } from "#domain/registry/match-rows.ts";
import { planKnownProvider, planNewProvider, unitKey } from "#domain/registry/plan-provider.ts";
import { newProvider, newUnit } from "#domain/registry/provider.ts";
import { readImportRow, rowReader } from "#domain/registry/read-row.ts";
import { groupRows, type RowGroups, settleGroups } from "#domain/registry/row-groups.ts";
import { indexTowns } from "#domain/registry/town-list.ts";
import type { ServiceType } from "#domain/service-type.ts";

const district = (id: string, ja: string) => ({ id, name: { ja, en: ja } });
const tsubame = {
  id: "152137",
  name: { ja: "燕市" },
  districts: [district("1", "燕"), district("2", "吉田地区"), district("3", "分水")],
};

const mapping: ImportMapping = { kind: "open_data", columns: guessColumns(openDataHeader), fallbackDistrict: "none" };
const cells = (known: Partial<Record<(typeof openDataHeader)[number], string>>) =>
  openDataHeader.map((name) => known[name] ?? "");
const read = (row: readonly string[], line: number, { mapping: how = mapping }: { mapping?: ImportMapping } = {}) =>
  readImportRow({ line, cells: row, notes: [] }, rowReader(how, tsubame, new Map()));
const ours = { "事業所住所（市区町村）": "新潟県燕市", 事業所の名称: "あおぞら", 事業所番号: "1550000001" };

describe("a row of the open data", () => {
  test("has its columns found by their headings", () => {
    expect(isOpenDataHeader(openDataHeader)).toBe(true);
    expect(isOpenDataHeader(openDataHeader.slice(1))).toBe(false);
    expect(mapping.columns).toMatchObject({
      service: 11,
      name: 12,
      number: 14,
      addressCity: 15,
      capacity: 28,
      url: 19,
    });
  });
  test("is the city's by the provider's address, not by the code of who designated it", () => {
    const code = { 都道府県コード又は市区町村コード: "15213", サービス種別: "65" };
    const elsewhere = cells({ ...ours, ...code, "事業所住所（市区町村）": "新潟県三条市" });
    expect(read(elsewhere, 2)).toEqual({
      kind: "left",
      left: { line: 2, code: "other_city", value: "新潟県三条市" },
      words: [],
      listed: { services: ["hokago_day"], number: "1550000001" },
    });
    const here = cells({ ...ours, 都道府県コード又は市区町村コード: "15000", サービス種別: "65", 定員: "10" });
    expect(read(here, 2)).toMatchObject({
      kind: "rows",
      rows: [{ line: 2, service: "hokago_day", capacity: 10 }],
    });
  });
  test("that a formula failed in, or whose telephone lost its 0, is used, and the cell noted", () => {
    const codes = (more: Parameters<typeof cells>[0]) => {
      const reading = read(cells({ ...ours, サービス種別: "65", ...more }), 2);
      return reading.kind === "rows" ? reading.notes.map(({ field, code }) => `${field} ${code}`) : reading.left.code;
    };
    expect(codes({ 事業所の名称: "#N/A", 定員: "#REF!" })).toBe("no_name");
    expect(codes({ 定員: "#REF!" })).toEqual(["capacity cell_error"]);
    expect(codes({ 事業所電話番号: "256123456", 事業所FAX番号: "9012345678" })).toEqual([
      "phone phone_zero_lost",
      "fax phone_zero_lost",
    ]);
    expect(codes({ 事業所電話番号: "0256-12-3456", 事業所FAX番号: "119" })).toEqual([]);
  });
  test("with a service we do not know is left out and named; in a table of the city it is asked about", () => {
    const unknown = cells({ ...ours, サービス種別: "45" });
    expect(read(unknown, 2)).toMatchObject({ kind: "left", left: { code: "not_ours", value: "45" } });
    expect(read(unknown, 2, { mapping: { ...mapping, kind: "file" } })).toMatchObject({
      kind: "left",
      left: { line: 2, code: "word_open", value: "45" },
    });
  });
});

const rowOf = (known: Parameters<typeof cells>[0], line = 2) => {
  const reading = read(cells({ ...ours, サービス種別: "65", ...known }), line);
  const [row] = reading.kind === "rows" ? reading.rows : [];
  if (!row) throw new Error(`Not read: ${JSON.stringify(reading)}`);
  return row;
};
const unit = (service: ServiceType, source: "open_data" | "manual" = "open_data") =>
  newUnit({ id: `p-${service}`, service, designation: "designated", capacity: 10, source });
const known = newProvider({
  id: "p",
  areaId: "152137",
  districtId: "1",
  name: "あおぞら",
  number: "1550000001",
  addressCity: "新潟県燕市",
  source: "open_data",
  phone: "000",
  units: [unit("hokago_day"), unit("jido_hattatsu"), unit("ido_shien", "manual")],
});
const now = new Date("2026-11-22T00:00:00Z");
const context = {
  kind: "open_data" as const,
  fallbackDistrict: "none",
  city: tsubame,
  towns: indexTowns([]),
  now,
  services: new Set<ServiceType>(["hokago_day", "jido_hattatsu"]),
  listed: new Set<string>(),
};

describe("a provider of the registry", () => {
  test("loses no service: what the open data lacks is marked, if the file holds that service at all", () => {
    const plan = planKnownProvider(known, [rowOf({ 定員: "10" })], context);
    expect(plan).toMatchObject({
      kind: "vanished",
      changes: [{ field: "vanished", service: "jido_hattatsu" }],
      provider: { units: [{ vanishedAt: null }, { vanishedAt: now }, { vanishedAt: null }] },
    });
    const one = { ...context, services: new Set<ServiceType>(["hokago_day"]) };
    expect(planKnownProvider(known, [rowOf({})], one)).toEqual({ kind: "unchanged" });
  });
  test("has its mark taken off when the service returns", () => {
    const marked = { ...known, units: [{ ...unit("hokago_day"), vanishedAt: now }] };
    expect(planKnownProvider(marked, [rowOf({})], context)).toMatchObject({
      changes: [{ field: "returned" }],
      provider: { units: [{ vanishedAt: null }] },
    });
  });
  test("keeps a service whose row the file has under another address", () => {
    const listed = new Set([unitKey("p", "jido_hattatsu")]);
    expect(planKnownProvider(known, [rowOf({ 定員: "10" })], { ...context, listed })).toEqual({ kind: "unchanged" });
  });
  test("gets a service with its capacity, and both are told", () => {
    const one = { ...known, units: [unit("jido_hattatsu")] };
    expect(planKnownProvider(one, [rowOf({ 定員: "5" })], { ...context, services: new Set() })).toMatchObject({
      changes: [{ field: "unit" }, { field: "designation" }, { field: "capacity", before: null, after: "5" }],
    });
  });
  test("changes in what the file says; an empty cell changes nothing", () => {
    const plan = planKnownProvider(known, [rowOf({ 定員: "12", 事業所電話番号: "" })], {
      ...context,
      services: new Set(),
    });
    expect(plan).toMatchObject({
      kind: "changed",
      changes: [{ field: "capacity", service: "hokago_day", before: "10", after: "12" }],
      provider: { phone: "000" },
    });
  });
});

describe("an address", () => {
  const file = {
    ...mapping,
    kind: "file" as const,
    columns: { name: 0, service: 1, address: 2, addressCity: 3, addressRest: 4 },
  };
  const said = (address: string, city = "", rest = "") => {
    const reading = read(["あおぞら", "65", address, city, rest], 2, { mapping: file });
    const [row] = reading.kind === "rows" ? reading.rows : [];
    if (!row) throw new Error("Not read");
    return row;
  };
  const stood = { ...known, addressRest: "吉田1-1" };
  const made = (...rows: ReturnType<typeof said>[]) => {
    const plan = planKnownProvider(stood, rows, { ...context, kind: "file" });
    return plan.kind === "changed"
      ? [plan.provider.addressCity, plan.provider.addressRest, plan.changes.map(({ field }) => field)]
      : plan.kind;
  };
  test("is replaced as one value: the city it stood in is no part of an address elsewhere", () => {
    expect(made(said("新潟県三条市東新保1-2"))).toEqual(["", "新潟県三条市東新保1-2", ["address"]]);
    expect(made(said("", "新潟県三条市", "東新保1-2"))).toEqual(["新潟県三条市", "東新保1-2", ["address"]]);
    expect(made(said("", "", "分水2"))).toEqual(["新潟県燕市", "分水2", ["address"]]);
    expect(made(said("分水2"))).toEqual(["新潟県燕市", "分水2", ["address"]]);
  });
  test("is one row's, and a municipality alone replaces none", () => {
    expect(made(said("", "新潟県三条市"))).toBe("unchanged");
    expect(made(said("", "新潟県三条市"), said("", "新潟県燕市", "分水2"))).toEqual([
      "新潟県燕市",
      "分水2",
      ["address"],
    ]);
    expect(made(said("新潟県燕市 吉田1-1"))).toBe("unchanged");
  });
  test.each([
    ["新潟県燕市吉田町9", "2"],
    ["吉田町9", "2"],
    ["新潟県三条市吉田町9", null],
    ["三条市吉田町9", null],
  ])("%s of a new provider lies in district %s", (address, districtId) => {
    const plan = planNewProvider([said(address)], "n", { ...context, fallbackDistrict: "outside" });
    expect(plan).toMatchObject({ kind: "created", provider: { districtId } });
  });
});

test("a new provider is told with all that is entered, its district among it", () => {
  const plan = planNewProvider([rowOf({ 事業所電話番号: "0256-1", 定員: "10" })], "n", {
    ...context,
    fallbackDistrict: "3",
  });
  expect(plan.kind === "created" && plan.changes.map(({ field, after }) => `${field} ${after}`)).toEqual([
    "district 3",
    "phone 0256-1",
    "number 1550000001",
    "address 新潟県燕市",
    "unit hokago_day",
    "designation designated",
    "capacity 10",
  ]);
});

describe("rows find their provider", () => {
  const groupsOf = (...rows: ReturnType<typeof rowOf>[]) => {
    const groups: RowGroups = new Map();
    for (const row of rows) groupRows(groups, row);
    return { groups, problems: settleGroups(groups) };
  };
  const entry = (
    id: string,
    number: string | null,
    more: { name?: string; addressRest?: string; mergedInto?: string; left?: Date } = {},
  ) => ({
    id,
    number,
    name: "あおぞら",
    addressRest: "",
    mergedInto: null,
    left: null,
    ...more,
  });
  const found = (entries: ReturnType<typeof entry>[], ...rows: ReturnType<typeof rowOf>[]) => {
    const matched = matchRegistry(groupsOf(...rows).groups, entries);
    const taken = entries.map(({ id }) => matched.takeRows(id).length);
    const problems = matched.left.flatMap(({ code }) => (code === "stopped" ? [] : [code]));
    return { taken, fresh: [...matched.takeNew()].length, problems, left: matched.stopped };
  };
  test("by number before name; by name only an entry without number, and only one", () => {
    expect(found([entry("a", null), entry("b", "1550000001")], rowOf({}))).toMatchObject({ taken: [0, 1], fresh: 0 });
    expect(found([entry("a", null)], rowOf({}))).toMatchObject({ taken: [1], fresh: 0 });
    expect(found([entry("a", null), entry("b", null)], rowOf({}))).toMatchObject({ taken: [0, 0], fresh: 1 });
    expect(found([entry("a", "1550000009")], rowOf({}))).toMatchObject({ taken: [0], fresh: 1 });
  });
  test("through a merge", () => {
    const entries = [entry("a", "1550000001", { mergedInto: "b" }), entry("b", "1550000002", { name: "そら" })];
    expect(found(entries, rowOf({}))).toMatchObject({ taken: [0, 1], fresh: 0 });
  });
  test("and of two that say the same, the second is left out and names the first", () => {
    expect(groupsOf(rowOf({}, 2), rowOf({}, 7)).problems).toMatchObject([{ line: 7, code: "duplicate", other: 2 }]);
  });
  test("a name that the registry has twice is left out where the file has no number and no address tells", () => {
    const nameless = rowOf({ 事業所番号: "" });
    expect(found([entry("a", "1"), entry("b", "2")], nameless).problems).toEqual(["ambiguous_name"]);
  });
  test("a number that two entries at work have is left out where nothing tells them apart; one of which is merged is none", () => {
    const twice = [entry("a", "1550000001"), entry("b", "1550000001")];
    expect(found(twice, rowOf({}))).toMatchObject({ taken: [0, 0], problems: ["ambiguous_number"] });
    const merged = [entry("a", "1550000001"), entry("b", "1550000001", { mergedInto: "a" })];
    expect(found(merged, rowOf({}))).toMatchObject({ taken: [1, 0], problems: [] });
  });
  test("of which one lacks the number make one new provider, and never the same service twice", () => {
    const nameless = (service: string) => rowOf({ 事業所番号: "", サービス種別: service }, 3);
    expect(found([], rowOf({}), nameless("63"))).toMatchObject({ fresh: 1, problems: [] });
    expect(found([], rowOf({}), nameless("65")).problems).toEqual(["duplicate"]);
    expect(found([], rowOf({}), rowOf({ 事業所番号: "1550000002" }), nameless("63")).problems).toEqual([
      "ambiguous_name",
    ]);
  });
  test("of one that works no longer are left out, unless another of its name does work", () => {
    const stopped = entry("a", "1550000001", { left: now });
    const left = [{ name: "あおぞら", rows: 1 }];
    expect(found([stopped], rowOf({}))).toMatchObject({ taken: [0], fresh: 0, left });
    expect(found([stopped], rowOf({ 事業所番号: "" }))).toMatchObject({ fresh: 0, left });
    expect(found([stopped, entry("b", null)], rowOf({}))).toMatchObject({ taken: [0, 1], fresh: 0, left: [] });
    const mergedInto = [entry("m", "1550000001", { mergedInto: "a" }), { ...stopped, number: null }];
    expect(found(mergedInto, rowOf({}))).toMatchObject({ taken: [0, 0], fresh: 0, left });
  });
});
