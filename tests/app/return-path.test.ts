import { describe, expect, test } from "vitest";
import { readReturnPath, signInAddress } from "#app/http/return-path.ts";

describe("where one goes on after signing in", () => {
  test.each([
    ["/home", "/home"],
    ["/responses?round=152137-2026-family&q=%E5%A4%9C", "/responses?round=152137-2026-family&q=%E5%A4%9C"],
    ["/rounds/152137-2026-provider/enter", "/rounds/152137-2026-provider/enter"],
    ["/providers/../home", "/home"],
    ["/home#x", "/home"],
  ])("%s is a page of this site", (asked, path) => {
    expect(readReturnPath(asked)).toBe(path);
  });

  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/x/..//evil.example",
    "/./%2e/..//evil.example",
    "/\u200b/evil.example",
    "javascript:alert(1)",
    "home",
    "",
    null,
    undefined,
    ["/home"],
    "/sign-in",
    "/sign-in?to=/home",
    "/sign-out",
    "/r/abcdefghijklmnopqrstuv",
    "/providers.csv",
    "/directory.csv?service=x",
    "/staff/entries",
    `/${"a".repeat(1000)}`,
  ])("%j is none", (asked) => {
    expect(readReturnPath(asked)).toBe(null);
  });

  test("the sign-in's address keeps the page that was asked for, without Remix's own marks", () => {
    const address = (asked: string) => signInAddress("/sign-in", `https://city.example${asked}`);
    expect(address("/home")).toBe("/sign-in?to=%2Fhome");
    expect(address("/responses.data?round=a&_routes=root")).toBe("/sign-in?to=%2Fresponses%3Fround%3Da");
    expect(address("/providers?index")).toBe("/sign-in?to=%2Fproviders");
    expect(address("/providers.csv")).toBe("/sign-in");
  });
});
