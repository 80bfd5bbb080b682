import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { routeAccess } from "#app/route-access.ts";
import { action as passwordAction } from "#app/routes/account.password.tsx";
import { action as accountsAction } from "#app/routes/admin.accounts.tsx";
import { action as accountAction } from "#app/routes/admin.accounts_.$account.tsx";
import { loader as auditLoader } from "#app/routes/admin.audit.tsx";
import { action as councilAction } from "#app/routes/council.tsx";
import { action as providerAction } from "#app/routes/providers_.$provider.tsx";
import { action as editAction } from "#app/routes/providers_.$provider_.edit.tsx";
import { action as mergeAction } from "#app/routes/providers_.duplicates.tsx";
import { action as batchAction } from "#app/routes/providers_.import_.$batch.tsx";
import { action as newProviderAction } from "#app/routes/providers_.new.tsx";
import { action as responsesAction } from "#app/routes/responses.tsx";
import { action as responseAction } from "#app/routes/responses_.$response.tsx";
import { action as roundAction } from "#app/routes/rounds_.$round.tsx";
import { action as changeRoundAction } from "#app/routes/rounds_.$round_.change.tsx";
import { action as faxAction } from "#app/routes/rounds_.$round_.fax.tsx";
import { action as lettersAction } from "#app/routes/rounds_.$round_.letters.tsx";
import { action as requestsAction } from "#app/routes/rounds_.$round_.reminders.tsx";
import { action as newRoundAction } from "#app/routes/rounds_.new.tsx";
import { action as signInAction } from "#app/routes/sign-in.tsx";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { configureRuntime } from "#app/runtime.server.ts";
import { audited } from "#app/services/audited.server.ts";
import { changeAccount } from "#app/services/change-account.server.ts";
import type { AuditPageData } from "#app/services/load-audit.server.ts";
import { responseId } from "#app/services/receipt.server.ts";
import { announceSetUp, setUp } from "#app/services/set-up.server.ts";
import { startImport } from "#app/services/start-import.server.ts";
import { lifeStages } from "#domain/profile.ts";
import { actionSchema } from "#domain/role.ts";
import { saveMunicipality } from "#models/area.server.ts";
import { type AuditEvent, appendAuditEvent, settleAuditEvent } from "#models/audit-event.server.ts";
import { saveProviders } from "#models/provider.server.ts";
import { closeRound } from "#models/round.server.ts";
import type { Account } from "#models/user.server.ts";
import {
  dumpDatabase,
  hokagoAnswers,
  openRegion,
  providerOf,
  type Region,
  runtime,
  send as sendAnswers,
  startDatabase,
  submission,
  type TestDatabase,
  tsubame,
} from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs, staffPassword } from "#tests/fixtures/staff.ts";

let database: TestDatabase;
let region: Region;
let administrator: Account;
let coordinator: Account;
let member: Account;

beforeAll(async () => {
  database = await startDatabase();
});
beforeEach(async () => {
  await database.reset();
  region = await openRegion();
  administrator = await openStaff("kanri", ["administrator"]);
  coordinator = await openStaff("tantou", ["coordinator"]);
  member = await openStaff("iin", ["council"]);
});
afterAll(() => database.stop());

type Pairs = readonly (readonly [string, string])[];

const entries = async () => (await dumpDatabase()).audit_events ?? [];
const send = async (by: Account, path: string, form: Pairs) => requestArgs({ path, cookie: await cookieOf(by), form });
const changeMember = async (form: Pairs) => {
  const sent = await send(administrator, `/admin/accounts/${member.id}`, form);
  return answerOf(accountAction({ ...sent, params: { account: member.id } }));
};
const onMember = () => ({ actorId: administrator.id, subject: { kind: "account", id: member.id } });

