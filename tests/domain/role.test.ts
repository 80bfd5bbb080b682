import { describe, expect, test } from "vitest";
import { type Action, actionSchema, can, grantSchema, type Role, roleSchema } from "#domain/role.ts";

/** The whole table, written out a second time. */
const expected: Record<Role, readonly Action[]> = {
  administrator: [
    "view_home",
    "view_council",
    "view_links",
    "manage_providers",
    "manage_rounds",
    "manage_accounts",
    "view_audit",
    "view_status",
    "change_own_password",
  ],
  coordinator: [
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
    "view_audit",
    "acknowledge_grants",
    "change_own_password",
  ],
  partner: ["view_home", "view_directory", "change_own_password"],
  council: ["view_home", "view_council", "change_own_password"],
};

describe("roles", () => {
  test.each(roleSchema.options)("%s may do exactly what the table says", (role) => {
    const grants = [{ role, areaId: "152137" }];
    expect(actionSchema.options.filter((action) => can(grants, action, "152137"))).toEqual(expected[role]);
  });

  test("without a grant everything is denied", () => {
    expect(actionSchema.options.filter((action) => can([], action, "152137"))).toEqual([]);
  });

  test("a role covers its subtree and nothing beside or above it", () => {
    const grants = [{ role: "coordinator", areaId: "152137" }] as const;
    expect(can(grants, "view_gaps", "152137-3")).toBe(true);
    expect(can(grants, "view_gaps", "151009")).toBe(false);
  });

  test.each(["152137-3", "152138", "15213", "15", "", "152137-"])(
    "at %j, which is no municipality, no role can be held and one stored there allows nothing",
    (areaId) => {
      expect(grantSchema.safeParse({ role: "coordinator", areaId }).success).toBe(false);
      for (const place of [areaId, "152137", "152137-3"])
        expect(can([{ role: "coordinator", areaId }], "view_gaps", place)).toBe(false);
    },
  );

  test("is held at a municipality", () => {
    expect(grantSchema.safeParse({ role: "partner", areaId: "152137" }).success).toBe(true);
    expect(grantSchema.safeParse({ role: "mayor", areaId: "152137" }).success).toBe(false);
  });

  test("a stronger role elsewhere does not help here", () => {
    const grants = [
      { role: "coordinator", areaId: "151009" },
      { role: "council", areaId: "152137" },
    ] as const;
    expect(can(grants, "view_gaps", "152137")).toBe(false);
    expect(can(grants, "view_council", "152137")).toBe(true);
  });
});
