import { z } from "zod";
import { areaCovers, isMunicipalityId } from "#domain/area.ts";

/** Roles of people with an account. Respondents have none: they have only their link. */
export const roleSchema = z.enum(["administrator", "coordinator", "partner", "council"]);
export type Role = z.infer<typeof roleSchema>;

/** A role is held at a municipality and covers its districts. A district has no pages of its own, so nothing is granted there. */
export const grantSchema = z.object({
  role: roleSchema,
  areaId: z.string().refine(isMunicipalityId, { error: "a role is held at a municipality" }),
});
export type Grant = z.infer<typeof grantSchema>;

export const actionSchema = z.enum([
  "view_home",
  "view_gaps",
  "export_gaps",
  "view_council",
  "choose_council_audience",
  "view_links",
  "manage_providers",
  "manage_rounds",
  "review_answers",
  "view_directory",
  "manage_accounts",
  "view_audit",
  "view_status",
  "acknowledge_grants",
  "change_own_password",
]);
export type Action = z.infer<typeof actionSchema>;

/**
 * Who may do what. What is not in this table is denied. Unsuppressed gaps are the coordinator's alone: an administrator
 * runs the system and needs no child's situation for it.
 */
const allowed: Readonly<Record<Action, readonly Role[]>> = {
  view_home: ["administrator", "coordinator", "partner", "council"],
  view_gaps: ["coordinator"],
  export_gaps: ["coordinator"],
  view_council: ["administrator", "coordinator", "council"],
  choose_council_audience: ["coordinator"],
  view_links: ["administrator", "coordinator"],
  manage_providers: ["administrator", "coordinator"],
  manage_rounds: ["administrator", "coordinator"],
  review_answers: ["coordinator"],
  view_directory: ["coordinator", "partner"],
  manage_accounts: ["administrator"],
  view_audit: ["administrator", "coordinator"],
  view_status: ["administrator"],
  acknowledge_grants: ["coordinator"],
  change_own_password: ["administrator", "coordinator", "partner", "council"],
};

/** True if one of the grants allows this action at this area. A grant that names no municipality allows nothing. */
export function can(grants: readonly Grant[], action: Action, areaId: string): boolean {
  return grants.some(
    (grant) =>
      isMunicipalityId(grant.areaId) && allowed[action].includes(grant.role) && areaCovers(grant.areaId, areaId),
  );
}
