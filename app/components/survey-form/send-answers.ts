import type { Doubt } from "#surveys/plausibility.ts";

/** Why sending did not end with a receipt. */
export type SendProblem =
  | { kind: "invalid"; errors: readonly { path: string; question: string; message: string }[] }
  | { kind: "refused"; reason: "closed" | "already_answered" | "malformed" | "too_many_requests" | "signed_out" }
  | { kind: "unreachable" };

export type SendOutcome =
  | { kind: "received"; receiptNumber: string }
  /** Nothing is stored yet: the respondent is asked about these. */
  | { kind: "doubts"; doubts: readonly Doubt[] }
  | SendProblem;

const tries = 3;
const firstWaitMs = 800;

/**
 * Sends the answers, again with the same key after a lost reply or a busy server: a submission that was stored meanwhile
 * is answered with its receipt.
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
): Promise<SendOutcome> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await wait(firstWaitMs * 2 ** (attempt - 1));
    const outcome = await sendOnce(url, submission);
    if (outcome.kind !== "unreachable") return outcome;
  }
  return { kind: "unreachable" };
}

async function sendOnce(url: string, submission: unknown): Promise<SendOutcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(submission),
    });
    // Staff whose session has ended is sent to the sign-in page, which is no receipt.
    if (response.redirected) return { kind: "refused", reason: "signed_out" };
    if (response.status === 202) return { kind: "doubts", doubts: (await response.json()).doubts };
    if (response.ok) return { kind: "received", receiptNumber: (await response.json()).receiptNumber };
    if (response.status === 422) return { kind: "invalid", errors: (await response.json()).errors };
    if (response.status === 404 || response.status === 410) return { kind: "refused", reason: "closed" };
    if (response.status === 409) return { kind: "refused", reason: "already_answered" };
    if (response.status === 429) return { kind: "refused", reason: "too_many_requests" };
    if (response.status < 500) return { kind: "refused", reason: "malformed" };
    return { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
