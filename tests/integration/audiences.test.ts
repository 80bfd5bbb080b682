import { describe, expect, test } from "vitest";
import { linkToken } from "#app/services/links.server.ts";
import { loadRespondentPage } from "#app/services/load-form.server.ts";
import { loadReceipt } from "#app/services/load-receipt.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { listRounds, type RoundAudience } from "#models/round.server.ts";
import { loadTally } from "#models/tally.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { exampleAnswers, openRegion, send, storedResponses, submission } from "#tests/fixtures/region.ts";

databaseOfFile();

const roundOf = (audience: RoundAudience) => `152137-2026-${audience}`;

async function openToken(audience: RoundAudience): Promise<string> {
  const [invitation] = await listInvitations("152137", roundOf(audience));
  if (!invitation) throw new Error(`no link for ${audience}`);
  return linkToken(invitation);
}

test("a year's rounds are listed by audience, the newest year first", async () => {
  await openRegion({ fiscalYear: 2025 });
  await openRegion();
  expect((await listRounds("152137")).map(({ fiscalYear, audience }) => `${fiscalYear} ${audience}`)).toEqual([
    ...["2026 family", "2026 provider", "2026 supporter", "2026 citizen"],
    ...["2025 family", "2025 provider", "2025 supporter", "2025 citizen"],
  ]);
});

const firstVisit = { locale: "ja", code: null, remembered: null, correct: false } as const;

describe.each([
  ["family", "family-needs", "ご本人"],
  ["supporter", "supporter-needs", "どこで働いていますか。"],
  ["citizen", "citizen-awareness", "という言葉を知っていますか。"],
] as const)("the %s link", (audience, questionnaire, words) => {
  test("opens its own form, with the city's districts", async () => {
    await openRegion();
    const page = await loadRespondentPage(await openToken(audience), firstVisit);
    expect(page).toMatchObject({ kind: "form", audience, provider: null });
    expect(JSON.stringify(page)).toContain(words);
    expect(JSON.stringify(page)).toContain('"152137-3"');
  });

  test("takes many answers; only a family has another child to answer for", async () => {
    await openRegion();
    const token = await openToken(audience);
    const { response } = await send(token, submission(exampleAnswers(questionnaire, 0)));
    await send(token, submission(exampleAnswers(questionnaire, 1)));
    expect((await loadTally(roundOf(audience), "152137")).responses).toBe(2);
    expect(await loadReceipt(token, response.id, "ja")).toMatchObject({
      kind: "receipt",
      mayAnswerAgain: audience === "family",
    });
  });
});

test("a provider's link says that it is one", async () => {
  const { providerToken } = await openRegion();
  expect(await loadRespondentPage(providerToken("放課後クラブ"), firstVisit)).toMatchObject({
    kind: "form",
    audience: "provider",
    provider: "放課後クラブ",
  });
});

describe("what supporters and residents say is counted", () => {
  test("without a profile, in the strata of their meaning", async () => {
    await openRegion();
    await send(await openToken("supporter"), submission(exampleAnswers("supporter-needs", 0)));
    await send(await openToken("citizen"), submission(exampleAnswers("citizen-awareness", 0)));
    const stored = (await storedResponses()).map(({ profile, stratum }) => ({ profile, stratum }));
    expect(stored).toHaveLength(2);
    expect(stored).toContainEqual({ profile: null, stratum: {} });
    expect(stored).toContainEqual({ profile: null, stratum: { district: "152137-2", age: "a40_59" } });
  });

  test("feeling unsafe in a situation: yes, no, and not part of the work", async () => {
    await openRegion();
    const token = await openToken("supporter");
    for (const index of [0, 1, 2]) await send(token, submission(exampleAnswers("supporter-needs", index)));
    const { responses, strata, cells } = await loadTally(roundOf("supporter"), "152137");
    // the third does not consent
    expect({ responses, strata }).toEqual({ responses: 2, strata: [{ stratum: {}, responses: 2 }] });
    const unsafe = (situation: string) =>
      cells
        .filter(({ measure, dims }) => measure === "very_unsafe" && dims.situation === situation)
        .map(({ n, sum, absent }) => ({ n, sum, absent }));
    expect(unsafe("sudden_change")).toEqual([{ n: 2, sum: 2, absent: {} }]);
    expect(unsafe("suction")).toEqual([{ n: 1, sum: 1, absent: { dont_know: 1 } }]);
    expect(unsafe("ventilator")).toEqual([{ n: 0, sum: 0, absent: { not_applicable: 1, no_answer: 1 } }]);
  });
});
