/**
 * This tab's copy of what was typed, so that a reload or a lost connection costs nothing. It lives in the tab's session
 * storage: closing the tab removes it, and no other tab or person sees it.
 */
type Draft = { submissionKey: string; answers: Record<string, unknown> | null };

const slot = (token: string) => `draft:${token}`;

function read(token: string): Draft | null {
  try {
    const text = sessionStorage.getItem(slot(token));
    const value: unknown = text === null ? null : JSON.parse(text);
    return isDraft(value) ? value : null;
  } catch {
    // Storage can be switched off; the form works without it.
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && "submissionKey" in value && "answers" in value;
}

function write(token: string, draft: Draft): void {
  try {
    sessionStorage.setItem(slot(token), JSON.stringify(draft));
  } catch {
    // As above: without storage a reload starts again.
  }
}

/** Keys of forms whose storage is off, for this page's life. */
const keysInMemory = new Map<string, string>();

/** The key that makes sending idempotent: one for this form until it was received, also across reloads. */
export function submissionKeyOf(token: string): string {
  const known = read(token)?.submissionKey ?? keysInMemory.get(token);
  if (known) return known;
  const key = newKey();
  keysInMemory.set(token, key);
  write(token, { submissionKey: key, answers: null });
  return key;
}

export function readDraft(token: string): { answers: Record<string, unknown> } | null {
  const answers = read(token)?.answers;
  return answers ? { answers } : null;
}

export function keepDraft(token: string, answers: Record<string, unknown>): void {
  write(token, { submissionKey: submissionKeyOf(token), answers });
}

/** Leaves nothing behind once the answers were received. */
export function forgetDraft(token: string): void {
  keysInMemory.delete(token);
  try {
    sessionStorage.removeItem(slot(token));
  } catch {
    // Nothing was stored.
  }
}

/** `crypto.randomUUID` exists on https and localhost only; a city's internal address may be plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
