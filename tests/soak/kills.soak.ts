import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import mongoose from "mongoose";
import { createRandom } from "#app/services/sample-town/random.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { startEngine } from "#models/engine/engine.server.ts";
import {
  familyLink,
  processesNaming,
  providerLink,
  type RunningProgram,
  startProgram,
  stopProgram,
} from "#tests/fixtures/running-program.ts";
import {
  answerLimitMs,
  draft,
  newTraffic,
  read,
  sessionOf,
  signIn,
  submit,
  type Target,
} from "#tests/soak/kill-traffic.ts";

/**
 * Reads, sign-ins, drafts and submissions, and in their midst SIGKILL of the engine or (one in SERVER_EVERY) of the whole
 * server, ten times in all (SEED=, KILLS=), at any moment: also while the engine is just coming back. Every request is answered within
 * ten seconds; every acknowledged response is there once, none twice; no acknowledged draft is lost; no process is left.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const kills = Number(process.env.KILLS ?? 10);
const serverEvery = Number(process.env.SERVER_EVERY ?? 5);
/** One in so many kills comes before the engine is well again. */
const hastyEvery = 7;

const random = createRandom(seed);
const dataDir = mkdtempSync(join(tmpdir(), "chiiki-soak-"));
const env = { SUBMISSIONS_PER_MINUTE: "1000000", LOG_LEVEL: "info" };
let reconnections = 0;
/** By the server's own clock, which begins when a request reaches it. */
let slowestInServerMs = 0;
const onLog = (line: string) => {
  const ms = /"ms":(\d+),"msg":"request"/.exec(line)?.[1];
  if (ms) slowestInServerMs = Math.max(slowestInServerMs, Number(ms));
  else if (line.includes("is made anew")) reconnections += 1;
  else if (/"level":(50|60)/.test(line) || !line.startsWith("{")) console.error(line.slice(0, 300));
};

/** How long this process itself was kept waiting by the machine: no answer can be measured more exactly. */
const stalls = monitorEventLoopDelay();
stalls.enable();
let program: RunningProgram = await startProgram({ dataDir, env, onLog });
const target: Target = { url: program.url, life: 0, isUp: true };
const traffic = newTraffic();
const [link, providers, session] = [
  await familyLink(target.url),
  await providerLink(target.url),
  await sessionOf(target.url),
];
const all = [
  ...[1, 2, 3, 4].map((number) => submit(target, traffic, link, number)),
  draft(target, traffic, providers),
  ...[1, 2, 3].map(() => read(target, traffic, link, session)),
  ...[1, 2].map(() => signIn(target, traffic)),
].map((work) => work.catch((error: unknown) => traffic.failures.push(String(error))));

let [engineKills, serverKills, slowestRecoveryMs] = [0, 0, 0];
for (let kill = 1; kill <= kills; kill += 1) {
  if (kill % hastyEvery !== 0) slowestRecoveryMs = Math.max(slowestRecoveryMs, await untilHealthy());
  await wait(random.between(0, kill % hastyEvery === 0 ? 300 : 2_000));
  if (kill % serverEvery === 0) await killServer();
  else killEngine();
  if (kill % 50 === 0)
    console.log(
      `${kill} kills, ${traffic.durations.length} requests, ${traffic.failures.length} failures, ${reconnections} connections made anew, slowest in the server ${slowestInServerMs} ms, own stall ${Math.round(stalls.max / 1e6)} ms ${JSON.stringify(traffic.failures.slice(-5))}`,
    );
}
await untilHealthy();
await wait(1_000);
traffic.running = false;
await Promise.all(all);

/** Milliseconds until the program says that it is well. */
async function untilHealthy(): Promise<number> {
  const from = performance.now();
  for (;;) {
    const reply = await fetch(`${target.url}/healthz`, { signal: AbortSignal.timeout(answerLimitMs) }).catch(
      () => null,
    );
    const ms = performance.now() - from;
    if (reply?.ok) return Math.round(ms);
    if (ms > 60_000) {
      traffic.failures.push("not well within a minute");
      return ms;
    }
    await wait(50);
  }
}

function killEngine(): void {
  const engine = processesNaming(dataDir).find((pid) => pid !== program.process.pid);
  if (engine === undefined) return;
  process.kill(engine, "SIGKILL");
  engineKills += 1;
}

async function killServer(): Promise<void> {
  target.isUp = false;
  target.life += 1;
  program.process.kill("SIGKILL");
  serverKills += 1;
  await program.ended;
  program = await startProgram({ dataDir, env, onLog });
  target.url = program.url;
  target.isUp = true;
}

const stopStarted = performance.now();
await stopProgram(program);
const stopMs = Math.round(performance.now() - stopStarted);
const left = processesNaming(dataDir);

const engine = await startEngine({ dataDir: join(dataDir, "mongodb") });
await connectDatabase({ uri: engine.uri, embedded: true });
const rows = await mongoose.connection
  .collection("responses")
  .aggregate<{ _id: string; copies: number; receipts: string[] }>([
    { $match: { submissionKey: /^soak-/ } },
    { $group: { _id: "$submissionKey", copies: { $sum: 1 }, receipts: { $addToSet: "$receiptNumber" } } },
  ])
  .toArray();
const drafts = JSON.stringify(await mongoose.connection.collection("drafts").find().toArray());
await disconnectDatabase();
await engine.stop();
rmSync(dataDir, { recursive: true, force: true });

const stored = new Map(rows.map((row) => [row._id, row]));
const lost = [...traffic.acknowledged.keys()].filter((key) => !stored.has(key));
const doubled = rows.filter(({ copies }) => copies > 1);
const otherReceipt = [...traffic.acknowledged].filter(([key, receipt]) => stored.get(key)?.receipts[0] !== receipt);
const keptDraft = Number(/"respondent_contact":"(\d+)"/.exec(drafts)?.[1] ?? 0);
const lostDrafts = [...traffic.drafts.values()].filter((text) => keptDraft < text);
const durations = traffic.durations.toSorted((a, b) => a - b);
const share = (part: number) => Math.round(durations[Math.floor(durations.length * part)] ?? 0);
const figures = {
  seed,
  engineKills,
  serverKills,
  requests: durations.length,
  answerMs: { p50: share(0.5), p99: share(0.99), p999: share(0.999), slowest: Math.round(durations.at(-1) ?? 0) },
  ownStallMs: Math.round(stalls.max / 1e6),
  slowestInServerMs,
  slowestRecoveryMs,
  connectionsMadeAnew: reconnections,
  sent: traffic.sent,
  acknowledged: traffic.acknowledged.size,
  stored: rows.length,
  lost: lost.length,
  doubled: doubled.length,
  otherReceipt: otherReceipt.length,
  draftsAcknowledged: [...traffic.drafts.values()].reduce((sum, text) => sum + text, 0),
  lostDrafts: lostDrafts.length,
  processesLeft: left.length,
  stopMs,
  replies: Object.fromEntries([...traffic.statuses].sort()),
  failures: traffic.failures.slice(0, 20),
};
console.log(JSON.stringify(figures, null, 2));
const wrong = [lost, doubled, otherReceipt, lostDrafts, left, traffic.failures].flat().length;
process.exit(wrong === 0 && traffic.acknowledged.size > 0 && traffic.drafts.size > 0 && stopMs < 5_000 ? 0 : 1);
