import { afterAll, beforeAll, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;
let link = "";

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

test("an answer whose receipt got lost is sent again, refreshed four times, and counted once", async () => {
  const staff = await visitors.open();
  await setUpTsubame(staff, site);
  link = (await readLinks(staff)).family;

  const page = await visitors.open({ width: phone, expectedMessages: /net::ERR_CONNECTION_RESET/ });
  const sent: { key: string; status: number }[] = [];
  await page.route("**/submit", async (route) => {
    const reply = await route.fetch();
    sent.push({ key: JSON.parse(route.request().postData() ?? "{}").submissionKey, status: reply.status() });
    // The server has it; the reply never arrives.
    if (sent.length === 1) await route.abort("connectionreset");
    else await route.fulfill({ response: reply });
  });
  await page.goto(link);
  const form = surveyControls(page);
  await form.ready();
  await form.choose("consent_statistics", "yes");
  await form.next("ご本人について");
  await form.choose("stage", "preschool");
  await form.pick("district", "燕");
  await form.toLastPage();
  await form.check();
  await form.send();

  expect(sent.map(({ status }) => status)).toEqual([201, 200]);
  expect(sent[1]?.key).toBe(sent[0]?.key);
  const number = await page.locator(".receipt-number").innerText();
  for (let time = 0; time < 4; time += 1) {
    await page.reload();
    expect(await page.locator(".receipt-number").innerText()).toBe(number);
  }
  await staff.goto(`${site.url}/home`);
  // Each round is a tab: the text of all of them.
  const text = await staff.locator("main").textContent();
  expect(text).toContain("回答 1件。");
  expect(text).toContain("回答 0/9 事業所。");
});

test("an answer given in the moment in which the form comes to life is saved", async () => {
  const page = await visitors.open({ width: phone });
  await page.addInitScript(() => {
    // A clock that runs fast: React takes a breath after each step, as on a slow phone.
    const now = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => {
      ahead += 10;
      return now() + ahead;
    };
    // right after the change on the page, before anything else runs
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.survey-form[aria-busy="false"]')) return;
      observer.disconnect();
      document.querySelector<HTMLElement>('[data-name="consent_statistics"] input[value="yes"]')?.click();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(link);
  const saved = await page.waitForRequest("**/draft", { timeout: 10_000 });
  expect(JSON.parse(saved.postData() ?? "{}")).toMatchObject({ changes: { consent_statistics: "yes" } });
});
