import { createHmac } from "node:crypto";
import { isMadeWith } from "#app/services/links.server.ts";
import { hasMunicipality } from "#models/area.server.ts";
import { findAnyInvitation } from "#models/invitation.server.ts";
import { findSecretFingerprint, saveSecretFingerprint } from "#models/secret-fingerprint.server.ts";

/** Tells two secrets apart; neither the secret nor anything derived with it for links and cookies can be made from it. */
const fingerprintOf = (secret: string): string =>
  createHmac("sha256", secret).update("chiiki-shindan: fingerprint of the secret").digest("base64url");

/**
 * Whether this secret belongs to the city in the database. `ours`; `other`: the links that were sent were made with another one; `lost`: it was
 * made just now, although a city is there. A database of a version that kept no fingerprint is asked by a link that it has; one without a
 * city takes the secret as its own. `accept`: whatever it was, it is this one from now on.
 */
export async function checkSecret(
  { secret, isNew }: { secret: string; isNew: boolean },
  accept: boolean,
): Promise<"ours" | "other" | "lost"> {
  const fingerprint = fingerprintOf(secret);
  const [noted, hasCity] = [await findSecretFingerprint(), await hasMunicipality()];
  if (noted === fingerprint) return "ours";
  if (hasCity && !accept) {
    if (isNew) return "lost";
    if (noted !== null || !(await fitsLinks(secret))) return "other";
  }
  await saveSecretFingerprint(fingerprint);
  return "ours";
}

async function fitsLinks(secret: string): Promise<boolean> {
  const invitation = await findAnyInvitation();
  return invitation === null || isMadeWith(secret, invitation);
}

/** Notes the secret that a new city begins with. */
export const noteSecret = (secret: string): Promise<void> => saveSecretFingerprint(fingerprintOf(secret));
