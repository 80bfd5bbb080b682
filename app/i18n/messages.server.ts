import type { Locale } from "#domain/locale.ts";
import en from "./en.json";
import ja from "./ja.json";
import { createTranslate, type Messages, type Translate } from "./translator.ts";

const messages: Record<Locale, Messages> = { ja, en };
const translate: Record<Locale, Translate> = { ja: createTranslate("ja", ja), en: createTranslate("en", en) };

/** All messages of a language; the browser loads the same file as a chunk of its own (entry.client). */
export const messagesOf = (locale: Locale): Messages => messages[locale];

export const translatorOf = (locale: Locale): Translate => translate[locale];
