import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { demoSession, familyLink, startProgram, stopProgram } from "#tests/fixtures/running-program.ts";
import { measureChecker } from "./checker.ts";
import { measurePageBytes, measureServerTime } from "./pages.ts";
import { measureSubmissions } from "./submissions.ts";

/**
 * The measured jobs, as figures: `npm run bench -- --json`. Machines differ and are noisy, so these are never asserted.
 * The program is the built one, started as a person starts it, on a database of its own.
 */
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const boardRequests = 60;
const quiet = { SUBMISSIONS_PER_MINUTE: "100000000", LOG_LEVEL: "error" };

const dataDir = mkdtempSync(join(tmpdir(), "chiiki-bench-"));
const checker = await measureChecker();
const first = await startProgram({ dataDir, env: quiet });
await stopProgram(first);
const program = await startProgram({ dataDir, env: quiet });
try {
  const { url } = program;
  const [link, coordinator, council] = await Promise.all([
    familyLink(url),
    demoSession(url, "coordinator"),
    demoSession(url, "council"),
  ]);
  const board = await measureServerTime(`${url}/gaps`, coordinator, boardRequests);
  const pages = await measurePageBytes(url, [
    { page: "form", path: link, cookie: null },
    { page: "start", path: "/", cookie: null },
    { page: "board", path: "/gaps", cookie: coordinator },
    { page: "council", path: "/council", cookie: council },
  ]);
  await measureSubmissions(url, link, Math.min(2, seconds));
  const submissions = await measureSubmissions(url, link, seconds);
  const boardAfter = await measureServerTime(`${url}/gaps`, coordinator, boardRequests);
  const figures = {
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    start_up: { first_ms: first.startMs, second_ms: program.startMs },
    checker,
    submissions,
    board_town: board,
    board_after_submissions: { responses: submissions.accepted, ...boardAfter },
    pages,
  };
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures, null, 2));
  else console.dir(figures, { depth: null });
} finally {
  await stopProgram(program);
  rmSync(dataDir, { recursive: true, force: true });
}
