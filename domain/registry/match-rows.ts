import type { LeftCode, LeftRow } from "#domain/registry/import-note.ts";
import type { ImportRow } from "#domain/registry/import-row.ts";
import { pairPlaces } from "#domain/registry/pair-places.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { baseKey, byNameAlone, byNumber, type RowGroups, sameAgain } from "#domain/registry/row-groups.ts";
import type { ServiceType } from "#domain/service-type.ts";

export type RegisteredEntry = Pick<Provider, "id" | "number" | "name" | "addressRest" | "mergedInto" | "left">;

/** Ids of entries by a key. */
type Index = Map<string, string[]>;

/** What entries are found by: `unnumbered`: the names of those without a number. */
type Indexes = { readonly numbers: Index; readonly names: Index; readonly unnumbered: Index };
const emptyIndexes = (): Indexes => ({ numbers: new Map(), names: new Map(), unnumbered: new Map() });

/** Rows of a provider that the registry says works no longer. */
export type LeftProvider = { readonly name: string; readonly rows: number };

export type Matched = {
  /** Rows that are left out, because which entry they mean cannot be told or their provider works no longer. */
  readonly left: readonly LeftRow[];
  readonly stopped: readonly LeftProvider[];
  /** Units of the entries that rows left out may mean: the file holds them all the same. */
  readonly inDoubt: readonly { readonly id: string; readonly service: ServiceType }[];
  /** The entries at work that a number leads to. */
  readonly findByNumber: (number: string) => readonly string[];
  /** The rows of an entry, once; empty where the file has none. */
  readonly takeRows: (id: string) => ImportRow[];
  /** The rest: the rows of each provider that the registry lacks, by what they have in common. */
  readonly takeNew: () => Iterable<[string, ImportRow[]]>;
};

/**
 * Finds the entry of each group: by its number, of several places by name and address; by its name, if that entry has no number yet or the
 * file tells none, and no other has the name at this address. What was merged leads to the entry it was merged into. An entry that works
 * no longer is found last, and only so that its rows make no new one.
 */
export function matchRegistry(groups: RowGroups, entries: readonly RegisteredEntry[]): Matched {
  const { own, merged, left: gone, lastOf, byId } = indexEntries(entries);
  const left = joinByName(groups, (name) => own.names.has(name) || merged.names.has(name));
  const findAtWork = finderOf(groups, { own, merged });
  const rowsOf = new Map<string, ImportRow[]>();
  const stopped = new Map<string, number>();
  const inDoubt: { id: string; service: ServiceType }[] = [];
  const leaveOut = (key: string, rows: readonly ImportRow[], code: LeftCode) => {
    for (const row of rows) left.push({ line: row.line, code, value: row.number ?? row.name });
    groups.delete(key);
  };
  const give = (key: string, rows: ImportRow[], found: string) => {
    const id = lastOf(found);
    // the entry's own rows speak first; those of one merged into it add what they lack
    const known = rowsOf.get(id) ?? [];
    rowsOf.set(id, id === found ? [...rows, ...known] : [...known, ...rows]);
    groups.delete(key);
  };
  for (const places of byBase(groups)) {
    const [first] = places[0]?.rows ?? [];
    if (!first) continue;
    const name = byNameAlone(first.name);
    const base = baseKey(first);
    const found = findAtWork(base, name);
    if (found.length === 0) {
      if (!gone.numbers.has(base) && !gone[base === name ? "names" : "unnumbered"].has(name)) continue;
      for (const { key, rows } of places) {
        stopped.set(first.name, (stopped.get(first.name) ?? 0) + rows.length);
        leaveOut(key, rows, "stopped");
      }
      continue;
    }
    const candidates = found.flatMap((id) => byId.get(id) ?? []);
    for (const [index, id] of pairPlaces(places, candidates).entries()) {
      const place = places[index];
      if (!place || id === "new") continue;
      if (id !== "ambiguous") give(place.key, place.rows, id);
      else {
        for (const { service } of place.rows) for (const one of found) inDoubt.push({ id: lastOf(one), service });
        leaveOut(place.key, place.rows, base === name ? "ambiguous_name" : "ambiguous_number");
      }
    }
  }
  return {
    left,
    stopped: [...stopped].map(([called, rows]) => ({ name: called, rows })),
    inDoubt,
    findByNumber: (number) => findAtWork(byNumber(number), "").map(lastOf),
    takeRows: (id) => {
      const rows = rowsOf.get(id) ?? [];
      rowsOf.delete(id);
      return rows;
    },
    takeNew: () => groups.entries(),
  };
}

