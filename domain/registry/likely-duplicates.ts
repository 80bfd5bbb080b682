import type { Provider } from "#domain/registry/provider.ts";
import { toSearchKey } from "#domain/registry/search-key.ts";

/** Why two entries may be one provider. */
export type DuplicateReason = "number" | "name" | "phone";
type Compared = Pick<Provider, "id" | "number" | "name" | "phone">;
export type LikelyDuplicate<Entry> = {
  readonly first: Entry;
  readonly second: Entry;
  readonly reasons: readonly DuplicateReason[];
};

const signsOf: Readonly<Record<DuplicateReason, (entry: Compared) => string>> = {
  number: ({ number }) => number ?? "",
  name: ({ name }) => toSearchKey(name),
  phone: ({ phone }) => phone.normalize("NFKC").replace(/\D/g, ""),
};

/**
 * Pairs of entries with the same number, name or telephone, each pair once with all that they share. Of many alike, each is
 * paired with the first: merged one by one, they become one. What is empty is shared with nobody.
 */
export function findLikelyDuplicates<Entry extends Compared>(entries: readonly Entry[]): LikelyDuplicate<Entry>[] {
  const pairs = new Map<string, { first: Entry; second: Entry; reasons: DuplicateReason[] }>();
  for (const reason of ["number", "name", "phone"] as const) {
    const firsts = new Map<string, Entry>();
    for (const entry of entries) {
      const sign = signsOf[reason](entry);
      if (sign === "") continue;
      const first = firsts.get(sign);
      if (!first) {
        firsts.set(sign, entry);
        continue;
      }
      const key = `${first.id} ${entry.id}`;
      const pair = pairs.get(key) ?? { first, second: entry, reasons: [] };
      pair.reasons.push(reason);
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()];
}
