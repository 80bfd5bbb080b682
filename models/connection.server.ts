import { setTimeout as delay } from "node:timers/promises";
import mongoose, { type ConnectOptions } from "mongoose";
import { watchConnection } from "#models/connection-watch.server.ts";
import { releaseLostSockets } from "#models/lost-sockets.server.ts";

const { mongo } = mongoose;

// Before any model is compiled. A filter with a field the schema lacks would match everything: it throws. Operators in filters
// need mongoose.trusted(), so that an object smuggled in as a value stays a value. Indexes are made by migrations.
mongoose.set({
  strictQuery: "throw",
  sanitizeFilter: true,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
});

const DEFAULT_DATABASE = "chiiki_shindan";
const PING_MS = 1000;
/** How long the driver gives its own look at the embedded engine. */
const LOOK_LIMIT_MS = 3000;
/**
 * How long a command may stay without a sign of the server. Longer than any of ours lasts (the longest, a batch of an import, about a
 * second); the work before the first request has a limit of its own.
 */
const OPERATION_LIMIT_MS = 15_000;
/** A command that is still there so long after its limit will not end by itself. */
const STUCK_AFTER_MS = 2000;

/** The database could not be reached at start. The message is one English sentence without credentials. */
export class DatabaseConnectError extends Error {
  readonly code: "invalid_uri" | "unreachable" | "refused";

  constructor(code: DatabaseConnectError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DatabaseConnectError";
    this.code = code;
  }
}

export interface DatabaseAddress {
  uri: string;
  /** The engine of models/engine (one process on a private socket), not a MongoDB server. */
  embedded: boolean;
  /** Milliseconds that one command may stay without a sign of the server; longer at start, for migrations and indexes. */
  operationLimitMs?: number;
  /** Told each time a connection that was stuck is made anew. */
  onReconnect?: () => void;
}

/**
 * Connects Mongoose; every write is acknowledged when it is journaled, by a majority of a server's replicas. The database is the one the address names, else
 * "chiiki_shindan". Throws DatabaseConnectError.
 */
export async function connectDatabase(address: DatabaseAddress): Promise<void> {
  const { uri, embedded, operationLimitMs = OPERATION_LIMIT_MS } = address;
  releaseLostSockets();
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri) !== null;
  const options: ConnectOptions = {
    ...(named ? {} : { dbName: DEFAULT_DATABASE }),
    appName: "chiiki-shindan",
    maxPoolSize: 20,
    waitQueueTimeoutMS: 5000,
    // `timeoutMS` would be one limit for all of it: mongodb 7.8 takes it and does nothing (TimeoutContext.create)
    socketTimeoutMS: operationLimitMs,
    ...(embedded ? embeddedOptions : serverOptions),
  };
  try {
    await mongoose.connect(uri, options);
  } catch (error) {
    await mongoose.disconnect();
    throw toConnectError(uri, error);
  }
  kind = embedded ? "embedded" : "server";
  const limits = { lookMs: embedded ? LOOK_LIMIT_MS : null, commandMs: operationLimitMs + STUCK_AFTER_MS };
  unwatch = watchConnection(mongoose.connection.getClient(), limits, () => void reconnect(address));
}

const serverOptions: ConnectOptions = {
  writeConcern: { w: "majority", journal: true },
  serverSelectionTimeoutMS: 5000,
};

/**
 * One server without replicas or sessions. With w "majority" this engine answers before the journal is written (measured: 532
 * of 12,193 acknowledged writes lost over 24 SIGKILLs); with w 1 it waits (0 of 24,740
 * over 49). Writes are not retried, waits are short, and its restart is noticed at once.
 */
const embeddedOptions: ConnectOptions = {
  writeConcern: { w: 1, journal: true },
  directConnection: true,
  retryWrites: false,
  serverSelectionTimeoutMS: 3000,
  connectTimeoutMS: LOOK_LIMIT_MS,
  serverMonitoringMode: "poll",
  heartbeatFrequencyMS: 2000,
  minHeartbeatFrequencyMS: 50,
};

