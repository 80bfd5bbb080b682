import { describe, expect, test } from "vitest";
import {
  areaCodeCheckDigit,
  areaCovers,
  areaSchema,
  findPrefecture,
  parseAreaCode,
  prefectures,
} from "#domain/area.ts";

const vectors = ["152137", "151009", "152048", "131016", "011002", "472018", "150002", "010006"];

describe("全国地方公共団体コード", () => {
  test.each(vectors)("%s: its check digit follows from its first five digits", (code) => {
    expect(areaCodeCheckDigit(code.slice(0, 5))).toBe(code.slice(5));
    expect(parseAreaCode(code.slice(0, 5))).toBe(code);
    expect(parseAreaCode(code)).toBe(code);
  });

  test("full-width digits and spaces around are understood, the leading zero is kept", () => {
    expect(parseAreaCode(" ０１１００２ ")).toBe("011002");
  });

  test.each(["152138", "1521", "1521370", "abcde", "", "480002", "000000", "15213７８"])(
    "%j is not a code",
    (input) => {
      expect(parseAreaCode(input)).toBeNull();
    },
  );

  test("a check digit needs five digits", () => {
    expect(() => areaCodeCheckDigit("1521")).toThrow(RangeError);
  });

  test("47 prefectures by their first two digits", () => {
    expect(prefectures.size).toBe(47);
    expect(findPrefecture("152137")).toEqual({ ja: "新潟県", en: "Niigata" });
    expect(findPrefecture("472018")?.ja).toBe("沖縄県");
    expect(findPrefecture("131016")?.ja).toBe("東京都");
    expect(findPrefecture("99")).toBeNull();
  });
});

describe("areas", () => {
  const name = { ja: "燕市", en: "Tsubame" };

  test("a municipality is known by its code", () => {
    const city = { kind: "municipality", id: "152137", code: "152137", name };
    expect(areaSchema.safeParse(city).success).toBe(true);
    expect(areaSchema.safeParse({ ...city, id: "151009" }).success).toBe(false);
    expect(areaSchema.safeParse({ ...city, id: "152138", code: "152138" }).success).toBe(false);
    expect(areaSchema.safeParse({ ...city, id: "15213", code: "15213" }).success).toBe(false);
  });

  test("a district is numbered within its municipality", () => {
    const district = (id: string) => areaSchema.safeParse({ kind: "district", id, name }).success;
    expect(district("152137-1")).toBe(true);
    expect(district("152137-0")).toBe(false);
    expect(district("152138-1")).toBe(false);
  });

  test.each([
    ["152137", "152137", true],
    ["152137", "152137-1", true],
    ["152137-1", "152137-1", true],
    ["152137-1", "152137-10", false],
    ["152137-1", "152137", false],
    ["152137", "151009", false],
    ["", "152137", false],
    ["15", "152137", false],
  ])("%j covers %j: %s", (ancestor, id, covers) => {
    expect(areaCovers(ancestor, id)).toBe(covers);
  });
});
