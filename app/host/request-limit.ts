import type { Request, RequestHandler, Response } from "express";
import { sendJson } from "#app/host/json-exchange.ts";
import { messagesOf } from "#app/i18n/messages.server.ts";
import { paths } from "#app/paths.ts";
import { longLimitMs, usualLimitMs } from "#app/within-limit.ts";
import { localeSchema } from "#domain/locale.ts";

export type RequestLimits = {
  /** How long the whole request may take to arrive. */
  arrivingMs: number;
  arrivingLongMs: number;
  /** How long an answer may take, from the moment the request is here, or from its beginning where nobody reads it. */
  usualMs: number;
  longMs: number;
  /** An answer that has begun is cut off after this: a table of a whole city over a slow line takes its time. */
  sendingMs: number;
};

/** Routes refuse by themselves a little earlier (within-limit), with a page of their own; this is for all that is before and behind them. */
const defaults: RequestLimits = {
  arrivingMs: 13_000,
  arrivingLongMs: 60_000,
  usualMs: usualLimitMs + 1_000,
  longMs: longLimitMs + 5_000,
  sendingMs: 10 * 60_000,
};
const comeBackAfterSeconds = 2;

/** What may take its time: imports, the set-up, opening a round, and what is made for a whole city at once. */
const longPaths = new RegExp(`^(${paths.importProviders}|${paths.setUp})(/|[.]data|$)|^${paths.rounds}/|[.]csv$`);
export const isLongPath = (path: string): boolean => longPaths.test(path);

/**
 * Gives every request an answer: one that has none by its limit is answered with 503 and Retry-After, one that does not arrive with
 * 408. What was under way goes on; what it wants to answer later is dropped (`answeredLate`). A submission is sent again with its
 * key and finds what was stored.
 */
export function limitRequests(limits: RequestLimits = defaults): RequestHandler {
  return (req, res, next) => {
    const isLong = isLongPath(req.path);
    const limitMs = isLong ? limits.longMs : limits.usualMs;
    let answering: NodeJS.Timeout;
    const wait = (ms: number, then: () => void) => {
      answering = setTimeout(then, ms).unref();
    };
    const look = () => {
      if (res.headersSent) wait(limits.sendingMs, () => res.destroy());
      else if (isArriving(req)) req.once("end", () => wait(limitMs, look));
      else refuse(req, res, 503);
    };
    wait(limitMs, look);
    const arriving = setTimeout(
      () => {
        if (req.complete) return;
        // answered already, without the rest
        if (res.headersSent) req.socket.destroy();
        else refuse(req, res, 408);
      },
      isLong ? limits.arrivingLongMs : limits.arrivingMs,
    ).unref();
    res.once("close", () => {
      clearTimeout(answering);
      if (req.complete) clearTimeout(arriving);
    });
    next();
  };
}

/** Whether an answer came after the request had been refused by its limit. */
export const answeredLate = (res: Response): boolean => res.locals.refusedByLimit === true;

/** Somebody reads the body and it is not whole yet. */
const isArriving = (req: Request): boolean => !req.complete && req.readableFlowing === true;

function refuse(req: Request, res: Response, status: 408 | 503): void {
  res.locals.refusedByLimit = true;
  res.setHeader("Retry-After", String(comeBackAfterSeconds));
  res.setHeader("Cache-Control", "no-store");
  if (!req.complete) closeAfter(req, res);
  if (req.is("application/json"))
    sendJson(res, status, { code: "unavailable", retryAfterSeconds: comeBackAfterSeconds });
  else res.status(status).type("text/html").send(page());
}

/** What is still to come of the request would stand before the next one, and nobody wants to wait for it. */
function closeAfter(req: Request, res: Response): void {
  res.setHeader("Connection", "close");
  res.once("finish", () => req.socket.destroySoon());
}

/** In both languages: which one the reader wants is told by what may just be stuck. */
function page(): string {
  const parts = localeSchema.options.map((locale) => {
    const texts = messagesOf(locale);
    return `<section lang="${locale}"><h1>${texts["error.unavailable.title"]}</h1><p>${texts["error.unavailable.text"]}</p></section>`;
  });
  return `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>地域診断</title>${parts.join("")}</html>\n`;
}
