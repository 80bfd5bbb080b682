import type { Locale } from "#domain/locale.ts";

const languages = new Set(["default", "ja", "en", "ja-simple"]);

/**
 * A definition with its texts in one language only, as `textIn` reads them: a form is read in one, and the others are a third
 * of what a phone would fetch. Everything else stays as it is.
 */
export function inOneLanguage<T>(part: T, locale: Locale): T;
export function inOneLanguage(part: unknown, locale: Locale): unknown {
  if (Array.isArray(part)) return part.map((one) => inOneLanguage(one, locale));
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part);
  const texts = new Map(entries);
  if (texts.has("default") && entries.every(([key]) => languages.has(key)))
    return texts.get(locale) ?? texts.get("default");
  return Object.fromEntries(entries.map(([key, value]) => [key, inOneLanguage(value, locale)]));
}
