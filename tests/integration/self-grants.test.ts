import { beforeEach, describe, expect, test } from "vitest";
import { loader as homeLoader } from "#app/routes/home.tsx";
import { action as acknowledge } from "#app/routes/home_.acknowledge.tsx";
import { changeAccount } from "#app/services/change-account.server.ts";
import type { SelfGrant } from "#app/services/self-grants.server.ts";
import type { Role } from "#domain/role.ts";
import { type Account, findUser } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";
import { auditEntries, openScene, posted, type Scene } from "#tests/integration/audited-writes/scene.ts";

databaseOfFile();
let scene: Scene;
let second: Account;

beforeEach(async () => {
  scene = await openScene();
  second = await openStaff("futari", ["coordinator"]);
});

async function give(by: Account, to: Account, roles: Role[]): Promise<void> {
  const { revision = 0 } = (await findUser(to.id)) ?? {};
  const done = await changeAccount({ user: by, areaId: "152137" }, to.id, { intent: "change_roles", revision, roles });
  expect(done).toMatchObject({ kind: "done" });
}

async function told(account: Account): Promise<SelfGrant[]> {
  const answer = await answerOf(homeLoader(requestArgs({ path: "/home", cookie: await cookieOf(account) })));
  return (answer.data as { selfGrants: SelfGrant[] }).selfGrants;
}

const seen = async (account: Account, entry: string) =>
  (await answerOf(acknowledge(await posted(account, "/home/acknowledge", [["entry", entry]])))).status;

describe("an administrator who gives himself a role", () => {
  beforeEach(() => give(scene.administrator, scene.administrator, ["administrator", "coordinator"]));

  test("is shown to every coordinator until each has acknowledged it", async () => {
    const [grant] = await told(scene.coordinator);
    expect(grant).toMatchObject({
      actor: "kanriさん",
      before: ["administrator"],
      after: ["administrator", "coordinator"],
    });
    const id = grant?.id ?? "";
    expect(await told(second)).toHaveLength(1);
    // who has just become one clears it for nobody else
    expect(await seen(scene.administrator, id)).toBe(302);
    expect([await told(scene.coordinator), await told(second)].map(({ length }) => length)).toEqual([1, 1]);
    expect(await seen(scene.coordinator, id)).toBe(302);
    expect([await told(scene.coordinator), await told(second)].map(({ length }) => length)).toEqual([0, 1]);
    expect(await seen(second, id)).toBe(302);
    expect(await told(second)).toEqual([]);
  });

  test("is acknowledged once, by an entry of the log", async () => {
    const id = (await told(scene.coordinator))[0]?.id ?? "";
    for (const _again of [1, 2]) expect(await seen(scene.coordinator, id)).toBe(302);
    const acknowledged = (await auditEntries()).filter(({ actorId, deed }) => {
      return actorId === scene.coordinator.id && (deed as { action: string }).action === "acknowledge_grant";
    });
    expect(acknowledged).toMatchObject([{ subject: { kind: "entry", id }, areaId: "152137", outcome: "done" }]);
  });

  test("is told again when he does it again", async () => {
    expect(await seen(second, (await told(second))[0]?.id ?? "")).toBe(302);
    await give(scene.administrator, scene.administrator, ["administrator"]);
    expect(await told(second)).toEqual([]);
    await give(scene.administrator, scene.administrator, ["administrator", "coordinator"]);
    expect(await told(second)).toHaveLength(1);
  });

  test("is told neither to others nor elsewhere, and nobody else can acknowledge it", async () => {
    const id = (await told(second))[0]?.id ?? "";
    expect(await told(scene.member)).toEqual([]);
    expect(await seen(scene.member, id)).toBe(403);
    const elsewhere = await openStaff("sanjo", ["coordinator"], "152048");
    expect(await seen(elsewhere, id)).toBe(403);
    expect(await seen(second, "no such entry")).toBe(404);
  });
});

test("roles that an administrator gives to others, or gives up, are told to nobody", async () => {
  await give(scene.administrator, scene.member, ["council", "partner"]);
  const other = await openStaff("kanri-2", ["administrator", "partner"]);
  await give(other, other, ["administrator"]);
  expect(await told(scene.coordinator)).toEqual([]);
});
