import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const projectRoot = join(import.meta.dirname, "..", "..");
type Count = { passed: number; failed: number };
const { countTests }: { countTests: (report: string, endedWell: boolean) => Count } = await import(
  pathToFileURL(join(projectRoot, "scripts", "count-tests.mjs")).href
);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "count-tests-"));
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs vitest itself over one file of tests and counts its report. */
function countRunOf(code: string): Count {
  const imports = `import { afterAll, beforeAll, describe, expect, test } from "vitest";\n`;
  writeFileSync(join(folder, "some.test.mjs"), imports + code);
  const report = join(folder, "report.json");
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", "--root", folder, "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return countTests(report, status === 0);
}

describe("counting a vitest run", { timeout: 60_000 }, () => {
  test.each([
    ["passes and failures", `test("a", () => {}); test("b", () => {}); test("c", () => expect(1).toBe(2));`, 2, 1],
    ["skipped and planned tests", `test("a", () => {}); test.skip("b", () => {}); test.todo("c");`, 1, 2],
    [
      "a set-up that fails",
      `beforeAll(() => { throw new Error("x"); }); test("a", () => {}); test("b", () => {});`,
      0,
      2,
    ],
    ["a tear-down that fails", `afterAll(() => { throw new Error("x"); }); test("a", () => {});`, 1, 1],
    ["a file that cannot be loaded", `await import("./gone.mjs"); test("a", () => {});`, 0, 1],
    ["a rejection nobody waits for", `test("a", () => { Promise.reject(new Error("x")); });`, 1, 1],
    ["no tests", "", 0, 1],
  ])("%s", (_what, code, passed, failed) => {
    expect(countRunOf(code)).toEqual({ passed, failed });
  });

  test("a run that crashed before its report", () => {
    expect(countTests(join(folder, "report.json"), false)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(join(folder, "report.json"), true)).toEqual({ passed: 0, failed: 1 });
  });
});
