import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * The checker against survey-core on thousands of random answers of each standard questionnaire: the same property as in
 * tests/surveys/checker-oracle.test.ts, 25 answers at a time of `ORACLE_FACTOR`, without a time limit. A failing answer
 * is printed with the seed that makes it again.
 */
const factor = process.env.ORACLE_FACTOR ?? "80";
const root = join(import.meta.dirname, "..", "..");
const questionnaires = (
  process.env.ORACLE_OF ?? "provider-capacity,family-needs,supporter-needs,citizen-awareness"
).split(",");

const failed = questionnaires.filter((key) => {
  const started = performance.now();
  const { status } = spawnSync(
    join(root, "node_modules", ".bin", "vitest"),
    ["run", "--project", "unit", "tests/surveys/checker-oracle.test.ts", "-t", `${key}: answers as people give them`],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, SURVEY_ORACLE_FACTOR: factor } },
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(JSON.stringify({ questionnaire: key, answers: 25 * Number(factor), agrees: status === 0, seconds }));
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
