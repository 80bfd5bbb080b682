import mongoose from "mongoose";
import { describe, expect, test } from "vitest";
import { nurseSentence } from "#app/charts/nurse-gap/nurse-sentence.ts";
import { translatorOf } from "#app/i18n/messages.server.ts";
import { chooseCouncilAudience } from "#app/services/choose-council-audience.server.ts";
import { exportGap } from "#app/services/export-gap.server.ts";
import { loadBoard } from "#app/services/load-board.server.ts";
import { loadCouncilPage } from "#app/services/load-council.server.ts";
import { loadGaps } from "#app/services/load-gaps.server.ts";
import { loadRegion } from "#app/services/load-region.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { nurseFindings } from "#domain/finding/nurse-findings.ts";
import type { ExactFigure } from "#domain/gap/exact-figure.ts";
import type { NurseGap } from "#domain/gap/nurse-gap.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  familyAnswers,
  hokagoAnswers,
  openRegion,
  providerOf,
  type Region,
  send,
  submission,
  tsubame,
} from "#tests/fixtures/region.ts";
import { wholeGaps } from "#tests/fixtures/whole-region.ts";

const database = databaseOfFile();

const all = { district: "", service: "" };

const council: Permitted = {
  areaId: "152137",
  user: { id: "u", loginName: "u", displayName: "委員", grants: [{ role: "council", areaId: "152137" }] },
};

const exact = (figure: ExactFigure | null | undefined) => (figure?.kind === "value" ? figure.exact : figure?.reason);

/** 必要(低・高), 勤務, 不足(低・高), 切り上げの不足(低・高) of each weekday of the only line. */
function daysOf(gap: NurseGap) {
  const [line, ...others] = gap.lines;
  if (!line || others.length > 0) throw new Error(`${gap.lines.length} lines`);
  return Object.fromEntries(
    line.days.map(({ weekday, need, supply, short, practicalShort }) => [
      weekday,
      [need.low, need.high, supply, short.low, short.high, practicalShort?.low, practicalShort?.high]
        .map(exact)
        .join(" "),
    ]),
  );
}

const onlyClub = [providerOf("152137", "放課後クラブ", ["hokago_day"])];

/** One class 3 child uses Monday and wants Wednesday and Friday more; one nurse works Monday to Thursday. */
async function tinyRegion() {
  const region = await openRegion({ providers: onlyClub });
  await send(region.familyToken, submission(familyAnswers({ careClass: "3", used: ["mon"], more: ["wed", "fri"] })));
  await send(
    region.providerToken("放課後クラブ"),
    submission(hokagoAnswers({ mon: 1, tue: 1, wed: 1, thu: 1, fri: 0 })),
  );
  return region;
}

describe("nurses of a provider that answered only the last round", () => {
  /** What Monday's 2 nurses of the last round, answered on `day`, add this year: in the city, and in the provider's district. */
  async function lastRoundOn(day: string, asksProviders: boolean) {
    const received = new Date(`${day}T03:00:00Z`);
    const year = { opensAt: new Date(received.getTime() - 1), closesAt: new Date(received.getTime() + 1) };
    const last = await openRegion({ providers: onlyClub, fiscalYear: 2024, ...year });
    const sent = await submitResponse(
      last.providerToken("放課後クラブ"),
      submission(hokagoAnswers({ mon: 2 })),
      received,
    );
    expect(sent.kind).toBe("received");
    const opensAt = new Date("2026-11-01T00:00:00Z");
    const now = await openRegion({ providers: onlyClub, opensAt, closesAt: new Date("2100-01-01T00:00:00Z") });
    await send(now.familyToken, submission(familyAnswers({ careClass: "3", used: ["mon"] })));
    if (!asksProviders)
      await mongoose.connection.collection<{ _id: string }>("rounds").deleteOne({ _id: now.providerRound });
    const region = await loadRegion("152137");
    const monday = async (district: string | null) =>
      exact((await loadGaps(region, { district, service: null })).nurses.lines[0]?.days[0]?.withLastRound);
    return [await monday(null), await monday("152137-1")];
  }

  test.each([true, false])(
    "count beside this round's up to 24 months, in a district as in the city (this year asks providers: %s)",
    async (asksProviders) => {
      expect(await lastRoundOn("2024-11-02", asksProviders)).toEqual(["2", "2"]);
    },
  );

  test.each([true, false])("are too old after that (this year asks providers: %s)", async (asksProviders) => {
    expect(await lastRoundOn("2024-10-30", asksProviders)).toEqual(["no_answer", "no_answer"]);
  });
});

