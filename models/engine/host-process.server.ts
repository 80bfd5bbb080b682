import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";

const hostReplySchema = z.discriminatedUnion("ready", [
  z.object({ ready: z.literal(true), socket: z.string() }),
  z.object({ ready: z.literal(false), code: z.enum(["data_dir_in_use", "engine_failed"]), detail: z.string() }),
]);
export type HostReply = z.infer<typeof hostReplySchema>;

/** One run of host.mjs. Neither promise rejects. */
export interface HostProcess {
  readonly pid: number | undefined;
  readonly ready: Promise<HostReply>;
  /** How it ended: "exit code 1", "signal SIGKILL", with the last line it wrote to stderr, if any. */
  readonly exited: Promise<string>;
  /** Asks it to close, kills it after two seconds, resolves when it is gone. */
  end(): Promise<void>;
}

export interface HostLaunch {
  command: readonly [string, ...string[]];
  hostFile: string;
  dataDir: string;
  /** Becomes the host's temporary folder, so that its sockets lie where the supervisor clears up. */
  runDir: string;
}

const END_LIMIT_MS = 2000;
/** What the host may know of the environment: no secrets of the application. */
const PASSED_ON = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH"];

export function launchHost({ command, hostFile, dataDir, runDir }: HostLaunch): HostProcess {
  const [program, ...prefix] = command;
  const env: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV, TMPDIR: runDir };
  for (const name of PASSED_ON) env[name] = process.env[name];
  const child = spawn(program, [...prefix, hostFile, dataDir, runDir], { env, stdio: ["pipe", "pipe", "pipe"] });
  // writing to a host that has just died fails with EPIPE; its end is reported by `exited`
  child.stdin.on("error", () => {});

  const exited = watchExit(child);
  const ready = new Promise<HostReply>((resolve) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(parseReply(line)));
    exited.then((detail) => resolve({ ready: false, code: "engine_failed", detail }));
  });
  return { pid: child.pid, ready, exited, end: () => endHost(child, exited) };
}

function watchExit(child: ChildProcess): Promise<string> {
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString()}`.slice(-4000);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => {
      const end = signal === null ? `exit code ${code}` : `signal ${signal}`;
      const last = lastWords.trim().split("\n").at(-1) ?? "";
      resolve(last === "" ? end : `${end}: ${last}`);
    });
  });
}

function parseReply(line: string): HostReply {
  try {
    return hostReplySchema.parse(JSON.parse(line));
  } catch {
    return { ready: false, code: "engine_failed", detail: `unexpected output: ${line.slice(0, 200)}` };
  }
}

async function endHost(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.stdin?.end("stop\n");
  const limit = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
  await exited;
  clearTimeout(limit);
}
