import type { PageFrameData } from "#app/components/page-frame.types.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { findSignedIn } from "#app/session.server.ts";
import { type Action, can } from "#domain/role.ts";
import { listMunicipalities } from "#models/area.server.ts";

const menu = [
  ["home", "view_home"],
  ["gaps", "view_gaps"],
  ["council", "view_council"],
] as const satisfies readonly (readonly [string, Action])[];

/** What stands around every page: the city's name, whether it is invented, who is signed in and where they may go. */
export async function loadFrame(request: Request): Promise<PageFrameData> {
  const [user, municipalities] = await Promise.all([findSignedIn(request), listMunicipalities()]);
  const area = municipalities.find(({ id }) => user?.grants.some((grant) => grant.areaId === id)) ?? municipalities[0];
  return {
    areaName: area?.name ?? null,
    invented: area?.invented ?? requireRuntime().demo,
    signedIn: user ? { displayName: user.displayName } : null,
    menu: user
      ? menu
          .filter(([, action]) => user.grants.some(({ areaId }) => can(user.grants, action, areaId)))
          .map(([key]) => key)
      : [],
  };
}