describe("the nurse gap of one child and one provider", () => {
  test("is one nurse short on Friday and on no other day", async () => {
    await tinyRegion();
    const { gap, fiscalYear, families, providers, asOf, area } = await wholeGaps("152137");
    // class 3: one nurse for the child on each wanted day
    expect(daysOf(gap)).toEqual({
      mon: "1 1 1 0 0 0 0",
      tue: "0 0 1 0 0 0 0",
      wed: "1 1 1 0 0 0 0",
      thu: "0 0 1 0 0 0 0",
      fri: "1 1 0 1 1 1 1",
      sat: "0 0 0 0 0 0 0",
    });
    expect(gap.lines.map(({ id }) => id)).toEqual(["general:hokago_day"]);
    expect(gap.headline).toMatchObject({
      kind: "days",
      worst: { at: [{ line: "general:hokago_day", weekday: "fri" }] },
      sameDays: true,
      unknownDays: [],
    });
    expect(gap.coverage).toMatchObject({
      answered: 1,
      roster: 1,
      byService: { hokago_day: { answered: 1, roster: 1 }, jido_hattatsu: { answered: 0, roster: 0 } },
    });
    expect({ fiscalYear, families, providers, name: area.name.ja }).toEqual({
      fiscalYear: 2026,
      families: 1,
      providers: { answered: 1, asked: 1 },
      name: "燕市",
    });
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test("is said in one sentence", async () => {
    await tinyRegion();
    const { gap } = await wholeGaps("152137");
    const [headline] = nurseFindings(gap).map((finding) =>
      nurseSentence({ t: translatorOf("ja"), locale: "ja" }, finding),
    );
    expect(headline).toBe(
      "金曜日(放課後等デイサービス)の看護職員が、あと 1人 足りません(回答者のうち)。地区ごとに切り上げると 1人 です。",
    );
  });

  test("takes an unknown class as 1 and as 3, and says 不明 while the provider is silent", async () => {
    const region = await openRegion({ providers: onlyClub });
    await send(region.familyToken, submission(familyAnswers({ careClass: "dont_know", used: ["mon"] })));
    const silent = daysOf((await wholeGaps("152137")).gap);
    expect(silent.mon).toBe("1/3 1 no_answer no_answer no_answer no_answer no_answer");
    await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 0, tue: 1 })));
    expect(daysOf((await wholeGaps("152137")).gap)).toMatchObject({
      mon: "1/3 1 0 1/3 1 1 1",
      tue: "0 0 1 0 0 0 0",
    });
  });

  test("is that of the newest year alone", async () => {
    await tinyRegion();
    await openRegion({ providers: onlyClub, fiscalYear: 2027 });
    const { fiscalYear, families, providers, asOf } = await wholeGaps("152137");
    expect({ fiscalYear, families, providers, asOf }).toEqual({
      fiscalYear: 2027,
      families: 0,
      providers: { answered: 0, asked: 1 },
      asOf: null,
    });
  });

  test("of an area that is not there is refused", async () => {
    await expect(wholeGaps("131016")).rejects.toThrow("131016");
  });
});

describe("the CSV", () => {
  test("holds the cells of the page's table, with BOM and CRLF", async () => {
    await tinyRegion();
    const { fileName, text } = await exportGap("nurses", "152137", all, "ja");
    const line = "令和8年度,看護職員(放課後等デイサービス)";
    expect(fileName).toBe("nurses-152137.csv");
    expect(text).toBe(
      [
        "\uFEFF年度,表,曜日,必要な人数,勤務(確認できた分),不足,不足(地区ごとの切り上げ),確認できたサービスのまとまり",
        `${line},月曜日,1,1,0,0,1組`,
        `${line},火曜日,0,1,0,0,1組`,
        `${line},水曜日,1,1,0,0,1組`,
        `${line},木曜日,0,1,0,0,1組`,
        `${line},金曜日,1,0,1,1,1組`,
        "",
      ].join("\r\n"),
    );
  });

  test("agrees with the table of the board in both languages, and no cell is a formula", async () => {
    await tinyRegion();
    for (const locale of ["ja", "en"] as const) {
      const { texts } = await loadBoard("152137", all, locale);
      const rows = texts.nurses.tables.flatMap(({ table }) => table.rows);
      const { text } = await exportGap("nurses", "152137", all, locale);
      const written = text.trimEnd().split("\r\n").slice(1);
      expect(rows).toHaveLength(5);
      expect(written.map((line) => line.split(",").slice(-6))).toEqual(rows.map((row) => [...row]));
      for (const cell of text.slice(1).split(/[,\r\n]+/)) expect(cell).not.toMatch(/^[=+\-@\t]/);
    }
  });

  test("of an area without providers and answers is empty", async () => {
    await openRegion({ providers: [] });
    expect((await exportGap("nurses", "152137", all, "en")).text).toBe("\uFEFF");
  });
});

