import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const script = pathToFileURL(join(import.meta.dirname, "..", "..", "scripts", "install.mjs")).href;
const brokenNpm = join("nowhere", "npm-cli.js");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "install-"));
  mkdirSync(join(folder, "neighbour"));
  write("package.json", { name: "town", version: "1.0.0", dependencies: { neighbour: "file:neighbour" } });
  write("neighbour/package.json", { name: "neighbour", version: "1.0.0" });
  expect(npm("install", "--package-lock-only").status).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, content: object) => writeFileSync(join(folder, path), JSON.stringify(content));
const npm = (...args: string[]) => spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
const stampFile = () => join(folder, "node_modules", ".chiiki-shindan-lock");

/** Runs ensureInstalled in a process of its own; `brokenNpm` shows whether npm would have been called. */
function ensureInstalled(npmFile?: string) {
  const code = `const { ensureInstalled } = await import(${JSON.stringify(script)});
    try { await ensureInstalled(process.cwd()); } catch (error) { console.log(error.userMessage); process.exit(1); }`;
  const { npm_execpath: _outer, ...env } = process.env;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: folder,
    env: { ...env, LC_ALL: "C", ...(npmFile ? { npm_execpath: npmFile } : {}) },
    encoding: "utf8",
  });
}

describe("the installation", { timeout: 60_000 }, () => {
  test("happens once", () => {
    expect(ensureInstalled().stderr).toContain("Installing packages (npm ci)");
    expect(existsSync(join(folder, "node_modules", "neighbour", "package.json"))).toBe(true);
    const second = ensureInstalled(brokenNpm);
    expect({ status: second.status, stderr: second.stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("happens again when the lock file changed", () => {
    ensureInstalled();
    mkdirSync(join(folder, "newcomer"));
    write("newcomer/package.json", { name: "newcomer", version: "1.0.0" });
    expect(npm("install", "--package-lock-only", "./newcomer").status).toBe(0);
    expect(ensureInstalled().stderr).toContain("Installing packages (npm ci)");
    expect(existsSync(join(folder, "node_modules", "newcomer", "package.json"))).toBe(true);
  });

  test("is not repeated when only the lock file's layout changed", () => {
    ensureInstalled();
    appendFileSync(join(folder, "package-lock.json"), "\n");
    expect(ensureInstalled(brokenNpm).status).toBe(0);
  });

  test("is not repeated when someone ran npm ci by hand", () => {
    expect(npm("ci").status).toBe(0);
    expect(existsSync(stampFile())).toBe(false);
    expect(ensureInstalled(brokenNpm).status).toBe(0);
    expect(existsSync(stampFile())).toBe(true);
  });

  test("is repeated when a package folder is gone", () => {
    expect(npm("ci").status).toBe(0);
    rmSync(join(folder, "node_modules", "neighbour"));
    expect(ensureInstalled(brokenNpm).status).toBe(1);
    expect(ensureInstalled().status).toBe(0);
  });

  test("says in one sentence that it failed, and leaves no stamp", () => {
    const { status, stdout } = ensureInstalled(brokenNpm);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^The packages could not be installed: [^\n]+\n$/);
    expect(existsSync(stampFile())).toBe(false);
  });
});
