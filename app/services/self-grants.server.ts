import { audited } from "#app/services/audited.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { AuditDeed } from "#domain/audit-deed.ts";
import { formatMoment } from "#domain/fiscal-year.ts";
import type { Locale } from "#domain/locale.ts";
import { can, type Role } from "#domain/role.ts";
import { type AuditEvent, listAuditEvents } from "#models/audit-event.server.ts";
import { findDisplayNames } from "#models/user.server.ts";

/** A role that an administrator gave to the own account, as a coordinator is told of it. */
export type SelfGrant = {
  /** The entry of the audit log. */
  id: string;
  /** Day and time in Japan. */
  at: string;
  /** Display name; null when the account is gone. */
  actor: string | null;
  before: Role[];
  after: Role[];
};

type ChangeOfRoles = Extract<AuditDeed, { action: "change_roles" }>;
type GrantEvent = AuditEvent & { deed: ChangeOfRoles };

/** Changes of roles that are looked through, and acknowledgements: far more than a city has in years. */
const looked = 500;

/**
 * What administrators of the area gave themselves and this coordinator has not acknowledged, newest first; nobody but a coordinator is
 * told. An acknowledgement is an entry of the log itself, so each coordinator has their own: nobody clears it for others.
 */
export async function listSelfGrants({ user, areaId }: Permitted, locale: Locale): Promise<SelfGrant[]> {
  if (!can(user.grants, "acknowledge_grants", areaId)) return [];
  const [grants, seen] = await Promise.all([findGrants(areaId), findAcknowledged(areaId, user.id)]);
  const open = grants.filter(({ id }) => !seen.has(id));
  const names = await findDisplayNames(open.flatMap(({ actorId }) => actorId ?? []));
  return open.map(({ id, at, actorId, deed }) => ({
    id,
    at: formatMoment(at, locale),
    actor: names.get(actorId ?? "") ?? null,
    before: deed.before,
    after: deed.after,
  }));
}

/** Notes that a coordinator has seen it, once; false where the area has no such entry. */
export async function acknowledgeSelfGrant({ user, areaId }: Permitted, id: string): Promise<boolean> {
  const grants = await findGrants(areaId);
  if (!grants.some((grant) => grant.id === id)) return false;
  if ((await findAcknowledged(areaId, user.id)).has(id)) return true;
  const subject = { kind: "entry" as const, id };
  await audited({ actorId: user.id, areaId, subject, deed: { action: "acknowledge_grant" } }, async () => true);
  return true;
}

/** A grant whose end was not noted may have been made: it is told as well. */
async function findGrants(areaId: string): Promise<GrantEvent[]> {
  const events = await listAuditEvents({ areaId, limit: looked, actions: ["change_roles"] });
  return events.filter(isSelfGrant);
}

function isSelfGrant(event: AuditEvent): event is GrantEvent {
  const { actorId, subject, deed, outcome } = event;
  if (deed.action !== "change_roles" || outcome === "refused" || subject.id !== actorId) return false;
  return deed.after.some((role) => !deed.before.includes(role));
}

async function findAcknowledged(areaId: string, actorId: string): Promise<Set<string>> {
  const events = await listAuditEvents({ areaId, limit: looked, actions: ["acknowledge_grant"], actorId });
  return new Set(events.map(({ subject }) => subject.id));
}
