import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadNurseGap } from "#app/services/load-nurse-gap.server.ts";
import { openYear } from "#app/services/open-year.server.ts";
import { loadSampleTown } from "#app/services/sample-town/load-sample-town.server.ts";
import { sampleArea, sampleAreaId, sampleProviders } from "#app/services/sample-town/town.ts";
import { parseAreaCode } from "#domain/area.ts";
import { fiscalYearOf, toLocalDate } from "#domain/fiscal-year.ts";
import { listProviders } from "#models/provider.server.ts";
import { findQuestionnaire, publishQuestionnaire } from "#models/questionnaire.server.ts";
import { findRound, findRoundDefinition, openRound } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { dumpDatabase, openRegion, startDatabase, type TestDatabase } from "#tests/fixtures/region.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.stop());

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
    const opened = await findRound(familyRound);
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
      closedEarly: true,
    });
    expect(await findRound(familyRound)).toEqual(opened);
    expect(await findRoundDefinition(familyRound)).toEqual(definition);
    const dump = await dumpDatabase();
    await openRegion({ closesAt: new Date(Date.now() + 9 * 3_600_000) });
    const { rounds, invitations } = await dumpDatabase();
    expect({ rounds, invitations }).toEqual({ rounds: dump.rounds, invitations: dump.invitations });
  });
});

describe("the invented town", () => {
  const fiscalYear = fiscalYearOf(toLocalDate(new Date()));
  const rounds = ["family", "provider"].map((audience) => `${sampleAreaId}-${fiscalYear}-${audience}`);

  test("has 31 providers, 12 基準該当 units, and answers that came in by the front door; twice is once", async () => {
    await loadSampleTown();
    const providers = await listProviders(sampleAreaId);
    expect(providers).toHaveLength(31);
    const units = providers.flatMap((provider) => provider.units);
    const registered = units.filter(({ designation }) => designation === "kijun_gaito").map(({ service }) => service);
    const count = (service: string) => registered.filter((one) => one === service).length;
    expect([registered.length, count("seikatsu_kaigo"), count("tanki_nyusho"), count("hokago_day")]).toEqual([
      12, 7, 3, 2,
    ]);
    expect(parseAreaCode(sampleAreaId)).toBe(sampleAreaId);

    const answering = sampleProviders.filter(({ answers }) => answers).length;
    const [family, provider] = await Promise.all(rounds.map((round) => loadTally(round, sampleAreaId)));
    expect(answering).toBe(13);
    expect(provider?.responses).toBe(13);
    // 59 children, of whom about 63 in 100 answer
    expect(family?.responses).toBeGreaterThanOrEqual(30);
    expect(family?.responses).toBeLessThanOrEqual(45);
    const { gap, providers: coverage } = await loadNurseGap(sampleAreaId);
    expect(coverage).toEqual({ answered: 13, asked: 31 });
    expect(gap.headline.kind).toBe("days");

    const before = await dumpDatabase();
    await loadSampleTown();
    expect(await dumpDatabase()).toEqual(before);
  });

  test("starts again in the next fiscal year, beside the closed rounds of the last", async () => {
    const providers = sampleProviders.map((sketch) => sketch.provider);
    const closed = { opensAt: new Date(Date.now() - 2000), closesAt: new Date(Date.now() - 1000) };
    await openYear({ area: sampleArea, providers, fiscalYear: fiscalYear - 1, ...closed });
    await loadSampleTown();
    expect((await loadNurseGap(sampleAreaId)).providers).toEqual({ answered: 13, asked: 31 });
  });
});
