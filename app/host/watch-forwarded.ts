import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { forgetForwarded, noteForwarded } from "#app/services/load-status.server.ts";
import { japanDay } from "#domain/fiscal-year.ts";

const sentence =
  "Requests bring X-Forwarded-For or Forwarded, but TRUST_PROXY is not set: set it to the number of proxies in front, or to 0 if there is none.";

/**
 * Warns once in the log, and each day on the administrator's page, where requests say that they passed a proxy although nobody decided
 * whether to believe that: all people then seem to have the proxy's address, and limits count them as one. Never the address itself. Where it is decided, what
 * was noted before is taken away.
 */
export function watchForwarded(logger: Logger, isDecided: boolean): RequestHandler {
  if (isDecided) {
    forgetForwarded().catch(() => {});
    return (_req, _res, next) => next();
  }
  let isWarned = false;
  let notedOn = "";
  return ({ headers }, _res, next) => {
    next();
    if (headers["x-forwarded-for"] === undefined && headers.forwarded === undefined) return;
    if (!isWarned) logger.warn(sentence);
    isWarned = true;
    const now = new Date();
    const today = japanDay(now);
    if (notedOn === today) return;
    notedOn = today;
    noteForwarded(now).catch(() => {
      // the database is away: the next request tries again
      notedOn = "";
    });
  };
}
