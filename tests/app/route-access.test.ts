import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { paths } from "#app/paths.ts";
import { routeAccess } from "#app/route-access.ts";

const folder = join(import.meta.dirname, "..", "..", "app", "routes");
const files = readdirSync(folder).filter((name) => /\.tsx?$/.test(name));
const nameOf = (file: string) => file.replace(/\.tsx?$/, "");

const guardedSchema = z.custom<{ guards: { route: string; method: string } }>(
  (value) => typeof value === "function" && "guards" in value,
);
const entrySchema = z.object({ loader: z.string(), action: z.string().optional() });
const table = z.record(z.string(), entrySchema).parse(routeAccess);

const moduleSchema = z.looseObject({ loader: z.unknown().optional(), action: z.unknown().optional() });
const modules = new Map<string, z.infer<typeof moduleSchema>>();

// the first one brings React, Mongoose and SurveyJS with it
beforeAll(async () => {
  for (const file of files) modules.set(file, moduleSchema.parse(await import(join(folder, file))));
}, 60_000);

describe("the table of route access", () => {
  test("has an entry for every file of app/routes, and no other", () => {
    expect(files.length).toBeGreaterThan(15);
    expect(Object.keys(table).sort()).toEqual(files.map(nameOf).sort());
  });

  test.each(files)(
    "%s: each of its methods is behind the guard of its own entry, and no entry is without one",
    (file) => {
      const route = nameOf(file);
      const { loader, action } = modules.get(file) ?? {};
      for (const [method, handler] of [["loader", loader] as const, ["action", action] as const]) {
        if (handler !== undefined) expect(guardedSchema.parse(handler).guards, method).toEqual({ route, method });
      }
      expect(action === undefined).toBe(table[route]?.action === undefined);
      // a page without a loader is open to everybody
      if (loader === undefined) expect(table[route]?.loader).toBe("public");
    },
  );

  test("a handler that is not behind a guard is found", () => {
    expect(guardedSchema.safeParse(async () => null).success).toBe(false);
    expect(guardedSchema.safeParse(undefined).success).toBe(false);
  });
});

test("every fixed address of `paths` belongs to a route", () => {
  const addresses = Object.values(paths).filter((path) => typeof path === "string");
  const routes = files.map(
    (file) =>
      `/${nameOf(file)
        .replaceAll("[.]", "~")
        .replaceAll("_.", "/")
        .replaceAll(".", "/")
        .replaceAll("~", ".")
        .replace(/^_index$/, "")}`,
  );
  expect(addresses.filter((path) => !routes.includes(path))).toEqual([]);
});
