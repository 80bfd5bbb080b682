import { describe, expect, test } from "vitest";
import { sumCapacity } from "#domain/registry/capacity-sum.ts";
import { findDistrictInAddress, isInCity, splitAddress } from "#domain/registry/city-address.ts";
import { guessColumns, type ImportMapping, isOpenDataHeader, openDataHeader } from "#domain/registry/import-columns.ts";
import { findService, readImportRow } from "#domain/registry/import-row.ts";
import { findLikelyDuplicates } from "#domain/registry/likely-duplicates.ts";
import { groupRows, matchRegistry, type RowGroups } from "#domain/registry/match-rows.ts";
import { mergeProviders } from "#domain/registry/merge-providers.ts";
import { planKnownProvider } from "#domain/registry/plan-provider.ts";
import { newProvider, newUnit } from "#domain/registry/provider.ts";
import { readCapacity, readCell, readProviderNumber } from "#domain/registry/read-fact.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";
import type { ServiceType } from "#domain/service-type.ts";

const district = (id: string, ja: string) => ({ id, name: { ja, en: ja } });
const tsubame = {
  id: "152137",
  name: { ja: "燕市" },
  districts: [district("1", "燕"), district("2", "吉田地区"), district("3", "分水")],
};

describe("a search key", () => {
  test.each([
    ["ｱｵｿﾞﾗ・デイ（北） ", "あおぞらでい北"],
    ["サポートセンターＡＢＣ", "さぽとせんたabc"],
    ["1550-000-001", "1550000001"],
    ["ヴィレッジ", "ゔぃれっじ"],
    ["ー・（）", ""],
  ])("of %s", (text, key) => expect(toSearchKey(text)).toBe(key));
});

describe("places of a provider", () => {
  const unit = (service: ServiceType, capacity: number | null, sharedGroup: string | null = null) => ({
    service,
    capacity,
    sharedGroup,
  });
  test("of one multi-function group count once, with the largest", () => {
    const units = [unit("jido_hattatsu", 5, "A"), unit("hokago_day", 10, "A"), unit("seikatsu_kaigo", 20)];
    expect(sumCapacity(units)).toEqual({ total: 30, unknown: 0, shared: true });
  });
  test("that nobody entered stay unknown; a service without places is none of them", () => {
    expect(sumCapacity([unit("hokago_day", null), unit("kyotaku_kaigo", null)])).toEqual({
      total: null,
      unknown: 1,
      shared: false,
    });
    expect(sumCapacity([unit("hokago_day", 0), unit("tanki_nyusho", null)])).toMatchObject({ total: 0, unknown: 1 });
  });
});

describe("an address", () => {
  test.each([
    ["新潟県燕市", true],
    ["燕市吉田1", true],
    ["新潟県 燕市", true],
    ["新潟県つばめ郡燕市", true],
    ["富山県燕市", false],
    ["新潟県新燕市", false],
    ["", false],
  ])("%s lies in 燕市: %s", (address, expected) => expect(isInCity(address, tsubame)).toBe(expected));

  test("tells the district that stands first behind the city; one sign only right there", () => {
    const found = (rest: string) => findDistrictInAddress(rest, tsubame.districts)?.id;
    expect([found("吉田分水町1"), found("大通り燕ビル"), found("燕100"), found("")]).toEqual([
      "2",
      undefined,
      "1",
      undefined,
    ]);
  });
  test("in one piece is cut behind the city", () => {
    expect(splitAddress("新潟県燕市吉田1 2階", tsubame)).toEqual({
      addressCity: "新潟県燕市",
      addressRest: "吉田1 2階",
    });
    expect(splitAddress("富山県燕市1", tsubame)).toEqual({ addressCity: "", addressRest: "富山県燕市1" });
  });
});

describe("what is read of a cell", () => {
  test.each([
    ["'=1+1", "=1+1"],
    ["'そのまま", "'そのまま"],
    [" ＡＢ\n\u0007c ", "AB c"],
  ])("%j is %j", (cell, text) => expect(readCell(cell)).toBe(text));
  test.each([
    ["１５５0-000001", "1550000001", null],
    ["155000001", "155000001", "number_zero_lost"],
    ["1.55E+09", "1.55E+09", "number"],
    ["", null, null],
  ])("number %s", (typed, value, problem) => expect(readProviderNumber(typed)).toEqual({ value, problem }));
  test.each([
    ["10人", "hokago_day", 10, null],
    ["0", "hokago_day", 0, null],
    ["0", "kyotaku_kaigo", null, null],
    ["－", "hokago_day", null, null],
    ["10.0", "hokago_day", 10, null],
    ["十人", "hokago_day", null, "capacity"],
  ] as const)("capacity %s of %s", (typed, service, value, problem) =>
    expect(readCapacity(typed, service)).toEqual({ value, problem }),
  );
  test.each([
    ["63", "jido_hattatsu"],
    ["65：放課後等デイサービス", "hokago_day"],
    ["放課後等デイサービス", "hokago_day"],
    ["45", null],
    ["デイ", null],
  ])("service %s", (typed, service) => expect(findService(typed)).toBe(service));
});

