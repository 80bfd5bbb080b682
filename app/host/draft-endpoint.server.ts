import type { RequestHandler } from "express";
import { rememberCode } from "#app/draft-cookie.server.ts";
import { readJson, sendJson } from "#app/host/json-exchange.ts";
import { answerRefusal } from "#app/host/refused.ts";
import { readProof } from "#app/host/respondent-proof.server.ts";
import { limitDrafts, limitNewDrafts, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { asksForNewDraft, type KeepOutcome, keepDraft } from "#app/services/keep-draft.server.ts";
import { hashToken } from "#app/services/links.server.ts";

/** Where a form saves what was typed into it (`paths.draft`). */
export const draftPattern = "/r/:token/draft";

/**
 * Takes what was typed into a form since it was last saved, as JSON. 200 saved (what others changed and what is in conflict
 * comes back), 400 not a draft, 403 no room for it, 404 unknown link, 409 sent or corrected by somebody else, or a code that was never given out, 410 closed,
 * revoked or re-issued (`code` says which), 413 too large, 429, 503.
 */
export const takeDraft: RequestHandler<{ token: string }> = async (req, res, next) => {
  const { token } = req.params;
  const address = req.ip ?? "";
  try {
    await limitDrafts(hashToken(token), address);
    const draft = await readJson(req);
    if (asksForNewDraft(draft)) await limitNewDrafts(address);
    await readProof(token, { body: draft, cookies: req.headers.cookie, address });
    const outcome = await keepDraft(token, draft, { address });
    if (outcome.kind === "link" && outcome.state === "unknown") await limitUnknownLinks(address);
    if (outcome.kind === "saved" && outcome.isNew && outcome.code !== null)
      res.setHeader("Set-Cookie", await rememberCode(token, outcome.code));
    const { status, body } = replyOf(outcome);
    sendJson(res, status, body);
  } catch (error) {
    answerRefusal(error, res, next);
  }
};

function replyOf(outcome: KeepOutcome): { status: number; body: unknown } {
  switch (outcome.kind) {
    case "saved": {
      const { kind: _, ...body } = outcome;
      return { status: 200, body };
    }
    case "already_answered":
    case "unknown_code":
      return { status: 409, body: { code: outcome.kind } };
    case "link":
      return { status: outcome.state === "unknown" ? 404 : 410, body: { code: outcome.state } };
    case "no_room":
      return { status: 403, body: { code: outcome.why } };
    case "too_large":
      return { status: 413, body: { code: "too_large" } };
    case "malformed":
      return { status: 400, body: { code: "malformed" } };
  }
}
