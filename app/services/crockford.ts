import { cleanTypedLine } from "#domain/typed-text.ts";

/** Crockford's base 32: no letter that is mistaken for a digit, on paper or over the telephone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** One sign for each byte: five bits of it. */
export const toSigns = (bytes: Uint8Array): string => Array.from(bytes, (byte) => alphabet[byte % 32]).join("");

/**
 * The signs of a code of this length as people type it, or null where it cannot be one: small letters, full width, hyphens,
 * blanks and signs that nobody can see do no harm, O is read as 0, I and L as 1.
 */
export function readSigns(typed: string, length: number): string | null {
  const code = cleanTypedLine(typed)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u30fc\u2212_.]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return code.length === length && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}
