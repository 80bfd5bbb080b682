import { describe, expect, test } from "vitest";
import { parseRoster } from "#app/services/parse-roster.ts";

const districts = ["燕", "吉田", "分水"].map((name, index) => ({
  id: `152137-${index + 1}`,
  name: { ja: name, en: name },
}));
const parse = (text: string) => parseRoster(text, { areaId: "152137", districts });
const problemsOf = (text: string) => parse(text).problems.map(({ line, kind }) => `${line} ${kind}`);

describe("a pasted roster", () => {
  test("makes one provider of lines with one name, one unit of each line", () => {
    const { providers, problems } = parse(
      "そらまめ\t燕\t児童発達支援\t指定\t5\nそらまめ\t燕\t放課後等デイサービス\t指定\t5",
    );
    expect(problems).toEqual([]);
    expect(providers).toMatchObject([
      {
        areaId: "152137",
        districtId: "152137-1",
        name: "そらまめ",
        units: [
          { service: "jido_hattatsu", designation: "designated", capacity: 5 },
          { service: "hokago_day", designation: "designated", capacity: 5 },
        ],
      },
    ]);
    expect(providers[0]?.id).toMatch(/^152137-p-[0-9a-f]{12}$/);
  });

  test.each(["20", "20人", "20名", "２０", " 20 "])("reads the capacity %s", (capacity) => {
    expect(parse(`あ,燕,生活介護,基準該当,${capacity}`).providers[0]?.units[0]?.capacity).toBe(20);
  });

  test("keeps 0 apart from empty", () => {
    const capacity = (line: string) => parse(line).providers[0]?.units[0]?.capacity;
    expect(capacity("あ,燕,生活介護,基準該当,0")).toBe(0);
    expect(capacity("あ,燕,生活介護,基準該当,")).toBeNull();
    expect(capacity("あ,燕,生活介護,基準該当")).toBeNull();
    expect(capacity("あ\t燕\t生活介護\t基準該当\t")).toBeNull();
  });

  test.each([
    ["tab", "あ、い\t燕\t生活介護\t基準該当\t20", "あ、い"],
    ["comma", "あ,燕,生活介護,基準該当,20", "あ"],
    ["ideographic comma", "あ、燕、生活介護、基準該当、20", "あ"],
    ["full-width comma", "あ\uFF0C燕\uFF0C生活介護\uFF0C基準該当\uFF0C20", "あ"],
    ["half-width kana", "ｱ,燕,生活介護,基準該当,20", "ア"],
  ])("is split by %s", (_name, line, name) => {
    expect(parse(line).providers.map((provider) => provider.name)).toEqual([name]);
  });

  test("skips empty lines but counts them", () => {
    expect(parse("\n  \r\n").providers).toEqual([]);
    expect(problemsOf("\n\r\nあ,長岡,生活介護,基準該当")).toEqual(["3 district"]);
  });

  test.each([
    ["あ", "1 columns"],
    ["あ,燕,生活介護", "1 columns"],
    ["あ,燕,生活介護,基準該当,20,", "1 columns"],
    [",燕,生活介護,基準該当", "1 columns"],
    ["あ,152137-1,生活介護,基準該当", "1 district"],
    ["あ,燕,seikatsu_kaigo,基準該当", "1 service"],
    ["あ,燕,生活介護,kijun_gaito", "1 designation"],
    ["あ,燕,生活介護,基準該当,-1", "1 capacity"],
    ["あ,燕,生活介護,基準該当,1.5", "1 capacity"],
    ["あ,燕,生活介護,基準該当,12345", "1 capacity"],
    ["あ,燕,生活介護,基準該当,=1+1", "1 capacity"],
  ])("names the line %s", (line, problem) => {
    expect(problemsOf(line)).toEqual([problem]);
    expect(parse(line).providers).toEqual([]);
  });

  test("names the second line of the same service of one provider, whatever the width of its name", () => {
    const text = "ｱｵｿﾞﾗ,燕,生活介護,基準該当\nアオゾラ,燕,生活介護,基準該当,20\nアオゾラ,燕,短期入所,基準該当";
    expect(problemsOf(text)).toEqual(["2 duplicate"]);
    expect(parse(text).providers[0]?.units.map(({ service }) => service)).toEqual(["seikatsu_kaigo", "tanki_nyusho"]);
  });

  test("names a line that puts a provider into another district than the line before", () => {
    const text = "あおぞら,燕,生活介護,基準該当\nあおぞら,吉田,短期入所,基準該当";
    expect(problemsOf(text)).toEqual(["2 other_district"]);
  });

  test("gives the same ids each time, and other ones in another area", () => {
    const line = "あ,燕,生活介護,基準該当";
    const elsewhere = parseRoster(line, { areaId: "152048", districts });
    expect(parse(line)).toEqual(parse(line));
    expect(elsewhere.providers[0]?.id).not.toBe(parse(line).providers[0]?.id);
    expect(new Set(parse("あ,燕,生活介護,基準該当\nい,燕,生活介護,基準該当").providers.map(({ id }) => id)).size).toBe(
      2,
    );
  });
});