let kind: "embedded" | "server" = "server";

/** What the program is connected to: an engine of its own, or a MongoDB server. */
export const databaseKind = () => kind;

/** Ends the watch over the present connection. */
let unwatch = (): void => {};

/** Makes a connection that is stuck anew. Tries until it succeeds, or until the program disconnects. */
async function reconnect(address: DatabaseAddress): Promise<void> {
  address.onReconnect?.();
  let isWanted = true;
  unwatch = () => {
    isWanted = false;
  };
  while (isWanted) {
    await mongoose.disconnect();
    try {
      if (isWanted) return await connectDatabase(address);
    } catch {
      // the engine is away: requests are answered with 503 meanwhile, and it is tried again
    }
  }
}

export async function disconnectDatabase(): Promise<void> {
  unwatch();
  await mongoose.disconnect();
}

/** Whether the database answers within a second. */
export async function pingDatabase(): Promise<boolean> {
  const limit = new AbortController();
  const timeout = delay(PING_MS, false, { signal: limit.signal }).catch(() => false);
  const answer = mongoose.connection.db?.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([answer ?? false, timeout]);
  limit.abort();
  return answered;
}

/** Errors that say "not now" rather than "not so": HTTP answers 503 with Retry-After. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof mongo.MongoServerError) return UNAVAILABLE_CODES.has(Number(error.code));
  if (error instanceof mongoose.MongooseError && error.message.includes("before initial connection")) return true;
  // the driver does not export its pool's errors, and lets a write to a socket that has just closed fail as it is
  if (error.name === "MongoPoolClosedError" || error.name === "MongoWaitQueueTimeoutError") return true;
  if ("code" in error && (error.code === "EPIPE" || error.code === "ECONNRESET")) return true;
  return UNAVAILABLE_ERRORS.some((kind) => error instanceof kind);
}

const UNAVAILABLE_ERRORS = [
  // network timeouts and a pool cleared by another connection's failure are kinds of it
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongoose.Error.MongooseServerSelectionError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoServerClosedError,
  mongo.MongoClientClosedError,
];

/**
 * The server itself is going away or changing roles: the retryable codes of the driver specifications (HostUnreachable,
 * HostNotFound, NetworkTimeout, ShutdownInProgress, PrimarySteppedDown, ExceededTimeLimit, SocketException, NotWritablePrimary,
 * InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary), and the cursor of a
 * list that was being read when it went away (CursorNotFound, CursorKilled).
 */
const UNAVAILABLE_CODES = new Set([6, 7, 43, 89, 91, 189, 237, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** A unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}

function toConnectError(uri: string, error: unknown): DatabaseConnectError {
  const name = error instanceof Error ? error.name : "";
  // no cause here: a parser's message may quote the address
  if (INVALID_URI_ERRORS.has(name))
    return new DatabaseConnectError("invalid_uri", "The database address is not a valid MongoDB address.");
  const servers = serversOf(uri);
  if (error instanceof mongo.MongoServerError) {
    return new DatabaseConnectError(
      "refused",
      `The MongoDB server at ${servers} refused the connection (${error.message}).`,
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseConnectError("unreachable", `The MongoDB server at ${servers} cannot be reached (${reason}).`, {
    cause: error,
  });
}

const INVALID_URI_ERRORS = new Set([
  "MongoParseError",
  "MongoAPIError",
  "MongoInvalidArgumentError",
  "MongooseError",
  "TypeError",
  "URIError",
]);

/** The hosts of an address the driver has accepted, without the user name and password before them. */
function serversOf(uri: string): string {
  const [address = ""] = uri.replace(/^mongodb(\+srv)?:\/\//, "").split("?");
  const [servers = ""] = address.slice(address.lastIndexOf("@") + 1).split("/");
  return decodeURIComponent(servers);
}
