import { findLink } from "#app/services/links.server.ts";
import { noteOpened } from "#models/invitation.server.ts";

/** Notes that the form of a link has come to life in a browser, the first time. False for a link that nobody knows. */
export async function noteFormOpened(token: string, now: Date): Promise<boolean> {
  const link = await findLink(token, now);
  if (link.state === "unknown") return false;
  const { id, areaId, kind, openedAt } = link.invitation;
  if (link.state === "open" && kind !== "open" && openedAt === null) await noteOpened(areaId, id, now);
  return true;
}
