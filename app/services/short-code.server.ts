import { createHash, createHmac } from "node:crypto";
import { requireRuntime } from "#app/runtime.server.ts";
import { readSigns, toSigns } from "#app/services/crockford.ts";
import type { Invitation } from "#models/invitation.server.ts";

const signs = 10;

type Derived = Pick<Invitation, "id" | "generation">;

/** The ten signs (50 bits) that stand for an invitation's link on paper. Derived, so that a letter can be printed again. */
function deriveCode({ id, generation }: Derived): string {
  const bytes = createHmac("sha256", requireRuntime().secret).update(`code:${id}:${generation}`).digest();
  return toSigns(bytes.subarray(0, signs));
}

/** The code as it is printed: XXXXX-XXXXX. */
export function shortCode(invitation: Derived): string {
  const code = deriveCode(invitation);
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

const hashCode = (code: string) => createHash("sha256").update(`code:${code}`).digest("base64url");

/** What is stored of a code. */
export const shortCodeHash = (invitation: Derived): string => hashCode(deriveCode(invitation));

/** The hash of a code as people type it, or null where it cannot be one. */
export function hashTypedCode(typed: string): string | null {
  const code = readSigns(typed, signs);
  return code && hashCode(code);
}
