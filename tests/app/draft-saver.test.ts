import { afterEach, describe, expect, test } from "vitest";
import { findTooLarge } from "#app/components/survey-form/answers-too-large.ts";
import { createDraftSaver, type DraftSaver, type SaveState } from "#app/components/survey-form/draft-saver.ts";
import { keepsFromSending, type RefusalKind, stageOf } from "#app/components/survey-form/refusal.ts";
import { openTabCopy } from "#app/components/survey-form/tab-copy.ts";
import { type Reply, serveReplies } from "#tests/fixtures/refusing-server.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const saved = (revision: number, code: string | null = null): Reply => ({
  status: 200,
  body: { revision, others: {}, conflicts: {}, decided: [], code, submissionKey: null },
});
const refusedWith = (status: number, code?: string, headers = {}): Reply => ({
  status,
  body: code === undefined ? "no" : { code },
  headers,
});

let forms = 0;

/** A form that saves to a server which answers so; `limit`: how many bytes of answers the page believes it takes. */
async function formOn(replies: readonly Reply[], { limit = 200_000, code = null as string | null } = {}) {
  const server = await serveReplies(replies);
  const slot = `saver-${forms++}`;
  const answers: Record<string, unknown> = {};
  const states: SaveState[] = [];
  const waiting: { is: (state: SaveState) => boolean; then: () => void }[] = [];
  const saver = createDraftSaver({
    url: server.url,
    slot,
    copy: openTabCopy(slot, { of: "first", revision: 0, editors: [] }),
    revision: 0,
    corrects: null,
    code,
    page: () => "one",
    answers: () => answers,
    tooLarge: () => findTooLarge(answers, limit),
    onState: (state) => {
      states.push(state);
      for (const { is, then } of waiting) if (is(state)) then();
    },
    onSaved: () => undefined,
    onOthers: () => undefined,
    onConflicts: () => undefined,
    times: { pauseMs: 5, longestMs: 10, retryMs: [20, 40] },
  });
  stops.push(() => saver.stop(), server.stop);
  return {
    server,
    saver,
    states,
    type(question: string, answer: string) {
      answers[question] = answer;
      saver.change(question, answer);
    },
    until: (is: (state: SaveState) => boolean) => new Promise<void>((then) => waiting.push({ is, then })),
  };
}

const isSaved = (state: SaveState) => state.kind === "saved";
const isRefused = (state: SaveState) => state.kind === "refused";
const kindOf = (state: SaveState | undefined) => (state?.kind === "refused" ? state.refusal.kind : state?.kind);
const unsavedIn = (saver: DraftSaver) => saver.unsaved().pending;

describe("a save that is refused for good", () => {
  test.each<[number, string | undefined, RefusalKind, boolean]>([
    [400, "malformed", "malformed", false],
    [401, undefined, "signed_out", false],
    [403, undefined, "forbidden", false],
    [404, "unknown", "unknown", true],
    [409, "already_answered", "already_answered", true],
    [410, "closed", "closed", true],
    [410, "revoked", "revoked", true],
    [410, "reissued", "reissued", true],
    [410, "not_yet_open", "not_yet_open", true],
    [410, undefined, "closed", true],
    [403, "unknown_code", "unknown_code", false],
    [429, "quota", "quota", false],
    [507, "storage_full", "storage_full", false],
    [404, "something_new", "refused", false],
    [418, undefined, "refused", false],
  ])("%i %s: says so, keeps the text, asks no more by itself (%s)", async (status, code, kind, endsSending) => {
    const { saver, server, states, type, until } = await formOn([refusedWith(status, code)]);
    const refused = until(isRefused);
    type("free_text", "途中");
    await refused;
    expect(states.map(kindOf)).toEqual([kind]);
    expect(unsavedIn(saver)).toEqual({ free_text: "途中" });
    type("free_text", "途中まで");
    const state = await saver.flush();
    expect(server.got).toHaveLength(1);
    expect(unsavedIn(saver)).toEqual({ free_text: "途中まで" });
    if (state.kind !== "refused") throw new Error(state.kind);
    expect(keepsFromSending(state.refusal)).toBe(endsSending);
  });

  test("is tried again when a person asks for it: the closing was moved", async () => {
    const { saver, server, type, until } = await formOn([refusedWith(410, "closed"), saved(1)]);
    const refused = until(isRefused);
    type("free_text", "途中");
    await refused;
    const taken = until(isSaved);
    saver.retry();
    await taken;
    expect(server.got[1]).toMatchObject({ changes: { free_text: "途中" } });
    expect(unsavedIn(saver)).toEqual({});
  });
});

