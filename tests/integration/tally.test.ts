import mongoose from "mongoose";
import { describe, expect, test } from "vitest";
import type { Tally } from "#domain/tally.ts";
import type { Municipality } from "#models/area.server.ts";
import { type NewResponse, storeResponse } from "#models/response.server.ts";
import { observationGroupsMigration } from "#models/response-migrations.server.ts";
import { dropTallies, loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  dumpDatabase,
  exampleAnswers,
  familyAnswers,
  openRegion,
  send,
  submission,
  tsubame,
} from "#tests/fixtures/region.ts";

databaseOfFile();

const stratum = { district: "152137-1", stage: "elementary" };

/** The first example family, and one like it that left some questions open and answered others 分からない. */
const suzuki = exampleAnswers("family-needs", 0);
const tanaka = {
  consent_statistics: "yes",
  ...stratum,
  care_class: "2",
  juushin: "no",
  procedures: ["suction"],
  hokago_day_used_days: ["fri"],
  hokago_day_more_days: ["unknown"],
  hokago_day_more_count: 3,
  refused: "no",
  emergency_person: "dont_know",
  emergency_place: "no",
};

/** The one cell of a measure with these dimensions, without its names. */
function cellOf(tally: Tally, measure: string, dims: Record<string, string> = {}) {
  const cells = tally.cells.filter(
    (cell) => cell.measure === measure && Object.entries(dims).every(([name, code]) => cell.dims[name] === code),
  );
  const [cell, ...others] = cells;
  if (!cell || others.length > 0) throw new Error(`${cells.length} cells of ${measure} ${JSON.stringify(dims)}`);
  const { n, positive, sum, sumSquares, max, absent } = cell;
  return { n, positive, sum, sumSquares, max, absent };
}

async function sendTwoFamilies() {
  const region = await openRegion();
  const first = await send(region.familyToken, submission(suzuki));
  const second = await send(region.familyToken, submission(tanaka));
  return { region, first, second };
}

describe("the tally of two families", () => {
  test("adds up values, contributors and the largest, and keeps why a value is not there", async () => {
    const { region } = await sendTwoFamilies();
    const tally = await loadTally(region.familyRound, "152137");

    // 鈴木 wants Monday and Wednesday more (2 days), 田中 three days without a weekday
    expect(cellOf(tally, "extra_days")).toEqual({ n: 2, positive: 2, sum: 5, sumSquares: 13, max: 3, absent: {} });
    // both use Friday, so 1 + 2 and 1 + 3
    expect(cellOf(tally, "wanted_days_total")).toEqual({
      n: 2,
      positive: 2,
      sum: 7,
      sumSquares: 25,
      max: 4,
      absent: {},
    });
    expect(cellOf(tally, "wanted_days", { weekday: "fri" })).toEqual({
      n: 2,
      positive: 2,
      sum: 2,
      sumSquares: 2,
      max: 1,
      absent: {},
    });
    expect(cellOf(tally, "wanted_days", { weekday: "unknown", state: "more" })).toMatchObject({ n: 1, sum: 3, max: 3 });
    // yes and no: a zero is a value, but nobody's
    expect(cellOf(tally, "refused_any")).toEqual({ n: 2, positive: 1, sum: 1, sumSquares: 1, max: 1, absent: {} });
    expect(cellOf(tally, "no_emergency_care")).toMatchObject({ n: 1, positive: 1, sum: 1, absent: { dont_know: 1 } });
    // 田中 was not asked for nights, having left the question before it empty
    expect(cellOf(tally, "short_stay_nights", { state: "used" })).toEqual({
      n: 1,
      positive: 0,
      sum: 0,
      sumSquares: 0,
      max: 0,
      absent: { no_answer: 1 },
    });
    // neither has a place to stay, so nobody is asked who would bring the child there
    expect(cellOf(tally, "brings_at_night")).toMatchObject({ n: 0, absent: { not_asked: 2 } });
  });

  test("holds its responses by stratum, their cells by stratum as well, and the time of the newest", async () => {
    const { region, second } = await sendTwoFamilies();
    expect(await loadTally(region.familyRound, "152137")).toMatchObject({
      roundId: "152137-2026-family",
      areaId: "152137",
      responses: 2,
      strata: [{ stratum, responses: 2 }],
      asOf: second.response.receivedAt.toISOString(),
    });
    const yoshida = await send(region.familyToken, submission(exampleAnswers("family-needs", 1)));
    const tally = await loadTally(region.familyRound, "152137");
    expect(tally).toMatchObject({ responses: 3, asOf: yoshida.response.receivedAt.toISOString() });
    expect(tally.strata).toEqual([
      { stratum, responses: 2 },
      { stratum: { district: "152137-2", stage: "preschool" }, responses: 1 },
    ]);
    const children = tally.cells.filter(({ measure }) => measure === "children");
    expect(children.map((cell) => [cell.dims.care_class, cell.stratum.district, cell.n])).toEqual([
      ["2", "152137-1", 2],
      ["dont_know", "152137-2", 1],
    ]);
  });
});

