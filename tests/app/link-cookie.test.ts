import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetCode, readCode, rememberCode } from "#app/draft-cookie.server.ts";
import { dropOldLinkCookies, linkCookie } from "#app/link-cookie.server.ts";
import { configureRuntime } from "#app/runtime.server.ts";

const runtime = {
  demo: false,
  secret: "s".repeat(43),
  publicUrl: null,
  secureCookies: true,
  submissionsPerMinute: 60,
  mail: { smtp: null, perDay: 200, minDaysBetween: 3 },
  drafts: { perLink: 2000, perNetwork: 300, inAll: 20_000, bytesInAll: 500_000_000 },
  storage: { dataDir: null, fullAt: 0.95 },
};
beforeEach(() => configureRuntime(runtime));
afterEach(() => configureRuntime(runtime));

const token = "AbCdEf0123456789_-wXyZ";
const other = "ZyXw-_9876543210fEdCbA";
const code = "7K2M-Q4XR-9TBD";
/** printf TOKEN | openssl dgst -sha256 -binary | base64 | tr +/ -_ | cut -c1-12 */
const digest = "4GDzjIARa3cL";

const pairOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

/** What a version before `__Host-` had set, which a browser with https sends back. */
async function earlierCookie(): Promise<string> {
  configureRuntime({ ...runtime, secureCookies: false });
  const pair = pairOf(await rememberCode(token, code));
  configureRuntime(runtime);
  return pair;
}

describe("with https", () => {
  test("a name of the host alone, without the token", async () => {
    expect(await rememberCode(token, code)).toMatch(
      new RegExp(`^__Host-draft-${digest}=[^;]+[.][^;]+; Path=/; HttpOnly; Secure; SameSite=Lax$`),
    );
  });

  test("each link has its own", async () => {
    const both = [pairOf(await rememberCode(token, code)), pairOf(await rememberCode(other, "AAAA-BBBB-CCCC"))].join(
      "; ",
    );
    expect(await readCode(token, both)).toBe(code);
    expect(await readCode(other, both)).toBe("AAAA-BBBB-CCCC");
    expect(await readCode(other, pairOf(await rememberCode(token, code)))).toBeNull();
  });

  test("one of an earlier version is still read, until it is forgotten or replaced", async () => {
    const earlier = await earlierCookie();
    expect(earlier).toMatch(/^draft=/);
    expect(await readCode(token, earlier)).toBe(code);
    expect(await readCode(token, `${earlier}; ${pairOf(await forgetCode(token))}`)).toBeNull();
    expect(await readCode(token, `${earlier}; ${pairOf(await rememberCode(token, "AAAA-BBBB-CCCC"))}`)).toBe(
      "AAAA-BBBB-CCCC",
    );
  });

  test("and no longer than until the spring after: another site of the domain could plant one", async () => {
    const earlier = await earlierCookie();
    const read = (moment: string) => linkCookie("draft", token, new Date(moment)).read(earlier);
    expect(await read("2027-03-31T23:59:59+09:00")).toBe(code);
    expect(await read("2027-04-01T00:00:00+09:00")).toBeNull();
    expect(await linkCookie("draft", token, new Date("2027-04-02")).forget()).toContain("Max-Age=0");
  });
});

test("without https it is bound to the link's path", async () => {
  configureRuntime({ ...runtime, secureCookies: false });
  expect(await rememberCode(token, code)).toMatch(
    /^draft=[^;]+; Path=\/r\/AbCdEf0123456789_-wXyZ; HttpOnly; SameSite=Lax$/,
  );
  expect(await forgetCode(token)).toMatch(/^draft=.*Max-Age=0/);
});

describe("a browser that keeps many", () => {
  const pair = (number: number, length: number) =>
    `__Host-receipt-${String(number).padStart(12, "0")}=${"x".repeat(length - 28)}`;
  const named = (number: number) =>
    `__Host-receipt-${String(number).padStart(12, "0")}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`;

  test("loses the oldest beyond 6,000 bytes, and nothing else", () => {
    // 30 of 200 bytes and a session of 50, each with two between them: 6,110 bytes, and 5,908 without the first
    const pairs = Array.from({ length: 30 }, (_, number) => pair(number, 200));
    const header = [`__Host-session=${"s".repeat(35)}`, ...pairs].join("; ");
    expect(Buffer.byteLength(header)).toBe(6_110);
    expect(dropOldLinkCookies(header)).toEqual([named(0)]);
    expect(dropOldLinkCookies(`${header}; ${pair(30, 200)}`)).toEqual([named(0), named(1)]);
  });

  test("keeps all up to that, and what is not ours", () => {
    expect(dropOldLinkCookies(undefined)).toEqual([]);
    expect(dropOldLinkCookies(pair(1, 6_000))).toEqual([]);
    expect(dropOldLinkCookies(`other=${"x".repeat(7_000)}; __Host-receipt-short=1`)).toEqual([]);
  });
});
