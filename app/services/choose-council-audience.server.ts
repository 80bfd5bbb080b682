import { audited } from "#app/services/audited.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { type Municipality, setCouncilAudience } from "#models/area.server.ts";

/** Sets for which meeting the area's council page is made. It changes what is published, never what is stored. */
export async function chooseCouncilAudience(
  { user, areaId }: Permitted,
  audience: Municipality["councilAudience"],
): Promise<void> {
  const subject = { kind: "area" as const, id: areaId };
  const deed = { action: "choose_council_audience" as const, audience };
  await audited({ actorId: user.id, areaId, subject, deed }, () => setCouncilAudience(areaId, audience));
}
