import { beforeEach, describe, expect, test } from "vitest";
import { limitSignIn } from "#app/rate-limit.server.ts";
import { findRefusal } from "#app/route.server.ts";
import { action as signInAction } from "#app/routes/sign-in.tsx";
import { signIn } from "#app/services/sign-in.server.ts";
import type { Account } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase } from "#tests/fixtures/region.ts";
import { answerOf, openStaff, requestArgs, staffPassword } from "#tests/fixtures/staff.ts";

databaseOfFile();

const start = new Date("2026-11-22T03:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const office = "203.0.113.1";
const elsewhere = "198.51.100.1";
let suzuki: Account;

beforeEach(async () => {
  suzuki = await openStaff("suzuki", ["council"]);
});

/** `in`, `wrong`, or the seconds to wait. */
async function tries(loginName: string, password: string, where: { address: string; at?: number }) {
  try {
    const account = await signIn({ loginName, password }, where.address, after(where.at ?? 0));
    return account ? "in" : "wrong";
  } catch (error) {
    return findRefusal(error)?.retryAfterSeconds ?? String(error);
  }
}

const wrongTries = async (count: number, where: { address: string; at?: number }, loginName = "suzuki") => {
  const met: (string | number)[] = [];
  for (let left = count; left > 0; left -= 1) met.push(await tries(loginName, "wrong", where));
  return met;
};

describe("wrong passwords for one account at one address", () => {
  test("make it wait from the eleventh try on, twice as long each time, a quarter of an hour at most", async () => {
    expect(await wrongTries(10, { address: office })).toEqual(Array.from({ length: 10 }, () => "wrong"));
    expect(await tries("suzuki", staffPassword, { address: office })).toBe(60);
    expect(await tries("suzuki", "wrong", { address: office, at: 59 })).toBe(1);
    const waits = [60, 120, 240, 480, 900, 900];
    let at = 60;
    for (const next of waits.slice(1)) {
      expect(await tries("suzuki", "wrong", { address: office, at })).toBe("wrong");
      expect(await tries("suzuki", staffPassword, { address: office, at })).toBe(next);
      at += next;
    }
    expect(await tries("suzuki", staffPassword, { address: office, at })).toBe("in");
  });

  test("lock neither the person at another address nor the rest of the building", async () => {
    await openStaff("tanaka", ["council"]);
    await wrongTries(12, { address: office });
    expect(await tries("suzuki", staffPassword, { address: elsewhere })).toBe("in");
    expect(await tries("tanaka", staffPassword, { address: office })).toBe("in");
  });

  test("are forgotten with the right one, which costs nothing", async () => {
    for (let round = 1; round <= 3; round += 1) {
      await wrongTries(9, { address: office });
      expect(await tries("suzuki", staffPassword, { address: office })).toBe("in");
    }
  });

  test("sent at once count each", async () => {
    const met = await Promise.all(Array.from({ length: 30 }, () => tries("suzuki", "wrong", { address: office })));
    expect(met.filter((one) => one === "wrong")).toHaveLength(10);
  });

  test("keep the person at the usual place waiting a minute at most", async () => {
    await tries("suzuki", staffPassword, { address: office });
    await wrongTries(10, { address: office });
    let at = 0;
    for (const wait of [10, 20, 40, 60, 60]) {
      expect(await tries("suzuki", "wrong", { address: office, at })).toBe(wait);
      at += wait;
      expect(await tries("suzuki", "wrong", { address: office, at })).toBe("wrong");
    }
  });
});

describe("one address that tries many names", () => {
  /** As `signIn` asks for each try of somebody it does not know, without the password's cost. */
  const letThrough = (loginName: string) => limitSignIn({ loginName, address: office, isKnown: false }, start);

  test("waits after a hundred wrong passwords; who signs in from there as always does not", async () => {
    expect(await tries("suzuki", staffPassword, { address: office })).toBe("in");
    await openStaff("tanaka", ["council"]);
    for (let name = 1; name <= 100; name += 1) await (await letThrough(`name-${name}`)).wasWrong();
    expect(await tries("name-101", "wrong", { address: office })).toBe(300);
    expect(await tries("tanaka", staffPassword, { address: office })).toBe(300);
    expect(await tries("suzuki", staffPassword, { address: office })).toBe("in");
    expect(await tries("tanaka", staffPassword, { address: elsewhere })).toBe("in");
  });

  test("is not hindered by right ones, nor by tries that were not let through", async () => {
    for (let name = 1; name <= 101; name += 1) await (await letThrough(`name-${name}`)).wasRight();
    expect((await wrongTries(120, { address: office })).at(-1)).toBe(60);
    expect(await tries("tanaka", "wrong", { address: office })).toBe("wrong");
  });
});

describe("wrong passwords for one account from many addresses", () => {
  beforeEach(async () => {
    await tries("suzuki", staffPassword, { address: office });
    for (let host = 1; host <= 15; host += 1) await wrongTries(2, { address: `192.0.2.${host}` });
  });

  test("leave each strange address two tries and longer waits", async () => {
    expect(await wrongTries(3, { address: "192.0.2.99" })).toEqual(["wrong", "wrong", 60]);
    expect(await tries("suzuki", "wrong", { address: "192.0.2.99", at: 60 })).toBe("wrong");
    expect(await tries("suzuki", "wrong", { address: "192.0.2.99", at: 60 })).toBe(120);
  });

  test("change nothing at the usual place, and do not keep the person out on a journey", async () => {
    expect(await wrongTries(9, { address: office })).toEqual(Array.from({ length: 9 }, () => "wrong"));
    expect(await tries("suzuki", staffPassword, { address: office })).toBe("in");
    expect(await tries("suzuki", staffPassword, { address: elsewhere })).toBe("in");
  });
});

test("the networks of an account are kept as hashes, 20 of them, for 90 days", async () => {
  for (let host = 1; host <= 22; host += 1)
    await tries("suzuki", staffPassword, { address: `192.0.2.${host}`, at: host });
  const networks = async () => ((await dumpDatabase()).users?.[0]?.knownNetworks ?? []) as { network: string }[];
  expect(await networks()).toHaveLength(20);
  expect(new Set((await networks()).map(({ network }) => network)).size).toBe(20);
  expect(JSON.stringify(await dumpDatabase())).not.toMatch(/192\.0\.2\.\d+"/);
  await tries("suzuki", staffPassword, { address: "192.0.2.22", at: 91 * 24 * 3600 });
  expect(await networks()).toHaveLength(1);
  expect(JSON.stringify(suzuki)).not.toContain("knownNetworks");
});

test("the page answers 429 with what to wait, however the login name is written", async () => {
  const post = (loginName: string, password: string) =>
    answerOf(
      signInAction(
        requestArgs({
          path: "/sign-in",
          form: [
            ["loginName", loginName],
            ["password", password],
          ],
        }),
      ),
    );
  expect((await post("suzuki", "")).status).toBe(400);
  for (let count = 1; count <= 9; count += 1) expect((await post("suzuki", "wrong")).status).toBe(401);
  const inTime = await post("suzuki", staffPassword);
  expect([inTime.status, inTime.location]).toEqual([302, "/council"]);
  expect(inTime.setCookie).toMatch(/session=/);
  for (let count = 1; count <= 10; count += 1) await post("suzuki", "wrong");
  expect((await post(" ＳＵＺＵＫＩ", staffPassword)).status).toBe(429);
});
