import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const projectRoot = join(import.meta.dirname, "..", "..");
const client = join(projectRoot, "build", "client");
const assets = join(client, "assets");

// Names that minifying keeps: classes of the drivers, SurveyJS's registered class names, Node's own modules.
const serverMarkers = [
  "mongoose",
  "MongoClient",
  "MongoServerError",
  "argon2",
  "embedded-mongodb",
  "node:fs",
  "node:crypto",
];
const surveyMarkers = ["SurveyModel", "matrixdropdownbase"];

const entrySchema = z.object({
  module: z.string(),
  imports: z.array(z.string()),
  css: z.array(z.string()).optional(),
});
const manifestSchema = z.object({ entry: entrySchema, routes: z.record(z.string(), entrySchema) });

let chunks = new Map<string, string>();
let manifest: z.infer<typeof manifestSchema>;

beforeAll(() => {
  execFileSync(process.execPath, [join(projectRoot, "scripts", "build.mjs")], { stdio: "pipe" });
  const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
  chunks = new Map(names.map((name) => [name, readFileSync(join(assets, name), "utf8")]));
  const [manifestText = ""] = [...chunks].flatMap(([name, text]) => (name.startsWith("manifest-") ? [text] : []));
  manifest = manifestSchema.parse(
    JSON.parse(manifestText.replace(/^window\.__remixManifest=/, "").replace(/;\s*$/, "")),
  );
});

const fileName = (address: string) => address.replace(/^.*\//, "");

/** Every chunk that opening a page can load: what its modules name as a file, statically or later. */
function findReachable(entries: z.infer<typeof entrySchema>[]) {
  const open = entries.flatMap(({ module, imports }) => [module, ...imports]).map(fileName);
  const reached = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const text = chunks.get(name) ?? "";
    open.push(...[...text.matchAll(/["'`](?:\.\/|\/?assets\/)([\w.$-]+\.js)["'`]/g)].map(([, found = ""]) => found));
  }
  return reached;
}

const findHolding = (markers: string[]) =>
  [...chunks].filter(([, text]) => markers.some((marker) => text.includes(marker))).map(([name]) => name);

describe("the browser's files", () => {
  test("hold no server code", () => {
    expect(findHolding(serverMarkers)).toEqual([]);
  });

  test.each([
    ["mongoose", "lib/connection.js", ["mongoose"]],
    ["mongodb", "lib/error.js", ["MongoServerError"]],
    ["mongodb", "lib/mongo_client.js", ["MongoClient"]],
    ["@node-rs/argon2", "index.js", ["argon2"]],
  ])("the marks of %s are really in it", (name, file, marks) => {
    const text = readFileSync(join(projectRoot, "node_modules", name, file), "utf8");
    expect(marks.filter((mark) => !text.includes(mark))).toEqual([]);
  });

  test("hold SurveyJS, which only the pages with a form can load", () => {
    const holding = findHolding(surveyMarkers);
    expect(holding.length).toBeGreaterThan(0);

    const isForm = (id: string) => ["routes/r.$token", "routes/rounds_.$round_.enter"].includes(id);
    const reachableFrom = (wanted: boolean) => {
      const routes = Object.entries(manifest.routes).filter(([id]) => isForm(id) === wanted);
      return findReachable([manifest.entry, ...routes.map(([, route]) => route)]);
    };
    expect(holding.filter((name) => !reachableFrom(true).has(name))).toEqual([]);
    expect(holding.filter((name) => reachableFrom(false).has(name))).toEqual([]);
  });

  test("of a respondent's form stay below 380 kB, which leaves 20 kB of the budget to messages and headers", () => {
    const opened = [manifest.entry, manifest.routes.root, manifest.routes["routes/r.$token"]].flatMap((entry) =>
      entry ? [entry.module, ...entry.imports, ...(entry.css ?? [])] : [],
    );
    const sizes = [...new Set(opened.map(fileName))].map((name) => {
      const { size } = statSync(join(assets, readdirSync(assets).includes(`${name}.br`) ? `${name}.br` : name));
      return size;
    });
    expect(sizes.length).toBeGreaterThan(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(380_000);
  });

  test("hold the fonts as files: the Content-Security-Policy refuses one inside a style sheet", () => {
    const names = readdirSync(assets);
    expect(names.filter((name) => name.endsWith(".woff2")).length).toBeGreaterThan(100);
    const styles = names.filter((name) => name.endsWith(".css"));
    expect(styles.filter((name) => readFileSync(join(assets, name), "utf8").includes("data:font"))).toEqual([]);
  });

  test("come precompressed", () => {
    const names = new Set(readdirSync(assets));
    const large = [...chunks].filter(([, text]) => text.length > 1_000).map(([name]) => name);
    expect(large.filter((name) => !names.has(`${name}.br`) || !names.has(`${name}.gz`))).toEqual([]);
  });

  test("name no address of another host for scripts, styles or fonts", () => {
    const styles = readdirSync(assets).filter((name) => name.endsWith(".css"));
    const remote = styles.filter((name) =>
      /(?:url\(|@import)\s*["']?(?:https?:)?\/\//.test(readFileSync(join(assets, name), "utf8")),
    );
    expect(remote).toEqual([]);
  });
});
