import { expect } from "vitest";
import { action as passwordAction } from "#app/routes/account.password.tsx";
import { action as accountsAction } from "#app/routes/admin.accounts.tsx";
import { action as accountAction } from "#app/routes/admin.accounts_.$account.tsx";
import { action as councilAction } from "#app/routes/council.tsx";
import { action as acknowledgeAction } from "#app/routes/home_.acknowledge.tsx";
import { changeAccount } from "#app/services/change-account.server.ts";
import { answerOf, staffPassword } from "#tests/fixtures/staff.ts";
import { auditEntries, type Pairs, posted, type Scene, type Writes } from "#tests/integration/audited-writes/scene.ts";

/** A change of the member's account by the administrator. */
export const changeMember = async (scene: Scene, form: Pairs) => {
  const sent = await posted(scene.administrator, `/admin/accounts/${scene.member.id}`, form);
  return answerOf(accountAction({ ...sent, params: { account: scene.member.id } }));
};
const onMember = ({ administrator, member }: Scene) => ({
  actorId: administrator.id,
  subject: { kind: "account", id: member.id },
});

/** What administrators do to accounts, people to their own, and the coordinator to the city. */
export const accountWrites: Writes = {
  council: {
    choose: {
      does: async (scene) =>
        answerOf(councilAction(await posted(scene.coordinator, "/council", [["audience", "council_closed"]]))),
      entry: (scene) => ({
        actorId: scene.coordinator.id,
        subject: { kind: "area", id: "152137" },
        deed: { action: "choose_council_audience", audience: "council_closed" },
      }),
    },
  },
  "home_.acknowledge": {
    acknowledge: {
      does: async (scene) => {
        const permitted = { user: scene.administrator, areaId: "152137" };
        const roles = ["administrator" as const, "coordinator" as const];
        await changeAccount(permitted, scene.administrator.id, { intent: "change_roles", revision: 0, roles });
        const id = String((await auditEntries()).at(-1)?._id);
        return answerOf(acknowledgeAction(await posted(scene.coordinator, "/home/acknowledge", [["entry", id]])));
      },
      entry: (scene) => ({
        actorId: scene.coordinator.id,
        subject: { kind: "entry", id: expect.any(String) },
        deed: { action: "acknowledge_grant" },
      }),
    },
  },
  "account.password": {
    change: {
      does: async (scene) => {
        const form: Pairs = [
          ["current", staffPassword],
          ["password", "a new password 12"],
          ["repeat", "a new password 12"],
        ];
        return answerOf(passwordAction(await posted(scene.member, "/account/password", form)));
      },
      entry: (scene) => ({
        actorId: scene.member.id,
        subject: { kind: "account", id: scene.member.id },
        deed: { action: "change_own_password" },
      }),
    },
  },
  "admin.accounts": {
    create: {
      does: async (scene) => {
        const id = "11111111-1111-4111-8111-111111111111";
        const form: Pairs = [
          ["id", id],
          ["displayName", "田中"],
          ["loginName", "tanaka"],
          ["roles", "partner"],
        ];
        return answerOf(accountsAction(await posted(scene.administrator, "/admin/accounts", form)));
      },
      entry: (scene) => ({
        actorId: scene.administrator.id,
        subject: { kind: "account", id: "11111111-1111-4111-8111-111111111111" },
        deed: { action: "create_account", roles: ["partner"] },
      }),
    },
  },
  "admin.accounts_.$account": {
    roles: {
      does: (scene) =>
        changeMember(scene, [
          ["intent", "change_roles"],
          ["revision", "0"],
          ["roles", "partner"],
          ["roles", "council"],
        ]),
      entry: (scene) => ({
        ...onMember(scene),
        deed: { action: "change_roles", before: ["council"], after: ["partner", "council"] },
      }),
    },
    password: {
      does: (scene) =>
        changeMember(scene, [
          ["intent", "reset_password"],
          ["revision", "0"],
        ]),
      entry: (scene) => ({ ...onMember(scene), deed: { action: "reset_password" } }),
    },
    deactivate: {
      does: (scene) =>
        changeMember(scene, [
          ["intent", "deactivate_account"],
          ["revision", "0"],
        ]),
      entry: (scene) => ({ ...onMember(scene), deed: { action: "deactivate_account" } }),
    },
    reactivate: {
      does: async (scene) => {
        const permitted = { user: scene.administrator, areaId: "152137" };
        await changeAccount(permitted, scene.member.id, { intent: "deactivate_account", revision: 0 });
        return changeMember(scene, [
          ["intent", "reactivate_account"],
          ["revision", "1"],
        ]);
      },
      entry: (scene) => ({ ...onMember(scene), deed: { action: "reactivate_account" } }),
    },
  },
};
