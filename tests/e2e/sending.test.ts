import { afterAll, beforeAll, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

test("an answer whose receipt got lost is sent again, refreshed four times, and counted once", async () => {
  const staff = await visitors.open();
  await setUpTsubame(staff, site);
  const { family } = await readLinks(staff);

  const page = await visitors.open({ width: phone, expectedMessages: /net::ERR_CONNECTION_RESET/ });
  const sent: { key: string; status: number }[] = [];
  await page.route("**/submit", async (route) => {
    const reply = await route.fetch();
    sent.push({ key: JSON.parse(route.request().postData() ?? "{}").submissionKey, status: reply.status() });
    // The server has it; the reply never arrives.
    if (sent.length === 1) await route.abort("connectionreset");
    else await route.fulfill({ response: reply });
  });
  await page.goto(family);
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
