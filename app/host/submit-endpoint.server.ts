import type { RequestHandler } from "express";
import { forgetCode, readCode } from "#app/draft-cookie.server.ts";
import { readJson, sendJson } from "#app/host/json-exchange.ts";
import { answerRefusal } from "#app/host/refused.ts";
import { readProof } from "#app/host/respondent-proof.server.ts";
import { limitSubmissions, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { rememberReceipt } from "#app/receipt-cookie.server.ts";
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
    const submission = await readJson(req);
    const remembered = await readProof(token, { body: submission, cookies: req.headers.cookie, address });
    const outcome = await submitResponse(token, submission, new Date(), remembered);
    if (outcome.kind === "link" && outcome.state === "unknown") await limitUnknownLinks(address);
    if (outcome.kind === "received") res.setHeader("Set-Cookie", await cookiesOf(outcome, token, req.headers.cookie));
    const { status, body } = replyOf(outcome);
    sendJson(res, status, body);
  } catch (error) {
    answerRefusal(error, res, next);
  }
};

/** What was sent is remembered; the draft that was sent is forgotten, but not another one that this browser has begun. */
async function cookiesOf(
  { response, code }: Extract<SubmissionOutcome, { kind: "received" }>,
  token: string,
  cookies: string | undefined,
): Promise<string[]> {
  const receipt = await rememberReceipt(token, { id: response.id, code });
  const isOfThisForm = (await readCode(token, cookies ?? null)) === code;
  return isOfThisForm ? [receipt, await forgetCode(token)] : [receipt];
}

function replyOf(outcome: SubmissionOutcome): { status: number; body: unknown } {
  switch (outcome.kind) {
    case "received": {
      const { receiptNumber, receivedAt } = outcome.response;
      return { status: outcome.repeated ? 200 : 201, body: { receiptNumber, receivedAt } };
    }
    case "invalid":
      return { status: 422, body: { errors: outcome.errors } };
    case "doubts":
      return { status: 202, body: { doubts: outcome.doubts } };
    case "already_answered":
      return { status: 409, body: { code: "already_answered" } };
    case "link":
      return { status: outcome.state === "unknown" ? 404 : 410, body: { code: outcome.state } };
    case "malformed":
      return { status: 400, body: { code: "malformed" } };
  }
}
