import { createHmac } from "node:crypto";
import { clientNetwork } from "#app/http/client-network.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { shareReads } from "#app/services/shared-read.ts";
import { storageState } from "#app/services/storage.server.ts";
import { measureDrafts } from "#models/draft.server.ts";
import type { Invitation } from "#models/invitation.server.ts";

/** Why no draft is kept: too many of them are, or the disk is nearly full. What was typed stays with the respondent and can be sent. */
export type NoRoom = "quota" | "storage_full";

/** A single-use letter is answered by one family, on a few devices. */
const perSingleLink = 20;

/** What a filled form takes at most, as a rule: with it a quota of drafts is one of bytes. Larger drafts are counted as they grow. */
const usualBytes = 32_000;

/** What is to be kept: whether it is a new draft, whether it grows, and how many bytes it has then. */
type Kept = { readonly isNew: boolean; readonly grows: boolean; readonly bytes: number; readonly network: string };

/**
 * Why there is no room for a draft, or null. A new one is counted against the quotas of its link, of its client's network and of all
 * drafts, and so is one that grows beyond what a filled form takes. Two that come at once may both be let in: the quotas keep a
 * disk from filling, to the unit nobody needs them.
 */
export async function findNoRoom(
  invitation: Pick<Invitation, "id" | "areaId" | "roundId" | "kind">,
  { isNew, grows, bytes, network }: Kept,
): Promise<NoRoom | null> {
  const disk = (await storageState())?.state ?? "ok";
  if (disk === "full" || (grows && disk === "nearly_full")) return "storage_full";
  // a provider's link has one draft, and there are no more links than providers
  if (invitation.kind === "provider" || !(isNew || (grows && bytes > usualBytes))) return null;
  return (await hasReachedQuota(invitation, { isNew, network })) ? "quota" : null;
}

async function hasReachedQuota(
  { id, areaId, roundId, kind }: Pick<Invitation, "id" | "areaId" | "roundId" | "kind">,
  { isNew, network }: Pick<Kept, "isNew" | "network">,
): Promise<boolean> {
  const { perLink, perNetwork, inAll, bytesInAll } = requireRuntime().drafts;
  const ofLink = kind === "single" ? perSingleLink : perLink;
  const measured = await Promise.all([
    measureAll(""),
    measureDrafts({ areaId, roundId, invitationId: id }),
    measureDrafts({ network }),
  ]);
  const quotas = [
    { count: inAll, bytes: bytesInAll },
    { count: ofLink, bytes: ofLink * usualBytes },
    { count: perNetwork, bytes: perNetwork * usualBytes },
  ];
  return measured.some(({ count, bytes }, index) => {
    const quota = quotas[index];
    return quota !== undefined && ((isNew && count >= quota.count) || bytes >= quota.bytes);
  });
}

const measureAll = shareReads(() => measureDrafts(null));

/** The client's network as a draft keeps it: recognised, and not to be read. */
export const draftNetwork = (address: string): string =>
  createHmac("sha256", requireRuntime().secret)
    .update(`draft-network:${clientNetwork(address)}`)
    .digest("base64url");
