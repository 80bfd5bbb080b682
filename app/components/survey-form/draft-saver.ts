import type { TooLarge } from "./answers-too-large.ts";
import { postJson, type Refusal, stageOf } from "./refusal.ts";
import { type SavingTimes, usualTimes } from "./saving-times.ts";
import { firstForm, noteInTab, type TabCopy } from "./tab-copy.ts";

/** Where saving stands. `anew`: as another draft, the first is gone. `excess`: what is too large, where this page can tell. */
export type SaveState =
  | { kind: "nothing" }
  | { kind: "saved"; at: Date; anew: boolean }
  | { kind: "refused"; refusal: Refusal; excess: TooLarge | null };

/** What the server says of a saved draft. */
type SaveReply = {
  revision: number;
  others: Record<string, unknown>;
  conflicts: Record<string, unknown>;
  decided: readonly string[];
  code: string | null;
  submissionKey: string | null;
};

type Options = {
  url: string;
  slot: string;
  /** This tab's notes; what they hold as pending is saved first. */
  copy: TabCopy;
  /** The revision of the draft that the form was filled with; 0 without any. */
  revision: number;
  corrects: number | null;
  code: string | null;
  /** The page the respondent is on. */
  page: () => string | null;
  /** All that the form holds. */
  answers: () => Readonly<Record<string, unknown>>;
  /** What makes the answers larger than the server takes; null where nothing does. */
  tooLarge: () => TooLarge | null;
  onState: (state: SaveState) => void;
  onSaved: (reply: SaveReply) => void;
  /** Answers that somebody else on the link gave meanwhile. */
  onOthers: (answers: Record<string, unknown>) => void;
  /** Questions that both changed, with the other's answer. */
  onConflicts: (answers: Record<string, unknown>) => void;
  times?: SavingTimes;
};

/** How often saving is tried before the answers are sent: a server that is being restarted is back within seconds. */
const flushTries = 4;
const longestFlushWaitMs = 5000;
/** What the browser still sends of a page that is being left. */
const keptAliveBytes = 60_000;

export type DraftSaver = {
  change(question: string, value: unknown): void;
  decide(page: string): void;
  /** Something else than an answer changed: the page. */
  touch(): void;
  /** Saves at once; resolves to where saving stands when nothing is waiting any more. */
  flush(): Promise<SaveState>;
  /** Tries again at once what was refused. */
  retry(): void;
  /** The page may be gone in a moment: what is waiting is sent without waiting for a reply. */
  leave(): void;
  /** What the server has not acknowledged, for keeping it elsewhere. */
  unsaved(): Pick<TabCopy, "of" | "base" | "pending" | "decided">;
  /** The key to send the answers with. The first one used stays. */
  keyToSend(): string;
  code(): string | null;
  stop(): void;
};

/**
 * Saves what is typed, question by question. One request at a time; what changes meanwhile goes with the next. What the
 * server has not acknowledged stays in the tab's notes, and is sent again until it has, or until the server says that it
 * never will: then it stays there, and `onState` says why.
 */
