import { randomUUID } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { action as answerAction } from "#app/routes/answer.tsx";
import { loader as formLoader } from "#app/routes/r.$token.tsx";
import { action as leaveAction, loader as leaveLoader } from "#app/routes/r.$token_.leave.tsx";
import { action as receiptAction, loader as receiptLoader } from "#app/routes/r.$token_.receipt.tsx";
import { action as resumeAction, loader as resumeLoader } from "#app/routes/r.$token_.resume.tsx";
import { action as entriesAction } from "#app/routes/staff.entries.tsx";
import { issueCodes } from "#app/services/invitations.server.ts";
import { keepDraft } from "#app/services/keep-draft.server.ts";
import { linkToken } from "#app/services/links.server.ts";
import { submitResponse } from "#app/services/submit-response.server.ts";
import { withdrawAnswers } from "#app/services/withdraw-answers.server.ts";
import {
  type Invitation,
  listInvitations,
  reissueInvitation,
  reopenInvitation,
  revokeInvitation,
} from "#models/invitation.server.ts";
import { archiveRound, closeRound, findRoundAt } from "#models/round.server.ts";
import { databaseOfFile } from "#tests/fixtures/database.ts";
import { linkEndpointsOfFile } from "#tests/fixtures/link-endpoints.ts";
import { dumpDatabase, familyAnswers, hokagoAnswers, openRegion, type Region } from "#tests/fixtures/region.ts";
import { answerOf, requestArgs } from "#tests/fixtures/staff.ts";

/*
 * Somebody holds the address of a link (a letter that lies about, a link passed on in a group) and nothing else: no cookie and no code.
 * Every address below the link is asked for everything it can do, in every state of the link.
 */

databaseOfFile();
const area = "152137";
const marker = "だれにも見せないひとこと";
const invented = "0000-0000-0000";
let region: Region;
const endpoints = linkEndpointsOfFile();
beforeEach(async () => {
  region = await openRegion();
});

/** All that an answer tells: its status, headers and body as one text. */
type Told = { status: number; text: string };

async function post(path: string, body: unknown): Promise<Told> {
  const response = await endpoints.post(path, body);
  const headers = JSON.stringify([...response.headers].filter(([name]) => name !== "date"));
  return { status: response.status, text: headers + (await response.text()) };
}

type Handler = (args: LoaderFunctionArgs) => Promise<unknown>;

async function ask(handler: Handler, token: string, sent: { query?: string; form?: [string, string][] } = {}) {
  const args = requestArgs({ path: `/r/${token}${sent.query ?? ""}`, ...(sent.form ? { form: sent.form } : {}) });
  const answer = await answerOf(handler({ ...args, params: { token } }));
  return { status: answer.status, text: JSON.stringify(answer) };
}

const draftOf = (more: object) => ({
  base: 0,
  changes: {},
  decided: [],
  page: null,
  code: null,
  editor: "stranger",
  ...more,
});
const answersOf = (more: object) => ({ submissionKey: randomUUID(), locale: "ja", confirmed: ["*"], ...more });
const otherAnswers = familyAnswers({ careClass: "3" });

const asked: Record<string, (token: string) => Promise<Told>> = {
  "the form": (token) => ask(formLoader, token),
  "the form, to correct": (token) => ask(formLoader, token, { query: "?correct" }),
  "the receipt": (token) => ask(receiptLoader, token),
  "the page of codes": (token) => ask(resumeLoader, token),
  "a code that was never given": (token) => ask(resumeAction, token, { form: [["code", invented]] }),
  "the page of leaving": (token) => ask(leaveLoader, token),
  leaving: (token) => ask(leaveAction, token, { form: [] }),
  withdrawing: (token) => ask(receiptAction, token, { form: [["intent", "withdraw"]] }),
  confirming: (token) =>
    ask(receiptAction, token, {
      form: [
        ["intent", "confirm"],
        ["revision", "1"],
      ],
    }),
  "that the form was opened": (token) => post(`/r/${token}/opened`, null),
  "a code of a letter": (token) => ask(answerAction, token, { form: [["code", "00000-00000"]] }),
  "typed answers": (token) => ask(entriesAction, token, { form: [] }),
  "a draft of a correction": (token) => post(`/r/${token}/draft`, draftOf({ corrects: 1 })),
  "a draft of a correction with an invented code": (token) =>
    post(`/r/${token}/draft`, draftOf({ corrects: 1, code: invented })),
  "a draft with an invented code": (token) => post(`/r/${token}/draft`, draftOf({ corrects: null, code: invented })),
  "a correction": (token) => post(`/r/${token}/submit`, answersOf({ answers: otherAnswers, corrects: 1 })),
  "a correction of the second revision": (token) =>
    post(`/r/${token}/submit`, answersOf({ answers: otherAnswers, corrects: 2 })),
  "a correction with an invented code": (token) =>
    post(`/r/${token}/submit`, answersOf({ answers: otherAnswers, corrects: 1, code: invented })),
};

const states = [
  "fresh",
  "drafted",
  "sent",
  "withdrawn",
  "closed",
  "reopened",
  "revoked",
  "reissued",
  "archived",
] as const;
type State = (typeof states)[number];

const here = { address: "192.0.2.9" };

