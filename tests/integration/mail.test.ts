import { type AddressInfo, createServer, type Socket } from "node:net";
import mongoose from "mongoose";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parseEnvironment } from "#app/env.server.ts";
import { configureRuntime } from "#app/runtime.server.ts";
import { deliverNextMail, type Mailer, openMailer } from "#app/services/deliver-mail.server.ts";
import { loadRequests } from "#app/services/load-requests.server.ts";
import { loadRound } from "#app/services/load-round.server.ts";
import { review } from "#app/services/review-responses.server.ts";
import { queueMails, recordSent } from "#app/services/send-requests.server.ts";
import { shortCode } from "#app/services/short-code.server.ts";
import type { Permitted } from "#app/session.server.ts";
import { japanDay } from "#domain/fiscal-year.ts";
import { leaseMail, listDeliveries, takeMailPlace } from "#models/delivery.server.ts";
import { listInvitations } from "#models/invitation.server.ts";
import { countResponses, listRespondedProviders } from "#models/response.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { type Mailbox, openMailbox } from "#tests/fixtures/mailbox.ts";
import {
  dumpDatabase,
  hokagoAnswers,
  openRegion,
  type Region,
  runtime,
  send,
  submission,
} from "#tests/fixtures/region.ts";
import { openStaff } from "#tests/fixtures/staff.ts";

databaseOfFile();
let mailbox: Mailbox;
let mailer: Mailer;
let region: Region;
let staff: Permitted;

const noSuchBox = { responseCode: 550, text: "no such box" };
const tryLater = { responseCode: 451, text: "try again later" };

const names = ["児発ひろば", "生活介護の家", "放課後クラブ"] as const;
const emails: Record<(typeof names)[number], string> = {
  児発ひろば: "jihatsu@example.jp",
  生活介護の家: "seikatsu@example.jp",
  放課後クラブ: "hokago@example.jp",
};
const origin = "http://city.example";
const start = new Date();
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const day = 24 * 60;

beforeAll(async () => {
  mailbox = await openMailbox();
  configure({});
  mailer = openMailer({ url: mailbox.url });
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});

function configure({ perDay = 200, minDaysBetween = 3 }: { perDay?: number; minDaysBetween?: number }): void {
  const smtp = { url: mailbox.url, from: "燕市 <shindan@city.example>" };
  configureRuntime({ ...runtime, mail: { smtp, perDay, minDaysBetween } });
}

beforeEach(async () => {
  configure({});
  mailbox.received.length = 0;
  mailbox.refusals.clear();
  region = await openRegion({ closesAt: later(30 * day) });
  staff = { user: await openStaff("tantou", ["coordinator"]), areaId: "152137" };
  const providers = mongoose.connection.collection<{ _id: string }>("providers");
  for (const name of names) await providers.updateOne({ _id: `152137-p-${name}` }, { $set: { email: emails[name] } });
});

const idOf = (name: string) => `${region.providerRound}|152137-p-${name}`;
const queue = (wanted: readonly string[], now = start) =>
  queueMails(staff, region.providerRound, { invitations: wanted.map(idOf), origin, now });

/** Lets the worker take what is due at a moment; returns what became of each. */
async function work(now: Date): Promise<string[]> {
  const kinds: string[] = [];
  for (;;) {
    const { kind } = await deliverNextMail(mailer, now);
    if (kind === "idle") return kinds;
    kinds.push(kind);
  }
}

const deliveries = async () => {
  const all = await listDeliveries("152137", region.providerRound);
  return all.map(({ invitationId, state, smtpCode, attempts, failure }) => ({
    name: invitationId.split("-p-")[1],
    state,
    smtpCode,
    attempts,
    failure,
  }));
};

