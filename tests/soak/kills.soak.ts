import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import mongoose from "mongoose";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { startEngine } from "#models/engine/engine.server.ts";
import {
  familyLink,
  processesNaming,
  type RunningProgram,
  startProgram,
  stopProgram,
} from "#tests/fixtures/running-program.ts";

/**
 * 16 parallel submitters, and in their midst SIGKILL of the engine or of the whole server, ten times in all (seeded).
 * Every acknowledged response must be there once, none twice, and no process may be left.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const kills = Number(process.env.KILLS ?? 10);
const submitters = 16;
const busyMs = { before: 700, after: 1_300 };

const random = createRandom(seed);
const dataDir = mkdtempSync(join(tmpdir(), "chiiki-soak-"));
const env = { SUBMISSIONS_PER_MINUTE: "1000000" };

const acknowledged = new Map<string, string>();
const sent = new Set<string>();
const statuses = new Map<string, number>();
let program: RunningProgram = await startProgram({ dataDir, env });
let running = true;

const link = await familyLink(program.url);
const answers = familyAnswers(
  random,
  "elementary",
  sampleArea.districts.map(({ id }) => id),
);

function count(status: string): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** Sends one response again and again with the same key until it is acknowledged, as the form does. */
async function submitUntilAcknowledged(key: string): Promise<void> {
  sent.add(key);
  const body = JSON.stringify({ submissionKey: key, locale: "ja", answers, confirmed: ["*"] });
  while (running) {
    try {
      const response = await fetch(`${program.url}${link}/submit`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        signal: AbortSignal.timeout(15_000),
      });
      count(String(response.status));
      if (response.ok) {
        acknowledged.set(key, (await response.json()).receiptNumber);
        return;
      }
      if (response.status !== 503) throw new Error(`A submission was answered ${response.status}`);
      if (!response.headers.get("Retry-After")) throw new Error("503 without Retry-After");
    } catch (error) {
      if (error instanceof Error && /was answered|without Retry-After/.test(error.message)) throw error;
      count("no reply");
    }
    await wait(100);
  }
}

async function submitter(number: number): Promise<void> {
  for (let turn = 0; running; turn += 1)
    await submitUntilAcknowledged(`soak-${number}-${String(turn).padStart(12, "0")}`);
}

const failures: string[] = [];
const all = Array.from({ length: submitters }, (_, number) =>
  submitter(number).catch((error: unknown) => failures.push(String(error))),
);
let engineKills = 0;
let serverKills = 0;
for (let kill = 0; kill < kills; kill += 1) {
  await wait(random.between(busyMs.before, busyMs.before * 2));
  const engine = processesNaming(dataDir).find((pid) => pid !== program.process.pid);
  if (kill % 2 === 0 && engine !== undefined) {
    process.kill(engine, "SIGKILL");
    engineKills += 1;
  } else {
    program.process.kill("SIGKILL");
    serverKills += 1;
    await program.ended;
    program = await startProgram({ dataDir, env });
  }
  await wait(busyMs.after);
}
running = false;
await Promise.all(all);
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
await disconnectDatabase();
await engine.stop();
rmSync(dataDir, { recursive: true, force: true });

const stored = new Map(rows.map((row) => [row._id, row]));
const lost = [...acknowledged.keys()].filter((key) => !stored.has(key));
const doubled = rows.filter(({ copies }) => copies > 1);
const otherReceipt = [...acknowledged].filter(([key, receipt]) => stored.get(key)?.receipts[0] !== receipt);
const figures = {
  seed,
  engineKills,
  serverKills,
  sent: sent.size,
  acknowledged: acknowledged.size,
  stored: rows.length,
  lost: lost.length,
  doubled: doubled.length,
  otherReceipt: otherReceipt.length,
  processesLeft: left.length,
  stopMs,
  replies: Object.fromEntries(statuses),
  failures,
};
console.log(JSON.stringify(figures, null, 2));
const good = lost.length + doubled.length + otherReceipt.length + left.length + failures.length === 0;
process.exit(good && acknowledged.size > 0 && stopMs < 5_000 ? 0 : 1);