describe("the council's page", () => {
  async function manyFamilies(count: number, careClass: "1" | "2", population: number | null = 76_000) {
    const region = await openRegion({ providers: onlyClub, area: { ...tsubame, population } });
    await Promise.all(
      Array.from({ length: count }, () =>
        send(region.familyToken, submission(familyAnswers({ careClass, used: ["mon"] }))),
      ),
    );
    return region;
  }
  const oneNurse = (region: Region) =>
    send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
  const load = () => loadCouncilPage(council, "ja", new Date("2026-11-22T05:00:00Z"));

  test("with fewer than 10 answers holds no figure that families contribute to", async () => {
    // 8 children of class 1 on Monday need 8/3 nurses: 5/3 short, 3 in whole nurses, 2 short
    await oneNurse(await manyFamilies(8, "1"));
    expect(daysOf((await wholeGaps("152137")).gap).mon).toBe("8/3 8/3 1 5/3 5/3 2 2");
    for (const audience of ["public", "council_closed"] as const) {
      await chooseCouncilAudience(council, audience);
      const page = await load();
      const { nurses } = page.gaps;
      expect(nurses.tableShown).toBe(false);
      const monday = nurses.lines[0]?.days[0];
      expect(monday?.supply).toEqual({ kind: "value", value: 1, unit: "persons", n: 1 });
      const hidden = { kind: "absent", reason: "suppressed", unit: "persons", n: null };
      for (const figures of [monday?.need, monday?.short, monday?.practical, monday?.practicalShort])
        expect(figures).toEqual({ low: hidden, high: hidden });
      // how many answered may be said from k on: 5 in a closed meeting, 10 in public
      const answers = { public: { kind: "below", bound: 10 }, council_closed: { kind: "value", value: 8, n: 8 } };
      expect(nurses.answers).toMatchObject(answers[audience]);
      const sent = JSON.stringify({ ...page, gaps: { nurses: { ...nurses, answers: null } } });
      for (const secret of ["8/3", "5/3", "2.66", "1.66", '"n":8', '"value":8', '"value":2', '"value":3', "exact"])
        expect(sent, secret).not.toContain(secret);
      expect(sent).not.toMatch(/contributors|surplus|"families"/);
    }
  });

  test("for a closed meeting shows what ten answers carry, from five children on", async () => {
    // 10 children of class 2 on Monday need 5 nurses; one is there
    await oneNurse(await manyFamilies(10, "2"));
    await chooseCouncilAudience(council, "council_closed");
    const { audience, gaps, mayChooseAudience } = await load();
    const gap = gaps.nurses;
    expect({ audience, k: gap.k, roundTo: gap.roundTo, tableShown: gap.tableShown }).toEqual({
      audience: "council_closed",
      k: 5,
      roundTo: null,
      tableShown: true,
    });
    expect(mayChooseAudience).toBe(false);
    expect(gap.answers).toEqual({ kind: "value", value: 10, unit: "children", n: 10 });
    const persons = (value: number) => ({ kind: "value", value, unit: "persons", n: 10 });
    expect(gap.lines[0]?.days[0]).toMatchObject({
      need: { low: persons(5), high: persons(5) },
      short: { low: persons(4), high: persons(4) },
    });
    expect(JSON.stringify(gap)).not.toContain("exact");
  });

  test("is public unless chosen: k 10, and 20 where the population is not known", async () => {
    await oneNurse(await manyFamilies(10, "2"));
    expect(await load()).toMatchObject({
      audience: "public",
      gaps: { nurses: { k: 10, roundTo: 5, tableShown: true } },
    });
    await database.reset();
    await oneNurse(await manyFamilies(10, "2", null));
    const gap = (await load()).gaps.nurses;
    expect(gap).toMatchObject({ k: 20, roundTo: 5, answers: { kind: "below", bound: 20, includesZero: true } });
    expect(gap.lines[0]?.days[0]?.need.low).toMatchObject({ kind: "absent", reason: "suppressed" });
  });

  test("does not tell the nurses of the only provider that wants them kept, nor what they could be computed from", async () => {
    const region = await manyFamilies(10, "2");
    await chooseCouncilAudience(council, "council_closed");
    const body = submission(hokagoAnswers({ mon: 3 }, "closed"));
    await send(region.providerToken("放課後クラブ"), body);
    const hidden = { kind: "absent", reason: "suppressed", n: null };
    const gap = (await load()).gaps.nurses;
    expect(gap.lines[0]?.days[0]).toMatchObject({
      need: { low: { kind: "value", value: 5 } },
      supply: hidden,
      short: { low: hidden, high: hidden },
      practicalShort: { low: hidden, high: hidden },
    });
    expect(JSON.stringify(gap)).not.toMatch(/"value":[32]\b/);
  });

  test("lets the coordinator choose its audience, and names city, year and day", async () => {
    await openRegion();
    const page = await loadCouncilPage(
      { areaId: "152137", user: { ...council.user, grants: [{ role: "coordinator", areaId: "152137" }] } },
      "ja",
      new Date("2026-11-22T05:00:00Z"),
    );
    expect(page).toMatchObject({
      areaName: { ja: "燕市" },
      fiscalYear: "令和8年度",
      today: "令和8年11月22日(日)",
      mayChooseAudience: true,
      issues: [
        { id: "nurses", issue: { ja: "福祉事業所で働く看護職員" } },
        { id: "places" },
        { id: "procedures" },
        { id: "transport" },
      ],
      providers: { answered: 0, asked: 3 },
      asOf: null,
    });
  });
});
