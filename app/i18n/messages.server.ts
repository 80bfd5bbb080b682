import type { Locale } from "#domain/locale.ts";
import en from "./en.json";
import ja from "./ja.json";
import { type Messages, type Translate, translateWith } from "./translator.ts";

const messages: Record<Locale, Messages> = { ja, en };
/** All messages of a language; the browser loads the same file as a chunk of its own (entry.client). */
export const messagesOf = (locale: Locale): Messages => messages[locale];

export const translatorOf = (locale: Locale): Translate => translateWith(locale, messages[locale]);
