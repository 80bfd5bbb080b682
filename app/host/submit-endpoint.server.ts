import type { ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import { forgetCode, readCode } from "#app/draft-cookie.server.ts";
import { readJson, sendJson } from "#app/host/json-exchange.ts";
import { answerRefusal } from "#app/host/refused.ts";
import { limitSubmissions, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { type Remembered, readReceipt, rememberReceipt } from "#app/receipt-cookie.server.ts";
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
    const code = await readCode(token, req.headers.cookie ?? null);
    const remembered = await readReceipt(token, req.headers.cookie ?? null);
    const outcome = await submitResponse(token, await readJson(req), { code });
    if (outcome.kind === "link" && outcome.state === "unknown") await limitUnknownLinks(address);
    await answer(res, { token, code, remembered }, outcome);
  } catch (error) {
    answerRefusal(error, res, next);
  }
};

type Sender = { token: string; code: string | null; remembered: Remembered | null };

async function answer(
  res: ServerResponse,
  { token, code, remembered }: Sender,
  outcome: SubmissionOutcome,
): Promise<void> {
  switch (outcome.kind) {
    case "received": {
      const { receiptNumber, receivedAt, id } = outcome.response;
      // A retry comes without the code's cookie when the lost reply had taken it already.
      const known = code ?? (remembered?.id === id ? remembered.code : null);
      // What was sent is remembered, what it was typed into is forgotten: the next form of this browser is another one's.
      res.setHeader("Set-Cookie", [await rememberReceipt(token, { id, code: known }), await forgetCode(token)]);
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
