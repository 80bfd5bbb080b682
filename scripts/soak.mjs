import "./node-version.mjs";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { run } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { fail, stop } from "./terminal.mjs";

const projectRoot = fileURLToPath(new URL("..", import.meta.url));
const folder = join(projectRoot, "tests", "soak");
const ending = /\.soak\.(ts|mjs)$/;

try {
  const files = choose(process.argv.slice(2));
  await ensureInstalled(projectRoot);
  await ensureBuilt(projectRoot);
  process.exitCode = (await runAll(files)) ? 0 : 1;
} catch (error) {
  fail(error);
}

/** The files of the names asked for (`npm run soak -- kills attacks`), or all of them. */
function choose(names) {
  const files = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => ending.test(file));
  const known = files.map((file) => file.replace(ending, ""));
  const unknown = names.filter((name) => !known.includes(name));
  if (files.length === 0 || unknown.length > 0) {
    const [asked, have] = [unknown.join(", ") || "*", known.join(", ") || "-"];
    throw stop(`長時間試験がありません: ${asked}(あるもの: ${have})`, `No such soak run: ${asked} (there is: ${have})`);
  }
  return names.length === 0 ? files : files.filter((file) => names.includes(file.replace(ending, "")));
}

/** One by one, because each measures the machine; the runs print their own figures. */
async function runAll(files) {
  const lines = [];
  let allOk = true;
  for (const file of files) {
    console.log(`\n── ${file}`);
    const started = Date.now();
    const { ok } = await run(process.execPath, ["--import", "tsx", join(folder, file)], { cwd: projectRoot });
    lines.push(`${ok ? "ok    " : "FAILED"} ${file} ${((Date.now() - started) / 1000).toFixed(1)} s`);
    allOk = allOk && ok;
  }
  console.log(`\n${lines.join("\n")}`);
  return allOk;
}
