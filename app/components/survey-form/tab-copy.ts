/**
 * This tab's own notes on the form it shows: what was typed and not yet acknowledged by the server, so that a reload or a lost
 * connection costs nothing. They live in the tab's session storage: closing the tab removes them, no other tab sees them.
 */
export type TabCopy = {
  /** Which form: the draft's code, or whatever else tells one form at this address from the next. */
  of: string;
  /** Names the tab to the server. */
  editor: string;
  submissionKey: string;
  /** The key that was sent with first; it stays, because the answers may have been received though no reply came. */
  sentWith: string | null;
  /** The draft's revision that `pending` stands on. */
  base: number;
  pending: Readonly<Record<string, unknown>>;
  /** Pages of last round's answers that were decided on here. */
  decided: readonly string[];
  /** The page that comes next was asked for because the one before was older than these notes. */
  askedAgain: boolean;
  /** So many questions were put in from what was kept of an ended link (`kept-text.ts`), and are not saved yet. */
  takenUp?: number;
};

/** The name of a form that was neither saved nor sent before. */
export const firstForm = "first";

const place = (slot: string) => `form:${slot}`;

/** Notes of forms whose storage is off, for this page's life. */
const inMemory = new Map<string, TabCopy>();

function read(slot: string): TabCopy | null {
  try {
    const text = sessionStorage.getItem(place(slot));
    const value: unknown = text === null ? null : JSON.parse(text);
    return isTabCopy(value) ? value : (inMemory.get(slot) ?? null);
  } catch {
    // Storage can be switched off; the form works without it.
    return inMemory.get(slot) ?? null;
  }
}

function isTabCopy(value: unknown): value is TabCopy {
  return typeof value === "object" && value !== null && "of" in value && "pending" in value && "decided" in value;
}

/** A form as the server's page knows it. */
export type KnownForm = {
  /** As in `TabCopy`. */
  of: string;
  /** Of the draft, 0 without any. */
  revision: number;
  /** The tabs that the draft's answers come from. */
  editors: readonly string[];
};

/** How long the page before, in the same tab, may take to go. */
const handOverMs = 1_000;
/** The tabs' names that this page bears. */
const borne = new Set<string>();

/**
 * Makes sure that no other tab has these notes: a duplicated tab begins with a copy of them, and two that save under one name would
 * mix what is typed into them. The first keeps them, the other begins anew. Resolves when that is settled. Without the Web Locks
 * API (plain http) a duplicate can't be told.
 */
export async function claimTab(slot: string): Promise<void> {
  const known = read(slot);
  if (known && !(await bear(known.editor))) forgetTab(slot);
}

/** Whether this page has the name now, until it is gone. */
function bear(editor: string): Promise<boolean> {
  if (borne.has(editor) || typeof navigator === "undefined" || !navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), handOverMs);
    const keep = () => {
      clearTimeout(timer);
      borne.add(editor);
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    navigator.locks
      .request(`tab:${editor}`, { signal: patience.signal }, keep)
      .catch(() => resolve(!patience.signal.aborted));
  });
}

/** The notes on a form; new ones where this tab has none, or has those of another form at the same address. */
export function openTabCopy(slot: string, { of, revision, editors }: KnownForm): TabCopy {
  const known = read(slot);
  if (known?.of === of) return noteInTab(slot, { ...known, askedAgain: false });
  // This tab began the draft, and did not hear that it was saved.
  if (known?.of === firstForm && editors.includes(known.editor)) return noteInTab(slot, { ...known, of });
  const editor = newKey();
  void bear(editor);
  return noteInTab(slot, {
    of,
    editor,
    submissionKey: newKey(),
    sentWith: null,
    base: revision,
    pending: {},
    decided: [],
    askedAgain: false,
  });
}

/**
 * Whether to ask for a page again: it was made before this tab's last answers were saved, and does not hold them. One that is
 * no newer the second time holds: the draft was sent or left elsewhere.
 */
export function asksAgain({ of, revision }: KnownForm, slot: string): boolean {
  const known = read(slot);
  if (known === null || known.askedAgain) return false;
  const isAhead = known.of === of ? known.base > revision : of === firstForm;
  if (isAhead) noteInTab(slot, { ...known, askedAgain: true });
  return isAhead;
}

/**
 * Puts what was kept of an ended link into this tab's notes, to be saved like anything typed here: on the revision that it was
 * typed on, so that what others answered since then is a conflict. False where it is of another form (a correction, a first
 * sending): it is not put in then.
 */
export function takeUp(
  form: KnownForm,
  slot: string,
  kept: Pick<TabCopy, "of" | "base" | "pending" | "decided">,
): boolean {
  if (kept.of !== form.of) return false;
  const copy = openTabCopy(slot, form);
  const isEmpty = Object.keys(copy.pending).length === 0;
  noteInTab(slot, {
    ...copy,
    pending: { ...kept.pending, ...copy.pending },
    decided: [...new Set([...kept.decided, ...copy.decided])],
    base: isEmpty ? kept.base : Math.min(kept.base, copy.base),
    takenUp: Object.keys(kept.pending).length,
  });
  return true;
}

/** Writes notes down and returns them. */
export function noteInTab(slot: string, copy: TabCopy): TabCopy {
  inMemory.set(slot, copy);
  try {
    sessionStorage.setItem(place(slot), JSON.stringify(copy));
  } catch {
    // As above: without storage a reload starts from what the server has.
  }
  return copy;
}

/** Leaves nothing behind in this tab. */
export function forgetTab(slot: string): void {
  inMemory.delete(slot);
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
