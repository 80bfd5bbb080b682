import { describe, expect, test } from "vitest";
import { makeStartPassword } from "#app/services/start-password.server.ts";

describe("a start password", () => {
  const made = Array.from({ length: 500 }, makeStartPassword);

  test("is four groups of four signs that are not mistaken for each other", () => {
    for (const password of made) expect(password).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}$/);
  });

  test("is long enough to be set as a password, and never the same twice", () => {
    expect(Math.min(...made.map((password) => password.length))).toBe(19);
    expect(new Set(made).size).toBe(500);
  });

  test("uses each of its 31 signs", () => {
    expect(new Set(made.join("").replaceAll("-", "")).size).toBe(31);
  });
});
