import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  limitCodes,
  limitPasswordChange,
  limitSetUp,
  limitSubmissions,
  limitUnknownLinks,
} from "#app/rate-limit.server.ts";
import { findRefusal } from "#app/route.server.ts";
import { sweepExpired } from "#app/services/sweep.server.ts";
import { dumpDatabase, runtime, startDatabase, type TestDatabase } from "#tests/fixtures/region.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.stop());

/** The code of the refusal, or null where the work went through. */
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => findRefusal(error)?.code ?? error,
  );

const times = async (count: number, work: () => Promise<unknown>) => {
  for (let left = count; left > 0; left -= 1) await work();
};

test("of submissions is as configured, by link and address; of unknown links 60 a minute; of set-up codes 10", async () => {
  await times(60, () => limitSubmissions("link", "203.0.113.1"));
  expect(await refusalOf(limitSubmissions("link", "203.0.113.1"))).toBe("too_many_requests");
  await limitSubmissions("other link", "203.0.113.1");
  await limitSubmissions("link", "203.0.113.2");
  await times(60, () => limitUnknownLinks("203.0.113.1"));
  expect(await refusalOf(limitUnknownLinks("203.0.113.1"))).toBe("too_many_requests");
  await times(10, () => limitSetUp("203.0.113.1"));
  expect(await refusalOf(limitSetUp("203.0.113.1"))).toBe("too_many_requests");
});

test("says how many seconds are left of its time", async () => {
  await times(10, () => limitSetUp("203.0.113.1"));
  const failure = await limitSetUp("203.0.113.1").catch((error: unknown) => error);
  const wait = findRefusal(failure)?.retryAfterSeconds ?? 0;
  expect(wait).toBeGreaterThan(290);
  expect(wait).toBeLessThanOrEqual(300);
});

test("counts all addresses of one IPv6 line as one client, and an IPv4 address written as IPv6 as itself", async () => {
  for (let host = 1; host <= 10; host += 1) await limitCodes(`2001:db8:1:2::${host.toString(16)}`);
  expect(await refusalOf(limitCodes("2001:db8:1:2:ffff::1"))).toBe("too_many_requests");
  expect(await refusalOf(limitCodes("2001:db8:1:3::1"))).toBeNull();
  await times(10, () => limitCodes("::ffff:203.0.113.9"));
  expect(await refusalOf(limitCodes("203.0.113.9"))).toBe("too_many_requests");
});

test("counts guesses that are sent at once one by one, and none that was right", async () => {
  const sent = await Promise.all(Array.from({ length: 25 }, () => refusalOf(limitCodes("203.0.113.1"))));
  expect(sent.filter((refusal) => refusal === null)).toHaveLength(10);
  await times(25, async () => (await limitPasswordChange("u", "203.0.113.1"))());
  expect(await refusalOf(limitPasswordChange("u", "203.0.113.1"))).toBeNull();
});

describe("a limit is kept in the database", () => {
  test("so that another process, or this one after a restart, goes on counting", async () => {
    await times(7, () => limitCodes("203.0.113.1"));
    vi.resetModules();
    const fresh = await import("#app/rate-limit.server.ts");
    expect(fresh.limitCodes).not.toBe(limitCodes);
    (await import("#app/runtime.server.ts")).configureRuntime(runtime);
    await times(3, () => fresh.limitCodes("203.0.113.1"));
    await expect(fresh.limitCodes("203.0.113.1")).rejects.toMatchObject({ code: "too_many_requests" });
    expect(await refusalOf(limitCodes("203.0.113.1"))).toBe("too_many_requests");
  });

  test("without the address, and is swept when its time is over", async () => {
    await limitUnknownLinks("203.0.113.77");
    await limitUnknownLinks("2001:db8:1:2::77");
    const stored = JSON.stringify((await dumpDatabase()).limits);
    for (const part of ["203.0.113", "2001:db8", "unknown-link"]) expect(stored).not.toContain(part);
    await sweepExpired(new Date(Date.now() + 59_000));
    expect((await dumpDatabase()).limits).toHaveLength(2);
    await sweepExpired(new Date(Date.now() + 61_000));
    expect((await dumpDatabase()).limits).toEqual([]);
  });
});

test("lets nobody past while the database is away: 503", async () => {
  await database.stop();
  const failure = await limitSubmissions("link", "203.0.113.1").catch((error: unknown) => error);
  expect(findRefusal(failure)?.code).toBe("unavailable");
  database = await startDatabase();
});
