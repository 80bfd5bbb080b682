import { beforeEach, expect, test } from "vitest";
import { action as answerAction } from "#app/routes/answer.tsx";
import { action as resumeAction } from "#app/routes/r.$token_.resume.tsx";
import { keepDraft } from "#app/services/keep-draft.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { openRegion, type Region } from "#tests/fixtures/region.ts";
import { answerOf, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
let region: Region;

beforeEach(async () => {
  region = await openRegion();
});

type Guess = (code: string, clientAddress: string) => Promise<number>;

function guessing(action: typeof answerAction | typeof resumeAction, token: string): Guess {
  return async (code, clientAddress) => {
    const args = requestArgs({ path: "/", form: [["code", code]] });
    const context = { ...args.context, clientAddress };
    return (await answerOf(action({ ...args, params: { token }, context }))).status;
  };
}

/** Right codes cost nothing, `limit` wrong ones are answered, and then a right one is refused too: from this address alone. */
async function expectLimit(guess: Guess, right: string, limit: number): Promise<void> {
  const statuses = new Set<number>();
  for (let count = 0; count <= limit; count += 1) statuses.add(await guess(right, "198.51.100.10"));
  expect([...statuses]).toEqual([302]);
  statuses.clear();
  for (let count = 0; count < limit; count += 1) statuses.add(await guess("0000-0000", "198.51.100.10"));
  expect([...statuses]).toEqual([422]);
  expect(await guess("0000-0000", "198.51.100.10")).toBe(429);
  expect(await guess(right, "198.51.100.10")).toBe(429);
  expect(await guess(right, "198.51.100.11")).toBe(302);
}

test("after ten wrong codes of drafts a right one is refused as well", async () => {
  const changes = { stage: "elementary" };
  const saved = await keepDraft(
    region.familyToken,
    { base: 0, changes, decided: [], page: null, corrects: null, code: null, editor: "one" },
    { address: "192.0.2.1" },
  );
  if (saved.kind !== "saved" || saved.code === null) throw new Error(saved.kind);
  await expectLimit(guessing(resumeAction, region.familyToken), saved.code, 10);
});

test("after sixty wrong short codes a right one is refused as well", async () => {
  const [invitation] = await listInvitations("152137", region.providerRound);
  if (!invitation) throw new Error("There is no invitation");
  await expectLimit(guessing(answerAction, ""), shortCode(invitation), 60);
});
