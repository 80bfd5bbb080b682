import { IntlMessageFormat } from "intl-messageformat";
import type { Locale } from "#domain/locale.ts";
import type source from "./ja.json";

/** Every text a person reads has a key; Japanese is the source, `tests/app/messages.test.ts` holds English to it. */
export type MessageKey = keyof typeof source;
export type Messages = Readonly<Record<MessageKey, string>>;
export type MessageParams = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, params?: MessageParams) => string;

const intlLocale: Record<Locale, string> = { ja: "ja-JP", en: "en-GB" };

const made = new WeakMap<Messages, Translate>();

/** The translator of a set of messages, made once: compiling messages costs more than filling them. */
export function translateWith(locale: Locale, messages: Messages): Translate {
  const known = made.get(messages);
  if (known) return known;
  const translate = createTranslate(locale, messages);
  made.set(messages, translate);
  return translate;
}

/** A function that fills the message of a key (ICU MessageFormat), numbers written as the language writes them. */
export function createTranslate(locale: Locale, messages: Messages): Translate {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  return (key, params) => {
    let message = compiled.get(key);
    if (!message) {
      message = new IntlMessageFormat(messages[key], intlLocale[locale], undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(params));
  };
}
