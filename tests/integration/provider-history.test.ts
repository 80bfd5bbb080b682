import { describe, expect, test } from "vitest";
import { loader } from "#app/routes/providers_.$provider.tsx";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { loadProviderHistory } from "#app/services/review/load-provider-history.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { hokagoAnswers, openRegion, send, submission } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
const providerId = "152137-p-放課後クラブ";

async function openCity() {
  const region = await openRegion();
  const user = await openStaff("tantou", ["coordinator"]);
  await changeRoundByButton({ user, areaId: "152137" }, region.providerRound, {
    intent: { intent: "note_contact", invitation: `${region.providerRound}|${providerId}` },
    now: new Date(),
  });
  const answers = { ...hokagoAnswers({ mon: 1, tue: 0 }), free_text: "秘密の話" };
  const { response } = await send(region.providerToken("放課後クラブ"), submission(answers));
  return { user, response };
}

describe("a provider's page", () => {
  test("shows the coordinator what was answered, when, and every contact", async () => {
    const { user, response } = await openCity();
    const wanted = { providerId, now: new Date(), locale: "ja" as const };
    const { rounds } = await loadProviderHistory({ user, areaId: "152137" }, wanted);
    expect(rounds).toHaveLength(1);
    expect(rounds[0]).toMatchObject({ fiscalYear: "令和8年度", answered: { channel: "web" } });
    expect(rounds[0]?.said).toMatchObject({ responseId: response.id, review: { state: "received" } });
    expect(rounds[0]?.said?.parts.map(({ title, said }) => [title, said[0]?.answer])).toEqual([
      ["放課後等デイサービス", "受け入れている"],
      ["放課後等デイサービス", "放課後(午後)"],
    ]);
    expect(rounds[0]?.contacts.map(({ channel, kind, state }) => [channel, kind, state])).toEqual([
      ["phone", "reminder", "sent"],
    ]);
    const others = await loadProviderHistory(
      { user, areaId: "152137" },
      { ...wanted, providerId: "152137-p-児発ひろば" },
    );
    expect(others.rounds[0]).toMatchObject({ answered: null, said: null, contacts: [] });
  });

  test("shows an administrator the day and the contacts, nothing of the answers", async () => {
    await openCity();
    const cookie = await cookieOf(await openStaff("kanri", ["administrator"]));
    const args = { ...requestArgs({ path: `/providers/${providerId}`, cookie }), params: { provider: providerId } };
    const { status, data } = await answerOf(loader(args));
    expect(status).toBe(200);
    expect(data).toMatchObject({
      history: { mayReview: false, rounds: [{ said: null, answered: { channel: "web" } }] },
    });
    expect(JSON.stringify(data)).not.toMatch(/受け入れている|秘密/);
  });
});
