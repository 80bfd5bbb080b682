import { type Municipality, setCouncilAudience } from "#models/area.server.ts";

/** Sets for which meeting the area's council page is made. It changes what is published, never what is stored. */
export function chooseCouncilAudience(areaId: string, audience: Municipality["councilAudience"]): Promise<void> {
  return setCouncilAudience(areaId, audience);
}
