import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { routeAccess } from "#app/route-access.ts";
import { loader as auditLoader } from "#app/routes/admin.audit.tsx";
import { action as signInAction } from "#app/routes/sign-in.tsx";
import { audited } from "#app/services/audited.server.ts";
import type { AuditPageData } from "#app/services/load-audit.server.ts";
import { announceSetUp, setUp } from "#app/services/set-up.server.ts";
import { lifeStages } from "#domain/profile.ts";
import { actionSchema } from "#domain/role.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { type AuditEvent, appendAuditEvent, settleAuditEvent } from "#models/audit-event.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { dumpDatabase, tsubame } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs, staffPassword } from "#tests/fixtures/staff.ts";
import { accountWrites, changeMember } from "#tests/integration/audited-writes/account-writes.ts";
import { providerWrites } from "#tests/integration/audited-writes/provider-writes.ts";
import { responseWrites } from "#tests/integration/audited-writes/response-writes.ts";
import { roundWrites } from "#tests/integration/audited-writes/round-writes.ts";
import { auditEntries, openScene, type Scene } from "#tests/integration/audited-writes/scene.ts";

const database = databaseOfFile();
let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

const writes = { ...accountWrites, ...roundWrites, ...responseWrites, ...providerWrites };

describe("every write of staff leaves an entry", () => {
  test("and every route with such a write is among those tried here", () => {
    const staffRoutes = Object.entries(routeAccess).filter(
      // a table that is only uploaded changes nothing yet: applying it is the deed
      ([route, entry]) =>
        route !== "providers_.import" && "action" in entry && actionSchema.safeParse(entry.action).success,
    );
    expect(Object.keys(writes).sort()).toEqual(staffRoutes.map(([route]) => route).sort());
  });

  const cases = Object.entries(writes).flatMap(([route, all]) =>
    Object.entries(all).map(([name, written]) => [route, name, written] as const),
  );
  test.each(cases)("%s: %s, and nothing that was typed gets into it", async (_route, _name, { does, entry }) => {
    // a page leads on; the address that takes answers says that it has them
    expect([201, 302]).toContain((await does(scene)).status);
    const newest = (await auditEntries()).at(-1);
    expect(newest).toMatchObject({ areaId: "152137", outcome: "done", at: expect.any(Date), ...entry(scene) });
    // what was typed stays out of it
    for (const typed of ["田中", "tanaka", "みどり", staffPassword, "a new password 12", "確かですか", "a@example.jp"])
      expect(JSON.stringify(newest)).not.toContain(typed);
  });

  test("also the set-up and signing in", async () => {
    await database.reset();
    const codes: string[] = [];
    await announceSetUp((code) => codes.push(code));
    const form = {
      setUpCode: codes[0] ?? "",
      areaCode: "152137",
      areaName: "燕市",
      districts: "燕",
      population: "",
      ...Object.fromEntries(lifeStages.map((stage) => [stage, ""])),
      contact: "福祉課",
      closesOn: "令和9年1月31日",
      roster: "",
      displayName: "佐藤",
      loginName: "sato",
      password: staffPassword,
    };
    const outcome = await setUp(form, new Date("2026-11-22T03:00:00Z"));
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const actorId = outcome.user.id;
    expect(await auditEntries()).toEqual([
      expect.objectContaining({ actorId, areaId: "152137", deed: { action: "set_up" }, outcome: "done" }),
    ]);
    const signIn = (password: string) =>
      answerOf(
        signInAction(
          requestArgs({
            path: "/sign-in",
            form: [
              ["loginName", "sato"],
              ["password", password],
            ],
          }),
        ),
      );
    expect((await signIn(staffPassword)).status).toBe(302);
    expect((await auditEntries()).at(-1)).toMatchObject({
      actorId,
      subject: { kind: "account", id: actorId },
      deed: { action: "sign_in", network: "192.0.2.0/24" },
      outcome: "done",
    });
    const [user] = (await dumpDatabase()).users ?? [];
    expect(user?.lastSignInAt).toBeInstanceOf(Date);
  });
});

describe("an entry", () => {
  const about = () => ({
    actorId: scene.administrator.id,
    areaId: "152137",
    subject: { kind: "area" as const, id: "152137" },
    deed: { action: "choose_council_audience" as const, audience: "public" as const },
  });

  test("is there before the write, and says how it ended after it", async () => {
    const result = await audited(about(), async () => {
      expect(await auditEntries()).toEqual([
        expect.objectContaining({ outcome: "unconfirmed", actorId: scene.administrator.id }),
      ]);
      return "written";
    });
    expect(result).toBe("written");
    expect(await auditEntries()).toEqual([expect.objectContaining({ outcome: "done" })]);
  });

  test.each([false, null])("of a write that answers %j is refused", async (answer) => {
    expect(await audited(about(), async () => answer)).toBe(answer);
    expect(await auditEntries()).toEqual([expect.objectContaining({ outcome: "refused" })]);
  });

  test("of a write that was cut off stays unconfirmed", async () => {
    const cut = audited(about(), async () => {
      throw new Error("cut off");
    });
    await expect(cut).rejects.toThrow("cut off");
    expect(await auditEntries()).toEqual([expect.objectContaining({ outcome: "unconfirmed" })]);
  });

  test("that has its end keeps it", async () => {
    const id = randomUUID();
    await appendAuditEvent({ id, at: new Date(), ...about() });
    await settleAuditEvent(id, "done");
    await settleAuditEvent(id, "refused");
    expect(await auditEntries()).toEqual([expect.objectContaining({ outcome: "done" })]);
  });

  test("is left by no change that was refused beforehand, and by none that was made already", async () => {
    expect(
      (
        await changeMember(scene, [
          ["intent", "change_roles"],
          ["revision", "0"],
        ])
      ).status,
    ).toBe(422);
    expect(
      (
        await changeMember(scene, [
          ["intent", "deactivate_account"],
          ["revision", "7"],
        ])
      ).status,
    ).toBe(409);
    expect(
      (
        await changeMember(scene, [
          ["intent", "change_roles"],
          ["revision", "0"],
          ["roles", "council"],
        ])
      ).status,
    ).toBe(302);
    expect(await auditEntries()).toEqual([]);
  });
});

