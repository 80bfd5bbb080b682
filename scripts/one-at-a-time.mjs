import { closeSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { say } from "./terminal.mjs";

const heartbeatMs = 1_000;
const deadAfterMs = 10_000;

/**
 * Runs `work` while no other command of this folder installs or builds. The lock is a file its owner keeps touching, so
 * that the lock of a killed command expires by itself (a process number would be reused in containers).
 */
export async function oneAtATime(projectRoot, work) {
  const lock = join(projectRoot, ".cache", "prepare.lock");
  mkdirSync(dirname(lock), { recursive: true });
  if (!take(lock)) {
    say("別の実行が準備を終えるのを待っています…", "Waiting for another run to finish its preparations …");
    while (!take(lock)) await wait(200);
  }
  const release = () => rmSync(lock, { force: true });
  const heartbeat = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), heartbeatMs);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

function take(lock) {
  const touched = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (touched !== undefined && Date.now() - touched > deadAfterMs) rmSync(lock, { force: true });
  try {
    closeSync(openSync(lock, "wx"));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
