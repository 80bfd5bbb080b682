import { z } from "zod";
import { areaCovers } from "#domain/area.ts";

/** Roles of people with an account. Respondents have none: they have only their link. */
export const roleSchema = z.enum(["administrator", "coordinator", "partner", "council"]);
export type Role = z.infer<typeof roleSchema>;

/** A role is held at an area and covers its subtree. */
export const grantSchema = z.object({ role: roleSchema, areaId: z.string().min(1) });
export type Grant = z.infer<typeof grantSchema>;

export const actionSchema = z.enum([
  "view_home",
  "view_gaps",
  "export_gaps",
  "view_council",
  "choose_council_audience",
  "view_links",
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
};

/** True if one of the grants allows this action at this area. */
export function can(grants: readonly Grant[], action: Action, areaId: string): boolean {
  return grants.some((grant) => allowed[action].includes(grant.role) && areaCovers(grant.areaId, areaId));
}
