import { describe, expect, test } from "vitest";
import { Refusal, type RefusalCode, refusals } from "#app/errors.ts";
import { answering, findRefusal, findRetryAfter, isExpectedError } from "#app/route.server.ts";

const args = { request: new Request("http://city.example/"), params: {}, context: {} as never };

async function thrownBy(error: unknown): Promise<unknown> {
  const loader = answering(async () => {
    throw error;
  });
  return loader(args).then(
    () => expect.unreachable("nothing thrown"),
    (thrown: unknown) => thrown,
  );
}

async function answerOf(error: unknown) {
  const thrown = await thrownBy(error);
  if (!(thrown instanceof Response)) throw new Error("no response");
  return { status: thrown.status, retryAfter: thrown.headers.get("Retry-After"), body: await thrown.json() };
}

/** As the driver throws it when the engine dies under a write. */
const databaseAway = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });

describe("a loader or action", () => {
  test("gives what it returns", async () => {
    expect(await answering(async () => "page")(args)).toBe("page");
  });

  test.each<[RefusalCode, number]>([
    ["not_found", 404],
    ["forbidden", 403],
    ["bad_request", 400],
    ["too_many_requests", 429],
    ["unavailable", 503],
  ])("that refuses with %s answers %i", async (code, status) => {
    expect(await answerOf(new Refusal(code))).toEqual({ status, retryAfter: null, body: { code } });
    expect(Object.keys(refusals)).toContain(code);
  });

  test("says when to come back, in the header and for the page", async () => {
    expect(await answerOf(new Refusal("too_many_requests", 287))).toEqual({
      status: 429,
      retryAfter: "287",
      body: { code: "too_many_requests", retryAfterSeconds: 287 },
    });
    expect(findRetryAfter({ root: { status: 429, data: { retryAfterSeconds: 287 } } })).toBe(287);
    expect(findRetryAfter({ root: new Error("surprise") })).toBeNull();
    expect(findRetryAfter(null)).toBeNull();
  });

  test("answers 503 while the database is away", async () => {
    const { status, retryAfter, body } = await answerOf(databaseAway);
    expect({ status, retryAfter, body }).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
  });

  test("lets surprises and redirections through as they are", async () => {
    const surprise = new TypeError("x is undefined");
    const redirection = new Response(null, { status: 302, headers: { Location: "/" } });
    for (const thrown of [surprise, redirection, "text", undefined]) expect(await thrownBy(thrown)).toBe(thrown);
  });
});

test("only surprises are unexpected", () => {
  const expected = [new Refusal("forbidden"), databaseAway, new Response(null, { status: 404 })];
  expect(expected.map(isExpectedError)).toEqual([true, true, true]);
  expect([new Error("x"), null, "x"].map(isExpectedError)).toEqual([false, false, false]);
  expect(findRefusal(new Error("x"))).toBeNull();
});