type Place = { readonly key: string; readonly rows: ImportRow[] };

/** The groups of one number or name together: more than one where it has several places. */
function byBase(groups: RowGroups): Place[][] {
  const bases = new Map<string, Place[]>();
  for (const [key, rows] of groups) {
    const [first] = rows;
    if (!first) continue;
    const base = baseKey(first);
    const places = bases.get(base);
    if (places) places.push({ key, rows });
    else bases.set(base, [{ key, rows }]);
  }
  return [...bases.values()];
}

/** Entries at work, those merged into one of them, and those of providers that work no longer. */
function indexEntries(entries: readonly RegisteredEntry[]) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const lastOf = (id: string): string => {
    const seen = new Set<string>();
    let last = id;
    for (let next = byId.get(last)?.mergedInto; next && !seen.has(next); next = byId.get(last)?.mergedInto) {
      seen.add(last);
      last = next;
    }
    return last;
  };
  const own = emptyIndexes();
  const merged = emptyIndexes();
  const left = emptyIndexes();
  for (const { id, number, name, mergedInto } of entries) {
    const isLeft = (byId.get(lastOf(id))?.left ?? null) !== null;
    const { numbers, names, unnumbered } = isLeft ? left : mergedInto === null ? own : merged;
    const note = (index: Index, key: string) => {
      // of several that were merged or stopped, the last one
      const known = isLeft || mergedInto !== null ? undefined : index.get(key);
      if (known) known.push(id);
      else index.set(key, [id]);
    };
    note(names, byNameAlone(name));
    if (number === null) note(unnumbered, byNameAlone(name));
    else note(numbers, byNumber(number));
  }
  return { own, merged, left, lastOf, byId };
}

/** Finds the entries at work by a group's key; `name`: its name as a key, which is the same where it has no number. */
function finderOf(groups: RowGroups, { own, merged }: Pick<ReturnType<typeof indexEntries>, "own" | "merged">) {
  const claims = countNames(groups);
  return (key: string, name: string): readonly string[] => {
    if (key === name) return own.names.get(key) ?? merged.names.get(key) ?? [];
    const free = claims.get(name) === 1 ? (own.unnumbered.get(name) ?? []) : [];
    return own.numbers.get(key) ?? merged.numbers.get(key) ?? (free.length === 1 ? free : []);
  };
}

/** Puts rows without a number to the one numbered group of their name, if the registry does not know the name. */
function joinByName(groups: RowGroups, isKnown: (name: string) => boolean): LeftRow[] {
  const numbered = new Map<string, ImportRow[]>();
  for (const group of groups.values()) {
    const [first] = group;
    if (!first || first.number === null) continue;
    const name = byNameAlone(first.name);
    numbered.set(name, numbered.has(name) ? [] : group);
  }
  const left: LeftRow[] = [];
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first || first.number !== null) continue;
    const name = byNameAlone(first.name);
    const target = isKnown(name) ? undefined : numbered.get(name);
    if (!target) continue;
    for (const row of group) {
      const same = target.find(({ service }) => service === row.service);
      if (target.length === 0) left.push({ line: row.line, code: "ambiguous_name", value: row.name });
      else if (same) left.push(sameAgain(row, same));
      else target.push(row);
    }
    groups.delete(key);
  }
  return left;
}

/** How many numbered providers have a name: two with one name are two of them. */
function countNames(groups: RowGroups): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [first] of groups.values()) {
    if (!first || first.number === null) continue;
    const name = byNameAlone(first.name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
