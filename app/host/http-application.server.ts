import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { constants } from "node:zlib";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import expressStaticGzip from "express-static-gzip";
import helmet from "helmet";
import type { Logger } from "pino";
import type { Environment } from "#app/env.server.ts";
import { draftPattern, takeDraft } from "#app/host/draft-endpoint.server.ts";
import { loggedPath } from "#app/host/logged-path.ts";
import { openedPattern, takeOpened } from "#app/host/opened-endpoint.server.ts";
import { answeredLate, limitRequests } from "#app/host/request-limit.ts";
import { submitPattern, takeSubmission } from "#app/host/submit-endpoint.server.ts";
import { watchForwarded } from "#app/host/watch-forwarded.ts";
import { isForeignWrite, originOf } from "#app/host/write-origin.ts";
import { dropOldLinkCookies } from "#app/link-cookie.server.ts";
import { paths } from "#app/paths.ts";
import { maxCsvBytes } from "#app/services/import-table/table-refused.ts";
import { storageState } from "#app/services/storage.server.ts";
import { pingDatabase } from "#models/connection.server.ts";
import type { Engine } from "#models/engine/engine.server.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    nonce: string;
    requestId: string;
    clientAddress: string;
  }
}

/** The largest body a route reads, but for the set-up and the import. The biggest questionnaire's answers are below 64 KB. */
const maxBodyBytes = 256 * 1024;
/** The set-up takes a list of providers of 100,000 characters; a form writes a kanji as 9 bytes. */
const maxSetUpBytes = 1_500_000;
const setUpPaths: readonly string[] = [paths.setUp, `${paths.setUp}.data`];
/** A table of providers, with what a multipart form writes around it. Its route reads no body before it knows who sends it. */
const maxImportBytes = maxCsvBytes + 16 * 1024;
const importPaths: readonly string[] = [paths.importProviders, `${paths.importProviders}.data`];

/** How long a body may be at this path. */
function bodyLimit(path: string): number {
  if (importPaths.includes(path)) return maxImportBytes;
  return setUpPaths.includes(path) ? maxSetUpBytes : maxBodyBytes;
}

/** A form's page of 65 KB is 15.4 KB with it, 17.4 KB with the usual 4, in the same 4 ms. */
const pageQuality = 6;

export type HttpApplicationOptions = {
  build: ServerBuild;
  environment: Environment;
  logger: Logger;
  engine: Engine | null;
  projectRoot: string;
};

/** The HTTP side of the program: headers, limits, static files, health, submissions, and Remix for the rest. */
export function createHttpApplication(options: HttpApplicationOptions): express.Express {
  const { build, environment, logger, engine, projectRoot } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", environment.TRUST_PROXY);
  app.use(identifyRequest(logger, environment.TRUST_PROXY > 0));
  app.use(watchForwarded(logger, environment.isProxyDecided));
  app.use(dropUnreadBody);
  app.use(refuseStrangeHosts);
  app.use(limitRequests());
  app.get("/healthz", answerHealth(engine));
  app.trace("*", refuseTrace);
  // A script or a style sheet is no page: the rules for pages would add a kilobyte to each of them.
  app.use(
    "/assets",
    helmet.noSniff(),
    helmet.referrerPolicy(referrerPolicy),
    expressStaticGzip(join(projectRoot, "build/client/assets"), {
      enableBrotli: true,
      orderPreference: ["br", "gz"],
      serveStatic: { immutable: true, maxAge: "1y", fallthrough: false },
    }),
  );
  app.use(securityHeaders(environment), permissionsPolicy);
  app.use(express.static(join(projectRoot, "build/client"), { maxAge: "1h", index: false }));
  app.use(refuseForeignWrites(environment.PUBLIC_URL));
  app.use(keepCookiesFew);
  app.use(limitBody);
  app.post(submitPattern, takeSubmission);
  app.post(draftPattern, takeDraft);
  app.post(openedPattern, takeOpened);
  app.use(compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: pageQuality } } }));
  app.all(
    "*",
    createRequestHandler({
      build,
      mode: "production",
      getLoadContext: (req, res) => ({
        nonce: String(res.locals.nonce),
        requestId: String(res.locals.requestId),
        clientAddress: req.ip ?? "",
      }),
    }),
  );
  app.use(answerError(logger));
  return app;
}

/** Gives each request an id and writes one log line when it ends, without the token of a link. */
function identifyRequest(logger: Logger, trustsProxy: boolean): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.locals.requestId = randomUUID();
    res.locals.nonce = randomBytes(16).toString("base64");
    // Remix builds the request's URL from this header even when no proxy is trusted.
    if (!trustsProxy) delete req.headers["x-forwarded-host"];
    res.setHeader("X-Request-Id", res.locals.requestId);
    res.on("finish", () => {
      const ms = Math.round(performance.now() - started);
      const path = loggedPath(req.originalUrl);
      logger.info({ id: res.locals.requestId, method: req.method, path, status: res.statusCode, ms }, "request");
    });
    next();
  };
}

