import type { MenuKey, PageFrameData } from "#app/components/page-frame.types.ts";
import { requireRuntime } from "#app/runtime.server.ts";
import { findSignedIn } from "#app/session.server.ts";
import { type Action, can, type Grant } from "#domain/role.ts";
import { findMunicipality, findOnlyMunicipality, type Municipality } from "#models/area.server.ts";
import type { User } from "#models/user.server.ts";

const menu = [
  ["home", "view_home"],
  ["gaps", "view_gaps"],
  ["rounds", "manage_rounds"],
  ["responses", "review_answers"],
  ["providers", "manage_providers"],
  ["council", "view_council"],
  ["directory", "view_directory"],
  ["accounts", "manage_accounts"],
  ["audit", "view_audit"],
  ["status", "view_status"],
] as const satisfies readonly (readonly [MenuKey, Action])[];

/** What stands around every page: the city's name, whether it is invented, who is signed in and where they may go. */
export async function loadFrame(request: Request): Promise<PageFrameData> {
  const { demo } = requireRuntime();
  const user = await findSignedIn(request);
  const area = await findFrameArea(user);
  return {
    areaName: area?.name ?? null,
    invented: area?.invented ?? demo,
    signedIn: user && { id: user.id, displayName: user.displayName, hasPassword: !demo },
    // until a start password is changed, every page but that one leads there
    menu: user && !user.passwordIsTemporary ? listMenu(user.grants) : [],
  };
}

/** The city of the first role; for a stranger the only city there is. Nobody sees the name of another one. */
async function findFrameArea(user: User | null): Promise<Municipality | null> {
  if (!user) return findOnlyMunicipality();
  const [grant] = user.grants;
  return grant ? findMunicipality(grant.areaId) : null;
}

const listMenu = (grants: readonly Grant[]): MenuKey[] =>
  menu.filter(([, action]) => grants.some(({ areaId }) => can(grants, action, areaId))).map(([key]) => key);
