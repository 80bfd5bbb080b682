import { hashToken, newToken } from "#app/services/links.server.ts";
import { shortCodeHash } from "#app/services/short-code.server.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import { listUsedInvitations } from "#models/answer-count.server.ts";
import { type Invitation, issueInvitations, listInvitations } from "#models/invitation.server.ts";
import type { Provider } from "#models/provider.server.ts";
import type { Round } from "#models/round.server.ts";

type Asking = Pick<Round, "id" | "areaId" | "audience" | "districtIds">;

/** What is stored of a link and a code of this generation. */
export const hashesOf = (derived: Pick<Invitation, "id" | "generation">) => ({
  tokenHash: hashToken(newToken(derived)),
  shortCodeHash: shortCodeHash(derived),
});

function newInvitation(round: Asking, part: string, who: Pick<Invitation, "kind" | "providerId">): Invitation {
  const id = `${round.id}|${part}`;
  const generation = 1;
  const derived = hashesOf({ id, generation });
  const { id: roundId, areaId } = round;
  const fresh = { generation, earlierTokenHashes: [], revoked: false, openedAt: null, reopenedUntil: null };
  return { id, areaId, roundId, ...who, ...derived, ...fresh };
}

const isAsked = ({ districtIds }: Asking, districtId: string | null): boolean =>
  districtIds.length === 0 || (districtId !== null && districtIds.includes(districtId));

/** The providers a round asks: those in its districts with a service that the open data does not lack. */
export const askedProviders = (round: Asking, providers: readonly Provider[]): Provider[] =>
  providers.filter(({ districtId, units }) => unitsAtWork(units).length > 0 && isAsked(round, districtId));

/**
 * Issues a round's invitations that are missing: one for each provider that is asked, or the one open link. Returns how many
 * were new; running it again changes nothing.
 */
export async function issueMissing(round: Asking, providers: readonly Provider[]): Promise<number> {
  if (round.audience !== "provider") {
    return issueInvitations([newInvitation(round, "open", { kind: "open", providerId: null })]);
  }
  // a provider that another was merged into may have that one's invitation
  const invited = new Set((await listInvitations(round.areaId, round.id)).map(({ providerId }) => providerId));
  return issueInvitations(
    askedProviders(round, providers)
      .filter(({ id }) => !invited.has(id))
      .map(({ id }) => newInvitation(round, id, { kind: "provider", providerId: id })),
  );
}

/** Ids of the single-use codes of one run. */
const singlePart = (run: string, number: number) => `single-${run}-${String(number).padStart(3, "0")}`;

/** The run in which a single-use code was issued; null for every other link. */
export const runOf = ({ id, kind }: Invitation): string | null =>
  (kind === "single" && /\|single-([\w-]{36})-\d+$/.exec(id)?.[1]) || null;

/** The single-use codes among a round's invitations with which nothing was sent and that were not taken back. */
export async function listUnusedCodes(round: Asking, invitations: readonly Invitation[]): Promise<Invitation[]> {
  const used = await listUsedInvitations(round.areaId, round.id);
  return invitations.filter(({ id, kind, revoked }) => kind === "single" && !revoked && !used.has(id));
}

/** Issues single-use codes under a run's name; the same run again issues none. */
export function issueCodes(round: Asking, run: string, count: number): Promise<number> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return issueInvitations(
    numbers.map((number) => newInvitation(round, singlePart(run, number), { kind: "single", providerId: null })),
  );
}
