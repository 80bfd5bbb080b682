import { beforeAll, describe, expect, test } from "vitest";
import { configureRuntime } from "#app/runtime.server.ts";
import { hashTypedCode, shortCode, shortCodeHash } from "#app/services/short-code.server.ts";
import { runtime } from "#tests/fixtures/region.ts";

const invitation = { id: "152137-2026-provider|152137-p-x", generation: 1 };

beforeAll(() => configureRuntime(runtime));

describe("the short code of a link", () => {
  test("is ten signs of Crockford's base 32, in two groups, the same each time", () => {
    expect(shortCode(invitation)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(shortCode({ ...invitation })).toBe(shortCode(invitation));
  });

  test("is another one for another link, another generation and another secret", () => {
    const codes = [
      shortCode(invitation),
      shortCode({ ...invitation, generation: 2 }),
      shortCode({ ...invitation, id: "y" }),
    ];
    configureRuntime({ ...runtime, secret: "another secret of the tests, also long enough" });
    codes.push(shortCode(invitation));
    configureRuntime(runtime);
    expect(new Set(codes).size).toBe(4);
  });

  test("is found by its hash however it is typed", () => {
    const code = shortCode(invitation);
    const wide = code.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replace("-", ""),
      ` ${code.replace("-", " ")} `,
      wide,
      code.replace("-", "ー"),
      code.replace("-", "−"),
      `\u202D${code}\u202C\u200B`,
    ])
      expect([typed, hashTypedCode(typed)]).toEqual([typed, shortCodeHash(invitation)]);
  });

  test("reads O as 0, I and L as 1", () => {
    expect(hashTypedCode("oOiIl-L2345")).toBe(hashTypedCode("00111-12345"));
  });

  test.each(["", "12345", "12345-6789", "12345-678901", "U2345-67890", "12345-6789あ"])("%j is none", (typed) => {
    expect(hashTypedCode(typed)).toBeNull();
  });
});