describe("the page of the log", () => {
  const page = async (search = "", by = scene.administrator) => {
    const answer = await answerOf(
      auditLoader(requestArgs({ path: `/admin/audit${search}`, cookie: await cookieOf(by) })),
    );
    return { status: answer.status, data: answer.data as AuditPageData & { newest: boolean } };
  };
  const append = (changes: Partial<Omit<AuditEvent, "outcome">>) =>
    appendAuditEvent({
      id: randomUUID(),
      at: new Date("2026-11-22T00:00:00Z"),
      actorId: scene.administrator.id,
      areaId: "152137",
      subject: { kind: "account", id: scene.member.id },
      deed: { action: "reset_password" },
      ...changes,
    });

  test("names people and the time in Japan", async () => {
    await append({ at: new Date("2026-11-22T15:30:00Z") });
    await append({ at: new Date("2026-11-22T15:29:00Z"), actorId: "gone" });
    const { data } = await page();
    expect(data.areaName).toEqual(tsubame.name);
    expect(data.lines).toMatchObject([
      { at: "令和8年11月23日(月) 00:30", actor: "kanriさん", account: "iinさん", outcome: "unconfirmed" },
      { at: "令和8年11月23日(月) 00:29", actor: null },
    ]);
    expect([data.older, data.newest]).toEqual([null, true]);
  });

  test("shows 50, newest first, and leads through all of them once, also where times are equal", async () => {
    // 120 entries in three instants of 40: pages end within an instant
    const ids: string[] = [];
    for (let index = 0; index < 120; index += 1) {
      const id = randomUUID();
      ids.push(id);
      await append({ id, at: new Date(Date.UTC(2026, 10, 22, 0, 0, 0, Math.floor(index / 40))) });
    }
    const seen: string[] = [];
    const lengths: number[] = [];
    let search = "";
    do {
      const { data } = await page(search);
      lengths.push(data.lines.length);
      seen.push(...data.lines.map(({ id }) => id));
      search = data.older === null ? "" : `?before=${data.older}`;
      // what comes meanwhile is newer and moves nothing
      await append({ at: new Date("2026-11-23T00:00:00Z") });
    } while (search !== "");
    expect(lengths).toEqual([50, 50, 20]);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(120);
    const instants = seen.map((id) => Math.floor(ids.indexOf(id) / 40));
    expect(instants).toEqual([...instants].sort((a, b) => b - a));
  });

  test.each(["?before=", "?before=x", "?before=2026-13-45T00:00:00.000Z_a", "?before=2026-11-22T00:00:00.000Z_%24"])(
    "refuses the place %s",
    async (search) => {
      expect((await page(search)).status).toBe(400);
    },
  );

  test("shows nothing of another municipality, and to nobody but administrators and coordinators", async () => {
    await saveMunicipality({ ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" }, districts: [] });
    await append({});
    const foreign = await openStaff("sanjo", ["administrator"], "152048");
    expect((await page("", foreign)).data.lines).toEqual([]);
    expect((await page("", scene.administrator)).data.lines).toHaveLength(1);
    expect((await page("", scene.coordinator)).data.lines).toHaveLength(1);
    expect((await page("", scene.member)).status).toBe(403);
  });

  test("is narrowed to a kind and to a person", async () => {
    await append({});
    await append({ deed: { action: "provider_left" }, subject: { kind: "provider", id: "p" } });
    await append({ deed: { action: "sign_out" }, actorId: scene.member.id });
    const actions = async (search: string) => (await page(search)).data.lines.map(({ deed }) => deed.action).sort();
    expect(await actions("")).toEqual(["provider_left", "reset_password", "sign_out"]);
    expect(await actions("?kind=account")).toEqual(["reset_password"]);
    expect(await actions("?kind=change")).toEqual(["provider_left"]);
    expect(await actions("?kind=sign_in")).toEqual(["sign_out"]);
    expect(await actions("?kind=reading")).toEqual([]);
    expect(await actions("?kind=nonsense&by=")).toHaveLength(3);
    expect(await actions(`?by=${scene.member.id}`)).toEqual(["sign_out"]);
    expect(await actions(`?by=${scene.administrator.id}&kind=sign_in`)).toEqual([]);
    expect(await actions("?by[$ne]=x&by=%7B%22$gt%22:%22%22%7D")).toEqual([]);
  });
});
