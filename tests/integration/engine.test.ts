import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Engine, type EngineEvent, startEngine } from "#models/engine/engine.server.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function temporaryFolder(name = "data"): string {
  const folder = mkdtempSync(path.join(tmpdir(), `engine-test-${name}-`));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string, onEvent?: (event: EngineEvent) => void): Promise<Engine> {
  const engine = await startEngine({ dataDir, ...(onEvent ? { onEvent } : {}) });
  cleanUps.push(() => engine.stop());
  return engine;
}

function pidOf(engine: Engine): number {
  const pid = engine.pid();
  if (pid === undefined) throw new Error("the engine is not running");
  return pid;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function runFolderOf(uri: string): string {
  return path.dirname(decodeURIComponent(new URL(uri).hostname));
}

/** A server process of its own that owns an engine and tells its address and the engine's process. */
async function startOwner(dataDir: string): Promise<{ owner: ChildProcess; uri: string; pid: number }> {
  const source = `
    import { startEngine } from "#models/engine/engine.server.ts";
    const engine = await startEngine({ dataDir: process.env.DATA_DIR });
    console.log(JSON.stringify({ uri: engine.uri, pid: engine.pid() }));`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUps.push(() => owner.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: owner.stdout }), "line");
  return { owner, ...JSON.parse(String(line)) };
}

describe("one owner per data folder", () => {
  test("a second start on the same folder is refused and the first goes on", async () => {
    const dataDir = temporaryFolder();
    const first = await start(dataDir);
    await expect(startEngine({ dataDir })).rejects.toMatchObject({
      code: "data_dir_in_use",
      message: `Data folder in use: another running process has opened ${dataDir}.`,
    });
    expect(first.state()).toBe("ready");
    expect(isRunning(pidOf(first))).toBe(true);
  });

  test("a folder that cannot be made is named in the refusal", async () => {
    const file = path.join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(startEngine({ dataDir: path.join(file, "db") })).rejects.toMatchObject({
      code: "data_dir_unwritable",
      message: `The data folder ${path.join(file, "db")} cannot be made or written.`,
    });
  });

  test("damaged data are refused with a reason, and no process or socket is left", async () => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, "storage.bson"), "damaged");
    const runFolders = temporaryFolder("run");
    vi.stubEnv("TMPDIR", runFolders);
    await expect(startEngine({ dataDir })).rejects.toMatchObject({ code: "engine_failed" });
    expect(readdirSync(runFolders)).toEqual([]);
  });
});

describe("the address", () => {
  test("stays short however deep the data folder lies, and spaces and Japanese do no harm", async () => {
    const dataDir = path.join(temporaryFolder(), "地域診断 データ", "x".repeat(120), "db");
    const engine = await start(dataDir);
    expect(Buffer.byteLength(decodeURIComponent(new URL(engine.uri).hostname))).toBeLessThanOrEqual(103);
    expect(existsSync(path.join(dataDir, "WiredTiger"))).toBe(true);
  });

  test("is unchanged when the engine was killed and started again", async () => {
    const events: EngineEvent[] = [];
    const engine = await start(temporaryFolder(), (event) => events.push(event));
    const [uri, firstPid] = [engine.uri, pidOf(engine)];
    process.kill(firstPid, "SIGKILL");
    await vi.waitFor(() => expect(events.map((event) => event.type)).toEqual(["ready", "ended", "ready"]), 10_000);
    expect(engine.state()).toBe("ready");
    expect(engine.uri).toBe(uri);
    expect(pidOf(engine)).not.toBe(firstPid);
    expect(events[1]).toEqual({ type: "ended", detail: "signal SIGKILL" });
  });
});

test("an engine that does not come back after a day's run is tried again more and more rarely", async () => {
  const dataDir = temporaryFolder();
  const failedAt: number[] = [];
  const engine = await start(dataDir, ({ type }) => {
    if (type === "restart_failed") failedAt.push(performance.now());
  });
  vi.setSystemTime(Date.now() + 86_400_000);
  writeFileSync(path.join(dataDir, "storage.bson"), "damaged");
  process.kill(pidOf(engine), "SIGKILL");
  await vi.waitFor(() => expect(failedAt.length).toBeGreaterThanOrEqual(4), 30_000);
  const [, second = 0, third = 0, fourth = 0] = failedAt;
  expect(third - second).toBeGreaterThanOrEqual(500);
  expect(fourth - third).toBeGreaterThanOrEqual(1000);
});

describe("ending", () => {
  test("stop leaves no process and no socket, and may be called twice", async () => {
    const engine = await start(temporaryFolder());
    const [pid, runFolder] = [pidOf(engine), runFolderOf(engine.uri)];
    expect(existsSync(runFolder)).toBe(true);
    const from = performance.now();
    await Promise.all([engine.stop(), engine.stop()]);
    expect(performance.now() - from).toBeLessThan(3000);
    expect(engine.state()).toBe("stopped");
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(runFolder)).toBe(false);
  });

  test("stop while the engine is being restarted does not bring it back", async () => {
    const engine = await start(temporaryFolder());
    const runFolder = runFolderOf(engine.uri);
    process.kill(pidOf(engine), "SIGKILL");
    await vi.waitFor(() => expect(engine.state()).toBe("restarting"), 5000);
    await engine.stop();
    expect(engine.state()).toBe("stopped");
    expect(engine.pid()).toBeUndefined();
    expect(existsSync(runFolder)).toBe(false);
  });

  test("a frozen engine is killed in time", async () => {
    const engine = await start(temporaryFolder());
    const pid = pidOf(engine);
    process.kill(pid, "SIGSTOP");
    const from = performance.now();
    await engine.stop();
    expect(performance.now() - from).toBeLessThan(3000);
    expect(isRunning(pid)).toBe(false);
  });

  test("a killed server takes its engine along, and its data folder can be opened again at once", async () => {
    const dataDir = temporaryFolder();
    const { owner, uri, pid } = await startOwner(dataDir);
    expect(isRunning(pid)).toBe(true);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const next = await start(dataDir);
    expect(next.state()).toBe("ready");
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 3000);
    expect(existsSync(runFolderOf(uri))).toBe(false);
  });

  test("what a server and an engine killed together leave behind goes at the next start, the living stay", async () => {
    const living = await start(temporaryFolder("living"));
    const dataDir = temporaryFolder();
    const { owner, uri, pid } = await startOwner(dataDir);
    process.kill(pid, "SIGSTOP");
    owner.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    await once(owner, "exit");
    expect(existsSync(runFolderOf(uri))).toBe(true);
    await start(dataDir);
    expect(existsSync(runFolderOf(uri))).toBe(false);
    expect(existsSync(runFolderOf(living.uri))).toBe(true);
  });
});
