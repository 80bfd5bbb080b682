import { askedProviders, issueMissing } from "#app/services/invitations.server.ts";
import { fillRound } from "#app/services/round-definition.server.ts";
import { isDue } from "#domain/round-state.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { listInvitations, revokeInvitations } from "#models/invitation.server.ts";
import { listProviders } from "#models/provider.server.ts";
import {
  freezeRound,
  listAreasWithRoundsToOpen,
  listRoundsToOpen,
  noteInvited,
  type Round,
} from "#models/round.server.ts";

/**
 * Opens a planned round: freezes its questions, then issues its invitations. False when it was changed or opened meanwhile.
 * Cut off in between, the invitations are issued by the next look (openDueRounds).
 */
export async function openPlannedRound(round: Round, now: Date): Promise<boolean> {
  const area = await requireMunicipality(round.areaId);
  const definition = await fillRound(area, round);
  const opensAt = round.opensAt < now ? round.opensAt : now;
  if (!(await freezeRound(round, { definition, frozenAt: now, opensAt, firstClosesAt: round.closesAt }))) return false;
  await revokeUnasked(round);
  await inviteAll(round, now);
  return true;
}

/** Links that were made for letters while the round was planned, of providers that it does not ask as it opens. */
async function revokeUnasked(round: Round): Promise<void> {
  if (round.audience !== "provider") return;
  const asked = new Set(askedProviders(round, await listProviders(round.areaId)).map(({ id }) => id));
  const early = await listInvitations(round.areaId, round.id);
  const unasked = early.filter(({ providerId }) => providerId !== null && !asked.has(providerId));
  if (unasked.length > 0)
    await revokeInvitations(
      round.areaId,
      unasked.map(({ id }) => id),
    );
}

/** Issues the invitations that an opened round lacks: also of providers that came into the registry later. */
export async function inviteAll(round: Round, now: Date): Promise<number> {
  const issued = await issueMissing(round, await listProviders(round.areaId));
  if (!round.invitedAt) await noteInvited(round.areaId, round.id, now);
  return issued;
}

/**
 * Opens every planned round whose time has come, area by area, and completes openings that were cut off. A job does it, never a page:
 * reading changes nothing. Several processes may do it at once: freezing happens once, issuing twice changes nothing.
 */
export async function openDueRounds(now: Date): Promise<void> {
  for (const areaId of await listAreasWithRoundsToOpen(now)) {
    for (const round of await listRoundsToOpen(areaId, now)) {
      if (isDue(round, now)) await openPlannedRound(round, now);
      else if (round.frozenAt) await inviteAll(round, now);
    }
  }
}