const mapping: ImportMapping = { kind: "open_data", columns: guessColumns(openDataHeader), fallbackDistrict: "none" };
const cells = (known: Partial<Record<(typeof openDataHeader)[number], string>>) =>
  openDataHeader.map((name) => known[name] ?? "");
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
  test("is the city's by the provider's address, not by the code", () => {
    const code = { 都道府県コード又は市区町村コード: "15213", サービス種別: "65" };
    const elsewhere = cells({ ...ours, ...code, "事業所住所（市区町村）": "新潟県三条市" });
    expect(readImportRow(elsewhere, 2, mapping, tsubame)).toEqual({ kind: "other_city", service: "hokago_day" });
    const here = cells({ ...ours, 都道府県コード又は市区町村コード: "15000", サービス種別: "65", 定員: "10" });
    expect(readImportRow(here, 2, mapping, tsubame)).toMatchObject({
      kind: "row",
      row: { line: 2, service: "hokago_day", capacity: 10 },
    });
  });
  test("with a service we do not know is left out and named; in a table of the city it is a problem", () => {
    const unknown = cells({ ...ours, サービス種別: "45" });
    expect(readImportRow(unknown, 2, mapping, tsubame)).toEqual({ kind: "unknown_service", name: "45" });
    expect(readImportRow(unknown, 2, { ...mapping, kind: "file" }, tsubame)).toEqual({
      kind: "problems",
      problems: [{ line: 2, field: "service", code: "service", value: "45" }],
    });
  });
});

const rowOf = (known: Parameters<typeof cells>[0], line = 2) => {
  const reading = readImportRow(cells({ ...ours, サービス種別: "65", ...known }), line, mapping, tsubame);
  if (reading.kind !== "row") throw new Error(`Not read: ${JSON.stringify(reading)}`);
  return reading.row;
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
  now,
  services: new Set<ServiceType>(["hokago_day", "jido_hattatsu"]),
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

describe("rows find their provider", () => {
  const groupsOf = (...rows: ReturnType<typeof rowOf>[]) => {
    const groups: RowGroups = new Map();
    return { groups, problems: rows.flatMap((row) => groupRows(groups, row) ?? []) };
  };
  const entry = (id: string, number: string | null, name = "あおぞら", mergedInto: string | null = null) => ({
    id,
    number,
    name,
    mergedInto,
  });
  const found = (entries: ReturnType<typeof entry>[], ...rows: ReturnType<typeof rowOf>[]) => {
    const matched = matchRegistry(groupsOf(...rows).groups, entries);
    const taken = entries.map(({ id }) => matched.takeRows(id).length);
    return { taken, fresh: [...matched.takeNew()].length, problems: matched.problems.map(({ code }) => code) };
  };
  test("by number before name; by name only an entry without number, and only one", () => {
    expect(found([entry("a", null), entry("b", "1550000001")], rowOf({}))).toMatchObject({ taken: [0, 1], fresh: 0 });
    expect(found([entry("a", null)], rowOf({}))).toMatchObject({ taken: [1], fresh: 0 });
    expect(found([entry("a", null), entry("b", null)], rowOf({}))).toMatchObject({ taken: [0, 0], fresh: 1 });
    expect(found([entry("a", "1550000009")], rowOf({}))).toMatchObject({ taken: [0], fresh: 1 });
  });
  test("through a merge", () => {
    const entries = [entry("a", "1550000001", "あおぞら", "b"), entry("b", "1550000002", "そら")];
    expect(found(entries, rowOf({}))).toMatchObject({ taken: [0, 1], fresh: 0 });
  });
  test("and two of one service of one provider are a problem that names both lines", () => {
    expect(groupsOf(rowOf({}, 2), rowOf({}, 7)).problems).toMatchObject([{ line: 7, code: "duplicate", other: 2 }]);
  });
  test("a name that the registry has twice is a problem where the file has no number", () => {
    const nameless = rowOf({ 事業所番号: "" });
    expect(found([entry("a", "1"), entry("b", "2")], nameless).problems).toEqual(["ambiguous_name"]);
  });
});

describe("duplicates", () => {
  test("are pairs of one number, name or telephone, each once", () => {
    const entry = (id: string, number: string | null, name: string, phone: string) => ({ id, number, name, phone });
    const pairs = findLikelyDuplicates([
      entry("a", "1550000001", "アオゾラ", "0256-00-0001"),
      entry("b", null, "あおぞら", "0256000001"),
      entry("c", null, "別", ""),
      entry("d", null, "他", ""),
    ]);
    expect(pairs.map(({ first, second, reasons }) => [first.id, second.id, reasons])).toEqual([
      ["a", "b", ["name", "phone"]],
    ]);
  });
  test("become one that keeps its own facts and gets what it lacks", () => {
    const other = { ...known, id: "o", phone: "111", fax: "222", units: [unit("hokago_day"), unit("tanki_nyusho")] };
    const merged = mergeProviders({ ...known, units: [unit("hokago_day")] }, other);
    expect(merged).toMatchObject({ id: "p", phone: "000", fax: "222" });
    expect(merged.units.map(({ service }) => service)).toEqual(["hokago_day", "tanki_nyusho"]);
  });
});
