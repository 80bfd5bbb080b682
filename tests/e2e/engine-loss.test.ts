import { afterAll, beforeAll, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { type Reply, send } from "#tests/e2e/http.ts";
import { findEngine, isRunning, type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

const isHonest = ({ status, headers }: Reply) => status < 400 || (status === 503 && Number(headers["retry-after"]) > 0);

/** Asks /healthz until it is well again; each answer is 200, or 503 with a time to come back. */
async function waitForHealth(): Promise<{ ms: number; replies: Reply[] }> {
  const started = performance.now();
  const replies: Reply[] = [];
  for (;;) {
    const reply = await send(site, { path: "/healthz" });
    replies.push(reply);
    const ms = performance.now() - started;
    if (reply.status === 200 || ms > 20_000) return { ms, replies };
  }
}

test("the engine dies while a respondent fills the form: sending succeeds, and the server is well within 5 seconds", async () => {
  // the draft is saved meanwhile, and saved again
  const page = await visitors.open({ width: phone, expected: [503] });
  await enterDemo(page, site, "family");
  const form = surveyControls(page);
  await form.ready();
  await form.choose("consent_statistics", "yes");
  await form.next("ご本人について");
  await form.choose("stage", "graduated");
  await form.pick("district", "答えたくない");
  const formPath = new URL(page.url()).pathname;

  const engine = findEngine(site);
  process.kill(engine, "SIGKILL");
  const inFlight = Promise.all(
    Array.from({ length: 20 }, (_, index) => send(site, { path: index % 2 === 0 ? "/" : formPath })),
  );
  const { ms, replies } = await waitForHealth();
  expect(replies.filter((reply) => !isHonest(reply)).map(({ status }) => status)).toEqual([]);
  expect(ms).toBeLessThan(5_000);
  expect((await inFlight).filter((reply) => !isHonest(reply)).map(({ status }) => status)).toEqual([]);
  expect(isRunning(engine)).toBe(false);
  expect(findEngine(site)).not.toBe(engine);

  await form.toLastPage();
  await form.check();
  await form.send();
  expect(await page.locator("h1").innerText()).toBe("回答を受け付けました");
});

test("the engine dies just before sending: the form tries again by itself", async () => {
  const page = await visitors.open({ width: phone, expected: [503] });
  await enterDemo(page, site, "family");
  const form = surveyControls(page);
  await form.ready();
  await form.choose("consent_statistics", "yes");
  await form.next("ご本人について");
  await form.choose("stage", "graduated");
  await form.pick("district", "答えたくない");
  await form.toLastPage();
  await form.check();
  process.kill(findEngine(site), "SIGKILL");
  await form.send();
  expect(await page.locator(".receipt-number").innerText()).toMatch(/^\w{4}-\w{4}$/);
});
