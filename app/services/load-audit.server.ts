import { receiptNumber } from "#app/services/receipt.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { type AuditDeed, type AuditKind, type AuditOutcome, auditActions } from "#domain/audit-deed.ts";
import { formatMoment } from "#domain/fiscal-year.ts";
import type { Locale, LocalizedText } from "#domain/locale.ts";
import { requireMunicipality } from "#models/area.server.ts";
import { type AuditPlace, listAuditEvents } from "#models/audit-event.server.ts";
import { findDisplayNames, listUsersAt } from "#models/user.server.ts";

const pageLength = 50;

export type AuditLine = {
  id: string;
  /** Day and time in Japan. */
  at: string;
  /** Display names; null when the account is gone or nobody is known, and for a deed that was done to no account. */
  actor: string | null;
  account: string | null;
  /** Receipt number of the response it was done to, and null otherwise. */
  receipt: string | null;
  deed: AuditDeed;
  outcome: AuditOutcome;
};

export type AuditPageData = {
  areaName: LocalizedText;
  lines: AuditLine[];
  /** The place after which older entries follow; null on the last page. */
  older: string | null;
  /** Who has an account here, for narrowing down. */
  people: { id: string; name: string }[];
};

/** What a page of the log shows: from behind a place on, a kind of deeds, a person's deeds; null for all. */
export type AuditQuery = { before: AuditPlace | null; kind: AuditKind | null; by: string | null };

/** A page of the municipality's audit log, newest first; `before` is the place an earlier page ended at. */
export async function loadAudit(
  { areaId }: Permitted,
  { before, kind, by }: AuditQuery,
  locale: Locale,
): Promise<AuditPageData> {
  const actions = kind && auditActions(kind);
  const [area, found, people] = await Promise.all([
    requireMunicipality(areaId),
    // one more than is shown says whether there is another page
    listAuditEvents({ areaId, before, limit: pageLength + 1, actions, actorId: by }),
    listUsersAt(areaId),
  ]);
  const events = found.slice(0, pageLength);
  const accounts = events.flatMap(({ actorId, subject }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(subject.kind === "account" ? [subject.id] : []),
  ]);
  const names = await findDisplayNames([...new Set(accounts)]);
  const last = found.length > pageLength ? events.at(-1) : undefined;
  return {
    areaName: area.name,
    lines: events.map(({ id, at, actorId, subject, deed, outcome }) => ({
      id,
      at: formatMoment(at, locale),
      actor: actorId === null ? null : (names.get(actorId) ?? null),
      account: subject.kind === "account" ? (names.get(subject.id) ?? null) : null,
      receipt: subject.kind === "response" ? receiptNumber(subject.id) : null,
      deed,
      outcome,
    })),
    older: last ? writePlace(last) : null,
    people: people.map(({ id, displayName }) => ({ id, name: displayName })),
  };
}

/** A place as it stands in an address: `2026-11-22T03:00:00.000Z_<id>`. */
const writePlace = ({ at, id }: AuditPlace): string => `${at.toISOString()}_${id}`;

/** The place in an address, or null where it is none. */
export function readPlace(text: string): AuditPlace | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([\w-]{1,64})$/.exec(text);
  const at = new Date(match?.[1] ?? "");
  return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : null;
}
