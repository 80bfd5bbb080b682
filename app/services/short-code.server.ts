import { createHash, createHmac } from "node:crypto";
import { requireRuntime } from "#app/runtime.server.ts";
import type { Invitation } from "#models/invitation.server.ts";

/** Crockford's base 32: no letter that is mistaken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const signs = 10;

type Derived = Pick<Invitation, "id" | "generation">;

/** The ten signs (50 bits) that stand for an invitation's link on paper. Derived, so that a letter can be printed again. */
function deriveCode({ id, generation }: Derived): string {
  const bytes = createHmac("sha256", requireRuntime().secret).update(`code:${id}:${generation}`).digest();
  return Array.from(bytes.subarray(0, signs), (byte) => alphabet[byte % 32]).join("");
}

/** The code as it is printed: XXXXX-XXXXX. */
export function shortCode(invitation: Derived): string {
  const code = deriveCode(invitation);
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const hashCode = (code: string) => createHash("sha256").update(`code:${code}`).digest("base64url");

/** What is stored of a code. */
export const shortCodeHash = (invitation: Derived): string => hashCode(deriveCode(invitation));

/**
 * The hash of a code as people type it, or null where it cannot be one: small letters, full width, hyphens and blanks do no
 * harm, O is read as 0, I and L as 1.
 */
export function hashTypedCode(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u30fc\u2212_.]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const known = code.length === signs && [...code].every((sign) => alphabet.includes(sign));
  return known ? hashCode(code) : null;
}
