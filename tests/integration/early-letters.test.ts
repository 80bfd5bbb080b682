import { describe, expect, test } from "vitest";
import { changeRoundByButton } from "#app/services/change-round.server.ts";
import { loadPapersPage } from "#app/services/load-papers.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { planNewRound } from "#app/services/plan-round.server.ts";
import type { RoundIntent } from "#app/services/round-form.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { hokagoAnswers, openRegion, submission } from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();
const origin = "http://city.example";
const id = "152137-2027-provider";
const now = new Date();

async function plan(audience: "provider" | "family") {
  const region = await openRegion();
  const permitted: Permitted = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
  const times = { opensOn: "2999-04-01", opensHour: "9", closesOn: "2999-05-01", closesHour: "24" };
  const outcome = await planNewRound(permitted, { audience, fiscalYear: "2027", ...times }, now);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  const press = (intent: RoundIntent) => changeRoundByButton(permitted, outcome.id, { intent, now });
  const page = () => loadRound(permitted, { id: outcome.id, origin, now, locale: "ja" });
  const letters = async (to: string) => {
    const url = new URL(`${origin}/rounds/${outcome.id}/letters?to=${to}`);
    return (await loadPapersPage(permitted, outcome.id, { url, origin, now, withQr: false }))?.sheets ?? [];
  };
  return { region, press, page, letters };
}

describe("letters of a planned round", () => {
  test("are printed once their links are made, dated to the opening, with links that take nothing until then", async () => {
    const { press, page, letters } = await plan("provider");
    expect(await letters("all")).toEqual([]);
    expect((await page())?.prepared).toEqual({ issued: 0, missing: 3 });
    expect(await press({ intent: "invite_missing" })).toEqual({ kind: "done", done: "invite_missing" });
    expect((await page())?.prepared).toEqual({ issued: 3, missing: 0 });
    const [sheet, ...others] = await letters("all");
    expect(others).toHaveLength(2);
    expect(sheet?.text.date).toBe("令和981年4月1日");
    expect(sheet?.text.paragraphs).toContain("回答の受付は、令和981年4月1日(月) 09:00に始まります。");
    const token = sheet?.address.split("/").at(-1) ?? "";
    const sent = await submitResponse(token, submission(hokagoAnswers({ mon: 1 })));
    expect(sent).toEqual({ kind: "link", state: "not_yet_open" });
    await press({ intent: "invite_missing" });
    expect((await listInvitations("152137", id)).length).toBe(3);
  });

  test("of families have the one link that all share", async () => {
    const { press, page, letters } = await plan("family");
    expect((await page())?.prepared).toEqual({ issued: 0, missing: 1 });
    await press({ intent: "invite_missing" });
    expect((await letters("open")).map(({ kind }) => kind)).toEqual(["open"]);
  });

  test("lose their link at the opening where the provider is not asked any more; the others keep theirs", async () => {
    const { region, press, page } = await plan("provider");
    await press({ intent: "invite_missing" });
    const before = await listInvitations("152137", id);
    const [left] = region.providers;
    if (!left) throw new Error("The region has no providers");
    await saveProviders([{ ...left, units: left.units.map((unit) => ({ ...unit, vanishedAt: now })) }]);
    const revision = (await page())?.revision ?? 0;
    expect(await press({ intent: "open_round", revision })).toEqual({ kind: "done", done: "open_round" });
    const after = await listInvitations("152137", id);
    expect(after.filter(({ revoked }) => revoked).map(({ providerId }) => providerId)).toEqual([left.id]);
    const hashes = (list: typeof before) => list.map(({ tokenHash }) => tokenHash).sort();
    expect(hashes(after)).toEqual(hashes(before));
  });
});
