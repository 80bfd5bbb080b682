import mongoose from "mongoose";
import { describe, expect, test } from "vitest";
import { loadRegion } from "#app/services/load-region.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { loadSampleTown } from "#app/services/sample-town/load-sample-town.server.ts";
import { sampleArea, sampleAreaId, sampleCity, sampleTown } from "#app/services/sample-town/town.ts";
import { fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { listProviders } from "#models/provider.server.ts";
import { findQuestionnaire, publishQuestionnaire } from "#models/questionnaire.server.ts";
import { countResponses } from "#models/response.server.ts";
import { findRoundAt, findRoundDefinition, listRounds, openRound } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, openRegion, storedResponses } from "#tests/fixtures/region.ts";

databaseOfFile();

const content = (key: string, text: string) => ({
  key,
  contentHash: `hash of ${text}`,
  definition: { title: text },
  meaning: { empty: {}, "dotted.name": { $gt: 1 } },
});
const versionsOf = async (key: string) =>
  ((await dumpDatabase()).questionnaires ?? []).filter((row) => row.key === key).map(({ version }) => version);

describe("a questionnaire", () => {
  test("published twice with the same content is one version", async () => {
    expect(await publishQuestionnaire(content("twice", "one"))).toBe("twice@1");
    expect(await publishQuestionnaire(content("twice", "one"))).toBe("twice@1");
    expect(await versionsOf("twice")).toEqual([1]);
  });

  test("published with other content is the next version, and the old one stays as it was", async () => {
    await publishQuestionnaire(content("changed", "one"));
    const before = await findQuestionnaire("changed@1");
    expect(before).toMatchObject({ ...content("changed", "one"), id: "changed@1", version: 1 });
    expect(await publishQuestionnaire(content("changed", "two"))).toBe("changed@2");
    expect(await findQuestionnaire("changed@1")).toEqual(before);
    expect(await findQuestionnaire("changed@2")).toMatchObject({ definition: { title: "two" }, version: 2 });
    expect(await publishQuestionnaire(content("changed", "one"))).toBe("changed@3");
    expect(await findQuestionnaire("changed@4")).toBeNull();
  });

  test("published by eight at once is one version, and two contents at once are two", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => publishQuestionnaire(content("race", "one"))));
    expect(new Set(ids)).toEqual(new Set(["race@1"]));
    const both = await Promise.all(["two", "three"].map((text) => publishQuestionnaire(content("race", text))));
    expect(both.sort()).toEqual(["race@2", "race@3"]);
    expect(await versionsOf("race")).toEqual([1, 2, 3]);
  });
});

describe("a round", () => {
  test("keeps its version, definition and period when it is opened again with others", async () => {
    const { familyRound } = await openRegion();
    const opened = await findRoundAt("152137", familyRound);
    const definition = await findRoundDefinition(familyRound);
    if (!opened) throw new Error("no round");
    expect(opened.questionnaireId).toBe("family-needs@1");
    expect(JSON.stringify(definition)).toContain('"152137-3"');
    expect(await publishQuestionnaire(content("family-needs", "another"))).toBe("family-needs@2");
    await openRound({
      ...opened,
      questionnaireId: "family-needs@2",
      definition: { title: "another" },
      opensAt: new Date(0),
      closesAt: new Date(1),
      closedAt: new Date(1),
    });
    expect(await findRoundAt("152137", familyRound)).toEqual(opened);
    expect(await findRoundDefinition(familyRound)).toEqual(definition);
    const dump = await dumpDatabase();
    await openRegion({ closesAt: new Date(Date.now() + 9 * 3_600_000) });
    const { rounds, invitations } = await dumpDatabase();
    expect({ rounds, invitations }).toEqual({ rounds: dump.rounds, invitations: dump.invitations });
  });
});