const providerRound = "152137-2026-provider";
const invitation = `${providerRound}|152137-p-放課後クラブ`;
type RoundAction = (args: ReturnType<typeof requestArgs>) => Promise<unknown>;
const toRound = async (action: RoundAction, form: Pairs) => {
  const sent = await send(coordinator, `/rounds/${providerRound}`, form);
  return answerOf(action({ ...sent, params: { round: providerRound } }));
};
const onRound = (deed: Record<string, unknown>) => ({
  actorId: coordinator.id,
  subject: { kind: "round", id: providerRound },
  deed: { ...deed, audience: "provider", fiscalYear: 2026 },
});

const answered = submission(hokagoAnswers({ mon: 1 }));
const sendProvider = async () => (await sendAnswers(region.providerToken("放課後クラブ"), answered)).response;
const onResponse = async (form: Pairs) => {
  const { id, revision } = await sendProvider();
  const sent = await send(coordinator, `/responses/${id}`, [["revision", String(revision)], ...form]);
  return answerOf(responseAction({ ...sent, params: { response: id } }));
};
const onAnswers = () => ({
  actorId: coordinator.id,
  subject: {
    kind: "response",
    id: responseId({ id: "152137-2026-provider|152137-p-放課後クラブ", kind: "provider" }, ""),
  },
});
const club = "152137-p-放課後クラブ";
const hiroba = "152137-p-児発ひろば";
const onProvider = (id: string) => ({ actorId: coordinator.id, subject: { kind: "provider", id } });
const changeClub = async (intent: string, revision: string) => {
  const form: Pairs = [
    ["intent", intent],
    ["revision", revision],
  ];
  return answerOf(providerAction({ ...(await send(coordinator, "/providers/x", form)), params: { provider: club } }));
};
const oneService: Pairs = [
  ["revision", "0"],
  ["key", "0123456789abcdef01234567"],
  ["name", "みどり"],
  ["district", "152137-1"],
];

/** Brings a table of one new provider as far as its preview and applies it. */
async function importOne() {
  const folder = mkdtempSync(join(tmpdir(), "audit-import-"));
  writeFileSync(join(folder, "table"), "事業所名,サービス,地区\nみどり,生活介護,燕\n");
  const uploaded = await startImport({ user: coordinator, areaId: "152137" }, join(folder, "table"), new Date());
  rmSync(folder, { recursive: true });
  if (uploaded.kind === "refused") throw new Error(uploaded.refusal.code);
  const act = async (form: Pairs) =>
    answerOf(
      batchAction({ ...(await send(coordinator, "/providers/import/x", form)), params: { batch: uploaded.id } }),
    );
  const columns: Pairs = ["name", "service", "district"].map((field, at) => [`column-${field}`, String(at)]);
  await act([["intent", "map"], ["kind", "file"], ...columns]);
  const planId = String((await dumpDatabase()).import_batches?.[0]?.planId);
  return act([
    ["intent", "apply"],
    ["planId", planId],
  ]);
}

type Case = { does: () => Promise<{ status: number }>; entry: () => Record<string, unknown> };

