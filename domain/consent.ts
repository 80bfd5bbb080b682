import { z } from "zod";

/**
 * How far a provider lets a group of its answers be shown under its name (調査票の consent_publish): anybody, partner
 * organisations only, nobody. An empty answer is `closed`.
 */
export const publishConsentSchema = z.enum(["public", "partners", "closed"]);
export type PublishConsent = z.infer<typeof publishConsentSchema>;

/** Pools or service units that gave an answer, by how far it may be shown. */
export type ConsentCount = Readonly<Record<PublishConsent, number>>;

/** Answers behind one figure, by consent. */
export function countConsent(
  parts: readonly { readonly publish: PublishConsent; readonly answered: number }[],
): ConsentCount {
  const answeredWith = (publish: PublishConsent) =>
    parts.filter((part) => part.publish === publish).reduce((sum, part) => sum + part.answered, 0);
  return { public: answeredWith("public"), partners: answeredWith("partners"), closed: answeredWith("closed") };
}
