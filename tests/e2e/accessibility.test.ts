import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";
import { account, readLinks, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;
let links: Awaited<ReturnType<typeof readLinks>>;
let staff: Page;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** What axe finds against WCAG 2.1 A and AA, as rule and place. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const { violations } = await inPage.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} ${target.join(" ")} ${any[0]?.message ?? ""}`),
    );
  });
}

test("axe finds an image without a text", async () => {
  const page = await visitors.open();
  await page.goto(`${site.url}/sign-in`, { waitUntil: "networkidle" });
  await page.locator("main").evaluate((main) => main.append(document.createElement("img")));
  expect(await findViolations(page)).toEqual([expect.stringContaining("image-alt")]);
});

describe("axe finds nothing", () => {
  test("in the set-up, empty and with errors", async () => {
    const page = await visitors.open({ width: phone, expected: [422] });
    // What axe adds to the page for a moment must not meet React while it takes the page over.
    await page.goto(`${site.url}/setup`, { waitUntil: "networkidle" });
    expect(await findViolations(page)).toEqual([]);
    await page.locator('[name="areaCode"]').fill("99");
    await page.locator('[name="districts"]').fill("燕");
    await page.locator('[name="roster"]').fill("事業所,北,放課後等デイサービス,基準該当,十");
    await page.getByRole("button", { name: "登録する" }).click();
    await page.locator(".error-summary").waitFor();
    expect(await page.locator(".error-summary").innerText()).toContain("1行目: 地区の名前が、上の地区にありません。");
    expect(await page.locator('[name="areaCode"]').getAttribute("aria-invalid")).toBe("true");
    expect(await findViolations(page)).toEqual([]);
  });

  test("on the pages of the staff", async () => {
    staff = await visitors.open();
    await setUpTsubame(staff, site);
    links = await readLinks(staff);
    await staff.setViewportSize({ width: phone, height: 800 });
    for (const path of ["/home", "/gaps", "/council", "/", "/sign-in"]) {
      await staff.goto(`${site.url}${path}`, { waitUntil: "networkidle" });
      for (const details of await staff.locator("details").all()) {
        await details.evaluate((one) => one.setAttribute("open", ""));
      }
      expect([path, await findViolations(staff)]).toEqual([path, []]);
    }
  });

  test("on a link that nobody knows", async () => {
    const page = await visitors.open({ width: phone, expected: [404] });
    await page.goto(`${site.url}/r/unknown`);
    expect(await findViolations(page)).toEqual([]);
  });

  test("in a provider's form, and in its check page and receipt", async () => {
    const page = await visitors.open({ width: phone });
    await page.goto(links.providers.get("放課後の家くるみ") ?? "");
    const form = surveyControls(page);
    await form.ready();
    expect(await findViolations(page)).toEqual([]);
    await form.choose("consent_statistics", "yes");
    await form.next("お答えになる方");
    expect(await findViolations(page)).toEqual([]);
    await form.next("サービスごとの状況");
    await form.choose("acceptance", "accepting");
    expect(await findViolations(page)).toEqual([]);
    await form.next("曜日ごとの受入れ");
    await form.choose("juushin_type", "no");
    await form.choose("open_days", "mon", "fri");
    await form.fill("nurses", { 月: 1, 金: 2 });
    expect(await findViolations(page)).toEqual([]);
    await form.toLastPage();
    await form.check();
    expect(await findViolations(page)).toEqual([]);
    await form.send();
    expect(await findViolations(page)).toEqual([]);
  });

  test("in a family's form", async () => {
    const page = await visitors.open({ width: phone });
    await page.goto(links.family);
    const form = surveyControls(page);
    await form.ready();
    expect(await findViolations(page)).toEqual([]);
    await form.choose("consent_statistics", "yes");
    await form.next("ご本人について");
    expect(await findViolations(page)).toEqual([]);
  });
});

test("the keyboard alone signs in, chooses the audience and saves the table", async () => {
  const page = await visitors.open();
  /** Presses Tab until the focus is on what is looked for. */
  const tabTo = async (found: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, found)) return;
    }
    throw new Error(`60 presses of Tab do not reach ${found}`);
  };
  /** The address changes before the page does; the menu tells. */
  const arrive = (path: string) => page.locator(`.page-menu a[aria-current][href="${path}"]`).waitFor();
  await page.goto(`${site.url}/sign-in`, { waitUntil: "networkidle" });
  await tabTo('[name="loginName"]');
  await page.keyboard.type(account.loginName);
  await tabTo('[name="password"]');
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await arrive("/home");

  await tabTo('a[href="/council"]');
  await page.keyboard.press("Enter");
  await arrive("/council");
  await tabTo('[name="audience"]');
  await page.keyboard.press("ArrowDown");
  await tabTo('form.audience button[type="submit"]');
  await page.keyboard.press("Enter");
  await page.locator(".paper-facts", { hasText: "非公開・会議後に回収" }).waitFor();

  await tabTo('a[href="/gaps"]');
  await page.keyboard.press("Enter");
  await arrive("/gaps");
  await tabTo('a[href="/gaps/nurses.csv"]');
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});
