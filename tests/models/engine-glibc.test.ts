import { describe, expect, test } from "vitest";
import { chooseStart, EngineUnsupportedError } from "#models/engine/glibc.mjs";

describe("how the engine's host is started", () => {
  test.each([
    ["2.38", "plain"],
    ["2.41", "plain"],
    ["3.0", "plain"],
    ["2.38.1", "plain"],
    ["2.37", "fallback"],
    ["2.36", "fallback"],
    ["2.9", "fallback"],
  ])("glibc %s on Linux x64: %s", (glibc, expected) => {
    expect(chooseStart({ platform: "linux", arch: "x64", glibc })).toBe(expected);
  });

  test("arm64 follows the same rule", () => {
    expect(chooseStart({ platform: "linux", arch: "arm64", glibc: "2.39" })).toBe("plain");
    expect(chooseStart({ platform: "linux", arch: "arm64", glibc: "2.31" })).toBe("fallback");
  });

  test("Linux without glibc, or with one that does not say its version, is unsupported", () => {
    expect(chooseStart({ platform: "linux", arch: "x64", glibc: undefined })).toBe("unsupported");
    expect(chooseStart({ platform: "linux", arch: "x64", glibc: "unknown" })).toBe("unsupported");
  });

  test("machines without a build are unsupported, whatever their C library", () => {
    expect(chooseStart({ platform: "linux", arch: "riscv64", glibc: "2.41" })).toBe("unsupported");
    expect(chooseStart({ platform: "win32", arch: "x64", glibc: undefined })).toBe("unsupported");
    expect(chooseStart({ platform: "darwin", arch: "x64", glibc: undefined })).toBe("unsupported");
  });

  test("macOS on arm64 starts plainly", () => {
    expect(chooseStart({ platform: "darwin", arch: "arm64", glibc: undefined })).toBe("plain");
  });

  test("the refusal is one sentence that names the way out", () => {
    const error = new EngineUnsupportedError("there is no build of it for win32 x64");
    expect(error.code).toBe("engine_unsupported");
    expect(error.message).toBe(
      "The embedded database cannot run here: there is no build of it for win32 x64; set MONGODB_URI to use a MongoDB server instead.",
    );
  });
});
