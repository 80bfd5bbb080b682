import type { Corporation } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

/** What providers of one corporation share: its number, else its name; empty where neither is known. */
export function corporationKey({ number, name }: Corporation): string {
  return number ?? toSearchKey(name);
}

/** Entries by corporation, in the order in which each corporation comes first; those without one make the last group. */
export function groupByCorporation<Entry extends { readonly corporation: Corporation }>(
  entries: readonly Entry[],
): { readonly corporation: Corporation; readonly entries: Entry[] }[] {
  const groups = new Map<string, { corporation: Corporation; entries: Entry[] }>();
  for (const entry of entries) {
    const key = corporationKey(entry.corporation);
    const group = groups.get(key) ?? { corporation: entry.corporation, entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  const none = groups.get("");
  groups.delete("");
  return [...groups.values(), ...(none ? [none] : [])];
}
