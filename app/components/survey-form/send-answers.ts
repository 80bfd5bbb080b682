import type { Doubt } from "#surveys/plausibility.ts";
import { postJson, type Refusal } from "./refusal.ts";

/** Why sending did not end with a receipt. */
export type SendProblem =
  | { kind: "invalid"; errors: readonly { path: string; question: string; message: string }[] }
  | { kind: "refused"; refusal: Refusal };

export type SendOutcome =
  | { kind: "received"; receiptNumber: string }
  /** Nothing is stored yet: the respondent is asked about these. */
  | { kind: "doubts"; doubts: readonly Doubt[] }
  | SendProblem;

const tries = 3;
const firstWaitMs = 800;
/** Longer than this nobody waits in front of a page: it says so instead. */
const longestWaitMs = 120_000;

type Options = {
  /** Sending goes on by itself after so many seconds: the server wants a pause. */
  onWait?: (seconds: number) => void;
};

/**
 * Sends the answers, again with the same key after a lost reply or a busy server: a submission that was stored meanwhile
 * is answered with its receipt. A pause that the server asks for is kept.
 */
export async function sendAnswers(
  url: string,
  submission: {
    submissionKey: string;
    corrects: number | null;
    locale: string;
    answers: unknown;
    confirmed: readonly string[];
  },
  { onWait }: Options = {},
): Promise<SendOutcome> {
  const body = JSON.stringify(submission);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sendOnce(url, body);
    const waitMs = outcome.kind === "refused" ? waitAfter(outcome.refusal, attempt) : null;
    if (waitMs === null || attempt === tries) return outcome;
    if (outcome.kind === "refused" && outcome.refusal.kind === "too_many_requests") onWait?.(Math.ceil(waitMs / 1000));
    await wait(waitMs);
  }
}

/** How long to wait before the next try; null where another try is of no use. */
function waitAfter({ kind, retryAfterMs }: Refusal, attempt: number): number | null {
  if (!["too_many_requests", "busy", "unreachable", "offline"].includes(kind)) return null;
  const ms = Math.max(retryAfterMs ?? 0, firstWaitMs * 2 ** (attempt - 1));
  return ms <= longestWaitMs ? ms : null;
}

async function sendOnce(url: string, body: string): Promise<SendOutcome> {
  const posted = await postJson(url, body);
  if ("refusal" in posted) return { kind: "refused", refusal: posted.refusal };
  const { response } = posted;
  try {
    if (response.status === 202) return { kind: "doubts", doubts: (await response.json()).doubts };
    if (response.status === 422) return { kind: "invalid", errors: (await response.json()).errors };
    return { kind: "received", receiptNumber: (await response.json()).receiptNumber };
  } catch {
    return { kind: "refused", refusal: { kind: "unreachable", retryAfterMs: null } };
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
