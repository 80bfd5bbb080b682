import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import mongoose from "mongoose";
import { compileRound } from "#app/services/compiled-round.server.ts";
import { connectDatabase, disconnectDatabase } from "#models/connection.server.ts";
import { startEngine } from "#models/engine/engine.server.ts";
import { findRoundAt } from "#models/round.server.ts";
import { demoSession, familyLink, providerLink, startProgram, stopProgram } from "#tests/fixtures/running-program.ts";
import { type HostileRequest, hostileChoice, hostileMapping, hostileRequests } from "#tests/soak/hostile-requests.ts";

/**
 * Thousands of generated bodies at every address that takes one, as a stranger and as staff (seeded). None may be answered
 * with 500 or more, and none may end the program. What a spoilt answer leaves valid is stored, all else is refused: afterwards
 * every stored response is checked once more.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const bodies = Number(process.env.BODIES ?? 10_000);
const callers = 16;

const dataDir = mkdtempSync(join(tmpdir(), "chiiki-hostile-"));
const env = { SUBMISSIONS_PER_MINUTE: "100000000", LOG_LEVEL: "error" };
const program = await startProgram({ dataDir, env });
const coordinator = await demoSession(program.url, "coordinator");
const administrator = await demoSession(program.url, "administrator");
const targets = {
  family: await familyLink(program.url),
  provider: await providerLink(program.url),
  responseId: await findResponse(),
};

/** Some response of the town, as its list links to it. */
async function findResponse(): Promise<string> {
  const list = await fetch(`${program.url}/responses`, { headers: { Cookie: coordinator } });
  const id = /\/responses\/([0-9a-f]{40})/.exec(await list.text())?.[1];
  if (!id) throw new Error("The town has no responses");
  return id;
}

const cookies = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constant(coordinator) },
  { weight: 1, arbitrary: fc.constant(administrator) },
);
const generated = fc.sample(fc.tuple(hostileRequests(targets), cookies, hostileMapping, hostileChoice), {
  numRuns: bodies,
  seed,
});
const statuses = new Map<number | string, number>();
const faults: string[] = [];
let next = 0;
let imports = 0;

/** Sends one request and counts its status; the address it leads to, if any. */
async function post({ path, body, type }: HostileRequest, cookie: string | null): Promise<string | null> {
  const headers = {
    Origin: program.url,
    ...(type ? { "Content-Type": type } : {}),
    ...(cookie ? { Cookie: cookie } : {}),
  };
  let status: number | string;
  let location: string | null = null;
  try {
    const response = await fetch(program.url + path, {
      method: "POST",
      body,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    status = response.status;
    location = response.headers.get("Location");
  } catch (error) {
    status = `no answer (${String(error)})`;
  }
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (typeof status === "string" || status >= 500) faults.push(`${status} ${path} ${type} ${body.slice(0, 300)}`);
  return location;
}

async function send(): Promise<void> {
  for (let index = next++; index < generated.length; index = next++) {
    const [request, cookie, mapping, choice] = generated[index] ?? [];
    if (!request || cookie === undefined || mapping === undefined || choice === undefined) continue;
    const location = await post(request, cookie);
    if (request.path !== "/providers/import" || !location?.startsWith("/providers/import/")) continue;
    // a table that could be read: its headings are chosen and its columns named as wrongly
    imports += 1;
    const type = "application/x-www-form-urlencoded";
    await post({ path: location, body: choice, type }, cookie);
    await post({ path: location, body: mapping, type }, cookie);
    const page = await fetch(program.url + location, { headers: { Cookie: cookie ?? "" } });
    if (page.status >= 500) faults.push(`${page.status} ${location}`);
    const planId = /name="planId" value="([^"]+)"/.exec(await page.text())?.[1];
    if (planId) await post({ path: location, body: `intent=apply&planId=${planId}`, type }, cookie);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: callers }, send));
const seconds = (performance.now() - started) / 1000;
const alive = (await fetch(`${program.url}/healthz`)).status;
await stopProgram(program);

/** Stored responses that the checker refuses, or would store otherwise. */
async function findRefused(): Promise<{ checked: number; refused: string[] }> {
  const engine = await startEngine({ dataDir: join(dataDir, "mongodb") });
  await connectDatabase({ uri: engine.uri, embedded: true });
  const rows = mongoose.connection
    .collection<{ _id: string; areaId: string; roundId: string; answers: unknown }>("responses")
    .find({ withdrawnAt: null });
  const refused: string[] = [];
  let checked = 0;
  for await (const { _id, areaId, roundId, answers } of rows) {
    const round = await findRoundAt(areaId, roundId);
    if (!round) throw new Error(`A response without a round: ${_id}`);
    const result = (await compileRound(round)).checker.check(answers, "ja");
    checked += 1;
    if (!result.ok || JSON.stringify(result.answers) !== JSON.stringify(answers)) refused.push(_id);
  }
  await disconnectDatabase();
  await engine.stop();
  return { checked, refused };
}

const { checked, refused } = await findRefused();
rmSync(dataDir, { recursive: true, force: true });

const stored = statuses.get(201) ?? 0;
console.log(
  `seed ${seed}: ${generated.length} bodies in ${seconds.toFixed(1)} s, ${faults.length} faults, ${stored} stored, ${imports} tables read`,
);
console.log(
  [...statuses]
    .sort()
    .map(([status, count]) => `${status}: ${count}`)
    .join(", "),
);
console.log(`${checked} responses checked again, ${refused.length} refused`);
for (const fault of faults.slice(0, 20)) console.log(`FAULT ${fault}`);
if (faults.length > 0 || refused.length > 0 || checked === 0 || alive !== 200) process.exitCode = 1;