function answerHealth(engine: Engine | null): RequestHandler {
  return async (_req, res) => {
    const reachable = await pingDatabase();
    const database = engine ? { kind: "embedded", state: engine.state(), reachable } : { kind: "server", reachable };
    res.setHeader("Cache-Control", "no-store");
    if (!reachable) res.setHeader("Retry-After", "2");
    const storage = await storageState();
    res.status(reachable ? 200 : 503).json({ status: reachable ? "ok" : "unavailable", database, storage });
  };
}

/**
 * A respondent's link must not travel: pages elsewhere learn our origin at most. `no-referrer` would take the Origin header
 * from form posts, which the check of writes needs.
 */
const referrerPolicy = { policy: "strict-origin" } as const;

function securityHeaders(environment: Environment): RequestHandler {
  const secure = environment.PUBLIC_URL?.startsWith("https:") ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // A nonce alone blocks modulepreload, hence 'self' as well.
        scriptSrc: ["'self'", (_req, res) => `'nonce-${(res as express.Response).locals.nonce}'`],
        styleSrc: ["'self'"],
        // SurveyJS and Recharts size their boxes by style attributes.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy,
    strictTransportSecurity: secure,
    xPoweredBy: false,
  });
}

/** No page uses anything of the device; what a page would load one day could not either. Clipboard and printing stay. */
const permissionsPolicy: RequestHandler = (_req, res, next) => {
  res.setHeader("Permissions-Policy", deniedFeatures.map((feature) => `${feature}=()`).join(", "));
  next();
};
const deniedFeatures = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"],
  ...["encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"],
  ...["magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get"],
  ...["screen-wake-lock", "serial", "usb", "window-management", "xr-spatial-tracking"],
];

/** A `Request` cannot have this method, so no route could answer it; Node itself hangs up on CONNECT. */
const refuseTrace: RequestHandler = (_req, res) => {
  res.status(405).set("Allow", "GET, HEAD, POST").type("text/plain").send("405\n");
};

/** Our pages' origin is the public address; without one, what the request came by (its proxy's word where that is trusted). */
function refuseForeignWrites(publicUrl: string | undefined): RequestHandler {
  return (req, res, next) => {
    const foreign = isForeignWrite({
      method: req.method,
      ownOrigin: originOf(publicUrl ?? `${req.protocol}://${req.get("host") ?? ""}`),
      origin: req.get("origin"),
      fetchSite: req.get("sec-fetch-site"),
    });
    if (foreign) res.status(403).type("text/plain").send("This address accepts writes from its own pages only.\n");
    else next();
  };
}

const keepCookiesFew: RequestHandler = (req, res, next) => {
  const dropped = dropOldLinkCookies(req.get("cookie"));
  if (dropped.length > 0) res.append("Set-Cookie", dropped);
  next();
};

/** A write says how long it is (Node reads no more than that), and it is short. */
/**
 * An answer may be given before the body was read (405, 404). What is left of it would stand before the next request of the
 * same connection, which then waits until it is cut off: so it is read and dropped.
 */
const dropUnreadBody: RequestHandler = (req, res, next) => {
  res.once("finish", () => {
    if (req.readableEnded) return;
    req.removeAllListeners("data");
    req.resume();
  });
  next();
};

const limitBody: RequestHandler = (req, res, next) => {
  if (req.method === "GET" || req.method === "HEAD") return next();
  const length = req.get("content-length");
  const limit = bodyLimit(req.path);
  if (length === undefined && req.get("transfer-encoding") !== undefined) {
    res.status(411).type("text/plain").send("A Content-Length is needed.\n");
  } else if (Number(length ?? 0) > limit) {
    res.setHeader("Connection", "close");
    res.status(413).type("text/plain").send("送信された内容が大きすぎます。 The request is too large.\n");
  } else next();
};

/**
 * A page's request is made of its Host: one with a user name before it cannot be made, and the error would quote the address, token
 * included. `X-Forwarded-Host` comes from a proxy that is trusted, or was dropped.
 */
const refuseStrangeHosts: RequestHandler = (req, res, next) => {
  const hosts = [req.headers.host, req.headers["x-forwarded-host"]].flat();
  if (hosts.some((host) => host?.includes("@"))) answerPlainly(res, 400);
  else next();
};

/** Words for who reads it: a person with a broken address, or who looks after a proxy. */
const plainWords: Readonly<Record<number, string>> = {
  400: "アドレスを読み取れませんでした。はじめから開き直してください。 The address cannot be read; please open it anew.",
  403: "このアドレスは開けません。 This address cannot be opened.",
  404: "ページが見つかりません。 There is no such page.",
  500: "エラーが起きました。しばらくしてから、もう一度お試しください。 Something went wrong; please try again in a while.",
};

const answerPlainly = (res: express.Response, status: number) =>
  res
    .status(status)
    .type("text/plain")
    .send(`${status} ${plainWords[status] ?? ""}\n`);

/** What no page answered: a broken request (400), a file that is not there (404), or our own fault (500). */
function answerError(logger: Logger): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    if (answeredLate(res)) return;
    const stated = typeof error?.status === "number" && error.status >= 400 && error.status < 500 ? error.status : null;
    const status =
      stated ?? (error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_URL" ? 400 : 500);
    if (status === 500) logger.error({ id: res.locals.requestId, err: error }, "unanswered error");
    if (res.headersSent) res.destroy();
    else answerPlainly(res, status);
  };
}
