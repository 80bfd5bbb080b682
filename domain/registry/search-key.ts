import type { Provider } from "#domain/registry/provider.ts";

const katakana = /[\u30a1-\u30f6\u30fd\u30fe]/g;
const toHiragana = (sign: string) => String.fromCharCode(sign.charCodeAt(0) - 0x60);

/**
 * Text as it is searched and compared: one width (NFKC), small letters, hiragana for katakana, without spaces, long marks,
 * punctuation and symbols. 「アオゾラ・デイ（北）」 and 「ｱｵｿﾞﾗﾃﾞｲ 北」 have the same key. Empty for a text of signs alone.
 */
export function toSearchKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(katakana, toHiragana)
    .replace(/[\s\u30fc\p{P}\p{S}\p{C}]/gu, "");
}

/** What a provider is searched by. A sign that no key contains keeps what stands in one field from running into the next. */
export const registeredKey = ({ name, kana, number }: Pick<Provider, "name" | "kana" | "number">): string =>
  [name, kana, number ?? ""].map(toSearchKey).join("|");