describe("a code that the server knows no longer", () => {
  const code = "ABCD-EFGH-JKMN";

  test("begins another draft with all that the form holds, once, and says so", async () => {
    const replies = [refusedWith(409, "unknown_code"), saved(1, "PQRS-TVWX-YZ01")];
    const { saver, server, states, type } = await formOn(replies, { code });
    type("stage", "elementary");
    type("free_text", "途中");
    await saver.flush();
    expect(server.got).toMatchObject([
      { code, base: 0 },
      { code: null, base: 0, changes: { stage: "elementary", free_text: "途中" } },
    ]);
    expect(states).toMatchObject([{ kind: "saved", anew: true }]);
    expect(saver.code()).toBe("PQRS-TVWX-YZ01");
    expect(unsavedIn(saver)).toEqual({});
  });

  test("is not asked for again where the new draft has no room", async () => {
    const replies = [refusedWith(409, "unknown_code"), refusedWith(403, "quota")];
    const { saver, server, type } = await formOn(replies, { code });
    type("free_text", "途中");
    expect(kindOf(await saver.flush())).toBe("quota");
    expect(server.got).toHaveLength(2);
    expect(unsavedIn(saver)).toEqual({ free_text: "途中" });
  });
});

describe("a save that is refused for now", () => {
  test.each<[string, Reply, RefusalKind]>([
    ["500", refusedWith(500), "busy"],
    ["502", refusedWith(502), "busy"],
    ["503", refusedWith(503, "unavailable"), "busy"],
    ["no reply", { hangUp: true }, "unreachable"],
    ["a page of a gate in between", { status: 200, body: "<html>" }, "unreachable"],
    ["429", refusedWith(429, "too_many_requests"), "too_many_requests"],
  ])("%s: says so, keeps the text and saves it as soon as it can", async (_, reply, kind) => {
    const { saver, server, states, type, until } = await formOn([reply, reply, saved(1)]);
    const taken = until(isSaved);
    type("free_text", "途中");
    await taken;
    expect(states.map(kindOf)).toEqual([kind, kind, "saved"]);
    expect(server.got).toHaveLength(3);
    expect(unsavedIn(saver)).toEqual({});
  });

  test("429: not before the time that the server names", async () => {
    const { server, type, until } = await formOn([
      refusedWith(429, "too_many_requests", { "Retry-After": "1" }),
      saved(1),
    ]);
    const taken = until(isSaved);
    type("free_text", "途中");
    await taken;
    const [first = 0, second = 0] = server.times;
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  test("a server that stays away keeps the answers from being sent, one that wants a pause does not", async () => {
    const away = await formOn([{ hangUp: true }]);
    away.type("free_text", "途中");
    const gone = await away.saver.flush();
    const busy = await formOn([refusedWith(429, "too_many_requests", { "Retry-After": "60" })]);
    busy.type("free_text", "途中");
    const pausing = await busy.saver.flush();
    expect([gone, pausing].map((state) => state.kind === "refused" && keepsFromSending(state.refusal))).toEqual([
      true,
      false,
    ]);
    expect(busy.server.got).toHaveLength(1);
  });

  test("a network that is back is used at once", async () => {
    const { saver, type, until } = await formOn([{ hangUp: true }, saved(1)]);
    const refused = until(isRefused);
    type("free_text", "途中");
    await refused;
    const taken = until(isSaved);
    saver.retry();
    await taken;
    expect(unsavedIn(saver)).toEqual({});
  });
});

describe("answers that are too large", () => {
  test("are not sent; the longest is named with what is too much; shorter ones are saved by themselves", async () => {
    const { saver, server, states, type, until } = await formOn([saved(1)], { limit: 60 });
    const refused = until(isRefused);
    type("short", "a");
    // {"short":"a","long":"…"}: 23 bytes without the text, so 12 kanji of 3 bytes each fit into 60
    type("long", "字".repeat(15));
    await refused;
    expect(states).toEqual([
      {
        kind: "refused",
        refusal: { kind: "too_large", retryAfterMs: null },
        excess: { question: "long", characters: 3 },
      },
    ]);
    expect(server.got).toHaveLength(0);
    const taken = until(isSaved);
    type("long", "字".repeat(12));
    await taken;
    expect(server.got).toHaveLength(1);
    expect(unsavedIn(saver)).toEqual({});
  });

  test("413 of a server that takes less: held until something changes", async () => {
    const { saver, server, states, type, until } = await formOn([refusedWith(413), saved(1)]);
    const refused = until(isRefused);
    type("long", "長い");
    await refused;
    expect(states.map(kindOf)).toEqual(["too_large"]);
    await saver.flush();
    const before = server.got.length;
    expect(before).toBeLessThanOrEqual(2);
    expect(stageOf({ kind: "too_large", retryAfterMs: null })).toBe("held");
  });
});
