import type { LeftRow } from "#domain/registry/import-note.ts";
import type { ImportRow } from "#domain/registry/import-row.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

/** Rows of a file by provider: by number where there is one, else by name; of further places of a number with the place behind. */
export type RowGroups = Map<string, ImportRow[]>;

/** What the rows of one provider have in common. */
export const byNumber = (number: string): string => `#${number}`;
export const byNameAlone = (name: string): string => `=${toSearchKey(name)}`;
export const baseKey = ({ number, name }: Pick<ImportRow, "number" | "name">): string =>
  number === null ? byNameAlone(name) : byNumber(number);

/** A building's and a street's number as they are compared; empty where the file tells none. */
export const addressKey = (rest: string): string => rest.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
const placeKey = (row: ImportRow) => addressKey(row.address?.rest ?? "");

/** Puts a row to those of its provider. */
export function groupRows(groups: RowGroups, row: ImportRow): void {
  const key = baseKey(row);
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}

/** A row that says again what another one says. */
export const sameAgain = (row: ImportRow, first: ImportRow): LeftRow => ({
  line: row.line,
  code: "duplicate",
  value: row.number ?? row.name,
  other: first.line,
});

/**
 * Takes apart what has one service twice: two places of one number (their names or addresses differ) are two providers; a row that comes
 * twice counts once, and the later one is returned.
 */
export function settleGroups(groups: RowGroups): LeftRow[] {
  const left: LeftRow[] = [];
  for (const [key, group] of [...groups]) {
    const services = new Set(group.map(({ service }) => service));
    if (services.size === group.length) continue;
    groups.delete(key);
    for (const [index, place] of placesOf(group).entries()) {
      const [first] = place;
      if (!first) continue;
      const rows: ImportRow[] = [];
      for (const row of place) {
        const same = rows.find(({ service }) => service === row.service);
        if (same) left.push(sameAgain(row, same));
        else rows.push(row);
      }
      groups.set(index === 0 ? key : `${key}@${toSearchKey(first.name)}|${placeKey(first)}`, rows);
    }
  }
  return left;
}

/** Rows by name and address, in the order of their first ones; a row without an address goes to the first place of its name. */
function placesOf(group: readonly ImportRow[]): ImportRow[][] {
  const places: { name: string; address: string; rows: ImportRow[] }[] = [];
  for (const row of group) {
    const name = toSearchKey(row.name);
    const address = placeKey(row);
    const found = places.find(
      (place) => place.name === name && (place.address === address || place.address === "" || address === ""),
    );
    if (!found) places.push({ name, address, rows: [row] });
    else {
      found.rows.push(row);
      found.address ||= address;
    }
  }
  return places.map(({ rows }) => rows);
}