describe("the tally of a provider", () => {
  test("counts 0 nurses as a number and an empty day as no answer", async () => {
    const region = await openRegion();
    await send(region.providerToken("放課後クラブ"), submission(exampleAnswers("provider-capacity", 0)));
    const tally = await loadTally(region.providerRound, "152137");
    expect(tally).toMatchObject({ responses: 1, strata: [{ stratum: {}, responses: 1 }] });
    expect(cellOf(tally, "nurses_on_duty", { weekday: "mon" })).toMatchObject({ n: 1, positive: 1, sum: 1 });
    expect(cellOf(tally, "nurses_on_duty", { weekday: "fri" })).toEqual({
      n: 1,
      positive: 0,
      sum: 0,
      sumSquares: 0,
      max: 0,
      absent: {},
    });
    expect(cellOf(tally, "vacancies", { weekday: "tue" })).toMatchObject({ n: 1, sum: 1 });
    expect(cellOf(tally, "vacancies", { weekday: "fri" })).toMatchObject({ n: 0, sum: 0, absent: { no_answer: 1 } });
    expect(tally.cells.filter(({ dims }) => dims.weekday === "sat")).toEqual([]);
    expect(cellOf(tally, "nurses_on_duty", { weekday: "mon", services: "hokago_day", juushin_type: "no" }).n).toBe(1);
  });
});

describe("a stored tally", () => {
  test("is read as it is while nothing came in, and rebuilt after each submission", async () => {
    const region = await openRegion();
    for (const responses of [1, 2, 3]) {
      await send(region.familyToken, submission(suzuki));
      const tally = await loadTally(region.familyRound, "152137");
      expect([tally.responses, cellOf(tally, "refused_any").n]).toEqual([responses, responses]);
      const stored = (await dumpDatabase()).tallies;
      expect(await loadTally(region.familyRound, "152137")).toEqual(tally);
      expect((await dumpDatabase()).tallies).toEqual(stored);
    }
    expect((await dumpDatabase()).tallies).toHaveLength(1);
  });

  test("is rebuilt after a revision that leaves every number the same", async () => {
    const region = await openRegion();
    const body = submission(suzuki);
    await send(region.familyToken, body);
    const before = await loadTally(region.familyRound, "152137");
    const revised = await send(region.familyToken, { ...body, answers: { ...suzuki, free_text: "別の言葉で" } });
    expect(revised.response.revision).toBe(2);
    const after = await loadTally(region.familyRound, "152137");
    expect(after).toEqual({ ...before, asOf: revised.response.receivedAt.toISOString() });
    expect((await dumpDatabase()).tallies?.[0]?.watermark).toEqual({ responses: 1, revisions: 2 });
  });

  test("can be dropped and comes back with the same numbers", async () => {
    const { region } = await sendTwoFamilies();
    await send(region.providerToken("放課後クラブ"), submission(exampleAnswers("provider-capacity", 0)));
    const load = () =>
      Promise.all([region.familyRound, region.providerRound].map((round) => loadTally(round, "152137")));
    const before = await load();
    await dropTallies();
    expect((await dumpDatabase()).tallies).toEqual([]);
    expect(await load()).toEqual(before);
  });

  test("never lags behind what was acknowledged before the read, nor counts a family in part", async () => {
    const region = await openRegion();
    let acknowledged = 0;
    const write = async () => {
      await send(region.familyToken, submission(familyAnswers({ careClass: "1", used: ["mon"] })));
      acknowledged += 1;
    };
    const read = async () => {
      const before = acknowledged;
      const tally = await loadTally(region.familyRound, "152137");
      expect(tally.responses).toBeGreaterThanOrEqual(before);
      const children = tally.cells.filter(({ measure }) => measure === "children");
      expect(children.reduce((sum, { n }) => sum + n, 0)).toBe(tally.responses);
      expect(tally.strata).toEqual(tally.responses === 0 ? [] : [{ stratum, responses: tally.responses }]);
      expect(tally.asOf === null).toBe(tally.responses === 0);
    };
    const readers = Array.from({ length: 3 }, async () => {
      while (acknowledged < 30) await read();
    });
    await Promise.all([...Array.from({ length: 30 }, write), ...readers]);
    await read();
    expect(acknowledged).toBe(30);
  });
});

