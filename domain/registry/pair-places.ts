import type { ImportRow } from "#domain/registry/import-row.ts";
import type { Provider } from "#domain/registry/provider.ts";
import { addressKey } from "#domain/registry/row-groups.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

type Place = { readonly rows: readonly ImportRow[] };
type Entry = Pick<Provider, "id" | "name" | "addressRest">;

/** Where a place of the file belongs: to an entry, to none that is there, or to one of several that cannot be told apart. */
type Pairing = string | "new" | "ambiguous";

/** How much a place and an entry have in common: name and address, the name, the address, nothing. */
function likeness({ rows: [first] }: Place, entry: Entry): number {
  if (!first) return 0;
  const address = addressKey(first.address?.rest ?? "");
  const sameAddress = address !== "" && address === addressKey(entry.addressRest);
  return (toSearchKey(first.name) === toSearchKey(entry.name) ? 2 : 0) + (sameAddress ? 1 : 0);
}

/**
 * Pairs the places of one number (or name) in a file with the entries that have it, the most alike first. One place and one entry belong
 * together whatever else they say; a place that is as much like one entry as like another is ambiguous.
 */
export function pairPlaces(places: readonly Place[], entries: readonly Entry[]): Pairing[] {
  const [only] = entries;
  if (places.length === 1 && entries.length === 1 && only) return [only.id];
  const pairings: (Pairing | undefined)[] = places.map(() => undefined);
  const free = new Set(entries);
  for (const wanted of [3, 2, 1]) {
    places.forEach((place, index) => {
      if (pairings[index] !== undefined) return;
      const [entry, other] = [...free].filter((one) => likeness(place, one) === wanted);
      if (!entry) return;
      if (other) pairings[index] = "ambiguous";
      else {
        pairings[index] = entry.id;
        free.delete(entry);
      }
    });
  }
  // one entry that is left over is the one that was renamed or has moved; of several nobody can say which
  const rest = [...free];
  return pairings.map((pairing) => {
    if (pairing !== undefined) return pairing;
    if (rest.length > 1) return "ambiguous";
    return rest.pop()?.id ?? "new";
  });
}