export function createDraftSaver(options: Options): DraftSaver {
  const { slot, times = usualTimes } = options;
  let copy = options.copy;
  let code = options.code;
  let serverKey: string | null = null;
  // What was typed on an older revision is saved as such: an answer that came in between is a conflict.
  let revision = Object.keys(copy.pending).length > 0 ? copy.base : options.revision;
  let state: SaveState = { kind: "nothing" };
  let waiting = Object.keys(copy.pending).length > 0 || copy.decided.length > 0;
  /** How often a question was changed here: what is typed while a request runs is not acknowledged by it. */
  const stamps = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstWaiting: number | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let anew = false;
  let stopped = false;

  const note = (changes: Partial<TabCopy>) => {
    copy = noteInTab(slot, { ...copy, base: revision, ...changes });
  };
  const say = (next: SaveState) => {
    state = next;
    options.onState(next);
  };
  const plan = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void save(), ms);
  };
  /** Whether saving goes on by itself: not after a refusal that only a person can do something about. */
  const goesOn = () => !stopped && (state.kind !== "refused" || !["ended", "stopped"].includes(stageOf(state.refusal)));
  const wait = () => {
    waiting = true;
    firstWaiting ??= Date.now();
    const longest = Math.max(0, firstWaiting + times.longestMs - Date.now());
    if (goesOn() && !running && failures === 0) plan(Math.min(times.pauseMs, longest));
  };
  const nextTry = () => {
    if (failures === 0) return 0;
    const asked = state.kind === "refused" ? (state.refusal.retryAfterMs ?? 0) : 0;
    return Math.max(asked, times.retryMs[Math.min(failures, times.retryMs.length) - 1] ?? 0);
  };
  const save = (): Promise<void> => {
    clearTimeout(timer);
    running ??= send().finally(() => {
      running = null;
      if (waiting && goesOn()) plan(nextTry());
    });
    return running;
  };
  const toSend = () => ({
    base: revision,
    changes: copy.pending,
    decided: copy.decided,
    page: options.page(),
    corrects: options.corrects,
    code,
    editor: copy.editor,
  });

  async function send(): Promise<void> {
    const sent = new Map(Object.keys(copy.pending).map((question) => [question, stamps.get(question)]));
    const decided = copy.decided;
    waiting = false;
    firstWaiting = null;
    const excess = options.tooLarge();
    if (excess) return refuse({ kind: "too_large", retryAfterMs: null }, excess);
    const posted = await postJson(options.url, JSON.stringify(toSend()));
    if ("refusal" in posted) return isGone(posted.refusal) ? beginAnew() : refuse(posted.refusal, null);
    const reply = await readReply(posted.response);
    // A page of something between here and the server.
    if (!reply) return refuse({ kind: "unreachable", retryAfterMs: null }, null);
    failures = 0;
    take(reply, sent, decided);
  }

  /** The server knows the draft's code no longer. */
  const isGone = ({ kind }: Refusal) => kind === "unknown_code" && code !== null && options.corrects === null;

  /** All that the form holds begins another draft: what was acknowledged of the first is nowhere else. */
  function beginAnew(): void {
    [code, serverKey, revision, anew, waiting] = [null, null, 0, true, true];
    note({ pending: { ...options.answers(), ...copy.pending } });
  }

  function refuse(refusal: Refusal, excess: TooLarge | null): void {
    const isTriedAgain = stageOf(refusal) === "waits";
    failures = isTriedAgain ? failures + 1 : 0;
    waiting ||= isTriedAgain;
    say({ kind: "refused", refusal, excess });
  }

  function take(reply: SaveReply, sent: ReadonlyMap<string, number | undefined>, decided: readonly string[]): void {
    revision = reply.revision;
    code = reply.code;
    serverKey = reply.submissionKey;
    const isLeft = (question: string) => !sent.has(question) || sent.get(question) !== stamps.get(question);
    const pending = Object.fromEntries(Object.entries(copy.pending).filter(([question]) => isLeft(question)));
    const typedHere = (question: string) => Object.hasOwn(pending, question) && !sent.has(question);
    const parts = (wanted: boolean) =>
      Object.fromEntries(Object.entries(reply.others).filter(([question]) => typedHere(question) === wanted));
    const conflicts = { ...reply.conflicts, ...parts(true) };
    for (const question of Object.keys(parts(true))) delete pending[question];
    note({
      of: (copy.of === firstForm || anew) && code !== null ? code : copy.of,
      pending,
      decided: copy.decided.filter((page) => !decided.includes(page)),
      takenUp: 0,
    });
    say({ kind: "saved", at: new Date(), anew });
    options.onSaved(reply);
    const others = parts(false);
    if (Object.keys(others).length > 0) options.onOthers(others);
    if (Object.keys(conflicts).length > 0) options.onConflicts(conflicts);
  }

  if (waiting) plan(0);

  return {
    change(question, value) {
      stamps.set(question, (stamps.get(question) ?? 0) + 1);
      note({ pending: { ...copy.pending, [question]: value ?? null } });
      wait();
    },
    decide(page) {
      note({ decided: [...new Set([...copy.decided, page])] });
      wait();
    },
    touch: wait,
    async flush() {
      waiting = true;
      for (let failed = 0; goesOn() && failed < flushTries && (waiting || running); ) {
        await save();
        if (state.kind === "refused" && stageOf(state.refusal) === "held") break;
        // A server that says when to come again is not asked before.
        if (nextTry() > longestFlushWaitMs) break;
        if (failures > 0) await pause(Math.max(nextTry(), times.retryMs[failed++] ?? 0));
      }
      return state;
    },
    retry() {
      if (!stopped && state.kind === "refused") void Promise.resolve(running).then(save);
    },
    leave() {
      if (!goesOn() || Object.keys(copy.pending).length === 0) return;
      const body = JSON.stringify(toSend());
      if (new Blob([body]).size < keptAliveBytes) void postJson(options.url, body, { keepalive: true });
      else void save();
    },
    unsaved: () => ({ of: copy.of, base: revision, pending: copy.pending, decided: copy.decided }),
    keyToSend() {
      const sentWith = copy.sentWith ?? serverKey ?? copy.submissionKey;
      note({ sentWith });
      return sentWith;
    },
    code: () => code,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function readReply(response: Response): Promise<SaveReply | null> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
