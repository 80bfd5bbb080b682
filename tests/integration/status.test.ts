import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchForwarded } from "#app/host/watch-forwarded.ts";
import { recordReading } from "#app/services/audited.server.ts";
import { loadStatus, noteForwarded } from "#app/services/load-status.server.ts";
import type { Account } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase } from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();
const now = new Date("2026-12-01T03:00:00Z");
let user: Account;
beforeEach(async () => {
  user = await openStaff("kanri", ["administrator"]);
});
const status = (at = now) => loadStatus({ user, areaId: "152137" }, at, "ja");

test("a new city has no problems, and its facts", async () => {
  expect(await status()).toMatchObject({
    notices: [],
    version: "0.1.0",
    database: "embedded",
    mailsPerDay: null,
    failedSignIns: 0,
  });
});

const failures = (count: number, at: Date, areaId = "152137") =>
  Promise.all(
    Array.from({ length: count }, () =>
      recordReading(
        {
          actorId: null,
          areaId,
          subject: { kind: "area", id: areaId },
          deed: { action: "failed_sign_in", isAccount: false, network: "192.0.2.0/24" },
        },
        at,
      ),
    ),
  );

test("sign-ins in vain of the last day are counted, and told when there are many", async () => {
  await failures(15, new Date(now.getTime() - 60_000));
  await failures(5, new Date(now.getTime() - 60_000), "*");
  await failures(9, new Date(now.getTime() - 25 * 3_600_000));
  await failures(9, new Date(now.getTime() - 60_000), "152048");
  expect(await status()).toMatchObject({ failedSignIns: 20, notices: [] });
  await failures(1, now);
  expect(await status()).toMatchObject({ failedSignIns: 21, notices: [{ kind: "failed", count: 21 }] });
});

test("a proxy that nobody decided about is told with its days, for two weeks", async () => {
  await noteForwarded(new Date("2026-11-28T15:30:00Z"));
  await noteForwarded(new Date("2026-11-30T01:00:00Z"));
  const told = { kind: "forwarded", first: "令和8年11月29日(日)", last: "令和8年11月30日(月)" };
  expect((await status()).notices).toEqual([told]);
  expect((await status(new Date("2026-12-14T03:00:00Z"))).notices).toEqual([told]);
  expect((await status(new Date("2026-12-15T03:00:00Z"))).notices).toEqual([]);
});

describe("requests that say they passed a proxy", () => {
  const lines: string[] = [];
  let close = () => {};
  afterEach(() => {
    close();
    lines.length = 0;
  });

  async function serve(isDecided: boolean): Promise<string> {
    const app = express();
    app.use(watchForwarded(pino({ level: "warn" }, { write: (line: string) => void lines.push(line) }), isDecided));
    app.use((_req, res) => void res.end());
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => void server.close();
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  const notices = async () => (await dumpDatabase()).notices ?? [];

  test.each(["X-Forwarded-For", "Forwarded"])("by %s are warned about once, without the address", async (header) => {
    const url = await serve(false);
    await fetch(url);
    expect([lines, await notices()]).toEqual([[], []]);
    for (const _again of [1, 2, 3]) await fetch(url, { headers: { [header]: "203.0.113.9" } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("TRUST_PROXY is not set");
    await vi.waitFor(async () => expect(await notices()).toMatchObject([{ _id: "forwarded" }]));
    expect(lines[0] + JSON.stringify(await notices())).not.toContain("203.0.113");
  });

  test("are nothing to be told where TRUST_PROXY is set, and what was noted before is gone", async () => {
    await noteForwarded(now);
    await fetch(await serve(true), { headers: { "X-Forwarded-For": "203.0.113.9" } });
    await vi.waitFor(async () => expect(await notices()).toEqual([]));
    expect(lines).toEqual([]);
  });
});
