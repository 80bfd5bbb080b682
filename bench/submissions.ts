import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const callers = 16;

export type SubmissionFigures = {
  callers: number;
  acknowledged: number;
  per_second: number;
  p50_ms: number;
  p95_ms: number;
  /** Processor time of the server for one submission, without the database's process; null where /proc is not there. */
  server_cpu_ms: number | null;
};

export type Load = {
  /** Where the submissions go, and the process that takes them. */
  address: string;
  pid: number | undefined;
  /** Answers to send in turn, as JSON; made beforehand, so that this process leaves the processor to the server. */
  answers: readonly string[];
  seconds: number;
  /** Ends earlier, when so many are acknowledged. */
  limit?: number;
};

/** Responses that are each checked, stored and journaled before they are acknowledged, from 16 callers at once. */
export async function measureSubmissions({ address, pid, answers, seconds, limit }: Load): Promise<SubmissionFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const run = Date.now();
  const times: number[] = [];
  let next = 0;
  const cpuBefore = cpuMs(pid);
  const started = performance.now();
  const caller = async () => {
    while (performance.now() < started + seconds * 1000 && next < (limit ?? Number.POSITIVE_INFINITY)) {
      next += 1;
      const key = `bench-${run}-${String(next).padStart(10, "0")}`;
      const body = `{"submissionKey":"${key}","locale":"ja","confirmed":["*"],"answers":${answers[next % answers.length]}}`;
      const sent = performance.now();
      const status = await post(agent, address, body);
      if (status !== 201) throw new Error(`A submission was answered ${status}`);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1000;
  const cpuAfter = cpuMs(pid);
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    callers,
    acknowledged: times.length,
    per_second: round(times.length / elapsed),
    p50_ms: round(quantile(times, 0.5)),
    p95_ms: round(quantile(times, 0.95)),
    server_cpu_ms: cpuBefore === null || cpuAfter === null ? null : round((cpuAfter - cpuBefore) / times.length),
  };
}

/** Processor time a process has used so far (Linux counts it in hundredths of a second). */
function cpuMs(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user, system] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(12, 14);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return null;
  }
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
