import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readOptions } from "../../scripts/start-options.mjs";

const projectRoot = join(import.meta.dirname, "..", "..");

function start(args: string[], language = "C", root = projectRoot) {
  const env = { ...process.env, LC_ALL: language };
  return spawnSync(process.execPath, [join(root, "scripts", "start.mjs"), ...args], { env, encoding: "utf8" });
}

test("cities are one unless --scale says how many", () => {
  expect(readOptions([])).toMatchObject({ demo: false, scale: 1 });
  expect(readOptions(["--demo"])).toMatchObject({ demo: true, scale: 1 });
  expect(readOptions(["--demo", "--scale", "1000"])).toMatchObject({ demo: true, scale: 1000 });
});

describe("npm start refuses with one sentence", () => {
  test.each([
    [["--port", "65536"], "--port takes a number from 0 to 65535, where 0 picks a free one: 65536"],
    [["--port", "http"], "--port takes a number from 0 to 65535, where 0 picks a free one: http"],
    [["--port=-1"], "--port takes a number from 0 to 65535, where 0 picks a free one: -1"],
    [["--host", ""], "--host needs a value."],
    [["--data="], "--data needs a value."],
    [["--scale", "2"], "--scale is used together with --demo."],
    [["--demo", "--scale", "0"], "--scale takes a number from 1 to 50000: 0"],
    [["--demo", "--scale", "50001"], "--scale takes a number from 1 to 50000: 50001"],
    [["--demo", "--scale", "many"], "--scale takes a number from 1 to 50000: many"],
    [["--demo", "--scale="], "--scale takes a number from 1 to 50000: "],
  ])("%j", (args, sentence) => {
    const { status, stdout, stderr } = start(args);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: `${sentence}\n` });
  });

  test.each([[["--prot", "80"]], [["here"]], [["--port"]], [["--demo=yes"]]])("%j, naming it and the usage", (args) => {
    const { status, stderr } = start(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^These options cannot be used: .*npm start -- .*\n$/);
    expect(stderr).toContain(args.join(" "));
  });

  test("in Japanese on a Japanese terminal", () => {
    expect(start(["--port", "x"], "ja_JP.UTF-8").stderr).toBe(
      "--port は 0 から 65535 までの数です(0 は空いている番号を選びます): x\n",
    );
  });

  const folder = mkdtempSync(join(tmpdir(), "node-version-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("when Node is too old", () => {
    cpSync(join(projectRoot, "scripts"), join(folder, "scripts"), { recursive: true });
    const manifest = readFileSync(join(projectRoot, "package.json"), "utf8");
    writeFileSync(join(folder, "package.json"), manifest.replace(/">=[\d.]+"/, '">=99.1.0"'));
    const { status, stderr } = start([], "C", folder);
    expect(status).toBe(1);
    expect(stderr).toBe(`Node.js 99.1.0 or newer is needed; this is ${process.versions.node}.\n`);
  });
});
