import type { ImportProblem, ImportRow } from "#domain/registry/import-row.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

/** Rows of a file by provider: by number where there is one, else by name. */
export type RowGroups = Map<string, ImportRow[]>;

const byNumber = (number: string) => `#${number}`;
const byNameAlone = (name: string) => `=${toSearchKey(name)}`;

/** Puts a row to those of its provider; or the problem that the file has this service of it already. */
export function groupRows(groups: RowGroups, row: ImportRow): ImportProblem | null {
  const key = row.number === null ? byNameAlone(row.name) : byNumber(row.number);
  const group = groups.get(key) ?? [];
  const same = group.find(({ service }) => service === row.service);
  if (same)
    return { line: row.line, field: "service", code: "duplicate", value: row.number ?? row.name, other: same.line };
  group.push(row);
  groups.set(key, group);
  return null;
}

type Entry = Pick<Provider, "id" | "number" | "name" | "mergedInto">;

/** Ids by a key; `several` where more than one entry has it. */
type Index = Map<string, string | typeof several>;
const several = Symbol("several");

const note = (index: Index, key: string, id: string) => index.set(key, index.has(key) ? several : id);

export type Matched = {
  readonly problems: readonly ImportProblem[];
  /** The rows of an entry, once; empty where the file has none. */
  readonly takeRows: (id: string) => ImportRow[];
  /** What is left: the rows of each provider that the registry lacks. */
  readonly takeNew: () => Iterable<ImportRow[]>;
};

/**
 * Finds the entry of each group: by its number; by its name, if that entry has no number yet or the file tells none, and no
 * other has the name. What was merged leads to the entry it was merged into.
 */
export function matchRegistry(groups: RowGroups, entries: readonly Entry[]): Matched {
  const numbers: Index = new Map();
  const unnumbered: Index = new Map();
  const names: Index = new Map();
  const merged = new Map<string, string>();
  const mergedNames = new Map<string, string>();
  for (const { id, number, name, mergedInto } of entries) {
    if (number !== null)
      numbers.set(byNumber(number), mergedInto === null ? id : (numbers.get(byNumber(number)) ?? id));
    if (mergedInto !== null) {
      merged.set(id, mergedInto);
      mergedNames.set(byNameAlone(name), id);
      continue;
    }
    note(names, byNameAlone(name), id);
    if (number === null) note(unnumbered, byNameAlone(name), id);
  }
  const problems: ImportProblem[] = [];
  const rowsOf = new Map<string, ImportRow[]>();
  const claims = countNames(groups);
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const name = byNameAlone(first.name);
    const free = claims.get(name) === 1 ? unnumbered.get(name) : undefined;
    const found = first.number === null ? (names.get(name) ?? mergedNames.get(name)) : (numbers.get(key) ?? free);
    if (found === several && first.number === null)
      problems.push({ line: first.line, field: "name", code: "ambiguous_name", value: first.name });
    if (found === undefined || found === several) continue;
    const id = lastOf(merged, found);
    // the entry's own rows speak first; those of one merged into it add what they lack
    const known = rowsOf.get(id) ?? [];
    rowsOf.set(id, id === found ? [...group, ...known] : [...known, ...group]);
    groups.delete(key);
  }
  return {
    problems,
    takeRows: (id) => {
      const rows = rowsOf.get(id) ?? [];
      rowsOf.delete(id);
      return rows;
    },
    takeNew: () => groups.values(),
  };
}

/** How many numbered groups have a name: two with one name are two providers. */
function countNames(groups: RowGroups): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [first] of groups.values()) {
    if (!first || first.number === null) continue;
    const name = byNameAlone(first.name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function lastOf(merged: ReadonlyMap<string, string>, id: string): string {
  const seen = new Set<string>();
  let last = id;
  for (let next = merged.get(last); next !== undefined && !seen.has(next); next = merged.get(last)) {
    seen.add(last);
    last = next;
  }
  return last;
}
