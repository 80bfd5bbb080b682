import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isAbsolute, join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import pino from "pino";
import { type Environment, parseEnvironment } from "#app/env.server.ts";
import { startJobs } from "#app/host/background-jobs.server.ts";
import { createHttpApplication } from "#app/host/http-application.server.ts";
import { requireOwnSecret } from "#app/host/own-secret.server.ts";
import { loadSecret } from "#app/host/secret.server.ts";
import { keepHeapSmall } from "#app/host/small-heap.ts";
import { StartupError } from "#app/host/startup-error.server.ts";
import { configureRuntime, type DraftQuotas, type MailSettings } from "#app/runtime.server.ts";
import { prepareDatabase } from "#app/services/prepare-database.server.ts";
import { isRealCity, loadSampleTown } from "#app/services/sample-town/load-sample-town.server.ts";
import { announceSetUp } from "#app/services/set-up.server.ts";
import { sweepExpired } from "#app/services/sweep.server.ts";
import { connectDatabase, DatabaseConnectError, disconnectDatabase } from "#models/connection.server.ts";
import { type Engine, EngineStartError, startEngine } from "#models/engine/engine.server.ts";

export type StartOptions = {
  build: ServerBuild;
  projectRoot: string;
  port: number;
  host: string;
  /** Relative to the project's root, or absolute. */
  dataDir: string;
  demo: boolean;
  /** Invented cities of a demo, the town first; more than one for measurements. */
  cities: number;
  env: Readonly<Record<string, string | undefined>>;
};

/** A running program: where it listens and how it is stopped. */
export type RunningHost = { url: string; stop(): Promise<void> };

const sweepIntervalMs = 15 * 60 * 1000;
/**
 * Slow senders must not hold connections: one whose headers are not here by then is closed, at the next check. For bodies
 * `host/request-limit` has shorter limits; this one is the longest there is.
 */
const arriving = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 };
/** Migrations, indexes and the invented town's cities: one command may build an index over everything that is stored. */
const preparingLimitMs = 15 * 60_000;
/** SIGTERM ends everything within 5 seconds: requests in flight get this long, then their connections are closed. */
const drainMs = 2_500;

/**
 * Starts the database, prepares it, serves, prints one line `ready http://HOST:PORT`, and stops everything on SIGTERM and
 * SIGINT. Throws StartupError with one sentence when something outside keeps it from starting; nothing is left running.
 */
export async function startHost(options: StartOptions): Promise<RunningHost> {
  keepHeapSmall();
  const parsed = parseEnvironment(options.env);
  if (!parsed.ok) throw new StartupError("bad_configuration", parsed.variables.join(", "), options.env.LANG);
  const { environment } = parsed;
  const dataDir = isAbsolute(options.dataDir) ? options.dataDir : join(options.projectRoot, options.dataDir);
  const logger = pino({ level: environment.LOG_LEVEL }, pino.destination({ dest: 2, sync: false }));
  const language = environment.LANG;

  const loaded = await loadSecret({ dataDir, fromEnvironment: environment.CHIIKI_SECRET, language });
  configureRuntime({
    demo: options.demo,
    secret: loaded.secret,
    publicUrl: environment.PUBLIC_URL ?? null,
    secureCookies: environment.PUBLIC_URL?.startsWith("https:") ?? false,
    submissionsPerMinute: environment.SUBMISSIONS_PER_MINUTE,
    drafts: draftQuotas(environment),
    storage: {
      dataDir: environment.MONGODB_URI ? null : dataDir,
      fullAt: environment.DISK_FULL_PERCENT / 100,
    },
    mail: mailSettings(environment, options.demo),
  });
  const { engine, connect } = await openDatabase({ environment, dataDir, projectRoot: options.projectRoot, logger });
  let server: Server;
  try {
    await prepareDatabase();
    await requireOwnSecret(loaded, { dataDir, accept: environment.ACCEPT_NEW_SECRET === "1", language });
    if (options.demo) await loadDemo(dataDir, options.cities, language);
    else await announceSetUp((code) => process.stdout.write(`set-up code ${code}\n`));
    await disconnectDatabase();
    await connect();
    const application = createHttpApplication({
      build: options.build,
      environment,
      logger,
      engine,
      projectRoot: options.projectRoot,
    });
    server = await listen(createServer(arriving, application), options, language);
  } catch (error) {
    await disconnectDatabase();
    await engine?.stop();
    throw error;
  }
  const sweeper = setInterval(
    () => sweepExpired(new Date()).catch((error) => logger.warn({ err: error }, "sweep")),
    sweepIntervalMs,
  );
  sweeper.unref();
  const stopJobs = startJobs(logger);

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      clearInterval(sweeper);
      await stopJobs();
      await closeServer(server);
      await disconnectDatabase();
      await engine?.stop();
    })();
    return stopping;
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
  process.stdout.write(`ready ${url}\n`);
  return { url, stop };
}

