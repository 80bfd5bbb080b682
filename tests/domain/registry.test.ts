import { describe, expect, test } from "vitest";
import { sumCapacity } from "#domain/registry/capacity-sum.ts";
import { findDistrictInAddress, isInCity, splitAddress } from "#domain/registry/city-address.ts";
import { findLikelyDuplicates } from "#domain/registry/likely-duplicates.ts";
import { mergeProviders } from "#domain/registry/merge-providers.ts";
import { newProvider, newUnit, type Provider, type ServiceUnit } from "#domain/registry/provider.ts";
import { readCapacity, readCell, readProviderNumber } from "#domain/registry/read-fact.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";
import { findService } from "#domain/registry/service-words.ts";
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
    expect(sumCapacity(units)).toEqual({ total: { least: 30, most: 30 }, unknown: 0, shared: true });
  });
  test("that nobody entered stay unknown; a service without places is none of them", () => {
    expect(sumCapacity([unit("hokago_day", null), unit("kyotaku_kaigo", null)])).toEqual({
      total: null,
      unknown: 1,
      shared: false,
    });
    expect(sumCapacity([unit("hokago_day", 0), unit("tanki_nyusho", null)])).toMatchObject({
      total: { least: 0, most: 0 },
      unknown: 1,
    });
  });
  test("are a range where nobody said whether day services share them", () => {
    const totalOf = (...units: ReturnType<typeof unit>[]) => sumCapacity(units).total;
    const [early, after] = [unit("jido_hattatsu", 10), unit("hokago_day", 10)];
    expect(totalOf(early, after)).toEqual({ least: 10, most: 20 });
    expect(totalOf(early, after, unit("tanki_nyusho", 4))).toEqual({ least: 14, most: 24 });
    expect(totalOf({ ...early, sharedGroup: "A" }, { ...after, sharedGroup: "B" })).toEqual({ least: 20, most: 20 });
    expect(totalOf({ ...early, sharedGroup: "A" }, after)).toEqual({ least: 20, most: 20 });
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

  test("lies in a city that was named with its prefecture", () => {
    const named = { ...tsubame, name: { ja: "新潟県燕市" } };
    expect([isInCity("燕市吉田1", named), isInCity("新潟県燕市吉田1", named), isInCity("新潟県三条市", named)]).toEqual(
      [true, true, false],
    );
  });
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
      city: "新潟県燕市",
      rest: "吉田1 2階",
    });
    expect(splitAddress("富山県燕市1", tsubame)).toEqual({ city: "", rest: "富山県燕市1" });
    expect(splitAddress("吉田1", tsubame)).toEqual({ city: null, rest: "吉田1" });
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

const unit = (service: ServiceType, more: Partial<ServiceUnit> = {}) =>
  newUnit({ id: `p-${service}`, service, designation: "designated", capacity: 10, ...more });
const known = newProvider({ id: "p", areaId: "152137", districtId: "1", name: "あおぞら", phone: "000" });

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
  test("of one service keep the first's unit with what it lacked, at work if one of the two is", () => {
    const kept = unit("hokago_day", { capacity: null, source: "open_data", vanishedAt: new Date(0) });
    const other = unit("hokago_day", { id: "o", capacity: 20, sharedGroup: "A", districtsServed: ["1"] });
    const merge = (a: ServiceUnit, b: ServiceUnit) =>
      mergeProviders({ ...known, units: [a] }, { ...known, id: "o", units: [b] }).units;
    expect(merge(kept, other)).toEqual([
      unit("hokago_day", {
        capacity: 20,
        sharedGroup: "A",
        districtsServed: ["1"],
        source: "set_up",
        vanishedAt: null,
      }),
    ]);
    expect(merge(other, kept)).toEqual([other]);
    expect(merge(kept, { ...kept, id: "o", capacity: 5 })).toEqual([{ ...kept, capacity: 5 }]);
  });
  test("fill what is missing of one corporation, never with another's", () => {
    const of = (name: string, number: string | null) => ({ ...known, corporation: { name, kana: "", number } });
    const merged = (keep: Provider, other: Provider) => mergeProviders(keep, other).corporation;
    expect(merged(of("そら 会", null), of("そら会", "1"))).toEqual({ name: "そら 会", kana: "", number: "1" });
    expect(merged(of("", null), of("そら会", "1"))).toEqual({ name: "そら会", kana: "", number: "1" });
    expect(merged(of("そら会", null), of("海会", "1"))).toEqual({ name: "そら会", kana: "", number: null });
    expect(merged(of("", "2"), of("海会", "1"))).toEqual({ name: "", kana: "", number: "2" });
  });
});
