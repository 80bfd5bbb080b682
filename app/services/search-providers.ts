import { registeredKey, toSearchKey } from "#domain/registry/search-key.ts";
import type { Provider } from "#models/provider.server.ts";

/** Providers whose name, kana or number holds a text, however it is written; all for an empty text. */
export function searchProviders<Found extends Pick<Provider, "name" | "kana" | "number">>(
  providers: readonly Found[],
  text: string,
): readonly Found[] {
  const key = toSearchKey(text);
  return key === "" ? providers : providers.filter((provider) => registeredKey(provider).includes(key));
}