describe("the invented town", () => {
  const fiscalYear = fiscalYearOf(toLocalDate(new Date()));
  const answersByRound = async (areaId = sampleAreaId) => {
    const rounds = await listRounds(areaId);
    const counts = rounds.map(async ({ id }) => [id.slice(7), await countResponses(areaId, id)] as const);
    return Object.fromEntries(await Promise.all(counts));
  };
  const expected = {
    [`${fiscalYear}-family`]: 37,
    [`${fiscalYear}-provider`]: 11,
    [`${fiscalYear}-supporter`]: 40,
    [`${fiscalYear}-citizen`]: 120,
    [`${fiscalYear - 1}-family`]: 34,
    [`${fiscalYear - 1}-provider`]: 12,
    [`${fiscalYear - 1}-supporter`]: 30,
    [`${fiscalYear - 1}-citizen`]: 80,
  };

  test("has two years of all four questionnaires, answered by the front door; twice is once", async () => {
    const now = new Date();
    await loadSampleTown({ now });
    expect(await listProviders(sampleAreaId)).toHaveLength(31);
    expect(await answersByRound()).toEqual(expected);

    const region = await loadRegion(sampleAreaId);
    expect(region).toMatchObject({ fiscalYear, population: 59 });
    expect(region.answered.size).toBe(11);
    // 8 of last year's 12 are silent now
    const states = new Map(region.roster.units.map(({ provider, state }) => [provider, state]));
    const count = (state: string) => [...states.values()].filter((one) => one === state).length;
    expect([count("confirmed"), count("last_round"), count("silent")]).toEqual([11, 8, 12]);

    const before = await dumpDatabase();
    await loadSampleTown();
    expect(await dumpDatabase()).toEqual(before);
  });

  test("is answered within the six weeks before now, and last year in autumn", async () => {
    const now = new Date();
    await loadSampleTown({ now });
    const moments = (await storedResponses()).map(({ roundId, receivedAt }) => ({
      isThisYear: String(roundId).includes(`-${fiscalYear}-`),
      at: receivedAt instanceof Date ? receivedAt : new Date(Number.NaN),
    }));
    const opened = new Date(`${fiscalYear}-04-01T00:00:00+09:00`).getTime();
    const sixWeeksAgo = Math.max(opened, now.getTime() - 42 * 24 * 3_600_000);
    const thisYears = moments.filter(({ isThisYear }) => isThisYear).map(({ at }) => at.getTime());
    expect(thisYears).toHaveLength(208);
    expect(thisYears.filter((at) => !(at >= sixWeeksAgo && at <= now.getTime()))).toEqual([]);
    const lastYears = moments.filter(({ isThisYear }) => !isThisYear).map(({ at }) => at.toISOString().slice(0, 10));
    expect(lastYears).toHaveLength(156);
    // 153 days after April 1 is September 1, in Japan still August 31 of UTC
    const autumn = [`${fiscalYear - 1}-08-31`, `${fiscalYear - 1}-10-12`] as const;
    expect(lastYears.filter((day) => day < autumn[0] || day > autumn[1])).toEqual([]);
  });

  test("is completed by the next start when its loading was cut off", async () => {
    await loadSampleTown();
    const whole = await storedAnswers();
    const responses = mongoose.connection.collection("responses");
    const { deletedCount } = await responses.deleteMany({ submissionKey: { $regex: "[13579]$" } });
    expect(deletedCount).toBeGreaterThan(100);
    // cut off before the last answer of all
    await responses.deleteOne({ submissionKey: "sample-citizen-0120" });
    await loadSampleTown();
    expect(await storedAnswers()).toEqual(whole);
  });

  test("starts again in the next fiscal year, and the year that ended keeps its answers", async () => {
    await loadSampleTown({ now: new Date(`${fiscalYear}-03-20T12:00:00+09:00`) });
    const before = await storedAnswers();
    expect(Object.keys(before)).toHaveLength(364);
    await loadSampleTown();
    const after = await storedAnswers();
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toHaveLength(364 + 208);
    expect(await answersByRound()).toMatchObject({
      [`${fiscalYear}-family`]: 37,
      [`${fiscalYear - 1}-family`]: 37,
      [`${fiscalYear - 2}-family`]: 34,
    });
  });

  test("leaves a year alone that something else opened", async () => {
    const providers = sampleTown.providers.map(({ provider }) => provider);
    const period = { opensAt: new Date(Date.now() - 2000), closesAt: new Date(Date.now() + 3_600_000) };
    await openYear({ area: sampleArea, providers, fiscalYear, ...period, populations: null });
    await loadSampleTown();
    expect(await answersByRound()).toMatchObject({ [`${fiscalYear}-family`]: 0, [`${fiscalYear - 1}-family`]: 34 });
  });

  test("is the first of as many cities as are asked for, each with its own answers", async () => {
    const loaded: number[] = [];
    await loadSampleTown({ cities: 2, onCity: (number) => loaded.push(number) });
    expect(loaded).toEqual([1, 2]);
    const second = sampleCity(2).area.id;
    expect(await answersByRound()).toEqual(expected);
    expect(await answersByRound(second)).toEqual(expected);
    const hashes = (await storedResponses())
      .filter(({ roundId }) => String(roundId).endsWith(`-${fiscalYear}-family`))
      .map(({ answersHash }) => answersHash);
    expect(new Set(hashes).size).toBe(74);
    const before = await dumpDatabase();
    await loadSampleTown({ cities: 2 });
    expect(await dumpDatabase()).toEqual(before);
  });
});

/** What was answered, by response id. */
async function storedAnswers(): Promise<Record<string, unknown>> {
  return Object.fromEntries((await storedResponses()).map(({ _id, answersHash }) => [String(_id), answersHash]));
}
