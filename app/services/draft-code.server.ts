import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { requireRuntime } from "#app/runtime.server.ts";
import { readSigns, toSigns } from "#app/services/crockford.ts";
import type { Invitation } from "#models/invitation.server.ts";

/** 60 bits; tries are limited per address. */
const signs = 12;

/** A code as forms send it: in the spelling in which it was given. */
export const draftCodeSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);

/**
 * 再開番号: what brings a family back to its draft, and to what it sent, from another device. `ABCD-EFGH-JKMN`. Derived from the
 * random name of the tab that began: a first save that is sent twice, because its reply was lost, begins one draft.
 */
export function makeDraftCode(invitation: Pick<Invitation, "id">, editor: string): string {
  const bytes = createHmac("sha256", requireRuntime().secret).update(`draft:${invitation.id}:${editor}`).digest();
  return inGroups(toSigns(bytes.subarray(0, signs)));
}

const inGroups = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

/** A code as people type it, in the spelling in which it was given; null if it can be none. */
export function parseDraftCode(typed: string): string | null {
  const code = readSigns(typed, signs);
  return code && inGroups(code);
}

export const hashCode = (code: string): string => createHash("sha256").update(`code:${code}`).digest("base64url");

/** The key that a code's draft is sent with, from whatever device: two that send it send the same thing. */
export const submissionKeyOf = (code: string): string =>
  createHash("sha256").update(`submission:${code}`).digest("base64url");

/**
 * The id of the draft that belongs to a right to answer: of a provider the invitation's own, so that colleagues share it; else
 * the one of the respondent's code, for who finds a family's letter must not read its answers. Null without a code: there is
 * no draft yet.
 */
export function draftIdOf(invitation: Pick<Invitation, "id" | "kind">, code: string | null): string | null {
  if (invitation.kind === "provider") return invitation.id;
  return code === null ? null : createHash("sha256").update(`draft:${invitation.id}|${code}`).digest("base64url");
}