const oneChild = { measure: "children", unit: "children", dims: {}, value: 1 } as const;

const response = (id: string): NewResponse => ({
  id,
  areaId: "152137",
  roundId: "r",
  questionnaireId: "family-needs@1",
  invitationId: "r|open",
  providerId: null,
  channel: "web",
  enteredBy: null,
  locale: "ja",
  receiptNumber: "",
  submissionKey: id,
  codeHash: null,
  answersHash: "",
  answers: {},
  states: null,
  unasked: [],
  consents: true,
  flags: [],
  observations: [oneChild],
  stratum,
  profile: null,
  receivedAt: new Date(),
  confirmedAt: null,
});

test("observations stored one by one, as they were first, are counted after the migration, however often it runs", async () => {
  const stored = mongoose.connection.collection<{ _id: string }>("responses");
  await storeResponse(response("old"));
  await storeResponse(response("new"));
  const nights = { measure: "short_stay_nights", unit: "nights_per_month", dims: { state: "used" } } as const;
  const old = [oneChild, { ...nights, absent: "no_answer" }];
  await stored.updateOne({ _id: "old" }, { $set: { observations: old } });
  await observationGroupsMigration.run();
  await observationGroupsMigration.run();
  const tally = await loadTally("r", "152137");
  expect(cellOf(tally, "children")).toMatchObject({ n: 2, sum: 2 });
  expect(cellOf(tally, "short_stay_nights", { state: "used" })).toMatchObject({ n: 0, absent: { no_answer: 1 } });
});

test("what is read while answers are written is of one moment", async () => {
  let stored = 0;
  const write = async (writer: number) => {
    for (let number = 0; number < 20; number += 1) {
      await storeResponse(response(`${writer}-${number}`));
      stored += 1;
    }
  };
  const read = async () => {
    const before = stored;
    const { responses, strata, cells, asOf } = await loadTally("r", "152137");
    expect(responses).toBeGreaterThanOrEqual(before);
    expect(cells.map(({ n }) => n)).toEqual(strata.map((one) => one.responses));
    expect(strata).toEqual(responses === 0 ? [] : [{ stratum, responses }]);
    expect(asOf === null).toBe(responses === 0);
  };
  const readers = [1, 2, 3].map(async () => {
    while (stored < 120) await read();
  });
  await Promise.all([...[0, 1, 2, 3, 4, 5].map(write), ...readers]);
  await read();
});

test("answers of another area or another round are in no tally but their own", async () => {
  const sanjo: Municipality = {
    ...tsubame,
    id: "152048",
    name: { ja: "三条市", en: "Sanjo" },
    districts: [{ id: "152048-1", name: { ja: "三条", en: "Sanjo" } }],
  };
  const [here, there, lastYear] = [
    await openRegion(),
    await openRegion({ area: sanjo }),
    await openRegion({ fiscalYear: 2025 }),
  ];
  await send(here.familyToken, submission(familyAnswers({ careClass: "1", used: ["mon"] })));
  for (const careClass of ["2", "3"] as const)
    await send(there.familyToken, submission(familyAnswers({ careClass, used: ["tue"], district: "152048-1" })));
  for (const used of [["wed"], ["thu"], ["fri"]])
    await send(lastYear.familyToken, submission(familyAnswers({ careClass: "dont_know", used })));

  const days = async (round: string, area: string) => {
    const { responses, cells } = await loadTally(round, area);
    return [responses, cells.flatMap(({ measure, dims }) => (measure === "wanted_days" ? dims.weekday : [])).sort()];
  };
  expect(await days(here.familyRound, "152137")).toEqual([1, ["mon"]]);
  expect(await days(there.familyRound, "152048")).toEqual([2, ["tue", "tue"]]);
  expect(await days(lastYear.familyRound, "152137")).toEqual([3, ["fri", "thu", "wed"]]);
  expect(await days(there.familyRound, "152137")).toEqual([0, []]);
  expect(await days(here.familyRound, "152048")).toEqual([0, []]);
});
