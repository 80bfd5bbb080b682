import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

type Scripts = {
  hashSources: (root: string) => string;
  precompress: (folder: string) => Promise<void>;
  oneAtATime: <T>(root: string, work: () => Promise<T>) => Promise<T>;
};
const load = async (name: string): Promise<Scripts> =>
  import(pathToFileURL(join(import.meta.dirname, "..", "..", "scripts", name)).href);
const { hashSources } = await load("source-hash.mjs");
const { precompress } = await load("precompress.mjs");
const { oneAtATime } = await load("one-at-a-time.mjs");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-parts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the hash over the sources", () => {
  beforeEach(() => {
    mkdirSync(join(folder, "app", "routes"), { recursive: true });
    writeFileSync(join(folder, "app", "routes", "gaps.tsx"), "one");
    writeFileSync(join(folder, "package.json"), "{}");
  });

  test.each([
    ["a file's content", true, () => writeFileSync(join(folder, "app", "routes", "gaps.tsx"), "two")],
    ["a new file", true, () => writeFileSync(join(folder, "app", "root.tsx"), "")],
    ["a file that is gone", true, () => rmSync(join(folder, "app", "routes", "gaps.tsx"))],
    ["a new folder of sources", true, () => mkdirWith("surveys", "gap-model.json")],
    ["package.json", true, () => writeFileSync(join(folder, "package.json"), "{ }")],
    ["only a time", false, () => utimesSync(join(folder, "app", "routes", "gaps.tsx"), 1, 1)],
    ["what an editor left", false, () => writeFileSync(join(folder, "app", ".gaps.tsx.swp"), "x")],
    ["a test", false, () => mkdirWith("tests", "gaps.test.ts")],
  ])("%s changes it: %s", (_what, changes, act) => {
    const before = hashSources(folder);
    act();
    expect(hashSources(folder) !== before).toBe(changes);
  });

  test("tells a moved border between two files", () => {
    const at = (name: string) => join(folder, "app", name);
    writeFileSync(at("a"), "12");
    writeFileSync(at("b"), "3");
    const before = hashSources(folder);
    writeFileSync(at("a"), "1");
    writeFileSync(at("b"), "23");
    expect(hashSources(folder)).not.toBe(before);
  });

  const mkdirWith = (name: string, file: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, file), "{}");
  };
});

describe("precompressed files", () => {
  test("hold the same bytes as their source, beside it", async () => {
    mkdirSync(join(folder, "assets"));
    const text = "地域診断 ".repeat(200);
    writeFileSync(join(folder, "assets", "root.js"), text);
    writeFileSync(join(folder, "manifest.webmanifest"), text);
    await precompress(folder);
    for (const file of [join(folder, "assets", "root.js"), join(folder, "manifest.webmanifest")]) {
      expect(brotliDecompressSync(readFileSync(`${file}.br`)).toString("utf8")).toBe(text);
      expect(gunzipSync(readFileSync(`${file}.gz`)).toString("utf8")).toBe(text);
    }
  });

  test("are not made where they save nothing", async () => {
    writeFileSync(join(folder, "font.woff2"), "a".repeat(1_000));
    writeFileSync(join(folder, "tiny.js"), "a");
    await precompress(folder);
    expect(
      ["font.woff2.br", "font.woff2.gz", "tiny.js.br", "tiny.js.gz"].filter((name) => existsSync(join(folder, name))),
    ).toEqual([]);
  });
});

describe("one at a time", () => {
  test("the second waits until the first has ended", async () => {
    const events: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = oneAtATime(folder, async () => {
      events.push("first begins");
      await held;
      events.push("first ends");
    });
    const second = oneAtATime(folder, async () => events.push("second begins"));
    release();
    await Promise.all([first, second]);
    expect(events).toEqual(["first begins", "first ends", "second begins"]);
  });

  test("the lock of a killed run does not hold", async () => {
    mkdirSync(join(folder, ".cache"));
    const lock = join(folder, ".cache", "prepare.lock");
    writeFileSync(lock, "");
    const aMinuteAgo = Date.now() / 1000 - 60;
    utimesSync(lock, aMinuteAgo, aMinuteAgo);
    expect(await oneAtATime(folder, async () => "done")).toBe("done");
    expect(existsSync(lock)).toBe(false);
  });

  test("work that fails gives the lock back", async () => {
    const failing = oneAtATime(folder, () => Promise.reject(new Error("no disk")));
    await expect(failing).rejects.toThrow("no disk");
    expect(await oneAtATime(folder, async () => "next")).toBe("next");
  });
});
