import { describe, expect, test } from "vitest";
import { areaCodeCheckDigit, areaCovers, isMunicipalityId, parseAreaCode } from "#domain/area.ts";

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
    const known = Array.from({ length: 100 }, (_, number) => `${String(number).padStart(2, "0")}100`).filter(
      (code) => parseAreaCode(code) !== null,
    );
    expect([known.length, known[0], known.at(-1)]).toEqual([47, "01100", "47100"]);
  });
});

describe("areas", () => {
  test.each([
    ["152137", true],
    ["152138", false],
    ["15213", false],
    ["152137-1", false],
  ])("%j is the id of a municipality: %s", (id, isOne) => {
    expect(isMunicipalityId(id)).toBe(isOne);
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
