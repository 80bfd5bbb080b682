import "./node-version.mjs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, say } from "./terminal.mjs";

// Loaded only after the version check above, because an older Node may not know what they import.
const { ensureBrowser } = await import("./browser.mjs");
const { ensureBuilt } = await import("./build.mjs");
const { run, runNpm } = await import("./child.mjs");
const { countTests } = await import("./count-tests.mjs");
const { ensureInstalled } = await import("./install.mjs");

const projectRoot = fileURLToPath(new URL("..", import.meta.url));
const limitMs = 600_000;
const onePassed = { passed: 1, failed: 0 };
const oneFailed = { passed: 0, failed: 1 };

try {
  await ensureInstalled(projectRoot);
  process.exitCode = (await runAll()) ? 0 : 1;
} catch (error) {
  fail(error);
}

/** Every step runs, whatever became of the one before, except the browser tests, which need a build and a browser. */
async function runAll() {
  const started = Date.now();
  const reports = mkdtempSync(join(tmpdir(), "chiiki-shindan-test-"));
  const env = testEnvironment();
  const counts = [];
  // Side by side: each uses one core, and checking the types takes as long as all the others.
  const sides = [["typecheck"], ["lint", "layers", "deadcode"]];
  counts.push(...(await Promise.all(sides.map((scripts) => runScripts(scripts, env)))).flat());
  for (const project of ["unit", "integration"]) {
    counts.push(await step(project, () => runVitest(project, reports, env)));
  }
  counts.push(await step("build", () => attempt(() => ensureBuilt(projectRoot))));
  counts.push(await step("e2e", () => runBrowserTests(counts.at(-1), reports, env)));
  rmSync(reports, { recursive: true, force: true });

  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  console.log(`\nTotal time: ${seconds(started)}\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

async function step(name, work) {
  const started = Date.now();
  console.log(`\n── ${name}`);
  const count = await work();
  console.log(`── ${name}: ${count.passed} passed, ${count.failed} failed in ${seconds(started)}`);
  return count;
}

async function runScripts(scripts, env) {
  const counts = [];
  for (const script of scripts) counts.push(await step(script, () => runScript(script, env)));
  return counts;
}

async function runScript(script, env) {
  const { ok } = await runNpm(["run", "--silent", script], { cwd: projectRoot, env, limitMs });
  return ok ? onePassed : oneFailed;
}

async function runVitest(project, reports, env) {
  const report = join(reports, `${project}.json`);
  const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [vitest, "run", "--project", project, "--allowOnly=false", ...reporters];
  const { ok } = await run(process.execPath, args, { cwd: projectRoot, env, limitMs });
  return countTests(report, ok);
}

async function runBrowserTests(buildCount, reports, env) {
  if (buildCount === oneFailed) {
    say("組み立てに失敗したため、ブラウザ試験は行えません。", "Without a build there are no browser tests.");
    return oneFailed;
  }
  let browser;
  const found = await attempt(async () => {
    browser = await ensureBrowser();
  });
  return found === onePassed ? runVitest("e2e", reports, { ...env, CHROME_PATH: browser }) : oneFailed;
}

async function attempt(work) {
  try {
    await work();
    return onePassed;
  } catch (error) {
    console.error(error.userMessage ?? error);
    return oneFailed;
  }
}

// Tests bring their own database and their own mode; a real one named in the shell must never be written to.
function testEnvironment() {
  const { MONGODB_URI: _database, NODE_ENV: _mode, ...env } = process.env;
  return env;
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
