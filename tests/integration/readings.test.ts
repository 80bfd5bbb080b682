import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { loader as directoryCsv } from "#app/routes/directory[.]csv.tsx";
import { loader as gapCsv } from "#app/routes/gaps_.$gap[.]csv.tsx";
import { loader as home } from "#app/routes/home.tsx";
import { loader as providersCsv } from "#app/routes/providers[.]csv.tsx";
import { loader as response } from "#app/routes/responses_.$response.tsx";
import { loader as filledForm } from "#app/routes/responses_.$response_.form.tsx";
import { loader as round } from "#app/routes/rounds_.$round.tsx";
import { loader as fax } from "#app/routes/rounds_.$round_.fax.tsx";
import { loader as paperForm } from "#app/routes/rounds_.$round_.form.tsx";
import { loader as letters } from "#app/routes/rounds_.$round_.letters.tsx";
import { loader as mailMerge } from "#app/routes/rounds_.$round_.mail-merge[.]csv.tsx";
import { loader as reminders } from "#app/routes/rounds_.$round_.reminders.tsx";
import { action as signInAction } from "#app/routes/sign-in.tsx";
import { action as signOutAction } from "#app/routes/sign-out.tsx";
import { recordReading } from "#app/services/audited.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import type { Account } from "#models/user.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { hokagoAnswers, send, submission } from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs, staffPassword } from "#tests/fixtures/staff.ts";
import { auditEntries, openScene, type Scene } from "#tests/integration/audited-writes/scene.ts";

databaseOfFile();
let scene: Scene;
let responseId: string;
let invitationId: string;

beforeEach(async () => {
  scene = await openScene();
  const { region } = scene;
  responseId = (await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })))).response.id;
  invitationId = (await listInvitations("152137", region.providerRound))[0]?.id ?? "";
});

type Loader = (args: LoaderFunctionArgs) => Promise<unknown>;

async function read(loader: Loader, by: Account, path: string, params: Record<string, string> = {}) {
  const args = requestArgs({ path, cookie: await cookieOf(by) });
  return answerOf(loader({ ...args, params }));
}

type Case = readonly [string, (by: Account) => Promise<{ status: number }>, () => Record<string, unknown>];

const ofProviders = { audience: "provider", fiscalYear: expect.any(Number) };
const roundId = () => scene.region.providerRound;
const ofRound = (loader: Loader, page: string) => (by: Account) =>
  read(loader, by, `/rounds/${roundId()}${page}`, { round: roundId() });
const shown = (page: string) => () => ({
  subject: { kind: "round", id: roundId() },
  deed: { action: "view_round_links", ...ofProviders, page, count: 1 },
});
const ofArea = (deed: Record<string, unknown>) => () => ({
  subject: { kind: "area", id: "152137" },
  deed: { ...deed, count: 1 },
});
const ofResponse = () => ({
  subject: { kind: "response", id: responseId },
  deed: { action: "read_response", count: 1 },
});

const cases: readonly Case[] = [
  ["one answer", (by) => read(response, by, "/responses/x", { response: responseId }), ofResponse],
  ["its form", (by) => read(filledForm, by, "/responses/x/form", { response: responseId }), ofResponse],
  [
    "a gap as a file",
    (by) => read(gapCsv, by, "/gaps/nurses.csv", { gap: "nurses" }),
    ofArea({ action: "export_gap", gap: "nurses" }),
  ],
  ["the registry as a file", (by) => read(providersCsv, by, "/providers.csv"), ofArea({ action: "export_providers" })],
  ["the directory as a file", (by) => read(directoryCsv, by, "/directory.csv"), ofArea({ action: "export_directory" })],
  [
    "links for a mail merge",
    ofRound(mailMerge, "/mail-merge.csv"),
    () => ({
      subject: { kind: "round", id: roundId() },
      deed: { action: "export_mail_merge", ...ofProviders, count: 1 },
    }),
  ],
  ["the links of a round", ofRound(round, ""), shown("round")],
  ["letters", ofRound(letters, "/letters?to=all"), shown("letters")],
  ["fax sheets", ofRound(fax, "/fax?to=all"), shown("fax")],
  ["requests", ofRound(reminders, "/reminders"), shown("reminders")],
  [
    "a paper form with a code",
    (by) => ofRound(paperForm, `/form?invitation=${encodeURIComponent(invitationId)}`)(by),
    shown("form"),
  ],
  ["links on the first page", (by) => read(home, by, "/home"), ofArea({ action: "view_links" })],
];

