import { describe, expect, test } from "vitest";
import { findDistrictInAddress, placeOfCode } from "#domain/registry/city-address.ts";
import { withCheckDigit } from "#domain/registry/corporation-number.ts";
import { isMailAddress, readMailAddress } from "#domain/registry/mail-address.ts";
import { pairPlaces } from "#domain/registry/pair-places.ts";
import { readCorporationNumber, readWritten } from "#domain/registry/read-fact.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";
import { proposeServices } from "#domain/registry/service-proposals.ts";
import { readServiceCell } from "#domain/registry/service-words.ts";
import { findDistrictByTown, indexTowns, readTownList } from "#domain/registry/town-list.ts";

describe("names in two spellings have one key", () => {
  test.each([
    ["髙﨑デイ", "高崎デイ"],
    ["竜ヶ丘", "竜ケ丘"],
    ["竜が丘", "龍ケ丘"],
    ["ステーション𠮷田", "ステーション吉田"],
    ["渡邉", "渡邊"],
    ["渡辺", "渡邉"],
    ["㈱みらい　ケア～結～", "(株)みらいケア~結~"],
    ["辻\u{e0100}", "辻"],
  ])("%s and %s", (one, other) => expect(toSearchKey(one)).toBe(toSearchKey(other)));

  test.each([
    ["斉藤", "斎藤"],
    ["光ケア", "光がア"],
    ["川崎", "川埼"],
  ])("%s and %s stay two", (one, other) => expect(toSearchKey(one)).not.toBe(toSearchKey(other)));
});

test("a name is kept as it was written, without what nobody can see", () => {
  expect(readWritten(" ㈱みらい　ケア～結～\u200b")).toBe("㈱みらい　ケア～結～");
  expect(readWritten("髙﨑①㈱～ケア")).toBe("髙﨑①㈱～ケア");
});

test("the check digit of a corporation's number is the one of the ordinance", () => {
  // 国税庁 is 7000012050002: 2+0·2+0+0·2+5+0·2+2+1·2+0+0+0+0 = 11, 11 mod 9 = 2, 9 − 2 = 7
  expect(withCheckDigit("000012050002")).toBe("7000012050002");
  expect(readCorporationNumber("0000-1205-0002")).toEqual({ value: "7000012050002", problem: null, completed: true });
  expect(readCorporationNumber("9950000029")).toMatchObject({ problem: "corporation_number", completed: false });
});

describe("a mail address", () => {
  test.each([
    ["a4@example.jp;", "a4@example.jp"],
    ["a5@example.jp.", "a5@example.jp"],
    ["mailto:a10@example.jp", "a10@example.jp"],
    ["ａ＠example.jp、", "a@example.jp"],
  ])("%s is cleaned", (typed, address) => {
    expect(readMailAddress(typed)).toBe(address);
    expect(isMailAddress(address)).toBe(true);
  });
  test.each(["ab..cd.@docomo.example.jp", "a,b@example.jp", "電話のみ"])("%s is none", (typed) => {
    expect(isMailAddress(readMailAddress(typed))).toBe(false);
  });
});

describe("a cell of services", () => {
  const read = (typed: string, words: readonly (readonly [string, readonly []])[] = []) => {
    const { parts, shared } = readServiceCell(typed, new Map(words));
    return [...parts.map(({ word, services, designation }) => [word, services, designation]), shared];
  };
  test("may name several, with a footing and as one place", () => {
    expect(read("生活介護・短期入所")).toEqual([
      ["生活介護", ["seikatsu_kaigo"], null],
      ["短期入所", ["tanki_nyusho"], null],
      false,
    ]);
    expect(read("生活介護（共生型）")).toEqual([["生活介護", ["seikatsu_kaigo"], "kyosei"], false]);
    expect(read("基準該当児童発達支援")).toEqual([["児童発達支援", ["jido_hattatsu"], "kijun_gaito"], false]);
    expect(read("児童発達支援\n放課後等デイサービス（多機能）").at(-1)).toBe(true);
  });
  test("of which nothing is known is one word; of which one is, the others are asked about", () => {
    expect(read("指定特定・障害児相談")).toEqual([["指定特定・障害児相談", null, null], false]);
    expect(read("生活介護・なにか")).toEqual([["生活介護", ["seikatsu_kaigo"], null], ["なにか", null, null], false]);
    expect(read("なにか", [["なにか", []]])).toEqual([["なにか", [], null], false]);
  });
  test.each([
    ["放課後デイ", ["hokago_day"]],
    ["医療型短期入所", ["tanki_nyusho"]],
    ["相談支援", ["keikaku_sodan", "shogaiji_sodan"]],
    ["居宅介護支援", []],
    ["重度訪問介護事業所", ["judo_homon_kaigo"]],
    ["デイサービス", null],
  ])("%s is proposed as %j", (word, services) => expect(proposeServices(word)).toEqual(services));
});

describe("a district", () => {
  const district = (id: string, ja: string) => ({ id, name: { ja } });
  test("stands at the start of the town part, never in a building's name", () => {
    const districts = [district("1", "所沢"), district("2", "中央区"), district("3", "北地区")];
    const found = (rest: string) => findDistrictInAddress(rest, districts)?.id;
    expect(found("東町1-1 所沢総合食品ビル")).toBeUndefined();
    expect([found("中央区天神1"), found("大字所沢1"), found("北町1")]).toEqual(["2", "1", undefined]);
  });
  test("is told by the longest town of a pasted list", () => {
    const { towns, problems } = readTownList("町名\t地区\n大庭\t湘南大庭\n大庭台,北\n駒寄", [
      district("1", "湘南大庭地区"),
      district("2", "北"),
    ]);
    expect(problems).toEqual([{ line: 4, code: "columns", value: "駒寄" }]);
    const index = indexTowns(towns);
    const found = (rest: string) => findDistrictByTown(rest, index);
    expect([found("大字大庭100-1"), found("大庭台1"), found("遠藤1")]).toEqual(["1", "2", undefined]);
  });
  test("or city is told by a code of five or six digits, never by a prefecture's", () => {
    const city = { id: "401307", name: { ja: "福岡市" } };
    const found = ["40130", "401307", "400009", "40133", "40203", "990001", ""].map((code) => placeOfCode(code, city));
    expect(found).toEqual(["ours", "ours", "unknown", "unknown", "other", "unknown", "unknown"]);
  });
});

test("places of one number find their entries by name and address; one that nothing tells is ambiguous", () => {
  const place = (name: string, rest: string) => ({
    rows: [{ name, address: { city: "", rest } }] as never[],
  });
  const entry = (id: string, name: string, addressRest: string) => ({ id, name, addressRest });
  const two = [entry("a", "本館", "緑町1-1"), entry("b", "別館", "港町9-9")];
  expect(pairPlaces([place("別館", "港町9−9"), place("本館", "緑町1-1")], two)).toEqual(["b", "a"]);
  expect(pairPlaces([place("新館", "山1")], two)).toEqual(["ambiguous"]);
  expect(pairPlaces([place("新館", "山1")], two.slice(0, 1))).toEqual(["a"]);
  expect(pairPlaces([place("本館", "緑町1-1"), place("新館", "山1")], two.slice(0, 1))).toEqual(["a", "new"]);
});