/** Each write of each route of staff, and the entry it must leave. */
const writes: Record<string, Record<string, Case>> = {
  council: {
    choose: {
      does: async () => answerOf(councilAction(await send(coordinator, "/council", [["audience", "council_closed"]]))),
      entry: () => ({
        actorId: coordinator.id,
        subject: { kind: "area", id: "152137" },
        deed: { action: "choose_council_audience", audience: "council_closed" },
      }),
    },
  },
  "account.password": {
    change: {
      does: async () => {
        const form: Pairs = [
          ["current", staffPassword],
          ["password", "a new password 12"],
          ["repeat", "a new password 12"],
        ];
        return answerOf(passwordAction(await send(member, "/account/password", form)));
      },
      entry: () => ({
        actorId: member.id,
        subject: { kind: "account", id: member.id },
        deed: { action: "change_own_password" },
      }),
    },
  },
  "admin.accounts": {
    create: {
      does: async () => {
        const id = "11111111-1111-4111-8111-111111111111";
        const form: Pairs = [
          ["id", id],
          ["displayName", "田中"],
          ["loginName", "tanaka"],
          ["roles", "partner"],
        ];
        return answerOf(accountsAction(await send(administrator, "/admin/accounts", form)));
      },
      entry: () => ({
        actorId: administrator.id,
        subject: { kind: "account", id: "11111111-1111-4111-8111-111111111111" },
        deed: { action: "create_account", roles: ["partner"] },
      }),
    },
  },
  "admin.accounts_.$account": {
    roles: {
      does: () =>
        changeMember([
          ["intent", "change_roles"],
          ["revision", "0"],
          ["roles", "partner"],
          ["roles", "council"],
        ]),
      entry: () => ({
        ...onMember(),
        deed: { action: "change_roles", before: ["council"], after: ["partner", "council"] },
      }),
    },
    password: {
      does: () =>
        changeMember([
          ["intent", "reset_password"],
          ["revision", "0"],
        ]),
      entry: () => ({ ...onMember(), deed: { action: "reset_password" } }),
    },
    deactivate: {
      does: () =>
        changeMember([
          ["intent", "deactivate_account"],
          ["revision", "0"],
        ]),
      entry: () => ({ ...onMember(), deed: { action: "deactivate_account" } }),
    },
    reactivate: {
      does: async () => {
        const permitted = { user: administrator, areaId: "152137" };
        await changeAccount(permitted, member.id, { intent: "deactivate_account", revision: 0 });
        return changeMember([
          ["intent", "reactivate_account"],
          ["revision", "1"],
        ]);
      },
      entry: () => ({ ...onMember(), deed: { action: "reactivate_account" } }),
    },
  },
  "rounds_.new": {
    plan: {
      does: async () => {
        const form: Pairs = [
          ["audience", "citizen"],
          ["fiscalYear", "2027"],
          ["opensOn", "2999-04-01"],
          ["opensHour", "9"],
          ["closesOn", "2999-05-01"],
          ["closesHour", "24"],
        ];
        return answerOf(newRoundAction(await send(coordinator, "/rounds/new", form)));
      },
      entry: () => ({
        actorId: coordinator.id,
        subject: { kind: "round", id: "152137-2027-citizen" },
        deed: { action: "plan_round", audience: "citizen", fiscalYear: 2027 },
      }),
    },
  },
  "rounds_.$round": {
    close: {
      does: () => toRound(roundAction, [["intent", "close_round"]]),
      entry: () => onRound({ action: "close_round" }),
    },
    archive: {
      does: async () => {
        await closeRound("152137", providerRound);
        return toRound(roundAction, [["intent", "archive_round"]]);
      },
      entry: () => onRound({ action: "archive_round" }),
    },
    invite: {
      does: async () => {
        await saveProviders([providerOf("152137", "新しい家", ["hokago_day"])]);
        return toRound(roundAction, [["intent", "invite_missing"]]);
      },
      entry: () => onRound({ action: "invite_missing", count: 1 }),
    },
    ...Object.fromEntries(
      ([["note_contact"], ["revoke_invitation"], ["reissue_invitation", "generation", "1"]] as const).map(
        ([action, ...more]): [string, Case] => [
          action,
          {
            does: () =>
              toRound(roundAction, [
                ["intent", action],
                ["invitation", invitation],
                ...(more.length === 2 ? [[...more] as const] : []),
              ]),
            entry: () => ({ ...onRound({ action }), subject: { kind: "invitation", id: invitation } }),
          },
        ],
      ),
    ),
  },
  "rounds_.$round_.change": {
    extend: {
      does: () =>
        toRound(changeRoundAction, [
          ["revision", "0"],
          ["closesOn", "2999-05-01"],
          ["closesHour", "24"],
        ]),
      entry: () => onRound({ action: "extend_round" }),
    },
  },
  "rounds_.$round_.letters": {
    record: {
      does: () => toRound(lettersAction, [["invitation", invitation]]),
      entry: () => onRound({ action: "send_requests", channel: "letter", count: 1 }),
    },
  },
  "rounds_.$round_.fax": {
    record: {
      does: () => toRound(faxAction, [["invitation", invitation]]),
      entry: () => onRound({ action: "send_requests", channel: "fax", count: 1 }),
    },
  },
  "rounds_.$round_.reminders": {
    send: {
      does: async () => {
        const smtp = { url: "smtp://127.0.0.1:9", from: "shindan@city.example" };
        configureRuntime({ ...runtime, mail: { ...runtime.mail, smtp } });
        const providers = mongoose.connection.collection<{ _id: string }>("providers");
        await providers.updateOne({ _id: "152137-p-放課後クラブ" }, { $set: { email: "a@example.jp" } });
        return toRound(requestsAction, [["invitation", invitation]]);
      },
      entry: () => onRound({ action: "send_requests", channel: "mail", count: 1 }),
    },
  },
  responses: {
    accept: {
      does: async () => {
        const { id, revision } = await sendProvider();
        const chosen: Pairs = [
          ["state", "accepted"],
          ["chosen", `${id}:${revision}`],
        ];
        return answerOf(responsesAction(await send(coordinator, "/responses", chosen)));
      },
      entry: () => ({
        actorId: coordinator.id,
        subject: { kind: "area", id: "152137" },
        deed: { action: "review_responses", state: "accepted", reason: null, count: 1 },
      }),
    },
  },
  "responses_.$response": {
    judge: {
      does: () =>
        onResponse([
          ["intent", "judge"],
          ["state", "invalid"],
          ["reason", "test"],
        ]),
      entry: () => ({ ...onAnswers(), deed: { action: "review_response", state: "invalid", reason: "test" } }),
    },
    ask: {
      does: () =>
        onResponse([
          ["intent", "comment"],
          ["question", "pools"],
          ["text", "確かですか。"],
        ]),
      entry: () => ({ ...onAnswers(), deed: { action: "comment_response" } }),
    },
  },
  "staff.entries": {
    enter: {
      does: async () => {
        const entry = {
          round: "152137-2026-provider",
          provider: "152137-p-放課後クラブ",
          channel: "fax",
          asksAll: true,
        };
        const { request, ...args } = await send(coordinator, "/staff/entries", []);
        const headers = { Cookie: request.headers.get("Cookie") ?? "", "Content-Type": "application/json" };
        const body = JSON.stringify({ ...entry, ...submission(hokagoAnswers({ mon: 1 })) });
        return entriesAction({ ...args, request: new Request(request.url, { method: "POST", headers, body }) });
      },
      entry: () => ({ ...onAnswers(), deed: { action: "enter_answers", channel: "fax" } }),
    },
  },
  "providers_.$provider": {
    left: {
      does: () => changeClub("left", "0"),
      entry: () => ({ ...onProvider(club), deed: { action: "provider_left" } }),
    },
    returned: {
      does: async () => {
        await changeClub("left", "0");
        return changeClub("returned", "1");
      },
      entry: () => ({ ...onProvider(club), deed: { action: "provider_returned" } }),
    },
  },
  "providers_.$provider_.edit": {
    edit: {
      does: async () => {
        const sent = await send(coordinator, "/providers/x/edit", oneService);
        return answerOf(editAction({ ...sent, params: { provider: club } }));
      },
      entry: () => ({ ...onProvider(club), deed: { action: "edit_provider" } }),
    },
  },
  "providers_.duplicates": {
    merge: {
      does: async () => {
        const form: Pairs = [
          ["keep", club],
          ["keepRevision", "0"],
          ["other", hiroba],
          ["otherRevision", "0"],
        ];
        return answerOf(mergeAction(await send(coordinator, "/providers/duplicates", form)));
      },
      entry: () => ({ ...onProvider(club), deed: { action: "merge_providers" } }),
    },
  },
  "providers_.import_.$batch": {
    apply: {
      does: importOne,
      entry: () => ({
        actorId: coordinator.id,
        subject: { kind: "area", id: "152137" },
        deed: { action: "import_providers", created: 1, changed: 0, vanished: 0 },
      }),
    },
  },
  "providers_.new": {
    add: {
      does: async () => answerOf(newProviderAction(await send(coordinator, "/providers/new", oneService))),
      entry: () => ({ ...onProvider("152137-p-0123456789abcdef01234567"), deed: { action: "add_provider" } }),
    },
  },
};

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
    expect([201, 302]).toContain((await does()).status);
    const newest = (await entries()).at(-1);
    expect(newest).toMatchObject({ areaId: "152137", outcome: "done", at: expect.any(Date), ...entry() });
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
    expect(await entries()).toEqual([
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
    expect((await signIn("the wrong password")).status).toBe(401);
    expect(await entries()).toHaveLength(1);
    expect((await signIn(staffPassword)).status).toBe(302);
    expect((await entries()).at(-1)).toMatchObject({
      actorId,
      subject: { kind: "account", id: actorId },
      deed: { action: "sign_in" },
      outcome: "done",
    });
    const [user] = (await dumpDatabase()).users ?? [];
    expect(user?.lastSignInAt).toBeInstanceOf(Date);
  });
});

