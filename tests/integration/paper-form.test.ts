import { expect, test } from "vitest";
import { Refusal } from "#app/errors.ts";
import { enterAnswers } from "#app/services/enter-answers.server.ts";
import { loadFilledPaperForm, loadPaperForm } from "#app/services/load-paper-form.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import type { PaperForm } from "#surveys/paper-form.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { familyAnswers, hokagoAnswers, openRegion, send, submission } from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();

/** Names of the questions on a form that say of their answer that it is last round's. */
const staleOn = ({ pages }: PaperForm) =>
  pages
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "group" ? block.blocks : [block])))
    .flatMap((block) => ("stale" in block && block.stale ? [block.name] : []));

test("the empty form of a round, in both languages; another city's round is not there", async () => {
  await openRegion();
  const { heading, form } = await loadPaperForm(
    "152137",
    { roundId: "152137-2026-provider", invitationId: null },
    "ja",
  );
  expect(heading).toMatchObject({
    areaName: "燕市",
    roundName: "事業所の受入れ状況調査 令和8年度",
    code: null,
    respondent: null,
  });
  expect(JSON.stringify(form)).toContain("分水");
  const family = await loadPaperForm("152137", { roundId: "152137-2026-family", invitationId: null }, "en");
  expect(family.heading).toMatchObject({ areaName: "Tsubame" });
  expect("respondent" in family.heading).toBe(false);
  for (const [area, round] of [
    ["152048", "152137-2026-provider"],
    ["152137", "nothing"],
  ] as const)
    await expect(loadPaperForm(area, { roundId: round, invitationId: null }, "ja")).rejects.toThrow(
      new Refusal("not_found"),
    );
});

test("a filled form has the code that its empty one has, and says which answers nobody was asked about", async () => {
  const provider = "152137-p-放課後クラブ";
  const before = await openRegion({ fiscalYear: 2025 });
  const last = submission({ ...hokagoAnswers({ mon: 1 }), bcp: "made", drill: "none" });
  await send(before.providerToken("放課後クラブ"), last);
  const { providerRound } = await openRegion();
  const permitted = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
  const typed = { round: providerRound, provider, channel: "phone", asksAll: false, corrects: null };
  const entered = await enterAnswers(permitted, { ...submission(hokagoAnswers({ mon: 2 })), ...typed }, new Date());
  if (entered.kind !== "received") throw new Error(entered.kind);
  const invited = await listInvitations("152137", providerRound);
  const invitationId = invited.find(({ providerId }) => providerId === provider)?.id ?? "";
  const empty = await loadPaperForm("152137", { roundId: providerRound, invitationId }, "ja");
  const filled = await loadFilledPaperForm("152137", entered.response.id, "ja");
  expect(empty.heading.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  expect(empty.heading.receiptNumber).toBe(null);
  expect(filled.heading.code).toBe(empty.heading.code);
  expect(filled.heading.receiptNumber).toBe(entered.response.receiptNumber);
  expect([staleOn(empty.form), staleOn(filled.form)]).toEqual([[], ["bcp", "drill"]]);
});

test("a family that answered over the link of all has no code of its own: its form has the receipt number alone", async () => {
  const { familyToken } = await openRegion();
  const { response } = await send(familyToken, submission(familyAnswers({ careClass: "1" })));
  const { heading } = await loadFilledPaperForm("152137", response.id, "ja");
  expect("code" in heading).toBe(false);
  expect(heading.receiptNumber).toBe(response.receiptNumber);
});
