import { expect, test } from "vitest";
import { loadTally } from "#models/tally.server.ts";
import { storeResponse } from "#models/response.server.ts";
import { startDatabase } from "#tests/fixtures/region.ts";
test("race", async () => {
  const db = await startDatabase();
  let acked = 0; const bad: string[] = []; let reads = 0;
  const write = async (w: number) => { for (let i = 0; i < 100; i++) {
    await storeResponse({ id: `${w}-${i}`, areaId: "a", roundId: "r", questionnaireId: "q", invitationId: "i", providerId: null, channel: "web", locale: "ja", receiptNumber: "x", submissionKey: "k", answersHash: "h", answers: {}, counts: true, observations: [{ measure: "children", unit: "children", dims: {}, value: 1 }], stratum: { d: "1" }, profile: null });
    acked++; } };
  const read = async () => { while (acked < 800) { const before = acked; const t = await loadTally("r", "a"); reads++;
    const n = t.cells.reduce((s, c) => s + c.n, 0);
    if (n !== t.responses) bad.push(`cells ${n} strata ${t.responses}`);
    if ((t.asOf === null) !== (t.responses === 0)) bad.push(`asOf ${t.asOf} ${t.responses}`);
    if (t.responses < before) bad.push(`old ${t.responses} < ${before}`); } };
  await Promise.all([...[0,1,2,3,4,5,6,7].map(write), read(), read(), read()]);
  console.error("reads", reads, "bad", bad.length, bad.slice(0, 8));
  await db.stop(); expect(1).toBe(1);
});
