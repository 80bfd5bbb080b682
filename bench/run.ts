import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { familyAnswers } from "#app/services/sample-town/family-answers.ts";
import { createRandom } from "#app/services/sample-town/random.ts";
import { supporterAnswers } from "#app/services/sample-town/supporter-answers.ts";
import { sampleArea } from "#app/services/sample-town/town.ts";
import {
  demoSession,
  familyLink,
  providerLink,
  type RunningProgram,
  startProgram,
  stopProgram,
} from "#tests/fixtures/running-program.ts";
import { measureChecker } from "./checker.ts";
import { measureFormPages } from "./form-page.ts";
import { measureImport } from "./import.ts";
import { type OpenRounds, readOpenRounds } from "./open-rounds.ts";
import { measurePageBytes, measureServerTime } from "./pages.ts";
import { measureSubmissions } from "./submissions.ts";

/**
 * The measured jobs, as figures: `npm run bench -- --json`. Machines differ and are noisy, so these are never asserted.
 * The program is the built one, started as a person starts it, on a database of its own.
 */
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const boardRequests = 60;
/** The families' answers one city's board is measured with. */
const cityResponses = 1000;
/** So many cities are loaded for the last measurement (minutes for 1,000); 0 leaves it out. */
const cities = Number(process.env.BENCH_CITIES ?? 0);
const quiet = { SUBMISSIONS_PER_MINUTE: "100000000", LOG_LEVEL: "error" };

const districts = sampleArea.districts.map(({ id }) => id);
const random = createRandom(7);
/** The supporters' form has about 40 questions, the families' 75. Every answer is accepted, or the run ends. */
const answersTo = {
  supporter: () => supporterAnswers(random, districts),
  family: () => familyAnswers(random, "elementary", districts),
};

const dataDir = mkdtempSync(join(tmpdir(), "chiiki-bench-"));
/** `npm run bench -- form-page`: that part alone, in a minute. */
const alone = process.argv.includes("form-page");
try {
  const figures = alone ? { form_page: await measureFormPagesAlone() } : await measureAll();
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures, null, 2));
  else console.dir(figures, { depth: null });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function measureFormPagesAlone() {
  const program = await startProgram({ dataDir, env: quiet });
  return measureFirstVisits(program.url).finally(() => stopProgram(program));
}

/** A family's form, and a provider's with last year's answers, on a slow phone. */
async function measureFirstVisits(url: string) {
  const [family, provider] = await Promise.all([familyLink(url), providerLink(url)]);
  return measureFormPages(url, [
    { page: "family", path: family },
    { page: "provider", path: provider },
  ]);
}

async function measureAll() {
  const checker = await measureChecker();
  const provider_import = await measureImport();
  const first = await startProgram({ dataDir, env: quiet });
  await stopProgram(first);
  const before = await readOpenRounds(dataDir);
  const second = await startProgram({ dataDir, env: quiet });
  const measured = await measureProgram(second, before).finally(() => stopProgram(second));
  const after = await readOpenRounds(dataDir);
  const { family, supporter, ...pages } = measured;
  return {
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    start_up: { first_ms: first.startMs, second_ms: second.startMs },
    checker,
    provider_import,
    // Counted in the data folder after the program has ended: what was acknowledged must be there.
    submissions: {
      supporter: { ...supporter, stored: after.supporter.stored - before.supporter.stored },
      family: { ...family, stored: after.family.stored - before.family.stored - family.acknowledged_before },
    },
    ...pages,
    ...(cities > 0 ? { board_with_cities: await measureCities() } : {}),
  };
}

async function measureProgram({ url, process: { pid } }: RunningProgram, rounds: OpenRounds) {
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
  const form_page = await measureFirstVisits(url);
  const loadOf = (form: keyof OpenRounds) => ({
    address: url + rounds[form].submitPath,
    pid,
    answers: Array.from({ length: 200 }, () => JSON.stringify(answersTo[form]())),
  });
  const filling = { seconds: 120, limit: cityResponses - rounds.family.stored };
  const filled = await measureSubmissions({ ...loadOf("family"), ...filling });
  const boardFilled = await measureServerTime(`${url}/gaps`, coordinator, boardRequests);
  const submit = async (form: keyof OpenRounds) => {
    const load = loadOf(form);
    const load_average = loadavg()[0];
    const warmUp = await measureSubmissions({ ...load, seconds: Math.min(4, seconds) });
    const figures = await measureSubmissions({ ...load, seconds });
    return { load_average, acknowledged_with_warm_up: warmUp.acknowledged + figures.acknowledged, ...figures };
  };
  const supporter = await submit("supporter");
  const family = await submit("family");
  const boardAfter = await measureServerTime(`${url}/gaps`, coordinator, boardRequests);
  const familiesFilled = rounds.family.stored + filled.acknowledged;
  return {
    supporter,
    family: { ...family, acknowledged_before: filled.acknowledged },
    board_town: { families: rounds.family.stored, ...board },
    board_filled: { families: familiesFilled, ...boardFilled },
    board_after_submissions: { families: familiesFilled + family.acknowledged_with_warm_up, ...boardAfter },
    pages,
    form_page,
  };
}

/** The first city's board, in a database with many others of its size. */
async function measureCities() {
  const started = performance.now();
  const scale = { args: ["--scale", String(cities)], limitMs: 3_600_000 };
  const program = await startProgram({ dataDir, env: quiet, ...scale });
  const load_seconds = Math.round((performance.now() - started) / 1000);
  try {
    const coordinator = await demoSession(program.url, "coordinator");
    return { cities, load_seconds, ...(await measureServerTime(`${program.url}/gaps`, coordinator, boardRequests)) };
  } finally {
    await stopProgram(program);
  }
}
