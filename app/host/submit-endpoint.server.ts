import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import { refusals } from "#app/errors.ts";
import { limitSubmissions, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { rememberReceipt } from "#app/receipt-cookie.server.ts";
import { findRefusal } from "#app/route.server.ts";
import { hashToken } from "#app/services/links.server.ts";
import { type SubmissionOutcome, submitResponse } from "#app/services/submit-response.server.ts";

/** Where a filled form is sent to (`paths.submit`). */
export const submitPattern = "/r/:token/submit";

/**
 * Takes one filled form as JSON. 201 received, 200 received before, 202 not stored yet: something looks odd and must be confirmed, 400 not a submission, 404 unknown link, 409 somebody
 * answered this invitation, 410 closed or revoked, 422 answers to mend (a message per question), 429, 503 try again. It
 * stands before Remix (docs/decisions/0018). Bodies are of a stated, limited length when they get here.
 */
export const takeSubmission: RequestHandler<{ token: string }> = async (req, res, next) => {
  const { token } = req.params;
  const address = req.ip ?? "";
  try {
    await limitSubmissions(hashToken(token), address);
    const outcome = await submitResponse(token, await readJson(req));
    if (outcome.kind === "link" && outcome.state === "unknown") await limitUnknownLinks(address);
    await answer(res, token, outcome);
  } catch (error) {
    const refusal = findRefusal(error);
    if (!refusal) return next(error);
    const { code, retryAfterSeconds } = refusal;
    if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", String(retryAfterSeconds));
    sendJson(res, refusals[code].status, { code, retryAfterSeconds });
  }
};

/** The JSON that was sent; null for anything else, and where the sender went away. */
async function readJson(req: IncomingMessage): Promise<unknown> {
  if (!req.headers["content-type"]?.startsWith("application/json")) return null;
  try {
    return JSON.parse(await readText(req));
  } catch {
    return null;
  }
}

function readText(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.once("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    req.once("error", reject);
  });
}

async function answer(res: ServerResponse, token: string, outcome: SubmissionOutcome): Promise<void> {
  switch (outcome.kind) {
    case "received": {
      const { receiptNumber, receivedAt, id } = outcome.response;
      res.setHeader("Set-Cookie", await rememberReceipt(token, id));
      return sendJson(res, outcome.repeated ? 200 : 201, { receiptNumber, receivedAt });
    }
    case "invalid":
      return sendJson(res, 422, { errors: outcome.errors });
    case "doubts":
      return sendJson(res, 202, { doubts: outcome.doubts });
    case "already_answered":
      return sendJson(res, 409, { code: "already_answered" });
    case "link":
      return sendJson(res, outcome.state === "unknown" ? 404 : 410, { code: outcome.state });
    case "malformed":
      return sendJson(res, 400, { code: "malformed" });
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const json = JSON.stringify(body);
  res.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(json),
  });
  res.end(json);
}
