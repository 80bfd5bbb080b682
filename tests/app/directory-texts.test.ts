import { describe, expect, test } from "vitest";
import { readingOf } from "#app/charts/reading.ts";
import type { DirectoryPageData } from "#app/components/directory/directory.types.ts";
import { conditionsText, rowTexts } from "#app/components/directory/directory-texts.ts";
import { Refusal } from "#app/errors.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { readDirectoryQuery } from "#app/services/directory-query.ts";
import { directoryCsv } from "#app/services/export-directory.server.ts";
import { searchDirectory } from "#domain/directory/search-directory.ts";
import { anything, directoryOf, poolOf, type Told } from "#tests/domain/directory-providers.ts";

const districts = [{ id: "K", name: { ja: "北", en: "North" } }];
const reading = readingOf({ t: translatorOf("ja"), locale: "ja" }, districts);

const rowsOf = (told: readonly Told[]) =>
  directoryOf(...told).map((unit) => ({ ...unit, phone: null, confirmedOn: "令和8年11月3日(火)" }));
const textsOf = (told: Omit<Told, "id">) => rowsOf([{ id: "a", ...told }]).map((row) => rowTexts(reading, row))[0];

describe("the words of a row", () => {
  test("what was answered", () => {
    expect(textsOf({})).toEqual({
      provider: "a",
      service: "放課後等デイサービス",
      district: "北",
      phone: "",
      says: "受け入れている",
      upToClass: "区分2まで",
      stages: "小学生",
      juushin: "記入なし",
      nurse: "公開していません",
      children: "あり",
      can: "⑤吸引",
      conditional: "④酸素療法",
      ride: "送迎あり(車内で医療的ケアはできない)",
      districts: "北",
      places: ["放課後(月・火・水): 空き 月 1人、水は記入なし"],
      confirmed: "令和8年11月3日(火)",
      round: "今回の調査",
    });
  });

  test("what was not answered is 記入なし, never a number or なし", () => {
    const unit = {
      ...{ acceptance: null, upToClass: null, stages: [], procedures: {} },
      ...{ careChildren: null, careOnBoard: null, fetchesFrom: null },
    };
    expect(textsOf({ unit, pools: [] })).toMatchObject({
      ...{ says: "記入なし", upToClass: "記入なし", stages: "記入なし", children: "記入なし", can: "記入なし" },
      ...{ conditional: "記入なし", ride: "記入なし", districts: "記入なし", places: ["記入なし"] },
    });
    const vacancies = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null };
    expect(textsOf({ pools: [poolOf({ band: null, vacancies })] })?.places).toEqual(["月・火・水: 空きは記入なし"]);
  });

  test("none is なし: nothing it can do, nobody taken, full days", () => {
    const full = { mon: 0, tue: 0, wed: 0, thu: null, fri: null, sat: null };
    const unit = { procedures: { suction: "cannot" as const }, careChildren: 0, fetchesFrom: [] };
    expect(textsOf({ unit, pools: [poolOf({ vacancies: full })] })).toMatchObject({
      ...{ can: "なし", conditional: "なし", children: "なし", districts: "なし" },
      ...{ ride: "医療的ケアが必要な方の送迎はしていない", places: ["放課後(月・火・水): 空きなし"] },
    });
    expect(textsOf({ unit: { careChildren: 3 } })?.children).toBe("3人");
  });

  test("a closed group says so; an answer of the last round, too; a district of nobody is 地区不明", () => {
    const publish = { acceptance: "closed", places: "closed", transport: "closed" } as const;
    const closed = "公開していません";
    expect(textsOf({ publish, when: "last", district: "X" })).toMatchObject({
      ...{ says: closed, can: closed, children: closed, ride: closed, districts: closed, places: [closed] },
      ...{ round: "前回の調査", district: "地区不明" },
    });
  });
});

describe("the filter of an address", () => {
  const read = (search: string) => readDirectoryQuery(new URLSearchParams(search), districts);

  test("is nothing for an empty one, and each part of a full one", () => {
    expect(read("")).toEqual(anything);
    expect(read("service=&district=&weekday=")).toEqual(anything);
    const full = read(
      "service=hokago_day&district=K&procedure=suction&procedure=oxygen&procedure=suction&care_on_board=yes&weekday=mon&stage=elementary&juushin=yes&nurse=yes",
    );
    expect(full).toEqual({
      ...{ service: "hokago_day", district: "K", procedures: ["suction", "oxygen"] },
      ...{ careOnBoard: true, weekday: "mon", stage: "elementary", juushin: true, nurse: true },
    });
    expect(conditionsText(reading, full)).toBe(
      "条件: 放課後等デイサービス、北にある、または北へ送迎に行く、⑤吸引・④酸素療法に対応できる(条件付きを含む)、小学生、重症心身障がいの方を受け入れられる(条件付きを含む)、看護職員がいる、送迎の車内で医療的ケアができる、月曜日に空きがある",
    );
    expect(conditionsText(reading, anything)).toBe(null);
  });

  test.each([
    "service=x",
    "district=M",
    "procedure=x",
    "procedure=",
    "care_on_board=no",
    "weekday=sun",
    "stage=x",
    "nurse=no",
  ])("%s is refused", (search) => {
    expect(() => read(search)).toThrow(Refusal);
  });
});

test("the CSV holds the rows of each list, and no formula", () => {
  const told: Told[] = [
    { id: "=1+1" },
    { id: "closed", publish: { acceptance: "closed", places: "closed", transport: "closed" } },
    { id: "silent", when: "silent" },
    { id: "refusing", unit: { acceptance: "not_accepting" } },
  ];
  const rows = new Map(rowsOf(told).map((row) => [row.id, row]));
  const result = searchDirectory(directoryOf(...told), anything);
  const list = (units: typeof result.found) =>
    units.flatMap(({ id }) => {
      const row = rows.get(id);
      return row ? [row] : [];
    });
  const page: DirectoryPageData = {
    ...{ areaName: { ja: "市", en: "City" }, districts, services: [], query: anything },
    ...{
      found: list(result.found),
      refusing: list(result.refusing),
      ask: list(result.ask),
      silent: list(result.silent),
    },
  };
  const csv = directoryCsv(reading, page);
  expect(csv.startsWith("\ufeff区分,事業所,サービス,地区,電話,受入れ,")).toBe(true);
  const lines = csv.trimEnd().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",").slice(0, 6).join(","))).toEqual([
    "条件に合うサービス,'=1+1,放課後等デイサービス,北,,受け入れている",
    "公開されている回答では分かりません,closed,放課後等デイサービス,北,,公開していません",
    "掲載できる回答がありません,silent,放課後等デイサービス,北,,掲載できる回答がありません",
    "受け入れていないサービス,refusing,放課後等デイサービス,北,,受け入れていない・難しい",
  ]);
});
