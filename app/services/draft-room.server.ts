import { createHmac } from "node:crypto";
import { clientNetwork } from "#app/http/client-network.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { shareReads } from "#app/services/shared-read.ts";
import { storageState } from "#app/services/storage.server.ts";
import { countDrafts, measureDrafts } from "#models/draft.server.ts";
import type { Invitation } from "#models/invitation.server.ts";

/** Why no draft is kept: too many of them are, or the disk is nearly full. What was typed stays with the respondent and can be sent. */
export type NoRoom = "quota" | "storage_full";

/** A single-use letter is answered by one family, on a few devices. */
const perSingleLink = 20;

/**
 * Whether there is room for a draft: a new one is counted against the quotas of its link, of its client's network and of all drafts.
 * Two that come at once may both be let in: the quotas keep a disk from filling, to the unit nobody needs them.
 */
export async function findNoRoom(
  { id, areaId, roundId, kind }: Pick<Invitation, "id" | "areaId" | "roundId" | "kind">,
  { isNew, network }: { isNew: boolean; network: string },
): Promise<NoRoom | null> {
  const disk = (await storageState())?.state ?? "ok";
  if (disk === "full" || (isNew && disk === "nearly_full")) return "storage_full";
  // a provider's link has one draft, and there are no more links than providers
  if (!isNew || kind === "provider") return null;
  const { perLink, perNetwork, inAll, bytesInAll } = requireRuntime().drafts;
  const [all, ofLink, ofNetwork] = await Promise.all([
    measureAll(""),
    countDrafts({ areaId, roundId, invitationId: id }),
    countDrafts({ network }),
  ]);
  const isFull =
    all.count >= inAll ||
    all.bytes >= bytesInAll ||
    ofLink >= (kind === "single" ? perSingleLink : perLink) ||
    ofNetwork >= perNetwork;
  return isFull ? "quota" : null;
}

const measureAll = shareReads(() => measureDrafts());

/** The client's network as a draft keeps it: recognised, and not to be read. */
export const draftNetwork = (address: string): string =>
  createHmac("sha256", requireRuntime().secret)
    .update(`draft-network:${clientNetwork(address)}`)
    .digest("base64url");
