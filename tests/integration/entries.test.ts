import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { enterAnswers } from "#app/services/enter-answers.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { staffChannelSchema } from "#domain/channel.ts";
import { revokeInvitation } from "#models/invitation.server.ts";
import { archiveRound, closeRound } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { club, type EntryDesk, openEntryDesk } from "#tests/fixtures/entry-desk.ts";
import {
  dumpDatabase,
  familyAnswers,
  hokagoAnswers,
  openRegion,
  send,
  storedResponses,
  submission,
} from "#tests/fixtures/region.ts";
import { cookieOf, requestArgs } from "#tests/fixtures/staff.ts";

databaseOfFile();
let desk: EntryDesk;
const now = new Date();

beforeEach(async () => {
  desk = await openEntryDesk(now);
});

const deeds = async () => ((await dumpDatabase()).audit_events ?? []).map(({ deed, outcome }) => [deed, outcome]);

describe("an entry by staff", () => {
  test.each(staffChannelSchema.options)(
    "by %s is stored with its channel and who typed it, and counts",
    async (channel) => {
      const outcome = await desk.enter(hokagoAnswers({ mon: 1 }), { channel });
      expect(outcome).toMatchObject({ kind: "received", repeated: false });
      expect((await storedResponses())[0]).toMatchObject({
        channel,
        enteredBy: desk.permitted.user.id,
        confirmedAt: null,
        providerId: club.id,
        counts: true,
      });
      expect(await deeds()).toEqual([[{ action: "enter_answers", channel }, "done"]]);
    },
  );

  test("goes on after the closing, and not before the opening; elsewhere nobody is known", async () => {
    await closeRound("152137", desk.region.providerRound, now);
    expect(await desk.page({})).toMatchObject({ kind: "choose", late: true });
    expect((await desk.enter(hokagoAnswers({ mon: 1 }))).kind).toBe("received");
    const planned = await openRegion({ fiscalYear: 2027, opensAt: new Date(now.getTime() + 3_600_000) });
    expect(await desk.enter(hokagoAnswers({ mon: 1 }), { round: planned.providerRound })).toEqual({ kind: "unknown" });
    await expect(desk.page({}, planned.providerRound)).rejects.toMatchObject({ code: "not_found" });
    const foreign = { ...desk.permitted, areaId: "152048" };
    expect(await enterAnswers(foreign, desk.entry(hokagoAnswers({ mon: 1 })), now)).toEqual({ kind: "unknown" });
    expect(await desk.enter(hokagoAnswers({ mon: 1 }), { provider: "152137-p-nobody" })).toEqual({ kind: "unknown" });
    expect(await desk.enter(hokagoAnswers({ mon: 1 }), { provider: null })).toEqual({ kind: "unknown" });
    expect(await storedResponses()).toHaveLength(1);
  });

  test("goes on over a link that was stopped, and into nothing that was put away", async () => {
    const family = { round: desk.region.familyRound, provider: null };
    await revokeInvitation("152137", `${desk.region.familyRound}|open`);
    await revokeInvitation("152137", `${desk.region.providerRound}|${club.id}`);
    expect((await desk.enter(familyAnswers({ careClass: "1" }), family)).kind).toBe("received");
    expect(await desk.page({ provider: club.id })).toMatchObject({ kind: "form", providerId: club.id });
    const entered = await desk.enter(hokagoAnswers({ mon: 1 }));
    if (entered.kind !== "received") throw new Error(entered.kind);
    await archiveRound("152137", desk.region.providerRound, now);
    expect(await desk.enter(hokagoAnswers({ mon: 2 }), { corrects: 1 })).toEqual({ kind: "unknown" });
    await expect(desk.page({})).rejects.toMatchObject({ code: "not_found" });
    expect(await storedResponses()).toContainEqual(expect.objectContaining({ _id: entered.response.id, revision: 1 }));
  });

  test("that came before it was typed in is first received on that day, and is on time by it; a correction changes nothing", async () => {
    const at = (text: string) => new Date(`${text}+09:00`);
    const closesAt = at("2026-12-21T00:00");
    const late = await openRegion({ fiscalYear: 2025, opensAt: at("2026-12-01T09:00"), closesAt });
    const typedAt = at("2026-12-22T14:05");
    const type = (changes: Record<string, unknown>, answers: unknown = hokagoAnswers({ mon: 1 })) =>
      enterAnswers(desk.permitted, desk.entry(answers, { round: late.providerRound, ...changes }), typedAt);
    for (const arrived of ["2026-11-30", "2026-12-23", "yesterday"])
      expect([arrived, await type({ arrived })]).toEqual([arrived, { kind: "malformed" }]);
    expect(await storedResponses()).toEqual([]);
    expect((await type({ arrived: "令和8年12月18日" })).kind).toBe("received");
    const received = { firstReceivedAt: at("2026-12-18T00:00"), receivedAt: typedAt };
    expect(await storedResponses()).toMatchObject([received]);
    const wanted = { id: late.providerRound, origin: "http://city.example", now: typedAt, locale: "ja" as const };
    const page = await loadRound(desk.permitted, wanted);
    expect(page?.providers?.all).toMatchObject({ submitted: 1, onTime: 1 });
    expect(page?.providers?.answered[0]?.answeredAt).toBe("令和8年12月18日(金)");
    await type({ arrived: "2026-12-20", corrects: 1 }, hokagoAnswers({ mon: 2 }));
    expect(await storedResponses()).toMatchObject([{ ...received, revision: 2 }]);
    await type({ arrived: "R8.12.1", provider: "152137-p-児発ひろば" });
    await type({ provider: "152137-p-生活介護の家" });
    const moments = (await storedResponses()).map(({ firstReceivedAt }) => firstReceivedAt);
    expect(moments.slice(1)).toEqual([at("2026-12-01T09:00"), typedAt]);
  });

  test("asks again for a day on which nothing can have come, before the form is shown", async () => {
    expect(await desk.page({ provider: club.id, arrived: "2020-04-01" })).toMatchObject({
      kind: "choose",
      arrivedWrong: true,
    });
    expect(await desk.page({ provider: club.id })).toMatchObject({ kind: "form", arrived: "", arrivedWrong: false });
  });

  test("of families is each a new answer, and the same one once", async () => {
    const family = { round: desk.region.familyRound, provider: null };
    const key = { ...family, submissionKey: randomUUID() };
    expect(await desk.enter(familyAnswers({ careClass: "1" }), key)).toMatchObject({ repeated: false });
    expect(await desk.enter(familyAnswers({ careClass: "1" }), key)).toMatchObject({
      kind: "received",
      repeated: true,
    });
    await desk.enter(familyAnswers({ careClass: "1" }), family);
    expect((await storedResponses()).map(({ channel, providerId: whose }) => [channel, whose])).toEqual([
      ["paper", null],
      ["paper", null],
    ]);
  });

  test("that the checker refuses, that nobody confirmed, or that is none, leaves nothing behind", async () => {
    expect(await desk.enter({ ...hokagoAnswers({ mon: -1 }) })).toMatchObject({ kind: "invalid" });
    expect(await desk.enter("text")).toMatchObject({ kind: "invalid" });
    expect(await desk.enter(hokagoAnswers({ mon: 0 }), { confirmed: [] })).toMatchObject({
      kind: "doubts",
      doubts: [{ id: "accepting_without_nurse@units[0]" }],
    });
    for (const changes of [{ channel: "web" }, { channel: "pigeon" }, { asksAll: "no" }, { submissionKey: "x" }])
      expect(await desk.enter(hokagoAnswers({ mon: 1 }), changes)).toEqual({ kind: "malformed" });
    expect([await storedResponses(), await deeds()]).toEqual([[], []]);
  });

  test("corrects what the provider sent, keeps the earlier answers, and says so where they changed meanwhile", async () => {
    await send(desk.region.providerToken(club.name), submission(hokagoAnswers({ mon: 1 })));
    expect(await desk.page({ provider: club.id, channel: "fax" })).toMatchObject({
      kind: "form",
      corrects: 1,
      leftOut: 0,
      form: { initialAnswers: hokagoAnswers({ mon: 1 }) },
    });
    expect((await desk.enter(hokagoAnswers({ mon: 2 }), { channel: "fax" })).kind).toBe("already_answered");
    expect((await desk.enter(hokagoAnswers({ mon: 2 }), { channel: "fax", corrects: 1 })).kind).toBe("received");
    expect((await storedResponses())[0]).toMatchObject({
      revision: 2,
      channel: "fax",
      enteredBy: desk.permitted.user.id,
      earlier: [{ revision: 1, channel: "web", enteredBy: null }],
    });
    expect((await desk.enter(hokagoAnswers({ mon: 3 }), { corrects: 1 })).kind).toBe("already_answered");
    expect((await deeds()).map(([, outcome]) => outcome)).toEqual(["refused", "done", "refused"]);
  });

  test("by its address is answered as a submission over a link is", async () => {
    const post = async (body: string, type = "application/json") => {
      const { context, params } = requestArgs({ path: "/staff/entries" });
      const headers = { Cookie: await cookieOf({ id: desk.permitted.user.id, sessionEpoch: 0 }), "Content-Type": type };
      const request = new Request("http://city.example/staff/entries", { method: "POST", headers, body });
      const response = await entriesAction({ request, params, context });
      return [response.status, await response.json()];
    };
    const body = desk.entry(hokagoAnswers({ mon: 1 }));
    const sent = await post(JSON.stringify(body));
    expect(sent).toEqual([
      201,
      { receiptNumber: expect.stringMatching(/^\w{4}-\w{4}$/), receivedAt: expect.anything() },
    ]);
    expect(await post(JSON.stringify(body))).toEqual([200, sent[1]]);
    expect(await post("{")).toEqual([400, { code: "malformed" }]);
    expect(await post(JSON.stringify(body), "text/plain")).toEqual([400, { code: "malformed" }]);
    expect((await post(JSON.stringify(desk.entry(hokagoAnswers({ mon: 9 })))))[0]).toBe(409);
    expect((await post(JSON.stringify(desk.entry({}))))[0]).toBe(422);
    expect((await post(JSON.stringify(desk.entry(hokagoAnswers({ mon: 0 }), { confirmed: [], corrects: 1 }))))[0]).toBe(
      202,
    );
    expect((await post(JSON.stringify(desk.entry({}, { provider: "x" }))))[0]).toBe(404);
  });
});

describe("the page of entry", () => {
  test("lists those who were asked, whom a part of the name finds; families have a new answer each", async () => {
    await desk.enter(hokagoAnswers({ mon: 1 }));
    expect(await desk.page({ q: "ｸﾗﾌﾞ", channel: "fax" })).toMatchObject({
      channel: "fax",
      providers: [{ id: club.id, name: club.name, answered: true }],
    });
    const [row] = await storedResponses();
    expect(await desk.page({ entered: String(row?.receiptNumber) })).toMatchObject({
      providers: { length: 3 },
      entered: { id: row?._id, receiptNumber: row?.receiptNumber },
    });
    expect(await desk.page({ entered: "0000-0000", channel: "web" })).toMatchObject({
      entered: null,
      channel: "paper",
    });
    expect(await desk.page({}, desk.region.familyRound)).toMatchObject({ kind: "choose", providers: null });
    expect(await desk.page({ new: "1" }, desk.region.familyRound)).toMatchObject({
      kind: "form",
      providerId: null,
      corrects: null,
    });
  });
});