const draftQuotas = (environment: Environment): DraftQuotas => ({
  perLink: environment.DRAFTS_PER_LINK,
  perNetwork: environment.DRAFTS_PER_NETWORK,
  inAll: environment.DRAFTS_IN_ALL,
  bytesInAll: environment.DRAFTS_MB * 1_000_000,
});

/** A demo sends no mail: its providers are invented, and their addresses may be somebody's. */
function mailSettings(environment: Environment, demo: boolean): MailSettings {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_PER_DAY: perDay, MAIL_MIN_DAYS_BETWEEN: minDaysBetween } = environment;
  return { smtp: url && from && !demo ? { url, from } : null, perDay, minDaysBetween };
}

/** The invented town never goes into a real city's data. Loading many cities takes minutes: each tenth is reported. */
async function loadDemo(dataDir: string, cities: number, language: string | undefined): Promise<void> {
  if (await isRealCity()) throw new StartupError("not_a_demo", dataDir, language);
  const step = Math.ceil(cities / 10);
  const report = (loaded: number) => {
    if (cities > 1 && loaded % step === 0) process.stderr.write(`cities ${loaded}/${cities}\n`);
  };
  await loadSampleTown({ cities, onCity: report });
}

type DatabaseOptions = { environment: Environment; dataDir: string; projectRoot: string; logger: pino.Logger };

/**
 * Connects to the server of MONGODB_URI, else to an engine of our own, for the work before the first request. Returns that engine and
 * how to connect for serving, where a command has less time.
 */
async function openDatabase(options: DatabaseOptions): Promise<{ engine: Engine | null; connect(): Promise<void> }> {
  const { MONGODB_URI, LANG } = options.environment;
  const engine = MONGODB_URI ? null : await openEngine(options);
  const address = {
    uri: engine?.uri ?? MONGODB_URI ?? "",
    embedded: engine !== null,
    onReconnect: () => options.logger.warn("The database connection was stuck and is made anew"),
  };
  try {
    await connectDatabase({ ...address, operationLimitMs: preparingLimitMs });
    return { engine, connect: () => connectDatabase(address) };
  } catch (error) {
    await engine?.stop();
    if (!(error instanceof DatabaseConnectError)) throw error;
    throw engine
      ? new StartupError("engine_failed", error.message, LANG)
      : new StartupError("database_unreachable", "", LANG);
  }
}

async function openEngine({ environment, dataDir, projectRoot, logger }: DatabaseOptions): Promise<Engine> {
  try {
    return await startEngine({
      dataDir: join(dataDir, "mongodb"),
      projectRoot,
      onEvent: (event) => logger.info({ event }, "database engine"),
    });
  } catch (error) {
    if (!(error instanceof EngineStartError)) throw error;
    const detail = error.code.startsWith("data_dir") ? dataDir : error.message;
    throw new StartupError(error.code, detail, environment.LANG);
  }
}

function listen(server: Server, { port, host }: StartOptions, language: string | undefined): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const problem = error.code === "EADDRINUSE" ? "port_in_use" : "port_refused";
      reject(new StartupError(problem, problem === "port_in_use" ? String(port) : `${host}:${port}`, language));
    });
    server.listen(port, host, () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
