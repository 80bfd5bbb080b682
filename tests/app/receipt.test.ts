import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { readReceipt, rememberReceipt } from "#app/receipt-cookie.server.ts";
import { configureRuntime } from "#app/runtime.server.ts";
import { hashToken, linkToken, newToken } from "#app/services/links.server.ts";
import { receiptNumber, responseId } from "#app/services/receipt.server.ts";

const mail = { smtp: null, perDay: 200, minDaysBetween: 3 };
const runtime = {
  demo: false,
  secret: "s".repeat(43),
  publicUrl: null,
  secureCookies: true,
  submissionsPerMinute: 60,
  drafts: { perLink: 2000, perNetwork: 300, inAll: 20_000, bytesInAll: 500_000_000 },
  storage: { dataDir: null, fullAt: 0.95 },
  mail,
};
beforeAll(() => configureRuntime(runtime));

const id = fc.string({ minLength: 1 });
const token = "AbCdEf0123456789_-wXyZ";

describe("the id of a response", () => {
  test("is one for a provider's invitation, whoever sends", () => {
    fc.assert(
      fc.property(id, id, id, (invitation, key, otherKey) => {
        const provider = { id: invitation, kind: "provider" } as const;
        expect(responseId(provider, key)).toBe(responseId(provider, otherKey));
        expect(responseId(provider, key)).toMatch(/^[0-9a-f]{40}$/);
      }),
    );
  });

  test("is one for each key of an open link, and of no other link", () => {
    fc.assert(
      fc.property(id, id, fc.uuid(), fc.uuid(), (first, second, key, otherKey) => {
        fc.pre(first !== second && key !== otherKey);
        const open = { id: first, kind: "open" } as const;
        const ids = [
          responseId(open, key),
          responseId(open, otherKey),
          responseId({ ...open, id: second }, key),
          responseId({ ...open, kind: "provider" }, key),
        ];
        expect(new Set(ids).size).toBe(4);
        expect(responseId(open, key)).toBe(ids[0]);
      }),
    );
  });
});

describe("a receipt number", () => {
  test("is eight signs that can be told over the telephone, the same each time", () => {
    fc.assert(
      fc.property(id, (response) => {
        expect(receiptNumber(response)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(receiptNumber(response)).toBe(receiptNumber(response));
      }),
    );
  });

  test("differs between 20,000 responses, and uses every sign", () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => receiptNumber(`response ${index}`));
    expect(new Set(numbers).size).toBe(20_000);
    expect(new Set(numbers.join("").replaceAll("-", "")).size).toBe(32);
  });

  const sent = { id: "response", code: "7K2M-Q4XR-9TBD" };

  test("is remembered in a signed cookie of this link alone", async () => {
    configureRuntime({ ...runtime, secureCookies: false });
    const cookie = await rememberReceipt(token, sent);
    expect(cookie).toMatch(/^receipt=[^;]+\.[^;]+; Path=\/r\/AbCdEf0123456789_-wXyZ; HttpOnly; SameSite=Lax$/);
    configureRuntime(runtime);
  });

  test("is read from that cookie, and from none that somebody made up", async () => {
    const read = (cookie: string | null) => readReceipt(token, cookie);
    const [signed = ""] = (await rememberReceipt(token, sent)).split(";");
    expect(await read(signed)).toEqual(sent);
    expect(await read(null)).toBeNull();
    expect(await read("receipt=response")).toBeNull();
    expect(await read(signed.replace(/.$/, (last) => (last === "A" ? "B" : "A")))).toBeNull();
    configureRuntime({ ...runtime, secret: "t".repeat(43) });
    expect(await read(signed)).toBeNull();
    configureRuntime(runtime);
  });
});

describe("a link's token", () => {
  const invitation = { id: "152137-2026-family|open", generation: 1 };

  test("has 22 letters and digits, derived from secret, invitation and generation", () => {
    const token = newToken(invitation);
    expect(token).toMatch(/^[0-9A-Za-z]{22}$/);
    expect(newToken(invitation)).toBe(token);
    expect(newToken({ ...invitation, generation: 2 })).not.toBe(token);
    expect(newToken({ ...invitation, id: "152137-2026-family|ope" })).not.toBe(token);
    configureRuntime({ ...runtime, secret: "t".repeat(43) });
    expect(newToken(invitation)).not.toBe(token);
    configureRuntime(runtime);
  });

  test("of a thousand uses each sign about equally often, at each end as well", () => {
    const tokens = Array.from({ length: 1000 }, (_, generation) => newToken({ ...invitation, generation }));
    expect(new Set(tokens).size).toBe(1000);
    // 1000 draws of 62 signs: 16.1 of each, with a standard deviation of 4.0
    for (const place of [0, 21]) {
      const counts = new Map<string, number>();
      for (const token of tokens) counts.set(token.charAt(place), (counts.get(token.charAt(place)) ?? 0) + 1);
      expect(counts.size).toBe(62);
      expect(Math.max(...counts.values())).toBeLessThan(16 + 6 * 4);
    }
  });

  test("that was handed out in the form of before is shown as it was", () => {
    const earlier = createHmac("sha256", runtime.secret).update("link:152137-2026-family|open:1").digest("base64url");
    const sent = earlier.slice(0, 22);
    const tokenHash = createHash("sha256").update(sent).digest("base64url");
    expect(linkToken({ ...invitation, tokenHash })).toBe(sent);
    expect(linkToken({ ...invitation, tokenHash: hashToken(newToken(invitation)) })).toBe(newToken(invitation));
  });

  test("is stored as its SHA-256", () => {
    // SHA-256 of "abc" (FIPS 180-2, appendix B.1) in base64url
    expect(hashToken("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });
});
