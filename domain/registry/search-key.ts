import type { Provider } from "#domain/registry/provider.ts";
import { remember } from "#domain/registry/remember.ts";
import { foldVariants } from "#domain/registry/variant-kanji.ts";

const katakana = /[\u30a1-\u30f6\u30fd\u30fe]/g;
const toHiragana = (sign: string) => String.fromCharCode(sign.charCodeAt(0) - 0x60);

/** ヶ, ケ, が and ガ between two kanji are one: 竜ヶ丘, 竜ケ丘 and 竜が丘. By then they are hiragana. */
const particleGa = /(?<=\p{Script=Han})[\u3096\u3051\u304c](?=\p{Script=Han})/gu;

/**
 * Text as it is searched and compared: one width (NFKC), small letters, hiragana for katakana, the usual form of variant kanji, without
 * spaces, long marks, punctuation, symbols and variation selectors. 「アオゾラ・デイ（北）」 and 「ｱｵｿﾞﾗﾃﾞｲ 北」 have the same key, 「髙﨑」 and
 * 「高崎」 too. Empty for a text of signs alone. What is stored by it is made anew by a migration when its rules change.
 */
export const toSearchKey = remember((text) => {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(katakana, toHiragana)
    .replace(/[\s\u30fc\p{P}\p{S}\p{C}\p{Variation_Selector}]/gu, "");
  return foldVariants(plain).replace(particleGa, "\u304c").replaceAll("\u3096", "\u3051");
});

/** What a provider is searched by. A sign that no key contains keeps what stands in one field from running into the next. */
export const registeredKey = ({ name, kana, number }: Pick<Provider, "name" | "kana" | "number">): string =>
  [name, kana, number ?? ""].map(toSearchKey).join("|");
