import { describe, expect, test } from "vitest";
import { gapTexts } from "#app/charts/gap-texts.ts";
import { readingOf } from "#app/charts/reading.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { gapCsv } from "#app/services/export-gap.server.ts";
import { type GapId, gapIdSchema } from "#domain/gap/gap-model.ts";
import { placesGap } from "#domain/gap/places.ts";
import { proceduresGap } from "#domain/gap/procedures.ts";
import { gapStandings } from "#domain/gap/severity.ts";
import { transportGap } from "#domain/gap/transport.ts";
import { renderedCells } from "#tests/fixtures/rendered-table.tsx";
import { goldenDistricts, goldenGaps, goldenInputs } from "./region.ts";

const t = translatorOf("ja");
const gaps = goldenGaps();
const texts = gapTexts(readingOf({ t, locale: "ja" }, goldenDistricts), gaps);
const rowsOf = (id: GapId, title: RegExp) => {
  const table = texts[id].tables.find((candidate) => title.test(candidate.title));
  if (!table) throw new Error(`no table ${title}`);
  return table.table.rows;
};

describe("what the board says of the golden town (sections 2, 3, 4 and 6, to one decimal)", () => {
  test("nurses: need, on duty, short, and whole nurses by district, for each weekday", () => {
    expect(rowsOf("nurses", /看護職員/).map((row) => row.slice(0, 5))).toEqual([
      ["月曜日", "3.4〜3.8", "2", "1.4〜1.8", "2〜3"],
      ["火曜日", "1.9〜2.2", "2", "0〜0.2", "2"],
      ["水曜日", "3.4〜3.8", "2", "1.4〜1.8", "2〜3"],
      ["木曜日", "1.5〜1.8", "1", "0.5〜0.8", "2"],
      ["金曜日", "3.4〜3.8", "1", "2.4〜2.8", "3〜4"],
    ]);
    expect(texts.nurses.sentences[0]).toContain("金曜日");
    expect(texts.nurses.sentences[0]).toContain("あと 2.4〜2.8人 足りません");
  });

  test("places: each service seems to be served, together 8.75 days are missing", () => {
    // need, floor to ceiling, confirmed, with last round's, short of confirmed, experienced
    expect(rowsOf("places", /受入れ枠\(人日\)/).map((row) => [0, 1, 2, 3, 4, 6, 7].map((at) => row[at]))).toEqual([
      ["児童発達支援(共用)", "10", "5〜15", "10", "15", "0", "4"],
      ["放課後等デイサービス(共用)", "13.8", "11〜16", "15", "15", "0", "8.8"],
      ["あわせて(児童発達支援・放課後等デイサービス)", "23.8", "16〜31", "15", "20", "8.8", "12.8"],
    ]);
    expect(rowsOf("places", /医療的ケア区分/).map((row) => [0, 1, 2, 4].map((at) => row[at]))).toEqual([
      ["区分3", "6〜8.5", "10", "0"],
      ["区分2以上", "16〜18.5", "15", "1〜3.5"],
      ["区分1以上", "23.8", "15", "8.8"],
      ["18歳以上(区分の対象外)", "0", "−", "−"],
      ["重症心身障害", "6", "10", "0"],
    ]);
    expect(texts.places.sentences[0]).toContain("週 8.8人日分");
  });

  test("procedures: what cannot be done, and no other row", () => {
    expect(rowsOf("procedures", /条件がある/).map((row) => row.slice(0, 5))).toEqual([
      ["⑨注射", "放課後等デイサービス", "K地区", "空白", "1.3(回答 1)"],
      ["⑩血糖測定", "放課後等デイサービス", "K地区", "条件付きのみ", "1.3(回答 1)"],
      ["⑫導尿", "放課後等デイサービス", "M地区", "条件付きのみ", "1.3(回答 1)"],
      ["⑤吸引", "児童発達支援", "M地区", "確認できた範囲で地区内なし", "2(回答 1)"],
    ]);
  });

  test("transport: 12 rides short, 4.75 on the way out and 7.25 home", () => {
    expect(rowsOf("transport", /送迎の回数/).map((row) => [0, 1, 2, 3, 5].map((at) => row[at]))).toEqual([
      ["K地区(車内で医療的ケアが必要)", "行き", "9.8", "5", "4.8"],
      ["K地区(車内で医療的ケアが必要)", "帰り", "9.8", "5", "4.8"],
      ["M地区(車内での医療的ケアは不要)", "行き", "1.3", "5", "0"],
      ["M地区(車内での医療的ケアは不要)", "帰り", "7.5", "5", "2.5"],
      ["地域全体(行の合計ではありません)", "行き", "11", "10", "4.8"],
      ["地域全体(行の合計ではありません)", "帰り", "17.3", "10", "7.3"],
      ["地域全体(行の合計ではありません)", "行きと帰り", "28.3", "20", "12"],
    ]);
    expect(texts.transport.sentences[0]).toContain("あと 12回 足りません");
  });

  test("order: certain before possible, the larger part of the need first", () => {
    // Friday 29/12 of 41/12 nurses, 12 of 28.25 rides, one child of 6; 8.75 of 23.75 days are only possible.
    expect(gapStandings(gaps)).toEqual([
      { id: "nurses", verdict: "certain", shortShare: 29 / 41 },
      { id: "transport", verdict: "certain", shortShare: 48 / 113 },
      { id: "procedures", verdict: "certain", shortShare: 1 / 6 },
      { id: "places", verdict: "possible", shortShare: 7 / 19 },
    ]);
  });
});

describe("a service that a gap does not compare", () => {
  test("has no table of zeros and one sentence, in every gap that has no such service", () => {
    const service = "hoikusho" as const;
    const { places, procedures, transport } = goldenInputs;
    const filtered = gapTexts(readingOf({ t, locale: "ja" }, goldenDistricts), {
      ...gaps,
      places: placesGap({ ...places, service }),
      procedures: proceduresGap({ ...procedures, service }),
      transport: transportGap({ ...transport, service }),
    });
    for (const id of ["places", "procedures", "transport"] as const) {
      expect(filtered[id].sentences[0]).toBe(`「${t(`gap.${id}.title`)}」の項目では、保育所を比べていません。`);
      expect(filtered[id].tables).toEqual([]);
    }
  });
});

describe("the golden town's numbers are the same on the page and in the CSV", () => {
  test.each(gapIdSchema.options)("%s", (id) => {
    const { tables } = texts[id];
    expect(tables.length).toBeGreaterThan(0);
    for (const named of tables)
      expect(renderedCells(named)).toEqual([[...named.table.columns], ...named.table.rows.map((row) => [...row])]);
    const written = gapCsv(t, "令和8年度", tables).replace("\uFEFF", "").trimEnd().split("\r\n");
    const lines = tables.flatMap(({ title, table }) => [
      ["年度", "表", ...table.columns].join(","),
      ...table.rows.map((row) => ["令和8年度", title, ...row].join(",")),
    ]);
    expect(written).toEqual(lines);
  });
});
