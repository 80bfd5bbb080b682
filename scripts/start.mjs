import "./node-version.mjs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fail, say } from "./terminal.mjs";

// Loaded only after the version check above, because an older Node may not know what they import.
const { readOptions, usage } = await import("./start-options.mjs");
const { ensureInstalled } = await import("./install.mjs");
const { ensureBuilt } = await import("./build.mjs");

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(`使い方: ${usage}`, `Usage: ${usage}`);
  else await start(options);
} catch (error) {
  fail(error);
}

/** Installs and builds what is missing, then serves from this same process: `startHost` prints the address and ends it. */
async function start({ port, host, data, demo, scale }) {
  const projectRoot = fileURLToPath(new URL("..", import.meta.url));
  process.env.NODE_ENV = "production";
  await ensureInstalled(projectRoot);
  await ensureBuilt(projectRoot);
  const build = await import(pathToFileURL(join(projectRoot, "build", "server", "index.js")).href);
  const dataDir = data === undefined ? join(projectRoot, demo ? "data-demo" : "data") : resolve(data);
  await build.entry.module.startHost({
    build,
    projectRoot,
    port,
    host,
    dataDir,
    demo,
    cities: scale,
    env: process.env,
  });
}
