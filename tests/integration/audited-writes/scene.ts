import type { Account } from "#models/user.server.ts";
import { dumpDatabase, openRegion, type Region } from "#tests/fixtures/region.ts";
import { cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

/** Who acts, and where. */
export type Scene = { region: Region; administrator: Account; coordinator: Account; member: Account };

/** A write of staff, and the entry that it must leave in the log. */
export type Write = {
  does: (scene: Scene) => Promise<{ status: number }>;
  entry: (scene: Scene) => Record<string, unknown>;
};

/** The writes of each route, by names of their own. */
export type Writes = Readonly<Record<string, Readonly<Record<string, Write>>>>;

export type Pairs = readonly (readonly [string, string])[];

/** A city in an open year with an administrator, a coordinator and a member of the council. */
export async function openScene(): Promise<Scene> {
  return {
    region: await openRegion(),
    administrator: await openStaff("kanri", ["administrator"]),
    coordinator: await openStaff("tantou", ["coordinator"]),
    member: await openStaff("iin", ["council"]),
  };
}

export const auditEntries = async () => (await dumpDatabase()).audit_events ?? [];

/** A form as somebody's browser posts it. */
export const posted = async (by: Account, path: string, form: Pairs) =>
  requestArgs({ path, cookie: await cookieOf(by), form });
