import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

const heading = (page: Page) => page.getByRole("heading", { name: "回答の確認" });
const line = (page: Page, path: string) => page.locator(`[id="answer-${path}"]`);
const notSent = "まだ送信していません。確かめて送信してください";

/** Confirms last year's answers up to the list of all of them. */
async function confirmToCheck(page: Page) {
  const unchanged = page.getByRole("button", { name: "変更なし" });
  await unchanged.waitFor();
  while (!(await heading(page).isVisible())) {
    const before = await page.locator("#carried").innerText();
    await unchanged.click();
    await page.locator("#carried").filter({ hasNotText: before }).or(heading(page)).first().waitFor();
  }
}

describe("the page that shows all answers before they are sent", () => {
  test("opens at its top, fits five screens of a phone, leads to each answer and back to the same place", async () => {
    const page = await visitors.open({ width: phone });
    await page.setViewportSize({ width: phone, height: 812 });
    await enterDemo(page, site, "provider");
    await confirmToCheck(page);

    expect(await heading(page).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await heading(page).evaluate((element) => Math.round(element.getBoundingClientRect().top))).toBeLessThan(
      100,
    );
    const check = page.locator(".check-page");
    expect((await check.innerText()).split(notSent)).toHaveLength(3);
    expect(await check.getByRole("button", { name: "送信する" }).count()).toBe(2);
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
    expect(screens).toBeLessThanOrEqual(5);
    expect(await line(page, "pools[0].nurses").locator("dd").innerText()).toMatch(/^(?:[月火水木金土]\d+ ?)+\s*直す$/);

    await line(page, "pools[0].nurses").getByRole("button", { name: "直す" }).click();
    const monday = page.locator('[data-name="nurses"]').getByLabel("月", { exact: true });
    await monday.waitFor();
    await monday.fill("7");
    await page.getByRole("button", { name: "確認へ戻る" }).click();
    await heading(page).waitFor({ state: "attached" });
    expect(await line(page, "pools[0].nurses").innerText()).toContain("月7");
    const place = await line(page, "pools[0].nurses").evaluate((element) => element.getBoundingClientRect().top);
    expect(place).toBeGreaterThan(0);
    expect(place).toBeLessThan(812);
    expect(
      await line(page, "pools[0].nurses")
        .locator("button")
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);

    // Half a nurse is no number to go back with.
    await line(page, "pools[0].nurses").getByRole("button", { name: "直す" }).click();
    await monday.fill("2.5");
    await page.getByRole("button", { name: "確認へ戻る" }).click();
    await page.getByText("整数で入力してください(例: 2)").first().waitFor();
    expect(await heading(page).count()).toBe(0);
  });

  test("is where a draft that had come so far opens again, and where a correction begins", async () => {
    const page = await visitors.open({ width: phone });
    await enterDemo(page, site, "family");
    const form = surveyControls(page);
    await form.ready();
    expect(await page.locator(".form-progress").innerText()).toMatch(/^14ページ中1ページ目・あと約1?\d分$/);
    await form.choose("consent_statistics", "yes");
    await form.next("ご本人について");
    // Whoever listens hears which page has come.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("ご本人について");
    expect(await page.locator(".form-progress").innerText()).toContain("14ページ中2ページ目");
    await form.choose("stage", "graduated");
    await form.pick("district", "中央地区");
    await form.toLastPage();
    const kept = page.waitForResponse((reply) => (reply.request().postData() ?? "").includes('"page":"#check"'));
    await form.check();
    await kept;
    await page.reload();
    await heading(page).waitFor();
    expect(await line(page, "stage").innerText()).toContain("学校を卒業した");

    await form.send();
    const receipt = page.locator("main");
    expect(await receipt.innerText()).toMatch(
      /「星野原市.* 医療的ケアが必要な方とご家族の調査 令和.+年度」にお答えいただき、ありがとうございました/,
    );
    expect(await page.locator(".receipt-code-number").innerText()).toMatch(/^[0-9A-Z-]{8,}$/);
    await page.getByRole("link", { name: "回答を直す" }).click();
    await heading(page).waitFor();
    await line(page, "stage").getByRole("button", { name: "直す" }).click();
    await page.locator(".sd-page__title").filter({ hasText: "ご本人について" }).waitFor();
  });

  test("keeps its words in sight when the browser's letters are twice as large", async () => {
    const page = await visitors.open({ width: 320 });
    await enterDemo(page, site, "family");
    await surveyControls(page).ready();
    const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
    const letters = () =>
      page.locator(".sd-page__title").evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
    const before = await letters();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await letters()).toBeCloseTo(before * 2, 0);
    expect(await widthOf()).toBeLessThanOrEqual(320);
  });
});
