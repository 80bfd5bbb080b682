import { statfs } from "node:fs/promises";
import { requireRuntime } from "#app/runtime.server.ts";

/** How long a look at the disk holds: a form saves several times a second. */
const holdsMs = 5_000;

/**
 * The disk of the data folder: the share of it that is used, 0 to 1, as somebody sees it who may not use the reserve of root.
 * - `ok`
 * - `nearly_full`: no new draft is begun, and none grows
 * - `full`: half of what was left then is used as well, and no draft is saved any more
 * Submissions are taken as long as the database takes them.
 */
export type StorageState = { state: "ok" | "nearly_full" | "full"; used: number; freeBytes: number };

let last: { at: number; folder: string; found: Promise<Omit<StorageState, "state">> } | null = null;

/** Null where a MongoDB server keeps the data: its disk is not seen from here. */
export async function storageState(): Promise<StorageState | null> {
  const { dataDir, fullAt } = requireRuntime().storage;
  if (dataDir === null) return null;
  const now = performance.now();
  if (!last || last.folder !== dataDir || now - last.at > holdsMs)
    last = { at: now, folder: dataDir, found: lookAt(dataDir) };
  const found = await last.found;
  return { ...found, state: judgeDisk(found.used, fullAt) };
}

export function judgeDisk(used: number, fullAt: number): StorageState["state"] {
  if (used < fullAt) return "ok";
  return used < (1 + fullAt) / 2 ? "nearly_full" : "full";
}

async function lookAt(folder: string): Promise<Omit<StorageState, "state">> {
  const { blocks, bfree, bavail, bsize } = await statfs(folder);
  // what is used of what is not root's reserve, as `df` counts it
  const usable = blocks - bfree + bavail;
  return { used: usable === 0 ? 1 : (blocks - bfree) / usable, freeBytes: bavail * bsize };
}
