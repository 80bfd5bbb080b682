import { afterEach, describe, expect, test } from "vitest";
import type { RefusalKind } from "#app/components/survey-form/refusal.ts";
import { sendAnswers } from "#app/components/survey-form/send-answers.ts";
import { type Reply, serveReplies } from "#tests/fixtures/refusing-server.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const submission = { submissionKey: "key", corrects: null, locale: "ja", answers: { a: 1 }, confirmed: [] };

async function sendTo(...replies: readonly Reply[]) {
  const server = await serveReplies(replies);
  stops.push(server.stop);
  const waits: number[] = [];
  const outcome = await sendAnswers(server.url, submission, { onWait: (seconds) => waits.push(seconds) });
  return { outcome, tries: server.got.length, times: server.times, waits };
}

const receipt: Reply = { status: 201, body: { receiptNumber: "ABCD" } };

describe("sending", () => {
  test.each<[number, string | undefined, RefusalKind]>([
    [400, "malformed", "malformed"],
    [401, undefined, "signed_out"],
    [403, undefined, "forbidden"],
    [404, "unknown", "unknown"],
    [409, "already_answered", "already_answered"],
    [410, "closed", "closed"],
    [410, "revoked", "revoked"],
    [410, "reissued", "reissued"],
    [413, undefined, "too_large"],
    [409, "something_new", "refused"],
  ])("%i %s is refused at once, by its own name", async (status, code, kind) => {
    const { outcome, tries } = await sendTo({ status, body: code === undefined ? "no" : { code } });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind } });
    expect(tries).toBe(1);
  });

  test("429: waits as long as the server asks, says how long, and sends by itself", async () => {
    const { outcome, waits, times } = await sendTo(
      { status: 429, body: { code: "too_many_requests" }, headers: { "Retry-After": "1" } },
      receipt,
    );
    expect(outcome).toEqual({ kind: "received", receiptNumber: "ABCD" });
    expect(waits).toEqual([1]);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test("429 for an hour is said, not waited for", async () => {
    const { outcome, tries } = await sendTo({
      status: 429,
      body: { code: "too_many_requests" },
      headers: { "Retry-After": "3600" },
    });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "too_many_requests" } });
    expect(tries).toBe(1);
  });

  test("a busy server and a lost reply are tried again, the answers are sent once", async () => {
    const { outcome, tries, waits } = await sendTo({ status: 503, body: { code: "unavailable" } }, receipt);
    expect([outcome, tries, waits]).toEqual([{ kind: "received", receiptNumber: "ABCD" }, 2, []]);
  });

  test("what is to be mended comes back by question", async () => {
    const errors = [{ path: "a", question: "A", message: "?" }];
    expect((await sendTo({ status: 422, body: { errors } })).outcome).toEqual({ kind: "invalid", errors });
  });
});
