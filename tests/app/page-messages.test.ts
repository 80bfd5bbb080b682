import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const app = join(import.meta.dirname, "..", "..", "app");
const rare = /["`](accounts?|audit\.did|districts|duplicates|import|password|round_form|setup|status)\./;
const imported = /^(?:import|export) (?!type )(?:[^"]*? from )?"((?:#app\/|\.)[^"]+)"/gm;

/** The file and all of ours that it draws into the browser's bundle. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file) || file.includes(".server.") || file.includes("/services/")) return seen;
  seen.add(file);
  for (const [, path = ""] of readFileSync(file, "utf8").matchAll(imported))
    reachable(path.startsWith("#app/") ? join(app, path.slice(5)) : join(dirname(file), path), seen);
  return seen;
}

test("a page whose texts are not in every page's messages fetches them before it is shown", () => {
  const routes = readdirSync(join(app, "routes")).map((name) => join(app, "routes", name));
  const using = routes.filter((route) => [...reachable(route)].some((file) => rare.test(readFileSync(file, "utf8"))));
  const fetching = routes.filter((route) =>
    readFileSync(route, "utf8").includes("loadWithAllMessages as clientLoader"),
  );
  expect(using.length).toBeGreaterThan(5);
  expect(using.filter((route) => !fetching.includes(route))).toEqual([]);
  expect(fetching.filter((route) => !using.includes(route))).toEqual([]);
});
