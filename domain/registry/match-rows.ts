import type { ImportProblem, ImportRow } from "#domain/registry/import-row.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

/** Rows of a file by provider: by number where there is one, else by name. */
export type RowGroups = Map<string, ImportRow[]>;

/** What the rows of one provider have in common. */
export const byNumber = (number: string): string => `#${number}`;
export const byNameAlone = (name: string): string => `=${toSearchKey(name)}`;

/** Puts a row to those of its provider; or the problem that the file has this service of it already. */
export function groupRows(groups: RowGroups, row: ImportRow): ImportProblem | null {
  const key = row.number === null ? byNameAlone(row.name) : byNumber(row.number);
  const group = groups.get(key) ?? [];
  const problem = addRow(group, row);
  if (!problem) groups.set(key, group);
  return problem;
}

function addRow(group: ImportRow[], row: ImportRow): ImportProblem | null {
  const same = group.find(({ service }) => service === row.service);
  if (same)
    return { line: row.line, field: "service", code: "duplicate", value: row.number ?? row.name, other: same.line };
  group.push(row);
  return null;
}

type Entry = Pick<Provider, "id" | "number" | "name" | "mergedInto" | "left">;

/** Ids by a key; `several` where more than one entry has it. */
type Index = Map<string, string | typeof several>;
const several = Symbol("several");

/** What entries are found by: `unnumbered`: the names of those without a number. */
type Indexes = { readonly numbers: Index; readonly names: Index; readonly unnumbered: Index };
const emptyIndexes = (): Indexes => ({ numbers: new Map(), names: new Map(), unnumbered: new Map() });

/** Rows of a provider that the registry says works no longer. */
export type LeftRows = { readonly name: string; readonly rows: number };

export type Matched = {
  readonly problems: readonly ImportProblem[];
  /** What is left out because its provider works no longer. */
  readonly left: readonly LeftRows[];
  /** The entry at work that a number leads to, or undefined. */
  readonly findByNumber: (number: string) => string | undefined;
  /** The rows of an entry, once; empty where the file has none. */
  readonly takeRows: (id: string) => ImportRow[];
  /** The rest: the rows of each provider that the registry lacks, by what they have in common. */
  readonly takeNew: () => Iterable<[string, ImportRow[]]>;
};

/**
 * Finds the entry of each group: by its number; by its name, if that entry has no number yet or the file tells none, and no
 * other has the name. What was merged leads to the entry it was merged into. An entry that works no longer is found last, and
 * only so that its rows make no new one.
 */
export function matchRegistry(groups: RowGroups, entries: readonly Entry[]): Matched {
  const indexes = indexEntries(entries);
  const { own, merged, left, lastOf } = indexes;
  const problems = joinByName(groups, (name) => own.names.has(name) || merged.names.has(name));
  const rowsOf = new Map<string, ImportRow[]>();
  const leftRows = new Map<string, number>();
  const findAtWork = finderOf(groups, indexes);
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const name = byNameAlone(first.name);
    const found = findAtWork(key, name);
    if (own.numbers.get(key) === several)
      problems.push({ line: first.line, field: "number", code: "ambiguous_number", value: first.number ?? "" });
    if (found === several && key === name) problems.push(ambiguousName(first));
    if (found === undefined && (left.numbers.has(key) || left[key === name ? "names" : "unnumbered"].has(name))) {
      leftRows.set(first.name, (leftRows.get(first.name) ?? 0) + group.length);
      groups.delete(key);
    }
    if (found === undefined || found === several) continue;
    const id = lastOf(found);
    // the entry's own rows speak first; those of one merged into it add what they lack
    const known = rowsOf.get(id) ?? [];
    rowsOf.set(id, id === found ? [...group, ...known] : [...known, ...group]);
    groups.delete(key);
  }
  return {
    problems,
    left: [...leftRows].map(([called, rows]) => ({ name: called, rows })),
    findByNumber: (number) => {
      const found = findAtWork(byNumber(number), "");
      return found === undefined || found === several ? undefined : lastOf(found);
    },
    takeRows: (id) => {
      const rows = rowsOf.get(id) ?? [];
      rowsOf.delete(id);
      return rows;
    },
    takeNew: () => groups.entries(),
  };
}

/** Entries at work, those merged into one of them, and those of providers that work no longer. */
function indexEntries(entries: readonly Entry[]) {
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
    const note = (index: Index, key: string) =>
      index.set(key, index.has(key) && !isLeft && mergedInto === null ? several : id);
    note(names, byNameAlone(name));
    if (number === null) note(unnumbered, byNameAlone(name));
    else note(numbers, byNumber(number));
  }
  return { own, merged, left, lastOf };
}

/** Finds the entry at work by a group's key; `name`: its name as a key, which is the same where it has no number. */
function finderOf(groups: RowGroups, { own, merged }: ReturnType<typeof indexEntries>) {
  const claims = countNames(groups);
  return (key: string, name: string) => {
    if (key === name) return own.names.get(key) ?? merged.names.get(key);
    const free = claims.get(name) === 1 ? own.unnumbered.get(name) : undefined;
    return own.numbers.get(key) ?? merged.numbers.get(key) ?? free;
  };
}

const ambiguousName = ({ line, name }: ImportRow): ImportProblem => ({
  line,
  field: "name",
  code: "ambiguous_name",
  value: name,
});

/** Puts rows without a number to the one numbered group of their name, if the registry does not know the name. */
function joinByName(groups: RowGroups, isKnown: (name: string) => boolean): ImportProblem[] {
  const numbered = new Map<string, ImportRow[]>();
  for (const group of groups.values()) {
    const [first] = group;
    if (!first || first.number === null) continue;
    const name = byNameAlone(first.name);
    numbered.set(name, numbered.has(name) ? [] : group);
  }
  const problems: ImportProblem[] = [];
  for (const [key, group] of groups) {
    const [first] = group;
    const target = first?.number === null && !isKnown(key) ? numbered.get(key) : undefined;
    if (!first || !target) continue;
    if (target.length === 0) problems.push(ambiguousName(first));
    else problems.push(...group.flatMap((row) => addRow(target, row) ?? []));
    groups.delete(key);
  }
  return problems;
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
