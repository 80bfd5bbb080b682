import { constants } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type EngineErrorCode, EngineStartError } from "./engine-error.ts";
import { EngineUnsupportedError, hostCommand } from "./glibc.mjs";
import { type HostLaunch, type HostProcess, launchHost } from "./host-process.server.ts";
import { createRunFolder, type RunFolder, sweepRunFolders } from "./run-folder.server.ts";

export { EngineStartError } from "./engine-error.ts";

export type EngineState = "starting" | "ready" | "restarting" | "stopped";

/** What happens to the engine, for the log. Texts are English. */
export type EngineEvent =
  | { type: "notice"; message: string }
  | { type: "ready"; pid: number | undefined; milliseconds: number }
  | { type: "ended"; detail: string }
  | { type: "restart_failed"; detail: string }
  | { type: "stopped" };

export interface Engine {
  /** A `mongodb://` address that stays the same over restarts. */
  readonly uri: string;
  state(): EngineState;
  pid(): number | undefined;
  /** Ends the database and removes its sockets, within about three seconds. May be called twice. */
  stop(): Promise<void>;
}

export interface StartEngineOptions {
  /** Made when it does not exist. Any path will do: deep, with spaces, in Japanese. */
  dataDir: string;
  onEvent?: (event: EngineEvent) => void;
  /** Where `models/engine/host.mjs` lies: the server is bundled, so it cannot look beside itself. */
  projectRoot?: string;
}

/** Waits before the first, second, third … restart in a row, in milliseconds; the last repeats. */
const BACKOFF_MS = [0, 250, 500, 1000, 2000];
/** An engine that was up this long starts its count of failures anew. */
const STABLE_MS = 10_000;
/** How long a killed server's engine may need to notice and to close its data folder. */
const ORPHAN_MS = 5000;
const REFRESH_MS = 3_600_000;

/**
 * Starts the embedded MongoDB on `dataDir` in a process of its own and keeps it running: when it dies it is started again,
 * under the same address. One owner per data folder. Throws EngineStartError.
 */
export async function startEngine(options: StartEngineOptions): Promise<Engine> {
  const { onEvent = () => {}, projectRoot = process.cwd() } = options;
  const dataDir = await prepareDataDir(options.dataDir);
  const command = await findCommand(projectRoot, onEvent);
  const orphaned = (await sweepRunFolders()).includes(dataDir);
  const runFolder = await createRunFolder(dataDir);
  const hostFile = path.join(projectRoot, "models", "engine", "host.mjs");
  const supervisor = new Supervisor(runFolder, { command, hostFile, dataDir, runDir: runFolder.path }, onEvent);
  try {
    await supervisor.start(orphaned ? ORPHAN_MS : 0);
  } catch (error) {
    await runFolder.remove();
    throw error;
  }
  return {
    uri: `mongodb://${encodeURIComponent(runFolder.socketPath)}/?directConnection=true`,
    state: () => supervisor.state,
    pid: () => supervisor.pid(),
    stop: () => supervisor.stop(),
  };
}

class Supervisor {
  state: EngineState = "starting";
  #host: HostProcess | undefined;
  #readyAt = 0;
  #watching: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  #refresh: NodeJS.Timeout | undefined;

  constructor(
    private readonly runFolder: RunFolder,
    private readonly launch: HostLaunch,
    private readonly onEvent: (event: EngineEvent) => void,
  ) {}

  pid(): number | undefined {
    return this.state === "ready" ? this.#host?.pid : undefined;
  }

  /** The first start: fails where a later one is tried again, except that an orphan gets `patience` ms to close. */
  async start(patience: number): Promise<void> {
    const giveUpAt = Date.now() + patience;
    for (;;) {
      const failure = await this.#run();
      if (failure === undefined) break;
      if (failure.code !== "data_dir_in_use" || Date.now() > giveUpAt) throw failure;
      await delay(200);
    }
    this.#watching = this.#watch();
    this.#refresh = setInterval(() => this.runFolder.refresh().catch(() => {}), REFRESH_MS).unref();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** Starts one host process; when it is not ready it is gone, and the reason is returned. */
  async #run(): Promise<EngineStartError | undefined> {
    const from = Date.now();
    const host = launchHost(this.launch);
    this.#host = host;
    const reply = await host.ready;
    if (!reply.ready) {
      await host.end();
      return startError(reply.code, this.launch.dataDir, reply.detail);
    }
    try {
      await this.runFolder.pointTo(reply.socket);
    } catch (error) {
      await host.end();
      return startError("engine_failed", this.launch.dataDir, String(error));
    }
    this.#readyAt = Date.now();
    this.state = "ready";
    this.onEvent({ type: "ready", pid: host.pid, milliseconds: this.#readyAt - from });
    return undefined;
  }

  async #watch(): Promise<void> {
    let failures = 0;
    for (;;) {
      const detail = await this.#host?.exited;
      if (this.#stopping.signal.aborted) return;
      if (this.state === "ready" && Date.now() - this.#readyAt > STABLE_MS) failures = 0;
      this.state = "restarting";
      this.onEvent({ type: "ended", detail: detail ?? "" });
      await this.#pause(failures);
      failures += 1;
      if (this.#stopping.signal.aborted) return;
      const failure = await this.#run();
      if (failure !== undefined) this.onEvent({ type: "restart_failed", detail: failure.message });
    }
  }

  async #pause(failures: number): Promise<void> {
    const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0;
    // stop() ends the wait early; that rejection says nothing new
    if (wait > 0) await delay(wait, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }

  async #end(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#refresh);
    await this.#host?.end();
    await this.#watching;
    await this.runFolder.remove();
    this.state = "stopped";
    this.onEvent({ type: "stopped" });
  }
}

/** Makes the data folder, private to this user, and returns its real path, so that one folder has one name. */
async function prepareDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new EngineStartError("data_dir_unwritable", `The data folder ${dataDir} cannot be made or written.`, {
      cause: error,
    });
  }
}

async function findCommand(projectRoot: string, onEvent: (event: EngineEvent) => void): Promise<[string, ...string[]]> {
  try {
    return await hostCommand({ projectRoot, onNotice: (message) => onEvent({ type: "notice", message }) });
  } catch (error) {
    if (error instanceof EngineUnsupportedError)
      throw new EngineStartError(error.code, error.message, { cause: error });
    throw error;
  }
}

function startError(code: EngineErrorCode, dataDir: string, detail: string): EngineStartError {
  const message =
    code === "data_dir_in_use"
      ? `Data folder in use: another running process has opened ${dataDir}.`
      : `The embedded database could not be started on ${dataDir} (${detail}).`;
  return new EngineStartError(code, message);
}
