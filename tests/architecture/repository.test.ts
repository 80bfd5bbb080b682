import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const projectRoot = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

const versionsSchema = z.record(z.string(), z.string());
const packageSchema = z.object({
  dependencies: versionsSchema,
  devDependencies: versionsSchema,
  overrides: versionsSchema,
  scripts: versionsSchema,
});
const lockedSchema = z.object({ resolved: z.string().optional(), optionalDependencies: versionsSchema.optional() });
const lockSchema = z.object({ packages: z.record(z.string(), lockedSchema) });

/** Committed files and new ones alike, without what .gitignore names. */
function listFiles(...folders: string[]) {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...folders];
  const listed = execFileSync("git", args, { cwd: projectRoot, encoding: "utf8" });
  const deleted = execFileSync("git", ["ls-files", "-z", "--deleted"], { cwd: projectRoot, encoding: "utf8" });
  const gone = new Set(deleted.split("\0"));
  return listed.split("\0").filter((path) => path !== "" && !gone.has(path));
}

/** Lines of text files that match, as `file:line`. */
function findLines(files: string[], pattern: RegExp) {
  return files.flatMap((file) => {
    const text = read(file);
    if (text.includes("\0")) return [];
    return text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : []));
  });
}

const machinePath = /(?<![\w.~/])(?:file:\/\/)?\/(?:(?:home|Users)\/[\w.-]+\/|(?:root|work|workspace|mnt)\/[\w.-]+)/;
const clockOrEnvironment = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bperformance\.now\(/;

describe("package.json", () => {
  test("every version is exact", () => {
    const { dependencies, devDependencies, overrides } = packageSchema.parse(JSON.parse(read("package.json")));
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...overrides });
    expect(versions.length).toBeGreaterThan(20);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("survey-core and survey-react-ui are the same version", () => {
    const { dependencies } = packageSchema.parse(JSON.parse(read("package.json")));
    expect(dependencies["survey-core"]).toBe(dependencies["survey-react-ui"]);
  });
});

// npm passes a signal to the shell it started; without exec the shell ends and leaves the server behind.
test.each(["start", "test", "soak"])("npm run %s replaces its shell, so that a signal arrives", (name) => {
  const { scripts } = packageSchema.parse(JSON.parse(read("package.json")));
  expect(scripts[name]).toMatch(/^exec node /);
});

describe("the lock file", () => {
  const { packages } = lockSchema.parse(JSON.parse(read("package-lock.json")));
  const places = Object.entries(packages);

  test("names no registry host", () => {
    expect(places.length).toBeGreaterThan(500);
    expect(places.filter(([, { resolved }]) => resolved?.startsWith("http")).map(([place]) => place)).toEqual([]);
  });

  // `npm ci` refuses a lock file without the binaries of other platforms; a registry that lacks them leaves it so.
  test("knows every optional package that another one names", () => {
    const named = places.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => [place, name] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    const isKnown = (place: string, name: string): boolean => {
      if (packages[place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`]) return true;
      return place !== "" && isKnown(place.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, ""), name);
    };
    expect(named.filter(([place, name]) => !isKnown(place, name)).map(([place, name]) => `${place}: ${name}`)).toEqual(
      [],
    );
  });
});

describe("the files", () => {
  test("hold no path of one machine", () => {
    expect(findLines(listFiles(), machinePath)).toEqual([]);
  });

  test.each([
    [`const folder = "/${"home"}/hanako/chiiki"`, true],
    [`in /${"work"}/chiiki`, true],
    [`see file:///${"Users"}/hanako/chiiki`, true],
    ["cd ./home/hanako", false],
    ['path: "/home/gaps"', false],
    ['path.join(home, ".cache")', false],
  ])("a machine path is told from others: %s", (line, expected) => {
    expect(machinePath.test(line)).toBe(expected);
  });

  test("of domain/ ask neither clock nor chance nor environment", () => {
    const files = listFiles("domain").filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(5);
    expect(findLines(files, clockOrEnvironment)).toEqual([]);
  });

  test.each([
    ["const now = Date.now();", true],
    ["const now = new Date();", true],
    ["if (process.env.K) return;", true],
    ["const day = new Date(year, month, 1);", false],
    ["the estimating process, step by step", false],
  ])("a hidden input is told from others: %s", (line, expected) => {
    expect(clockOrEnvironment.test(line)).toBe(expected);
  });
});
