import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, desk, phone } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Lines of the page's main part that still hold Japanese, without `names` of places and providers. */
async function findJapanese(page: Page, names: readonly string[] = []): Promise<string[]> {
  const text = await page.locator("main").innerText();
  const left = names.reduce((rest, name) => rest.replaceAll(name, ""), text);
  return left.split("\n").filter((line) => japanese.test(line));
}

/** Names that stand as they were given, in any language: providers in tables, the form's provider, the city's contact. */
async function readNames(page: Page): Promise<string[]> {
  const providers = await page.locator("tbody th").allInnerTexts();
  const given = await page.locator(".form-provider, .form-facts").allInnerTexts();
  return [...providers, ...given.map((line) => line.replace(/^.*(?:事業所|お問い合わせ): /su, ""))];
}

async function switchToEnglish(page: Page) {
  await page.getByRole("button", { name: "English" }).click();
  await page.locator('html[lang="en"]').waitFor();
}

describe("the language switch", () => {
  test("turns the first page, the board and the council's paper into English and back", async () => {
    const page = await visitors.open({ width: desk });
    await page.goto(site.url);
    await switchToEnglish(page);
    expect(await findJapanese(page)).toEqual([]);
    expect(await page.title()).not.toMatch(japanese);
    await enterDemo(page, site, "coordinator");
    expect(await findJapanese(page, await readNames(page))).toEqual([]);
    for (const path of ["/gaps", "/council"]) {
      await page.goto(`${site.url}${path}`);
      expect([path, await findJapanese(page)]).toEqual([path, []]);
      expect((await page.getByTestId("summary").innerText()).length).toBeGreaterThan(80);
    }
    await page.getByRole("button", { name: "日本語" }).click();
    await page.locator('html[lang="ja"]').waitFor();
    expect(await page.locator("h1").innerText()).toMatch(japanese);
  });

  test.each(["provider", "family"] as const)("turns the %s's form into English, with what was typed", async (role) => {
    const page = await visitors.open({ width: phone });
    await enterDemo(page, site, role);
    const form = surveyControls(page);
    await form.ready();
    if (role === "provider") await form.change();
    const names = await readNames(page);
    await page.locator('[data-name="consent_statistics"] label', { has: page.locator('input[value="yes"]') }).click();
    await switchToEnglish(page);
    await form.ready();
    expect(await page.locator('[data-name="consent_statistics"] input[value="yes"]').isChecked()).toBe(true);
    for (let pages = 0; pages < 3; pages += 1) {
      expect(await findJapanese(page, names)).toEqual([]);
      const title = await page.locator(".sd-page__title").innerText();
      if (title === "About the person" || title === "Each service") break;
      await page.getByRole("button", { name: "Next" }).click();
      await page.locator(".sd-page__title").filter({ hasNotText: title }).waitFor({ state: "attached" });
      if (role !== "provider") continue;
      // last year's answers of this page, in English as well
      expect(await findJapanese(page, names)).toEqual([]);
      await page.locator(".carried-actions").getByRole("button", { name: "Change", exact: true }).click();
    }
  });

  test("is offered in English first to a browser that asks for it", async () => {
    const page = await visitors.open({ locale: "en-GB" });
    await page.goto(`${site.url}/sign-in`);
    expect(await findJapanese(page)).toEqual([]);
  });
});
