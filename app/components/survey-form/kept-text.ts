/**
 * What was typed into a form whose link ended meanwhile. A provider's stays on this device, under a name that its new link
 * knows as well, for a week. Everybody else's stays in the tab alone: others may use the device, and an open link's name
 * would be the same for all of them.
 */
export type KeptText = {
  /** When it was kept, in ms since 1970. */
  readonly at: number;
  /** All answers, for people. */
  readonly text: string;
  /** The form it was typed into, and the draft's revision it stands on (as in `TabCopy`). */
  readonly of: string;
  readonly base: number;
  readonly pending: Readonly<Record<string, unknown>>;
  readonly decided: readonly string[];
};

/** Where a form's text is kept: the tab's name of the form, and the server's name of the right to answer (null: the tab only). */
export type KeptAt = { readonly slot: string; readonly name: string | null };

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
/** The device's storage and the tab's; to be asked for in the browser alone. */
export type Stores = { readonly device: () => Store; readonly tab: () => Store };
const ofBrowser: Stores = { device: () => localStorage, tab: () => sessionStorage };

const prefix = "kept:";
export const keptDays = 7;
const keptMs = keptDays * 86_400_000;

const open = ({ slot, name }: KeptAt, stores: Stores) =>
  name === null ? { store: stores.tab(), key: prefix + slot } : { store: stores.device(), key: prefix + name };

/** Keeps a text; false where this browser stores nothing. */
export function keepText(place: KeptAt, kept: KeptText, stores = ofBrowser): boolean {
  try {
    const { store, key } = open(place, stores);
    store.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** What is kept, unless it is older than a week. */
export function findKept(place: KeptAt, stores = ofBrowser, now = Date.now()): KeptText | null {
  try {
    const { store, key } = open(place, stores);
    return read(store, key, now);
  } catch {
    return null;
  }
}

export function forgetKept(place: KeptAt, stores = ofBrowser): void {
  try {
    const { store, key } = open(place, stores);
    store.removeItem(key);
  } catch {
    // Nothing was stored.
  }
}

/** Removes from this device whatever was kept for longer than a week, also of forms that nobody opens again. */
export function sweepKept(stores = ofBrowser, now = Date.now()): void {
  try {
    const store = stores.device();
    const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    for (const key of keys) if (key.startsWith(prefix) && read(store, key, now) === null) store.removeItem(key);
  } catch {
    // As above.
  }
}

function read(store: Store, key: string, now: number): KeptText | null {
  const value: unknown = JSON.parse(store.getItem(key) ?? "null");
  return isKept(value) && now - value.at < keptMs ? value : null;
}

function isKept(value: unknown): value is KeptText {
  return (
    typeof value === "object" &&
    value !== null &&
    "at" in value &&
    typeof value.at === "number" &&
    "text" in value &&
    typeof value.text === "string" &&
    "of" in value &&
    "base" in value &&
    typeof value.base === "number" &&
    "pending" in value &&
    typeof value.pending === "object" &&
    value.pending !== null &&
    "decided" in value &&
    Array.isArray(value.decided)
  );
}
