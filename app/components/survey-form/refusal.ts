/**
 * What a refusal means for what is typed. `ended`: nothing goes over this link any more. `stopped`: not tried again by itself.
 * `held`: tried again after the next change. `waits`: tried again by itself.
 */
type Stage = "ended" | "stopped" | "held" | "waits";

/** Why the server did not take what was saved or sent: a closed list, each with words of its own (`form.refusal.KIND`). */
const stages = {
  closed: "ended",
  not_yet_open: "ended",
  revoked: "ended",
  reissued: "ended",
  unknown: "ended",
  already_answered: "ended",
  malformed: "stopped",
  forbidden: "stopped",
  signed_out: "stopped",
  unknown_code: "stopped",
  quota: "stopped",
  storage_full: "stopped",
  /** A reason that this page does not know. */
  refused: "stopped",
  too_large: "held",
  too_many_requests: "waits",
  busy: "waits",
  unreachable: "waits",
  offline: "waits",
} as const satisfies Record<string, Stage>;

export type RefusalKind = keyof typeof stages;

export type Refusal = {
  readonly kind: RefusalKind;
  /** When the server wants to be asked again; null where it did not say. */
  readonly retryAfterMs: number | null;
};

export const stageOf = ({ kind }: Refusal): Stage => stages[kind];

/** Whether what can't be saved can't be sent either. A full disk, or too many saves, keeps no answer from being received. */
export const keepsFromSending = (refusal: Refusal): boolean =>
  stageOf(refusal) === "ended" || (stageOf(refusal) === "waits" && refusal.kind !== "too_many_requests");

function isKind(code: unknown): code is RefusalKind {
  return typeof code === "string" && Object.hasOwn(stages, code);
}

/**
 * What a reply that took nothing says: its `code` where it names one, else its status. A code that is not known here is no
 * reason for words about something else.
 */
export async function readRefusal(response: Response): Promise<Refusal> {
  const code = await readCode(response);
  return { kind: kindOf(response, code), retryAfterMs: readRetryAfter(response.headers.get("Retry-After")) };
}

function kindOf({ redirected, status }: Response, code: unknown): RefusalKind {
  // Staff whose session has ended is led to the sign-in page, which is no receipt.
  if (redirected || status === 401) return "signed_out";
  if (isKind(code)) return code;
  if (status === 429) return "too_many_requests";
  if (status >= 500) return "busy";
  return code === null ? (byStatus[status] ?? "refused") : (ownCodes[String(code)] ?? "refused");
}

const byStatus: Readonly<Record<number, RefusalKind>> = {
  400: "malformed",
  403: "forbidden",
  404: "unknown",
  409: "already_answered",
  410: "closed",
  413: "too_large",
};

/** The catalogue of app/errors.ts in this list's words. */
const ownCodes: Readonly<Record<string, RefusalKind>> = { bad_request: "malformed", not_found: "unknown" };

async function readCode(response: Response): Promise<unknown> {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && "code" in body ? body.code : null;
  } catch {
    return null;
  }
}

const longestWaitMs = 3_600_000;

/** Seconds, or a date. */
function readRetryAfter(header: string | null): number | null {
  if (header === null || header.trim() === "") return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), longestWaitMs);
}

export type Posted = { response: Response } | { refusal: Refusal };

/** Sends JSON. 422 is an answer (what is to be mended); whatever else took nothing is a refusal. Never rejects. */
export async function postJson(url: string, body: string, { keepalive = false } = {}): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      keepalive,
    });
    const isAnswer = !response.redirected && (response.ok || response.status === 422);
    return isAnswer ? { response } : { refusal: await readRefusal(response) };
  } catch {
    return { refusal: { kind: isOnline() ? "unreachable" : "offline", retryAfterMs: null } };
  }
}

/** False only where the device itself says that it has no network. */
const isOnline = (): boolean => typeof navigator === "undefined" || navigator.onLine !== false;
