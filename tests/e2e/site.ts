import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const projectRoot = join(import.meta.dirname, "..", "..");

/** A start on a busy machine, the demo's invented town included. */
const startLimitMs = 60_000;
const stopLimitMs = 5_000;

export type StartOptions = {
  demo?: boolean;
  /** Without it a new folder is made. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
};

export type Ended = { code: number | null; stdout: string; stderr: string; ms: number };

/** The built program, running as a process of its own. */
export type Site = {
  url: string;
  /** Printed while no municipality exists. */
  setUpCode: string | null;
  pid: number;
  dataDir: string;
  /** From the start of the process to the line `ready`. */
  startedInMs: number;
  /** All that was printed so far, stdout and stderr. */
  printed(): string;
  /** SIGTERM; throws when the process needs more than 5 seconds, ends with a failure or leaves a child. */
  stop(): Promise<void>;
  /** SIGKILL, waits for the end. The data stays. */
  kill(): Promise<void>;
};

const folders: string[] = [];
const children = new Set<ChildProcess>();

// Registered first, so that it runs last: after the test file has stopped its sites. What a failed test left goes too.
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder under the system's temporary folder, removed when the test file ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chiiki-shindan-e2e-"));
  folders.push(folder);
  return folder;
}

/** Starts `scripts/start.mjs` on a free port and waits for `ready URL`. Throws with all it printed when it ends before. */
export async function startSite(options: StartOptions = {}): Promise<Site> {
  const dataDir = options.dataDir ?? makeFolder();
  const started = performance.now();
  const running = run({ ...options, dataDir });
  const url = await running.waitFor(/^ready (http\S+)$/m);
  const pid = running.child.pid;
  if (pid === undefined) throw new Error("The program has no process id");
  return {
    url,
    setUpCode: /^set-up code (\S+)$/m.exec(running.printed())?.[1] ?? null,
    pid,
    dataDir,
    startedInMs: performance.now() - started,
    printed: running.printed,
    async stop() {
      const descendants = listDescendants(pid);
      const asked = performance.now();
      running.child.kill("SIGTERM");
      const { code } = await running.ended;
      const ms = performance.now() - asked;
      const left = descendants.filter(isRunning);
      if (code !== 0 || ms > stopLimitMs || left.length > 0) {
        throw new Error(
          `SIGTERM: status ${code} after ${Math.round(ms)} ms, left running: ${left.join(" ") || "nothing"}`,
        );
      }
    },
    async kill() {
      running.child.kill("SIGKILL");
      await running.ended;
    },
  };
}

/** Runs the program until it ends by itself, as it does when it cannot start. */
export async function runToEnd(options: StartOptions & { dataDir: string }): Promise<Ended> {
  return run(options).ended;
}

function run({ demo = false, dataDir, port = 0, env = {} }: StartOptions & { dataDir: string }) {
  const args = [join(projectRoot, "scripts", "start.mjs"), "--port", String(port), "--data", dataDir];
  const started = performance.now();
  const child = spawn(process.execPath, demo ? [...args, "--demo"] : args, {
    cwd: projectRoot,
    env: { ...withoutOurs(process.env), LANG: "ja_JP.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      children.delete(child);
      resolve({ code, stdout, stderr, ms: performance.now() - started });
    });
  });
  const printed = () => stdout + stderr;
  return { child, ended, printed, waitFor: (line: RegExp) => waitForLine({ child, ended, printed, line }) };
}

/** Our own environment, less what would choose the program's database, mode or log. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = { ...environment };
  for (const name of ["MONGODB_URI", "CHIIKI_SECRET", "PUBLIC_URL", "TRUST_PROXY", "LOG_LEVEL"]) delete rest[name];
  return rest;
}

function waitForLine(running: {
  child: ChildProcess;
  ended: Promise<Ended>;
  printed: () => string;
  line: RegExp;
}): Promise<string> {
  const { child, ended, printed, line } = running;
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`No line ${line} within ${startLimitMs} ms:\n${printed()}`));
    }, startLimitMs);
    const look = () => {
      const found = line.exec(printed())?.[1];
      if (found === undefined) return;
      clearTimeout(limit);
      resolve(found);
    };
    child.stdout?.on("data", look);
    void ended.then(({ code }) => {
      clearTimeout(limit);
      reject(new Error(`The program ended with ${code}:\n${printed()}`));
    });
  });
}

/** Every process started by `pid`, directly or not. Linux and macOS differ: only /proc is read, elsewhere none is found. */
export function listDescendants(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of existsSync("/proc") ? readdirSync("/proc") : []) {
    const parent = /^\d+$/.test(name) ? readParent(Number(name)) : null;
    if (parent !== null) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)]);
  }
  const open = [...(parents.get(pid) ?? [])];
  const found: number[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    open.push(...(parents.get(next) ?? []));
  }
  return found;
}

/** The fields behind the last bracket of /proc/PID/stat are: state, parent … */
function readParent(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? null : Number(fields[1]);
  } catch {
    return null;
  }
}

/** Whether a process works; one that ended and was not collected yet does not. */
export function isRunning(pid: number): boolean {
  return readParent(pid) !== null;
}

/** The database engine of a site: the one process it starts. */
export function findEngine(site: Site): number {
  const [engine, ...others] = listDescendants(site.pid);
  if (engine === undefined || others.length > 0) throw new Error(`Not one engine but ${others.length + 1}`);
  return engine;
}
