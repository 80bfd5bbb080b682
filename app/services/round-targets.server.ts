import { createHmac } from "node:crypto";
import { requireRuntime } from "#app/runtime.server.ts";
import { contactOf, type ProviderContact } from "#app/services/provider-contact.ts";
import { countProgress, type RoundProgress } from "#domain/progress/round-progress.ts";
import { unitsAtWork } from "#domain/registry/provider.ts";
import type { ServiceType } from "#domain/service-type.ts";
import { type FirstAnswer, listFirstAnswers } from "#models/answer-count.server.ts";
import { type CallNote, listCallNotes } from "#models/call-note.server.ts";
import { type Delivery, listDeliveries } from "#models/delivery.server.ts";
import { listDraftingInvitations } from "#models/draft.server.ts";
import { type Invitation, listInvitations } from "#models/invitation.server.ts";
import { listProviders, type Provider } from "#models/provider.server.ts";
import type { Round } from "#models/round.server.ts";

/** An invited provider with all that is known of how it was reached and whether it answered. */
export type RoundTarget = {
  id: string;
  invitation: Invitation;
  provider: Provider;
  contact: ProviderContact;
  answeredAt: Date | null;
  answered: boolean;
  revoked: boolean;
  drafting: boolean;
  openedAt: Date | null;
  deliveries: readonly Delivery[];
  lastContactAt: Date | null;
  bounced: boolean;
  mailWorks: boolean;
  note: CallNote | null;
};

export type RoundTargets = {
  targets: RoundTarget[];
  invitations: readonly Invitation[];
  answers: readonly FirstAnswer[];
  providers: readonly Provider[];
  deliveries: readonly Delivery[];
};

/**
 * How far a round of providers is, and who is counted: a provider whose link was taken back is asked no longer, unless it has
 * answered.
 */
export const progressOf = ({ targets }: Pick<RoundTargets, "targets">, round: Round): RoundProgress =>
  countProgress(
    targets
      .filter(({ revoked, answered }) => !revoked || answered)
      .map((target) => ({
        services: servicesOf(target),
        district: target.provider.districtId,
        openedAt: target.openedAt,
        drafting: target.drafting,
        submittedAt: target.answeredAt,
      })),
    round,
  );

/** Service types of a provider's units that the open data does not lack. */
export const servicesOf = ({ provider }: Pick<RoundTarget, "provider">): ServiceType[] => [
  ...new Set(unitsAtWork(provider.units).map(({ service }) => service)),
];

/** A mail address as a delivery keeps it: recognised, and not to be read. */
export const hashAddress = (email: string): string =>
  createHmac("sha256", requireRuntime().secret).update(`address:${email}`).digest("base64url").slice(0, 22);

/** When a delivery reached somebody; a mail that waits for its turn counts from when it was ordered. */
export function contactedAt({ state, endedAt, queuedAt }: Delivery): Date | null {
  if (state === "sent") return endedAt;
  return state === "queued" || state === "sending" ? queuedAt : null;
}

export const lastContact = (deliveries: readonly Delivery[]): Date | null =>
  deliveries.reduce<Date | null>((last, delivery) => {
    const at = contactedAt(delivery);
    return at && (!last || at > last) ? at : last;
  }, null);

/** Whom a round of providers asks, by name as the registry lists them, and what came of it. */
export async function loadTargets({ areaId, id: roundId, audience }: Round): Promise<RoundTargets> {
  const [invitations, providers, deliveries, drafting, answers, notes] = await Promise.all([
    listInvitations(areaId, roundId),
    listProviders(areaId),
    listDeliveries(areaId, roundId),
    listDraftingInvitations(areaId, roundId),
    audience === "provider" ? listFirstAnswers(areaId, roundId) : [],
    audience === "provider" ? listCallNotes(areaId, roundId) : [],
  ]);
  const targets = providers.flatMap((provider) => {
    const own = invitations.filter(({ providerId }) => providerId === provider.id);
    // two where a duplicate was merged into it: one of them was taken back
    const invitation = own.find(({ revoked }) => !revoked) ?? own[0];
    if (!invitation) return [];
    const sent = deliveries.filter(({ invitationId }) => own.some(({ id }) => id === invitationId));
    const answeredAt = answers.find(({ providerId }) => providerId === provider.id)?.at ?? null;
    const note = notes.find(({ providerId }) => providerId === provider.id) ?? null;
    return [
      toTarget({ invitation, provider, own: sent, answeredAt, drafting: drafting.includes(invitation.id), note }),
    ];
  });
  return { targets, invitations, answers, providers, deliveries };
}

type Parts = {
  invitation: Invitation;
  provider: Provider;
  own: readonly Delivery[];
  answeredAt: Date | null;
  drafting: boolean;
  note: CallNote | null;
};

function toTarget({ invitation, provider, own, answeredAt, drafting, note }: Parts): RoundTarget {
  const contact = contactOf(provider);
  const lastMail = own.filter(({ channel, state }) => channel === "mail" && state !== "failed").at(-1);
  const bounced =
    lastMail?.state === "bounced" && contact.email !== null && lastMail.addressHash === hashAddress(contact.email);
  const { id, revoked, openedAt } = invitation;
  return {
    id,
    invitation,
    provider,
    contact,
    answeredAt,
    answered: answeredAt !== null,
    revoked,
    drafting,
    openedAt,
    deliveries: own,
    lastContactAt: lastContact(own),
    bounced,
    mailWorks: contact.email !== null && !bounced,
    note,
  };
}
