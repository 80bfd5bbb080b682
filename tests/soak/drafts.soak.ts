import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { createRandom } from "#app/services/sample-town/random.ts";
import { findChromium, flags } from "#tests/fixtures/chromium.ts";
import { processesNaming, providerLink, startProgram, stopProgram } from "#tests/fixtures/running-program.ts";

/**
 * Somebody types into a long form; at a random moment the tab is killed, or the whole server. What a second tab is shown
 * afterwards may lack what was typed in the last second, and nothing older. After a killed server is back, the tab that was
 * open all the time must bring everything in. Twenty kills of each, seeded.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const kills = Number(process.env.KILLS ?? 20);
const allowedMs = 1_000;

const random = createRandom(seed);
const dataDir = mkdtempSync(join(tmpdir(), "chiiki-soak-"));
const args = ["--port", String(await freePort())];
const env = { SUBMISSIONS_PER_MINUTE: "1000000" };
let program = await startProgram({ dataDir, args, env });
const address = `${program.url}${await providerLink(program.url)}`;
const browser = await chromium.launch({ executablePath: findChromium(), args: flags });

/** What stood in the field, and since when. */
type Typed = { at: number; text: string };
const field = (page: Page) => page.locator('[data-name="respondent_contact"] input');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const taken = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (taken === null || typeof taken === "string") throw new Error("No port");
  return taken.port;
}

/** Opens the form at the page with the field; last year's answers on the way are opened to be changed. */
async function openForm(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('.survey-form[aria-busy="false"]').waitFor({ state: "attached" });
  while (!(await field(page).isVisible())) {
    const edit = page.locator(".carried-actions").getByRole("button", { name: "直す", exact: true });
    if (await edit.isVisible()) await edit.click();
    else await page.getByRole("button", { name: "次へ" }).click();
    await page.locator(".carried:visible, .sd-page__title:visible").first().waitFor();
  }
  return page;
}

/** Types a sign every now and then until it is stopped; notes each text with the moment at which it stood there. */
function typeOn(page: Page, notes: Typed[]): { stop(): Promise<void> } {
  let typing = true;
  const work = (async () => {
    for (let number = 0; typing; number += 1) {
      try {
        await field(page).press(String(number % 10), { timeout: 2_000 });
        notes.push({ at: Date.now(), text: await field(page).inputValue({ timeout: 2_000 }) });
      } catch {
        // The tab is gone.
        return;
      }
      await wait(random.between(20, 120));
    }
  })();
  return {
    stop: async () => {
      typing = false;
      await work;
    },
  };
}

const results: { kind: string; typed: number; restored: number; missingMs: number }[] = [];

/** How old the newest sign is that was typed and is not there; 0 if all is there. */
function judge(kind: string, notes: readonly Typed[], found: string, killedAt: number): void {
  const before = notes.filter(({ at }) => at <= killedAt);
  const missing = before.find(({ text }) => !found.startsWith(text));
  const missingMs = missing ? killedAt - missing.at : 0;
  results.push({ kind, typed: before.at(-1)?.text.length ?? 0, restored: found.length, missingMs });
}

async function clearField(context: BrowserContext): Promise<void> {
  const page = await openForm(context);
  await field(page).fill("");
  await page.locator('.draft-status[data-state="saved"]').waitFor();
  await page.close();
}

async function killTab(context: BrowserContext): Promise<void> {
  const page = await openForm(context);
  const notes: Typed[] = [];
  const typist = typeOn(page, notes);
  await wait(random.between(1_200, 3_500));
  const killedAt = Date.now();
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await typist.stop();
  await page.close();
  const again = await openForm(context);
  judge("tab", notes, await field(again).inputValue(), killedAt);
  await again.close();
}

async function killServer(context: BrowserContext): Promise<void> {
  const page = await openForm(context);
  const notes: Typed[] = [];
  const typist = typeOn(page, notes);
  await wait(random.between(1_200, 3_500));
  const killedAt = Date.now();
  program.process.kill("SIGKILL");
  await program.ended;
  await typist.stop();
  const open = await field(page).inputValue();
  // A device that knows nothing of the open tab sees what the server had acknowledged.
  await page.context().setOffline(true);
  program = await startProgram({ dataDir, args, env });
  const stranger = await browser.newContext();
  const other = await openForm(stranger);
  judge("server", notes, await field(other).inputValue(), killedAt);
  await stranger.close();
  await page.context().setOffline(false);
  await page.locator('.draft-status[data-state="saved"]').waitFor({ timeout: 30_000 });
  const after = await browser.newContext();
  const last = await openForm(after);
  results.push({
    kind: "reconnected",
    typed: open.length,
    restored: (await field(last).inputValue()).length,
    missingMs: (await field(last).inputValue()) === open ? 0 : Number.POSITIVE_INFINITY,
  });
  await after.close();
  await page.close();
}

for (let round = 0; round < 2 * kills; round += 1) {
  const context = await browser.newContext({ locale: "ja-JP" });
  await clearField(context);
  await (round % 2 === 0 ? killTab(context) : killServer(context));
  await context.close();
}
await browser.close();
await stopProgram(program);
const left = processesNaming(dataDir);
rmSync(dataDir, { recursive: true, force: true });

const of = (kind: string) => results.filter((result) => result.kind === kind);
const summary = Object.fromEntries(
  ["tab", "server", "reconnected"].map((kind) => [
    kind,
    {
      kills: of(kind).length,
      signsTyped: of(kind).reduce((sum, { typed }) => sum + typed, 0),
      longestMissingMs: Math.max(0, ...of(kind).map(({ missingMs }) => missingMs)),
    },
  ]),
);
const tooOld = results.filter(({ missingMs }) => missingMs > allowedMs);
console.log(JSON.stringify({ seed, ...summary, tooOld, processesLeft: left.length }, null, 2));
process.exitCode = tooOld.length === 0 && left.length === 0 ? 0 : 1;