/** Brings a link into a state by its rightful holder; returns what nobody else may be told. */
async function bring(invitation: Invitation, state: State): Promise<string[]> {
  if (state === "fresh") return [];
  const token = linkToken(invitation);
  const isProvider = invitation.kind === "provider";
  const changes = { free_text: marker };
  const draft = await keepDraft(token, { ...draftOf({ corrects: null, editor: "owner" }), changes }, here);
  if (draft.kind !== "saved") throw new Error(draft.kind);
  const { code } = draft;
  if (state === "drafted") return [marker, ...(code === null ? [] : [code])];
  const answers = isProvider ? hokagoAnswers({ mon: 1 }) : { ...familyAnswers({ careClass: "1" }), ...changes };
  const submissionKey = draft.submissionKey ?? randomUUID();
  const sent = await submitResponse(token, { ...answersOf({ answers, submissionKey }), code });
  if (sent.kind !== "received") throw new Error(sent.kind);
  const { id, receiptNumber } = sent.response;
  await change(invitation, state, { id, code });
  return [marker, id, receiptNumber, submissionKey, ...(code === null ? [] : [code])];
}

async function change(invitation: Invitation, state: State, sent: { id: string; code: string | null }): Promise<void> {
  const { id, roundId, generation } = invitation;
  if (state === "withdrawn") await withdrawAnswers(linkToken(invitation), sent, new Date());
  if (state === "closed" || state === "reopened" || state === "archived") await closeRound(area, roundId);
  if (state === "reopened") await reopenInvitation(area, id, new Date(Date.now() + 3_600_000));
  if (state === "archived") await archiveRound(area, roundId, new Date());
  if (state === "revoked") await revokeInvitation(area, id);
  if (state !== "reissued") return;
  const next = { generation: generation + 1, tokenHash: `hash of ${id}`, shortCodeHash: `code of ${id}` };
  await reissueInvitation(invitation, next);
}

/** What is stored of answers, drafts and links; but for when a letter's form was opened, which its holder may say. */
async function stored() {
  const { responses = [], drafts = [], invitations = [] } = await dumpDatabase();
  return { responses, drafts, invitations: invitations.map(({ openedAt: _, ...rest }) => rest) };
}

async function linkOf(kind: Invitation["kind"]): Promise<Invitation> {
  const roundId = kind === "provider" ? region.providerRound : region.familyRound;
  if (kind === "single") {
    const round = await findRoundAt(area, roundId);
    if (round) await issueCodes(round, "33333333-3333-4333-8333-333333333333", 1);
  }
  const found = (await listInvitations(area, roundId)).find((invitation) => invitation.kind === kind);
  if (!found) throw new Error(`There is no link that is ${kind}`);
  return found;
}

describe.each(["open", "single"] as const)("without cookie and code a link that is %s", (kind) => {
  test.each(states)("and %s tells nothing of what was sent over it and changes nothing", async (state) => {
    const invitation = await linkOf(kind);
    const secrets = await bring(invitation, state);
    const before = await stored();
    for (const [what, request] of Object.entries(asked)) {
      const { text, status } = await request(linkToken(invitation));
      expect(status, what).not.toBe(201);
      for (const secret of secrets) expect(text, what).not.toContain(secret);
    }
    expect(await stored()).toEqual(before);
  });
});

test("over a provider's own link the same walk finds its answers, so it would see others'", async () => {
  const invitation = await linkOf("provider");
  const [, , receiptNumber = "none"] = await bring(invitation, "sent");
  const receipt = await asked["the receipt"]?.(linkToken(invitation));
  expect(receipt?.text).toContain(receiptNumber);
});

describe("a letter that was used", () => {
  test("is corrected by the cookie of who sent, and by the code, but by no number of a revision", async () => {
    const invitation = await linkOf("single");
    const token = linkToken(invitation);
    const draft = await keepDraft(token, { ...draftOf({ corrects: null }), changes: { free_text: marker } }, here);
    if (draft.kind !== "saved" || draft.code === null) throw new Error(draft.kind);
    const sent = await submitResponse(token, { ...answersOf({ answers: otherAnswers }), code: draft.code });
    if (sent.kind !== "received") throw new Error(sent.kind);
    const correction = (corrects: number, more = {}) =>
      answersOf({ answers: { ...otherAnswers, free_text: String(corrects) }, corrects, ...more });
    expect(await submitResponse(token, correction(1))).toEqual({ kind: "already_answered" });
    expect(await submitResponse(token, correction(1), new Date(), sent.response.id)).toMatchObject({
      kind: "received",
    });
    expect(await submitResponse(token, correction(2, { code: draft.code }))).toMatchObject({ kind: "received" });
    expect(await submitResponse(token, correction(3, { code: invented }))).toEqual({ kind: "already_answered" });
  });

  test("of another family proves nothing here", async () => {
    const [letter, open] = [await linkOf("single"), await linkOf("open")];
    const other = await submitResponse(linkToken(open), answersOf({ answers: otherAnswers }));
    const own = await submitResponse(linkToken(letter), answersOf({ answers: otherAnswers }));
    if (other.kind !== "received" || own.kind !== "received") throw new Error("not received");
    const correction = answersOf({ answers: familyAnswers({ careClass: "2" }), corrects: 1 });
    expect(await submitResponse(linkToken(letter), correction, new Date(), other.response.id)).toEqual({
      kind: "already_answered",
    });
  });
});
