import { setTimeout as wait } from "node:timers/promises";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";
import { demoSession } from "#tests/fixtures/running-program.ts";

/** No request may take longer; the client gives up at half a minute more, so that a hang is seen as one. */
export const answerLimitMs = 10_000;
const clientLimitMs = 40_000;

/** Where the requests go. `life` is raised when the whole server is killed: then a request may get no reply. */
export type Target = { url: string; life: number; isUp: boolean };

export type Traffic = {
  readonly acknowledged: Map<string, string>;
  /** The last text of each draft that was acknowledged, by the draft's link. */
  readonly drafts: Map<string, number>;
  readonly durations: number[];
  readonly statuses: Map<string, number>;
  readonly failures: string[];
  sent: number;
  running: boolean;
};

export const newTraffic = (): Traffic => ({
  acknowledged: new Map(),
  drafts: new Map(),
  durations: [],
  statuses: new Map(),
  failures: [],
  sent: 0,
  running: true,
});

type Sent = { path: string; init?: RequestInit; kind: string };

/** One request of the traffic; null where a killed server gave no reply. Late and dishonest replies are noted as failures. */
async function ask(target: Target, traffic: Traffic, { path, init, kind }: Sent): Promise<Response | null> {
  while (!target.isUp) await wait(50);
  const from = performance.now();
  const { life } = target;
  try {
    const response = await fetch(`${target.url}${path}`, {
      redirect: "manual",
      ...init,
      signal: AbortSignal.timeout(clientLimitMs),
    });
    await response.clone().arrayBuffer();
    note(traffic, kind, String(response.status), performance.now() - from);
    if (response.status === 503 && !response.headers.get("Retry-After"))
      traffic.failures.push(`${kind}: 503 without Retry-After`);
    if (response.status >= 400 && response.status !== 503) traffic.failures.push(`${kind}: ${response.status}`);
    return response;
  } catch (error) {
    const isOfKill = life !== target.life;
    note(traffic, kind, isOfKill ? "no reply (server killed)" : "no reply", performance.now() - from);
    if (!isOfKill)
      traffic.failures.push(`${kind}: ${error instanceof Error ? `${error.name} ${String(error.cause)}` : ""}`);
    return null;
  }
}

function note(traffic: Traffic, kind: string, status: string, ms: number): void {
  traffic.statuses.set(`${kind} ${status}`, (traffic.statuses.get(`${kind} ${status}`) ?? 0) + 1);
  traffic.durations.push(ms);
  if (ms > answerLimitMs) traffic.failures.push(`${kind}: ${status} after ${Math.round(ms)} ms`);
}

const json = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

const districts = sampleArea.districts.map(({ id }) => id);

/** Sends one response after another, each again and again with its key until it is acknowledged, as the form does. */
export async function submit(target: Target, traffic: Traffic, link: string, number: number): Promise<void> {
  const answers = familyAnswers(createRandom(number), "elementary", districts);
  for (let turn = 0; traffic.running; turn += 1) {
    const submissionKey = `soak-${number}-${String(turn).padStart(12, "0")}`;
    traffic.sent += 1;
    while (traffic.running) {
      const body = { submissionKey, locale: "ja", answers, confirmed: ["*"] };
      const response = await ask(target, traffic, { path: `${link}/submit`, init: json(body), kind: "submit" });
      if (response?.ok) {
        traffic.acknowledged.set(submissionKey, (await response.json()).receiptNumber);
        break;
      }
      await wait(100);
    }
    await wait(50);
  }
}

/** Types a growing number into a provider's form, each saved until it is acknowledged. */
export async function draft(target: Target, traffic: Traffic, link: string): Promise<void> {
  let base = 0;
  for (let text = 1; traffic.running; text += 1) {
    const body = () => ({
      base,
      changes: { respondent_contact: String(text) },
      decided: [],
      page: null,
      corrects: null,
      code: null,
      editor: "soak",
    });
    while (traffic.running) {
      const response = await ask(target, traffic, { path: `${link}/draft`, init: json(body()), kind: "draft" });
      if (response?.ok) {
        base = (await response.json()).revision;
        traffic.drafts.set(link, text);
        break;
      }
      await wait(100);
    }
    await wait(50);
  }
}

/** Looks at pages in turn, those of staff with a session. */
export async function read(target: Target, traffic: Traffic, link: string, session: string): Promise<void> {
  const pages = ["/", link, "/home", "/rounds", "/responses", "/healthz", "/gaps"];
  for (let turn = 0; traffic.running; turn += 1) {
    const path = pages[turn % pages.length] ?? "/";
    await ask(target, traffic, {
      path,
      init: { headers: { Cookie: session } },
      kind: `GET ${path === link ? "/r" : path}`,
    });
    await wait(20);
  }
}

/** Signs in again and again; each session that was given must open the page behind it. */
export async function signIn(target: Target, traffic: Traffic): Promise<void> {
  while (traffic.running) {
    const response = await ask(target, traffic, {
      path: "/demo/sign-in",
      init: { method: "POST", body: new URLSearchParams({ role: "coordinator" }) },
      kind: "sign-in",
    });
    const cookie = response?.headers.get("Set-Cookie")?.split(";")[0];
    if (cookie) {
      const home = await ask(target, traffic, { path: "/home", init: { headers: { Cookie: cookie } }, kind: "home" });
      if (home && home.status !== 200 && home.status !== 503)
        traffic.failures.push(`a new session was answered ${home.status}`);
    }
    await wait(200);
  }
}

/** A session of the demo's coordinator, made while everything is up. */
export const sessionOf = (url: string): Promise<string> => demoSession(url, "coordinator");