describe("an entry", () => {
  const about = () => ({
    actorId: administrator.id,
    areaId: "152137",
    subject: { kind: "area" as const, id: "152137" },
    deed: { action: "choose_council_audience" as const, audience: "public" as const },
  });

  test("is there before the write, and says how it ended after it", async () => {
    const result = await audited(about(), async () => {
      expect(await entries()).toEqual([expect.objectContaining({ outcome: "unconfirmed", actorId: administrator.id })]);
      return "written";
    });
    expect(result).toBe("written");
    expect(await entries()).toEqual([expect.objectContaining({ outcome: "done" })]);
  });

  test.each([false, null])("of a write that answers %j is refused", async (answer) => {
    expect(await audited(about(), async () => answer)).toBe(answer);
    expect(await entries()).toEqual([expect.objectContaining({ outcome: "refused" })]);
  });

  test("of a write that was cut off stays unconfirmed", async () => {
    const cut = audited(about(), async () => {
      throw new Error("cut off");
    });
    await expect(cut).rejects.toThrow("cut off");
    expect(await entries()).toEqual([expect.objectContaining({ outcome: "unconfirmed" })]);
  });

  test("that has its end keeps it", async () => {
    const id = randomUUID();
    await appendAuditEvent({ id, at: new Date(), ...about() });
    await settleAuditEvent(id, "done");
    await settleAuditEvent(id, "refused");
    expect(await entries()).toEqual([expect.objectContaining({ outcome: "done" })]);
  });

  test("is left by no change that was refused beforehand, and by none that was made already", async () => {
    expect(
      (
        await changeMember([
          ["intent", "change_roles"],
          ["revision", "0"],
        ])
      ).status,
    ).toBe(422);
    expect(
      (
        await changeMember([
          ["intent", "deactivate_account"],
          ["revision", "7"],
        ])
      ).status,
    ).toBe(409);
    expect(
      (
        await changeMember([
          ["intent", "change_roles"],
          ["revision", "0"],
          ["roles", "council"],
        ])
      ).status,
    ).toBe(302);
    expect(await entries()).toEqual([]);
  });
});

describe("the page of the log", () => {
  const page = async (search = "", by = administrator) => {
    const answer = await answerOf(
      auditLoader(requestArgs({ path: `/admin/audit${search}`, cookie: await cookieOf(by) })),
    );
    return { status: answer.status, data: answer.data as AuditPageData & { newest: boolean } };
  };
  const append = (changes: Partial<Omit<AuditEvent, "outcome">>) =>
    appendAuditEvent({
      id: randomUUID(),
      at: new Date("2026-11-22T00:00:00Z"),
      actorId: administrator.id,
      areaId: "152137",
      subject: { kind: "account", id: member.id },
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

  test("shows nothing of another municipality, and to nobody but an administrator", async () => {
    await saveMunicipality({ ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" }, districts: [] });
    await append({});
    const foreign = await openStaff("sanjo", ["administrator"], "152048");
    expect((await page("", foreign)).data.lines).toEqual([]);
    expect((await page("", administrator)).data.lines).toHaveLength(1);
    for (const other of [coordinator, member]) expect((await page("", other)).status).toBe(403);
  });
});
