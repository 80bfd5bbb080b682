import { keepPending, readPending } from "./tab-copy.ts";

/** Where saving stands: `off` where nothing is kept on the server any more. */
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
  code: string | null;
  submissionKey: string | null;
};

/** What is saved with the answers. */
export type SaveMeta = { decided: readonly string[]; page: string | null };

type Options = {
  url: string;
  slot: string;
  /** The revision of the draft that the form was filled with; 0 without any. */
  revision: number;
  corrects: number | null;
  meta: () => SaveMeta;
  onState: (state: SaveState) => void;
  /** The code of a draft on an open link, and the key it is to be sent with. */
  onCode: (code: string, submissionKey: string) => void;
  /** Answers that somebody else on the link gave meanwhile. */
  onOthers: (answers: Record<string, unknown>) => void;
  /** Questions that both changed, with the other's answer. */
  onConflicts: (answers: Record<string, unknown>) => void;
};

/** A pause in typing of this length saves; while somebody types on, this is the longest wait. Together under a second. */
const pauseMs = 250;
const longestMs = 600;
const retryMs = [500, 1000, 2000, 4000, 8000];

export type DraftSaver = {
  change(question: string, value: unknown): void;
  /** Something else than an answer changed: the page, a decision. */
  touch(): void;
  /** Saves at once; resolves when nothing is waiting any more, or the server is not reachable. */
  flush(): Promise<void>;
  stop(): void;
};

/**
 * Saves what is typed, question by question. One request at a time; what changes meanwhile goes with the next. What the
 * server has not acknowledged stays in the tab's copy, and is sent again until it has.
 */
export function createDraftSaver(options: Options): DraftSaver {
  const { slot } = options;
  let revision = options.revision;
  let pending = readPending(slot);
  /** How often a question was changed in this tab: what is typed while a request runs is not acknowledged by it. */
  const stamps = new Map<string, number>();
  let waiting = Object.keys(pending).length > 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstWaiting: number | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let stopped = false;

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

  async function send(): Promise<void> {
    const sent = new Map(Object.keys(pending).map((question) => [question, stamps.get(question)]));
    waiting = false;
    firstWaiting = null;
    const reply = await post(options, { base: revision, changes: pending });
    if (reply.kind === "saved") {
      failures = 0;
      take(reply.reply, sent);
    } else if (reply.kind === "unreachable") {
      failures += 1;
      waiting = true;
      options.onState({ kind: "unreachable" });
    } else {
      stopped = true;
      options.onState(reply);
    }
  }

  function take(reply: SaveReply, sent: ReadonlyMap<string, number | undefined>): void {
    revision = reply.revision;
    const isLeft = (question: string) => !sent.has(question) || sent.get(question) !== stamps.get(question);
    pending = Object.fromEntries(Object.entries(pending).filter(([question]) => isLeft(question)));
    keepPending(slot, pending);
    options.onState({ kind: "saved", at: new Date() });
    if (reply.code !== null && reply.submissionKey !== null) options.onCode(reply.code, reply.submissionKey);
    if (Object.keys(reply.others).length > 0) options.onOthers(reply.others);
    if (Object.keys(reply.conflicts).length > 0) options.onConflicts(reply.conflicts);
  }

  const leave = () => {
    if (document.visibilityState === "hidden" && waiting) void save();
  };
  document.addEventListener("visibilitychange", leave);
  if (waiting) plan(0);

  return {
    change(question, value) {
      if (stopped) return;
      pending = { ...pending, [question]: value ?? null };
      stamps.set(question, (stamps.get(question) ?? 0) + 1);
      keepPending(slot, pending);
      wait();
    },
    touch: () => {
      if (!stopped) wait();
    },
    async flush() {
      while (!stopped && failures === 0 && (waiting || running)) await save();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
    },
  };
}

type PostOutcome =
  | { kind: "saved"; reply: SaveReply }
  | { kind: "unreachable" }
  | { kind: "overtaken" }
  | { kind: "off" };

async function post(
  { url, corrects, meta }: Options,
  change: { base: number; changes: Record<string, unknown> },
): Promise<PostOutcome> {
  const body = JSON.stringify({ ...change, ...meta(), corrects });
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      // A page that is being left waits for no answer; the browser allows 64 KB for that.
      keepalive: document.visibilityState === "hidden" && body.length < 60_000,
    });
    if (response.ok) return { kind: "saved", reply: await response.json() };
    if (response.status === 409) return { kind: "overtaken" };
    return response.status === 429 || response.status >= 500 ? { kind: "unreachable" } : { kind: "off" };
  } catch {
    return { kind: "unreachable" };
  }
}
