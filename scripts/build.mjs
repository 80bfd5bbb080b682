import "./node-version.mjs";
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./child.mjs";
import { ensureInstalled } from "./install.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { precompress } from "./precompress.mjs";
import { hashSources } from "./source-hash.mjs";
import { fail, say, stop } from "./terminal.mjs";

/**
 * Builds the application for production, compressed files included, unless `build/` was made from exactly these sources.
 * Throws an error with a `userMessage` when the build fails.
 * @param {string} projectRoot absolute path
 */
export async function ensureBuilt(projectRoot) {
  if (isFresh(projectRoot)) return;
  await oneAtATime(projectRoot, async () => {
    if (!isFresh(projectRoot)) await build(projectRoot);
  });
}

async function build(projectRoot) {
  say("アプリケーションを組み立てています…", "Building the application …");
  // The stamp goes first and comes back last, so that a build killed in between is made again.
  const sources = hashSources(projectRoot);
  rmSync(stampFile(projectRoot), { force: true });
  const remix = join(projectRoot, "node_modules", "@remix-run", "dev", "dist", "cli.js");
  const { ok } = await run(process.execPath, [remix, "vite:build"], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: "production" },
    quiet: true,
  });
  if (!ok) throw stop("組み立てに失敗しました(理由は上の行です)。", "The build failed; the reason is above.");
  await precompress(join(projectRoot, "build", "client"));
  writeFileSync(stampFile(projectRoot), sources);
}

const stampFile = (projectRoot) => join(projectRoot, "build", "sources.sha256");

function isFresh(projectRoot) {
  const parts = [
    stampFile(projectRoot),
    join(projectRoot, "build", "server", "index.js"),
    join(projectRoot, "build", "client"),
  ];
  return parts.every((part) => existsSync(part)) && readFileSync(parts[0], "utf8") === hashSources(projectRoot);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const projectRoot = fileURLToPath(new URL("..", import.meta.url));
  try {
    await ensureInstalled(projectRoot);
    await ensureBuilt(projectRoot);
    say("build/ は最新です。", "build/ is up to date.");
  } catch (error) {
    fail(error);
  }
}
