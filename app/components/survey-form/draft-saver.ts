import { firstForm, noteInTab, type TabCopy } from "./tab-copy.ts";

/** Where saving stands: `off` where the server keeps nothing any more, `overtaken` where somebody else has sent the answers. */
export type SaveState =
  | { kind: "nothing" }
  | { kind: "saved"; at: Date }
  | { kind: "unreachable" }
  | { kind: "overtaken" }
  | { kind: "off" };

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
  onState: (state: SaveState) => void;
  onSaved: (reply: SaveReply) => void;
  /** Answers that somebody else on the link gave meanwhile. */
  onOthers: (answers: Record<string, unknown>) => void;
  /** Questions that both changed, with the other's answer. */
  onConflicts: (answers: Record<string, unknown>) => void;
};

/** A pause in typing of this length saves; while somebody types on, this is the longest wait. Together under a second. */
const pauseMs = 250;
const longestMs = 600;
const retryMs = [500, 1000, 2000, 4000, 8000];
/** How often saving is tried before the answers are sent: a server that is being restarted is back within seconds. */
const flushTries = 4;
/** What the browser still sends of a page that is being left. */
const keptAliveBytes = 60_000;

export type DraftSaver = {
  change(question: string, value: unknown): void;
  decide(page: string): void;
  /** Something else than an answer changed: the page. */
  touch(): void;
  /** Saves at once; resolves to where saving stands when nothing is waiting any more. */
  flush(): Promise<SaveState["kind"]>;
  /** The key to send the answers with. The first one used stays. */
  keyToSend(): string;
  code(): string | null;
  stop(): void;
};

/**
 * Saves what is typed, question by question. One request at a time; what changes meanwhile goes with the next. What the
 * server has not acknowledged stays in the tab's notes, and is sent again until it has.
 */
export function createDraftSaver(options: Options): DraftSaver {
  const { slot } = options;
  let copy = options.copy;
  let code = options.code;
  let serverKey: string | null = null;
  // What was typed on an older revision is saved as such: an answer that came in between is a conflict.
  let revision = Object.keys(copy.pending).length > 0 ? copy.base : options.revision;
  let state: SaveState["kind"] = "nothing";
  let waiting = Object.keys(copy.pending).length > 0 || copy.decided.length > 0;
  /** How often a question was changed here: what is typed while a request runs is not acknowledged by it. */
  const stamps = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstWaiting: number | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let stopped = false;

  const note = (changes: Partial<TabCopy>) => {
    copy = noteInTab(slot, { ...copy, base: revision, ...changes });
  };
  const say = (next: SaveState) => {
    state = next.kind;
    options.onState(next);
  };
  const plan = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void save(), ms);
  };
  const wait = () => {
    waiting = true;
    firstWaiting ??= Date.now();
    if (!running && failures === 0) plan(Math.min(pauseMs, Math.max(0, firstWaiting + longestMs - Date.now())));
  };
  const save = (): Promise<void> => {
    clearTimeout(timer);
    running ??= send().finally(() => {
      running = null;
      if (waiting && !stopped) plan(failures > 0 ? (retryMs[Math.min(failures, retryMs.length) - 1] ?? 0) : 0);
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
    const outcome = await post(options.url, toSend());
    if (outcome.kind === "saved") {
      failures = 0;
      take(outcome.reply, sent, decided);
    } else if (outcome.kind === "unreachable") {
      failures += 1;
      waiting = true;
      say({ kind: "unreachable" });
    } else {
      stopped = true;
      say(outcome);
    }
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
      of: copy.of === firstForm && code !== null ? code : copy.of,
      pending,
      decided: copy.decided.filter((page) => !decided.includes(page)),
    });
    say({ kind: "saved", at: new Date() });
    options.onSaved(reply);
    const others = parts(false);
    if (Object.keys(others).length > 0) options.onOthers(others);
    if (Object.keys(conflicts).length > 0) options.onConflicts(conflicts);
  }

  /** A page that is being left waits for no timer and no answer. */
  const leave = () => {
    if (document.visibilityState !== "hidden" || stopped || Object.keys(copy.pending).length === 0) return;
    const body = JSON.stringify(toSend());
    if (new Blob([body]).size < keptAliveBytes)
      void fetch(options.url, { ...jsonPost, body, keepalive: true }).catch(() => undefined);
    else void save();
  };
  document.addEventListener("visibilitychange", leave);
  if (waiting) plan(0);

  return {
    change(question, value) {
      stamps.set(question, (stamps.get(question) ?? 0) + 1);
      note({ pending: { ...copy.pending, [question]: value ?? null } });
      if (!stopped) wait();
    },
    decide(page) {
      note({ decided: [...new Set([...copy.decided, page])] });
      if (!stopped) wait();
    },
    touch: () => {
      if (!stopped) wait();
    },
    async flush() {
      if (stopped) return state;
      waiting = true;
      let failed = 0;
      while (!stopped && failed < flushTries && (waiting || running)) {
        await save();
        if (failures > 0) await pause(retryMs[failed++] ?? 0);
      }
      return state;
    },
    keyToSend() {
      const sentWith = copy.sentWith ?? serverKey ?? copy.submissionKey;
      note({ sentWith });
      return sentWith;
    },
    code: () => code,
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const jsonPost = { method: "POST", headers: { "Content-Type": "application/json" } } as const;

type PostOutcome =
  | { kind: "saved"; reply: SaveReply }
  | { kind: "unreachable" }
  | { kind: "overtaken" }
  | { kind: "off" };

async function post(url: string, draft: unknown): Promise<PostOutcome> {
  try {
    const response = await fetch(url, { ...jsonPost, body: JSON.stringify(draft) });
    if (response.ok) return { kind: "saved", reply: await response.json() };
    if (response.status === 409) return { kind: "overtaken" };
    return response.status === 429 || response.status >= 500 ? { kind: "unreachable" } : { kind: "off" };
  } catch {
    return { kind: "unreachable" };
  }
}
