import { recordReading } from "#app/services/audited.server.ts";
import type { Permitted } from "#app/session.server.ts";
import type { LinkPage } from "#domain/audit-deed.ts";
import type { GapId } from "#domain/gap/gap-model.ts";
import { findRoundAt } from "#models/round.server.ts";

/** Whoever looks, and where. */
const by = ({ user, areaId }: Permitted) => ({ actorId: user.id, areaId });

export const recordResponseRead = (permitted: Permitted, responseId: string): Promise<void> =>
  recordReading({ ...by(permitted), subject: { kind: "response", id: responseId }, deed: { action: "read_response" } });

export const recordGapExport = (permitted: Permitted, gap: GapId): Promise<void> =>
  recordReading({
    ...by(permitted),
    subject: { kind: "area", id: permitted.areaId },
    deed: { action: "export_gap", gap },
  });

/** A whole list as a file, or the links on the first page. */
export const recordListRead = (
  permitted: Permitted,
  action: "export_providers" | "export_directory" | "view_links",
): Promise<void> =>
  recordReading({ ...by(permitted), subject: { kind: "area", id: permitted.areaId }, deed: { action } });

/** A page with links or codes of a round, or all of them as a file. A round that is not there shows none. */
export async function recordLinksRead(
  permitted: Permitted,
  roundId: string,
  page: LinkPage | "mail_merge",
): Promise<void> {
  const round = await findRoundAt(permitted.areaId, roundId);
  if (!round) return;
  const { audience, fiscalYear } = round;
  const subject = { kind: "round" as const, id: roundId };
  const ofRound = { audience, fiscalYear };
  const deed =
    page === "mail_merge"
      ? { action: "export_mail_merge" as const, ...ofRound }
      : { action: "view_round_links" as const, ...ofRound, page };
  await recordReading({ ...by(permitted), subject, deed });
}