describe("whoever looks at", () => {
  test.each(cases)("%s leaves an entry", async (_what, look, entry) => {
    expect((await look(scene.coordinator)).status).toBe(200);
    expect(await auditEntries()).toEqual([
      expect.objectContaining({ actorId: scene.coordinator.id, areaId: "152137", outcome: "done", ...entry() }),
    ]);
  });

  test("the same within ten minutes is one entry with a count; another person or thing has their own", async () => {
    for (const _again of [1, 2, 3]) await read(home, scene.coordinator, "/home");
    await read(home, scene.administrator, "/home");
    await read(response, scene.coordinator, "/responses/x", { response: responseId });
    const counts = (await auditEntries()).map(({ deed, actorId }) => [actorId, (deed as { count: number }).count]);
    // three looks may lie on both sides of a mark of ten minutes
    const own = counts.filter(([actor]) => actor === scene.coordinator.id).map(([, count]) => Number(count));
    expect(own.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(counts.filter(([actor]) => actor === scene.administrator.id)).toEqual([[scene.administrator.id, 1]]);
  });

  test("many times at once is counted each time, and anew after ten minutes", async () => {
    const at = new Date("2026-11-22T03:00:00Z");
    const look = (when: Date) =>
      recordReading(
        {
          actorId: "u",
          areaId: "152137",
          subject: { kind: "area", id: "152137" },
          deed: { action: "export_providers" },
        },
        when,
      );
    await Promise.all(Array.from({ length: 12 }, () => look(at)));
    await look(new Date(at.getTime() + 9 * 60_000));
    await look(new Date(at.getTime() + 10 * 60_000));
    const entries = await auditEntries();
    expect(entries.map(({ deed }) => (deed as { count: number }).count)).toEqual([13, 1]);
    expect(entries[0]?.at).toEqual(at);
  });

  test("what is not there, or not theirs, or has no link on it leaves none", async () => {
    const foreign = await openStaff("sanjo", ["coordinator"], "152048");
    expect((await read(response, scene.coordinator, "/responses/x", { response: "x" })).status).toBe(404);
    expect((await read(response, scene.administrator, "/responses/x", { response: responseId })).status).toBe(403);
    expect((await read(round, foreign, "/rounds/x", { round: roundId() })).status).toBe(403);
    expect((await read(home, scene.member, "/home")).status).toBe(200);
    expect((await ofRound(paperForm, "/form")(scene.coordinator)).status).toBe(200);
    expect(await auditEntries()).toEqual([]);
  });
});

describe("signing in and out", () => {
  const signIn = (loginName: string, password: string) =>
    answerOf(
      signInAction(
        requestArgs({
          path: "/sign-in",
          form: [
            ["loginName", loginName],
            ["password", password],
          ],
        }),
      ),
    );

  test("in vain is an entry of the account, with the coarse network and nothing that was typed", async () => {
    await signIn("KANRI", "my secret typed here");
    await signIn("kanri", "my secret typed again");
    const entries = await auditEntries();
    expect(entries.map(({ deed }) => (deed as { count: number }).count).reduce((a, b) => a + b)).toBe(2);
    expect(entries[0]).toMatchObject({
      actorId: null,
      areaId: "152137",
      subject: { kind: "account", id: scene.administrator.id },
      deed: { action: "failed_sign_in", isAccount: true, network: "192.0.2.0/24" },
      outcome: "done",
    });
    expect(JSON.stringify(entries)).not.toMatch(/typed|192\.0\.2\.1\b/);
  });

  test("in vain with a name that nobody has is an entry without an account", async () => {
    await signIn("a password typed into the wrong field", "x");
    const entries = await auditEntries();
    expect(entries).toMatchObject([
      { actorId: null, areaId: "*", subject: { kind: "area", id: "*" }, deed: { isAccount: false, count: 1 } },
    ]);
    expect(JSON.stringify(entries)).not.toContain("wrong field");
  });

  test("out is an entry, of nobody none", async () => {
    await answerOf(signOutAction(requestArgs({ path: "/sign-out", form: [] })));
    expect(await auditEntries()).toEqual([]);
    const cookie = (await signIn("kanri", staffPassword)).setCookie?.split(";", 1)[0] ?? "";
    const left = await answerOf(signOutAction(requestArgs({ path: "/sign-out", cookie, form: [] })));
    expect([left.status, left.location]).toEqual([302, "/"]);
    expect((await auditEntries()).map(({ deed }) => (deed as { action: string }).action)).toEqual([
      "sign_in",
      "sign_out",
    ]);
    expect((await read(home, scene.administrator, "/home")).status).toBe(200);
    expect((await answerOf(home(requestArgs({ path: "/home", cookie })))).location).toBe("/sign-in?to=%2Fhome");
  });
});
