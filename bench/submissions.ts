import { Agent, request } from "node:http";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";

const callers = 16;
const seed = 7;

export type SubmissionFigures = {
  callers: number;
  accepted: number;
  per_second: number;
  p50_ms: number;
  p95_ms: number;
};

/** Families' responses, each checked, stored and journaled before it is acknowledged, from 16 callers at once. */
export async function measureSubmissions(url: string, link: string, seconds: number): Promise<SubmissionFigures> {
  const random = createRandom(seed);
  const districts = sampleArea.districts.map(({ id }) => id);
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const run = String(Date.now());
  const times: number[] = [];
  let next = 0;
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  const caller = async () => {
    while (performance.now() < until) {
      next += 1;
      const submissionKey = `bench-${run}-${String(next).padStart(10, "0")}`;
      const body = JSON.stringify({
        submissionKey,
        locale: "ja",
        answers: familyAnswers(random, "elementary", districts),
      });
      const sent = performance.now();
      const status = await post(agent, `${url}${link}/submit`, body);
      if (status !== 201) throw new Error(`A submission was answered ${status}`);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    callers,
    accepted: times.length,
    per_second: round(times.length / elapsed),
    p50_ms: round(quantile(times, 0.5)),
    p95_ms: round(quantile(times, 0.95)),
  };
}

function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

/** The value below which a share of the sorted times lies; NaN of none. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const round = (value: number): number => Math.round(value * 10) / 10;