describe("requests by mail", () => {
  test("reach the provider with its own link and code, in Japanese and English, once", async () => {
    expect(await queue(["児発ひろば"])).toEqual({ kind: "done", count: 1 });
    expect(await queue(["児発ひろば"])).toEqual({ kind: "refused", reason: "nobody" });
    expect(await work(start)).toEqual(["sent"]);
    expect(mailbox.received.map(({ to }) => to)).toEqual(["jihatsu@example.jp"]);
    const [mail] = mailbox.received;
    const body = mail?.text ?? "";
    expect(body).toContain(`${origin}/r/${region.providerToken("児発ひろば")}`);
    const invitation = (await listInvitations("152137", region.providerRound)).find(
      ({ id }) => id === idOf("児発ひろば"),
    );
    expect(body).toContain(shortCode(invitation ?? { id: "", generation: 0 }));
    expect(body).toContain("児発ひろば 御中");
    expect(body).toContain("Please answer by");
    expect(body).toContain("燕市社会福祉課 電話 0256-00-0000");
    const address = `${origin}/r/${region.providerToken("児発ひろば")}`;
    expect(mail?.html.split(`<a href="${address}">${address}</a>`)).toHaveLength(3);
    expect(mail?.html).toContain(`<a href="${origin}/answer">${origin}/answer</a>`);
    expect(mail?.html).not.toMatch(/<(img|link|script|style)|url\(/);
    // the words are the same: without marks and line breaks nothing else is left
    const words = (text: string) => text.replace(/<[^>]*>/g, "").replace(/[\s-]/g, "");
    expect(words(mail?.html ?? "")).toBe(words(body));
    expect(mail?.raw).toMatch(/^Message-ID: <[\da-f]{32}@city\.example>/im);
    expect(await work(later(1))).toEqual([]);
    // nothing stored tells the address or the text
    const { deliveries: stored, audit_events: log } = await dumpDatabase();
    expect(JSON.stringify([stored, log])).not.toMatch(/example\.jp|御中/);
  });

  test("show a name as it is written, whatever signs it has", async () => {
    const name = `<b>ケア & "デイ"</b>`;
    const providers = mongoose.connection.collection<{ _id: string }>("providers");
    await providers.updateOne({ _id: "152137-p-児発ひろば" }, { $set: { name } });
    await queue(["児発ひろば"]);
    await work(start);
    expect(mailbox.received[0]?.html).toContain("<p>&lt;b&gt;ケア &amp; &quot;デイ&quot;&lt;/b&gt; 御中</p>");
    expect(mailbox.received[0]?.text).toContain(`${name} 御中`);
  });

  test("two presses at once queue one mail each, and two workers send it once", async () => {
    await Promise.all([queue(names), queue(names)]);
    const results = await Promise.all([work(start), work(start)]);
    expect(results.flat()).toEqual(["sent", "sent", "sent"]);
    expect(mailbox.received.map(({ to }) => to).sort()).toEqual(Object.values(emails).sort());
  });

  test("a refused recipient has bounced: its code alone is kept, and it gets paper until its address changes", async () => {
    mailbox.refusals.set(emails.児発ひろば, noSuchBox);
    await queue(["児発ひろば"]);
    expect(await work(start)).toEqual(["bounced"]);
    expect(await deliveries()).toEqual([
      { name: "児発ひろば", state: "bounced", smtpCode: 550, attempts: 1, failure: null },
    ]);
    const wanted = { id: region.providerRound, service: "", origin, now: later(1), locale: "ja" as const };
    const wayOf = async () => (await loadRequests(staff, wanted))?.send.find(({ name }) => name === "児発ひろば");
    expect(await wayOf()).toMatchObject({ way: "paper", why: "bounced" });
    const page = await loadRound(staff, { id: region.providerRound, origin, now: start, locale: "ja" });
    expect(page?.providers?.chase[0]).toMatchObject({ name: "児発ひろば", state: "unreachable" });
    const providers = mongoose.connection.collection<{ _id: string }>("providers");
    await providers.updateOne({ _id: "152137-p-児発ひろば" }, { $set: { email: "new@example.jp" } });
    expect(await wayOf()).toMatchObject({ way: "mail" });
  });

  test.each([
    [554, "5.7.1 Relay access denied", "failed"],
    [554, "transaction failed", "failed"],
    [550, "5.7.1 not authorized", "failed"],
    [550, "5.1.8 sender address rejected", "failed"],
    [550, "relay not permitted", "failed"],
    [530, "authentication required", "failed"],
    [554, "5.1.1 unknown user", "bounced"],
    [552, "5.2.2 mailbox full", "bounced"],
    [550, "5.4.1 recipient address rejected", "bounced"],
    [553, "mailbox name not allowed", "bounced"],
  ] as const)("a recipient refused with %i %s has %s", async (responseCode, text, outcome) => {
    mailbox.refusals.set(emails.児発ひろば, { responseCode, text });
    await queue(["児発ひろば"]);
    expect(await work(start)).toEqual([outcome]);
  });

  test("a relay that denies everybody disables no address: once it is mended, all get their mail on the same day", async () => {
    for (const address of Object.values(emails))
      mailbox.refusals.set(address, { responseCode: 554, text: "5.7.1 Relay access denied" });
    await queue(names);
    expect(await work(start)).toEqual(["failed", "failed", "failed"]);
    expect(await deliveries()).toMatchObject(names.map(() => ({ smtpCode: 554, failure: "refused" })));
    mailbox.refusals.clear();
    expect(await queue(names, later(5))).toEqual({ kind: "done", count: 3 });
    expect(await work(later(5))).toEqual(["sent", "sent", "sent"]);
  });

  test("a server that says later is tried again after 1, 5, 30 and 120 minutes, then it is given up", async () => {
    mailbox.refusals.set(emails.児発ひろば, tryLater);
    await queue(["児発ひろば"]);
    const tries = [0, 0.9, 1, 5.9, 6, 35, 36, 155, 156, 10_000];
    const results: string[][] = [];
    for (const minutes of tries) results.push(await work(later(minutes)));
    expect(results.map((kinds) => kinds.join())).toEqual([
      ...["later", "", "later", "", "later", "", "later", "", "failed", ""],
    ]);
    expect(await deliveries()).toMatchObject([{ state: "failed", smtpCode: 451, attempts: 5, failure: "gave_up" }]);
  });

  test("a refusal for a while does not keep the mail from going out later", async () => {
    mailbox.refusals.set(emails.児発ひろば, tryLater);
    await queue(["児発ひろば"]);
    await work(start);
    mailbox.refusals.clear();
    expect(await work(later(1))).toEqual(["sent"]);
    expect(mailbox.received).toHaveLength(1);
  });

  test("the day's number is kept: the rest goes out after midnight in Japan", async () => {
    configure({ perDay: 2 });
    await queue(names);
    expect(await work(start)).toEqual(["sent", "sent", "full"]);
    expect(mailbox.received).toHaveLength(2);
    const midnight = new Date(`${japanDay(new Date(start.getTime() + day * 60_000))}T00:00+09:00`);
    expect(await work(new Date(midnight.getTime() - 1000))).toEqual([]);
    expect(await work(midnight)).toEqual(["sent"]);
    expect(await deliveries()).toMatchObject([{ attempts: 1 }, { attempts: 1 }, { attempts: 1 }]);
  });

  test("nobody is written to twice within the days set, whatever the way; after them it is a reminder", async () => {
    const letter = { invitations: [idOf("児発ひろば")], channel: "letter" as const, now: start };
    await recordSent(staff, region.providerRound, letter);
    expect(await queue(["児発ひろば"], later(2 * day))).toEqual({ kind: "refused", reason: "nobody" });
    expect(await queue(["児発ひろば"], later(3 * day))).toEqual({ kind: "done", count: 1 });
    expect(await work(later(3 * day))).toEqual(["sent"]);
    expect(mailbox.received.map(({ text }) => text).join("")).toContain("あらためてお願いいたします");
    expect(await queue(["児発ひろば"], later(5 * day))).toEqual({ kind: "refused", reason: "nobody" });
  });

  test("whoever answers, or is written to on paper, while a mail waits gets none; neither does a revoked link", async () => {
    await queue(names);
    await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
    await recordSent(staff, region.providerRound, { invitations: [idOf("児発ひろば")], channel: "fax", now: start });
    const invitations = mongoose.connection.collection<{ _id: string }>("invitations");
    await invitations.updateOne({ _id: idOf("生活介護の家") }, { $set: { revoked: true } });
    expect(await work(start)).toEqual(["failed", "failed", "failed"]);
    const told = (await deliveries()).filter(({ state }) => state === "failed");
    expect(Object.fromEntries(told.map(({ name, failure }) => [name, failure]))).toEqual({
      放課後クラブ: "answered",
      児発ひろば: "recent",
      生活介護の家: "revoked",
    });
    expect(mailbox.received).toEqual([]);
  });

  test("a provider that works no longer, or was merged away with its link left behind, gets none", async () => {
    await queue(["放課後クラブ", "児発ひろば"]);
    const providers = mongoose.connection.collection<{ _id: string }>("providers");
    await providers.updateOne({ _id: "152137-p-放課後クラブ" }, { $set: { left: start } });
    await providers.updateOne({ _id: "152137-p-児発ひろば" }, { $set: { mergedInto: "152137-p-放課後クラブ" } });
    expect(await work(start)).toEqual(["failed", "failed"]);
    expect(await deliveries()).toMatchObject([{ failure: "gone" }, { failure: "gone" }]);
    expect(mailbox.received).toEqual([]);
  });

  test("whoever gave an invalid answer is silent: it gets the mail", async () => {
    const { response } = await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 1 })));
    expect(await queue(["放課後クラブ"])).toEqual({ kind: "refused", reason: "nobody" });
    const judgement = { state: "invalid" as const, reason: "test" as const };
    expect(await review(staff, { id: response.id, revision: 1, judgement }, start)).toBe("done");
    expect(await queue(["放課後クラブ"])).toEqual({ kind: "done", count: 1 });
    expect(await work(start)).toEqual(["sent"]);
  });

  test("whoever has corrected an invalid answer is silent no more, though nobody has looked at it yet", async () => {
    const body = submission(hokagoAnswers({ mon: 1 }));
    const { response } = await send(region.providerToken("放課後クラブ"), body);
    const judgement = { state: "invalid" as const, reason: "test" as const };
    await review(staff, { id: response.id, revision: 1, judgement }, start);
    expect(await queue(["放課後クラブ"])).toEqual({ kind: "done", count: 1 });
    await send(region.providerToken("放課後クラブ"), { ...body, answers: hokagoAnswers({ mon: 2 }), corrects: 1 });
    expect(await work(start)).toEqual(["failed"]);
    expect(await deliveries()).toMatchObject([{ failure: "answered" }]);
    expect(await queue(["放課後クラブ"], later(4 * day))).toEqual({ kind: "refused", reason: "nobody" });
    const page = await loadRound(staff, { id: region.providerRound, origin, now: start, locale: "ja" });
    expect(page?.providers?.chase.map(({ name }) => name)).toEqual(["児発ひろば", "生活介護の家"]);
    expect(await listRespondedProviders("152137", region.providerRound)).toEqual(["152137-p-放課後クラブ"]);
    expect(await countResponses("152137", region.providerRound)).toBe(0);
  });

  test("a mail that bounced is sent again on the same day, to each corrected address", async () => {
    const providers = mongoose.connection.collection<{ _id: string }>("providers");
    for (const [address, outcome] of [
      ["one@example.jp", "bounced"],
      ["two@example.jp", "bounced"],
      ["three@example.jp", "sent"],
    ] as const) {
      if (outcome === "bounced") mailbox.refusals.set(address, noSuchBox);
      await providers.updateOne({ _id: "152137-p-児発ひろば" }, { $set: { email: address } });
      expect(await queue(["児発ひろば"])).toEqual({ kind: "done", count: 1 });
      expect(await work(start)).toEqual([outcome]);
    }
    expect((await deliveries()).map(({ state }) => state).sort()).toEqual(["bounced", "bounced", "sent"]);
  });

  test("what is told and logged is what was stored: a letter noted twice on a day is one", async () => {
    const note = (wanted: readonly string[]) =>
      recordSent(staff, region.providerRound, { invitations: wanted.map(idOf), channel: "letter", now: start });
    expect(await note(["児発ひろば"])).toEqual({ kind: "done", count: 1 });
    expect(await note(["児発ひろば", "放課後クラブ"])).toEqual({ kind: "done", count: 1 });
    expect(await note(["児発ひろば", "放課後クラブ"])).toEqual({ kind: "refused", reason: "recorded" });
    const { audit_events: log = [] } = await dumpDatabase();
    expect(log.map(({ deed, outcome }) => [deed, outcome])).toMatchObject([
      [{ action: "send_requests", count: 1 }, "done"],
      [{ action: "send_requests", count: 1 }, "done"],
    ]);
  });

  test("a worker who meets another at the day's beginning gets a place, if there is one more", async () => {
    const days = mongoose.model("MailDay").collection;
    /** Another worker's insert comes between the engine's look and its own: the engine answers with a duplicate key. */
    const takeSecond = (perDay: number, date: string) => {
      vi.spyOn(days, "updateOne").mockImplementationOnce(async () => {
        await days.insertOne({ _id: date, count: 1 } as never);
        throw new mongoose.mongo.MongoServerError({ message: "E11000 duplicate key", code: 11000 });
      });
      return takeMailPlace(date, perDay);
    };
    expect(await takeSecond(2, "2026-03-10")).toBe(true);
    expect(await takeMailPlace("2026-03-10", 2)).toBe(false);
    expect(await takeSecond(1, "2026-03-11")).toBe(false);
    const counts = await days.find().sort({ _id: 1 }).toArray();
    expect(counts.map(({ count }) => count)).toEqual([2, 1]);
  });

  test("a worker that died with a mail in its hands loses none: another takes it when the lease is over", async () => {
    await queue(["児発ひろば", "放課後クラブ"]);
    // the worker took one and was killed
    expect(await leaseMail(start, later(3))).not.toBeNull();
    const afterRestart = openMailer({ url: mailbox.url });
    expect((await deliverNextMail(afterRestart, later(1))).kind).toBe("sent");
    expect((await deliverNextMail(afterRestart, later(2))).kind).toBe("idle");
    expect((await deliverNextMail(afterRestart, later(3))).kind).toBe("sent");
    afterRestart.close();
    expect(mailbox.received.map(({ to }) => to).sort()).toEqual([emails.放課後クラブ, emails.児発ひろば].sort());
  });

  test("a mail server that is away costs a try, not the mail", async () => {
    await queue(["児発ひろば"]);
    const nowhere = openMailer({ url: "smtp://127.0.0.1:9" });
    expect(await deliverNextMail(nowhere, start)).toEqual({ kind: "later", smtpCode: null });
    nowhere.close();
    expect(await work(later(1))).toEqual(["sent"]);
  });

  test("a mail server that never comes to an end is broken off, though it is never silent", async () => {
    const sockets = new Set<Socket>();
    const slow = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => socket.destroy()).resume();
      socket.write("220 welcome\r\n");
      const beat = setInterval(() => socket.write("250-one moment\r\n"), 20);
      socket.on("close", () => clearInterval(beat));
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const impatient = openMailer({ url: `smtp://127.0.0.1:${(slow.address() as AddressInfo).port}` }, 200);
    await queue(["児発ひろば"]);
    expect(await deliverNextMail(impatient, start)).toEqual({ kind: "later", smtpCode: null });
    await vi.waitFor(() => expect([...sockets].map(({ destroyed }) => destroyed)).toEqual([true]));
    await new Promise((resolve) => slow.close(resolve));
  });

  test("a round that is closed sends nothing", async () => {
    await mongoose.connection
      .collection<{ _id: string }>("rounds")
      .updateOne({ _id: region.providerRound }, { $set: { closedAt: start } });
    expect(await queue(names)).toEqual({ kind: "refused", reason: "state" });
  });
});

describe("the configuration of mail", () => {
  test("has a sender wherever it has a server, and its limits have defaults", () => {
    const url = "smtps://user:pass@mail.example:465";
    expect(parseEnvironment({ SMTP_URL: url })).toEqual({ ok: false, variables: ["MAIL_FROM"] });
    expect(parseEnvironment({ SMTP_URL: "http://mail.example", MAIL_FROM: "a@b.jp" })).toEqual({
      ok: false,
      variables: ["SMTP_URL"],
    });
    const parsed = parseEnvironment({ SMTP_URL: url, MAIL_FROM: "燕市 <a@b.jp>" });
    expect(parsed).toMatchObject({ ok: true, environment: { MAIL_PER_DAY: 200, MAIL_MIN_DAYS_BETWEEN: 3 } });
    expect(parseEnvironment({ MAIL_FROM: "no address" })).toMatchObject({ ok: false });
  });
});
