import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";
import { demoSession, familyLink, startProgram, stopProgram } from "#tests/fixtures/running-program.ts";

/**
 * Thousands of generated bodies at every address that takes one, as a stranger and as staff (seeded). None may be answered
 * with 500 or more, and none may end the program. What a spoilt answer leaves valid is stored (201), all else is refused.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const bodies = Number(process.env.BODIES ?? 10_000);
const callers = 16;

const dataDir = mkdtempSync(join(tmpdir(), "chiiki-hostile-"));
const env = { SUBMISSIONS_PER_MINUTE: "100000000", LOG_LEVEL: "error" };
const program = await startProgram({ dataDir, env });
const link = await familyLink(program.url);
const cookies = [null, await demoSession(program.url, "coordinator"), await demoSession(program.url, "administrator")];

/** Values that programs stumble over: operators, prototypes, numbers at their edges, control and combining characters. */
const awkward = fc.constantFrom<unknown>(
  { $gt: "" },
  { $where: "sleep(1000)" },
  { __proto__: { admin: true } },
  JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"x": 1}}}'),
  "\u0000",
  "\uD800",
  "=cmd|' /C calc'!A0",
  "<script>alert(1)</script>",
  "’ OR 1=1 --",
  1e308,
  -0,
  Number.MAX_SAFE_INTEGER + 2,
  "9".repeat(400),
  "あ".repeat(30_000),
  [],
  {},
  null,
  true,
);
const value = fc.oneof(awkward, fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: "binary", maxLength: 40 }));
const valid = familyAnswers(
  createRandom(seed),
  "elementary",
  sampleArea.districts.map(({ id }) => id),
);

/** A good answer with some of its values replaced, taken out or moved to names nobody asked for. */
const spoiltAnswers = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(valid), "units", "__proto__", "$set", "a.b", ""), value), {
    minLength: 1,
    maxLength: 6,
  })
  .map((changes) => ({ ...valid, ...Object.fromEntries(changes) }));

const submission = fc.record(
  {
    // Mostly a key of the right shape, so that the answers themselves are looked at.
    submissionKey: fc.oneof({ weight: 4, arbitrary: fc.uuid() }, value),
    locale: fc.oneof({ weight: 4, arbitrary: fc.constant("ja") }, value),
    answers: fc.oneof({ weight: 4, arbitrary: spoiltAnswers }, value),
  },
  { requiredKeys: ["submissionKey", "locale", "answers"] },
);

const deep = fc.integer({ min: 50, max: 4_000 }).map((depth) => `${"[".repeat(depth)}${"]".repeat(depth)}`);
const broken = fc.constantFrom("{", '{"a":', "\uFEFF{}", "null", '"', "[1,2", "NaN", "{}{}", "\u0000\u0001", "%7B%7D");
const json = fc.oneof(
  { weight: 6, arbitrary: submission.map((body) => JSON.stringify(body)) },
  { weight: 2, arbitrary: value.map((body) => JSON.stringify(body) ?? "") },
  deep,
  broken,
);
const fields = [
  "role",
  "locale",
  "back",
  "audience",
  "loginName",
  "password",
  "displayName",
  "areaCode",
  "roster",
  "revision",
];
const form = fc
  .array(fc.tuple(fc.constantFrom(...fields, "$set", "__proto__", "constructor"), value.map(String)), { maxLength: 8 })
  .map((entries) => new URLSearchParams(entries).toString());

const addresses = [
  "/council",
  "/sign-in",
  "/setup",
  "/locale",
  "/demo/sign-in",
  "/admin/accounts",
  "/admin/accounts/nobody",
  "/account/password",
  "/home",
  "/gaps",
  "/r/nobody/submit",
  "/nowhere",
];
const contentTypes = [
  "application/json",
  "application/x-www-form-urlencoded",
  "text/plain",
  "multipart/form-data; boundary=x",
  "",
];

const request = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ path: fc.constant(`${link}/submit`), body: json, type: fc.constant("application/json") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      path: fc.constantFrom(...addresses),
      body: fc.oneof(form, json),
      type: fc.constantFrom(...contentTypes),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      path: fc.constant(`${link}/submit`),
      body: fc.oneof(form, fc.string({ unit: "binary" })),
      type: fc.constantFrom(...contentTypes),
    }),
  },
);

const generated = fc.sample(fc.tuple(request, fc.constantFrom(...cookies)), { numRuns: bodies, seed });
const statuses = new Map<number | string, number>();
const faults: string[] = [];
let next = 0;

async function send(): Promise<void> {
  for (let index = next++; index < generated.length; index = next++) {
    const [{ path, body, type }, cookie] = generated[index] ?? [{ path: "/", body: "", type: "" }, null];
    const headers = {
      Origin: program.url,
      ...(type ? { "Content-Type": type } : {}),
      ...(cookie ? { Cookie: cookie } : {}),
    };
    let status: number | string;
    try {
      const response = await fetch(program.url + path, { method: "POST", body, headers, redirect: "manual" });
      await response.arrayBuffer();
      status = response.status;
    } catch (error) {
      status = `no answer (${String(error)})`;
    }
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (typeof status === "string" || status >= 500) faults.push(`${status} ${path} ${type} ${body.slice(0, 300)}`);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: callers }, send));
const seconds = (performance.now() - started) / 1000;
const alive = (await fetch(`${program.url}/healthz`)).status;
await stopProgram(program);
rmSync(dataDir, { recursive: true, force: true });

const stored = statuses.get(201) ?? 0;
console.log(
  `seed ${seed}: ${generated.length} bodies in ${seconds.toFixed(1)} s, ${faults.length} faults, ${stored} stored`,
);
console.log(
  [...statuses]
    .sort()
    .map(([status, count]) => `${status}: ${count}`)
    .join(", "),
);
for (const fault of faults.slice(0, 20)) console.log(`FAULT ${fault}`);
if (faults.length > 0 || alive !== 200) process.exitCode = 1;
