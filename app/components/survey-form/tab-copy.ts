/**
 * This tab's own notes: the key of the form, and what was typed and not yet acknowledged by the server, so that a reload or a
 * lost connection costs nothing. It lives in the tab's session storage: closing the tab removes it, no other tab sees it.
 */
type TabCopy = {
  submissionKey: string;
  sentWith?: string;
  pending: Record<string, unknown>;
  /** Pages of last round's answers that were decided on here. */
  decided?: readonly string[];
};

const place = (slot: string) => `form:${slot}`;

function read(slot: string): TabCopy | null {
  try {
    const text = sessionStorage.getItem(place(slot));
    const value: unknown = text === null ? null : JSON.parse(text);
    return isTabCopy(value) ? value : null;
  } catch {
    // Storage can be switched off; the form works without it.
    return null;
  }
}

function isTabCopy(value: unknown): value is TabCopy {
  return typeof value === "object" && value !== null && "submissionKey" in value && "pending" in value;
}

function write(slot: string, copy: TabCopy): void {
  try {
    sessionStorage.setItem(place(slot), JSON.stringify(copy));
  } catch {
    // As above: without storage a reload starts from what the server has.
  }
}

/** Keys of forms whose storage is off, for this page's life. */
const keysInMemory = new Map<string, string>();
const sentInMemory = new Map<string, string>();

/** The key that makes sending idempotent: one for this form until it was received, also across reloads. */
function submissionKeyOf(slot: string): string {
  const known = read(slot)?.submissionKey ?? keysInMemory.get(slot);
  if (known) return known;
  const submissionKey = newKey();
  keysInMemory.set(slot, submissionKey);
  write(slot, { submissionKey, pending: {} });
  return submissionKey;
}

/**
 * The key to send with. The first one used stays: the answers may have been received though no reply came, and another key
 * would make them a second response.
 */
export function keyToSend(slot: string, fromServer: string | null): string {
  const own = submissionKeyOf(slot);
  const sentWith = read(slot)?.sentWith ?? sentInMemory.get(slot) ?? fromServer ?? own;
  sentInMemory.set(slot, sentWith);
  write(slot, { ...read(slot), submissionKey: own, sentWith, pending: readPending(slot) });
  return sentWith;
}

/** What was typed in this tab and is not on the server yet, by question; null for an emptied one. */
export const readPending = (slot: string): Record<string, unknown> => read(slot)?.pending ?? {};

export function keepPending(slot: string, pending: Record<string, unknown>): void {
  write(slot, { ...read(slot), submissionKey: submissionKeyOf(slot), pending });
}

export const readDecided = (slot: string): readonly string[] => read(slot)?.decided ?? [];

export function keepDecided(slot: string, decided: readonly string[]): void {
  write(slot, { ...read(slot), submissionKey: submissionKeyOf(slot), pending: readPending(slot), decided });
}

/** Leaves nothing behind in this tab. */
export function forgetTab(slot: string): void {
  keysInMemory.delete(slot);
  sentInMemory.delete(slot);
  try {
    sessionStorage.removeItem(place(slot));
  } catch {
    // Nothing was stored.
  }
}

/** `crypto.randomUUID` exists on https and localhost only; a city's internal address may be plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
