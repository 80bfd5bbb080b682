import { toSearchKey } from "#domain/registry/search-key.ts";
import type { Provider } from "#models/provider.server.ts";

/** Providers whose name holds a text, however it is written; all for an empty text. */
export function searchProviders<Found extends Pick<Provider, "name">>(
  providers: readonly Found[],
  text: string,
): readonly Found[] {
  const key = toSearchKey(text);
  return key === "" ? providers : providers.filter(({ name }) => toSearchKey(name).includes(key));
}
