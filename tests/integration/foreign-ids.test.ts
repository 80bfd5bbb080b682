import { randomUUID } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeEach, expect, test } from "vitest";
import { action as bulkAction } from "#app/routes/responses.tsx";
import { action as responseAction, loader as responseLoader } from "#app/routes/responses_.$response.tsx";
import { loader as filledFormLoader } from "#app/routes/responses_.$response_.form.tsx";
import { action as roundAction } from "#app/routes/rounds_.$round.tsx";
import { loader as enterLoader } from "#app/routes/rounds_.$round_.enter.tsx";
import { action as faxAction, loader as faxLoader } from "#app/routes/rounds_.$round_.fax.tsx";
import { loader as paperLoader } from "#app/routes/rounds_.$round_.form.tsx";
import { loader as lettersLoader } from "#app/routes/rounds_.$round_.letters.tsx";
import { loader as mailMergeLoader } from "#app/routes/rounds_.$round_.mail-merge[.]csv.tsx";
import { action as remindAction } from "#app/routes/rounds_.$round_.reminders.tsx";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import {
  dumpDatabase,
  hokagoAnswers,
  openRegion,
  providerOf,
  send,
  submission,
  tsubame,
} from "#tests/fixtures/region.ts";
import { answerOf, cookieOf, openStaff, requestArgs } from "#tests/fixtures/staff.ts";

/*
 * A coordinator of one city knows the ids of another city's answers, links and rounds in the same database, and puts them into
 * addresses and forms, also into the forms of pages that are its own. tests/e2e/role-walk walks the addresses with every account.
 */

databaseOfFile();
const sanjo = { ...tsubame, id: "152048", name: { ja: "三条市", en: "Sanjo" } };
const name = "放課後クラブ";
let theirs: { round: string; invitation: string; response: string; provider: string; secrets: string[] };
let own: { round: string; cookie: string };

beforeEach(async () => {
  const region = await openRegion();
  const { response } = await send(region.providerToken(name), submission(hokagoAnswers({ mon: 1 })));
  const { providerRound: round } = region;
  const provider = `152137-p-${name}`;
  const secrets = [response.receiptNumber, region.providerToken(name), name];
  theirs = { round, invitation: `${round}|${provider}`, response: response.id, provider, secrets };
  const area = { ...sanjo, districts: [{ id: "152048-1", name: { ja: "三条", en: "Sanjo" } }] };
  const there = await openRegion({ area, providers: [providerOf("152048", "三条の家", ["hokago_day"])] });
  const account = await openStaff("sanjo", ["coordinator"], "152048");
  own = { round: there.providerRound, cookie: await cookieOf(account) };
});

type Handler = (args: LoaderFunctionArgs) => Promise<unknown>;
type Asked = { params?: Record<string, string>; query?: string; form?: Record<string, string>; json?: unknown };

async function ask(handler: Handler, { params = {}, query = "", form, json }: Asked) {
  const args = requestArgs({ path: `/${query}`, cookie: own.cookie, ...(form ? { form: Object.entries(form) } : {}) });
  const body = { method: "POST", body: JSON.stringify(json) };
  const headers = { Cookie: own.cookie, "Content-Type": "application/json" };
  const request = json === undefined ? args.request : new Request(args.request.url, { ...body, headers });
  const answer = await handler({ ...args, request, params }).catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  const { status, data } = await answerOf(Promise.resolve(answer));
  return { status, text: JSON.stringify(data) };
}

const entry = () => ({
  ...submission(hokagoAnswers({ mon: 5 })),
  provider: theirs.provider,
  channel: "paper",
  asksAll: true,
  corrects: 1,
});

const requests = (): [string, Handler, Asked, number][] => {
  const [response, ownRound] = [{ response: theirs.response }, { round: own.round }];
  const judged = { intent: "judge", revision: "1", state: "accepted" };
  const link = { invitation: theirs.invitation };
  return [
    ["an answer", responseLoader, { params: response }, 404],
    ["its form on paper", filledFormLoader, { params: response }, 404],
    ["a judgement", responseAction, { params: response, form: judged }, 404],
    [
      "a comment",
      responseAction,
      { params: response, form: { intent: "comment", revision: "1", question: "pools", text: "?" } },
      404,
    ],
    [
      "a judgement of several",
      bulkAction,
      { form: { chosen: `${theirs.response}:1`, reason: "", state: "accepted" } },
      409,
    ],
    ["a link to take back", roundAction, { params: ownRound, form: { intent: "revoke_invitation", ...link } }, 404],
    [
      "a link to re-issue",
      roundAction,
      { params: ownRound, form: { intent: "reissue_invitation", generation: "1", ...link } },
      404,
    ],
    ["a call to note", roundAction, { params: ownRound, form: { intent: "note_contact", ...link } }, 404],
    ["a round to close", roundAction, { params: { round: theirs.round }, form: { intent: "close_round" } }, 404],
    ["letters", lettersLoader, { params: { round: theirs.round } }, 404],
    ["sheets for fax", faxLoader, { params: { round: theirs.round } }, 404],
    ["addresses", mailMergeLoader, { params: { round: theirs.round } }, 404],
    ["a paper form", paperLoader, { params: ownRound, query: `?invitation=${theirs.invitation}` }, 404],
    ["answers to type in", enterLoader, { params: ownRound, query: `?provider=${theirs.provider}` }, 404],
    ["answers to type in elsewhere", enterLoader, { params: { round: theirs.round } }, 404],
    ["typed answers", entriesAction, { json: { ...entry(), round: own.round } }, 404],
    ["typed answers elsewhere", entriesAction, { json: { ...entry(), round: theirs.round } }, 404],
  ];
};

test("ids of another city's answers, links and rounds open nothing and change nothing", async () => {
  const stored = async () => {
    const { responses, drafts, invitations, rounds, deliveries } = await dumpDatabase();
    return { responses, drafts, invitations, rounds, deliveries };
  };
  const before = await stored();
  for (const [what, handler, asked, status] of requests()) {
    const answer = await ask(handler, asked);
    expect([what, answer.status]).toEqual([what, status]);
    for (const secret of theirs.secrets) expect(answer.text, what).not.toContain(secret);
  }
  expect(await stored()).toEqual(before);
});

test("links of another city among one's own are sent nothing", async () => {
  const before = await dumpDatabase();
  const ids = { params: { round: own.round }, form: { invitation: theirs.invitation, run: randomUUID() } };
  for (const action of [faxAction, remindAction]) {
    const { text } = await ask(action, ids);
    for (const secret of theirs.secrets) expect(text).not.toContain(secret);
  }
  expect((await dumpDatabase()).deliveries ?? []).toEqual(before.deliveries ?? []);
});
