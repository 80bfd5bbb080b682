import type { ServerResponse } from "node:http";
import type { NextFunction } from "express";
import { refusals } from "#app/errors.ts";
import { sendJson } from "#app/host/json-exchange.ts";
import { findRefusal } from "#app/route.server.ts";

/**
 * Answers a refusal of the catalogue as JSON with its status; a surprise goes on to the error handler, and so does what comes after the
 * request was answered by its limit. Never throws: it stands in the last `catch` of a handler, and nobody is behind that.
 */
export function answerRefusal(error: unknown, res: ServerResponse, next: NextFunction): void {
  const refusal = findRefusal(error);
  if (!refusal || res.headersSent) {
    next(error);
    return;
  }
  const { code, retryAfterSeconds } = refusal;
  if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", String(retryAfterSeconds));
  sendJson(res, refusals[code].status, { code, retryAfterSeconds });
}
