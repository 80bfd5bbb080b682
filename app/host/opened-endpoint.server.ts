import type { RequestHandler } from "express";
import { answerRefusal } from "#app/host/refused.ts";
import { limitDrafts, limitUnknownLinks } from "#app/rate-limit.server.ts";
import { hashToken } from "#app/services/links.server.ts";
import { noteFormOpened } from "#app/services/note-opened.server.ts";

/** Where a form says that it has come to life (`paths.opened`). */
export const openedPattern = "/r/:token/opened";

/** 204 noted, or nothing to note; 404 unknown link; 429, 503. The link alone is the right: it says no more than that it was opened. */
export const takeOpened: RequestHandler<{ token: string }> = async (req, res, next) => {
  const { token } = req.params;
  const address = req.ip ?? "";
  try {
    await limitDrafts(hashToken(token), address);
    const isKnown = await noteFormOpened(token, new Date());
    if (!isKnown) await limitUnknownLinks(address);
    res.status(isKnown ? 204 : 404).end();
  } catch (error) {
    answerRefusal(error, res, next);
  }
};
