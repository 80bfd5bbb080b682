import type { Locale } from "#domain/locale.ts";
import type { SurveyText } from "#surveys/definition.ts";

/** The text in a language, of a definition as written or as filled; an empty string if there is none. */
export function textIn(text: SurveyText | undefined, locale: Locale): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  return text[locale] ?? text.default;
}
