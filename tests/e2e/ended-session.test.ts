import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import {
  hokagoAnswers,
  openRegion,
  type Region,
  runtime,
  send,
  startDatabase,
  submission,
  type TestDatabase,
} from "#tests/fixtures/region.ts";
import { openStaff, staffPassword } from "#tests/fixtures/staff.ts";

const visitors = browserOfFile();
let database: TestDatabase;
let site: Site;
let region: Region;
let responseId: string;

beforeAll(async () => {
  database = await startDatabase();
  region = await openRegion();
  const sent = await send(region.providerToken("放課後クラブ"), submission(hokagoAnswers({ mon: 0, tue: 0 })));
  responseId = sent.response.id;
  await openStaff("tantou", ["coordinator"]);
  await openStaff("hoka", ["coordinator"]);
  site = await startSite({ env: { MONGODB_URI: database.uri, CHIIKI_SECRET: runtime.secret } });
});
afterAll(async () => {
  await site.stop();
  await database.stop();
});

async function signIn(page: Page, loginName: string): Promise<void> {
  await page.locator("#loginName").fill(loginName);
  await page.locator("#password").fill(staffPassword);
  await page.locator('main button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Opens a page of staff signed in. */
async function openAs(loginName: string, path: string): Promise<Page> {
  const page = await visitors.open();
  await page.goto(`${site.url}${path}`, { waitUntil: "networkidle" });
  await signIn(page, loginName);
  expect(new URL(page.url()).pathname).toBe(path);
  return page;
}

/** Types a question to the provider, and sends it when the session has ended. */
async function askTooLate(page: Page, text: string): Promise<void> {
  await page.locator("textarea[name=text]").fill(text);
  await page.locator("select[name=question]").selectOption({ index: 2 });
  await page.context().clearCookies();
  await page.locator("section[aria-labelledby=ask] button[type=submit]").click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
}

describe("a form that is sent when the session has ended", () => {
  test("comes back filled in after signing in, and is sent by pressing once more", async () => {
    const page = await openAs("tantou", `/responses/${responseId}`);
    const chosen = await page.locator("select[name=question] option").nth(2).getAttribute("value");
    await askTooLate(page, "月曜日の看護職員についてお尋ねします。");
    await signIn(page, "tantou");
    await page.waitForURL((url) => url.pathname === `/responses/${responseId}`);
    await page.getByText("サインインの前に入力した内容を戻しました").waitFor();
    expect(await page.locator("textarea[name=text]").inputValue()).toBe("月曜日の看護職員についてお尋ねします。");
    expect(await page.locator("select[name=question]").inputValue()).toBe(chosen);
    await page.locator("section[aria-labelledby=ask] button[type=submit]").click();
    await page.locator(".comments").getByText("月曜日の看護職員についてお尋ねします。").waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem("kept-typed"))).toBe(null);
  });

  test("is given back to nobody else", async () => {
    const page = await openAs("tantou", `/responses/${responseId}`);
    await askTooLate(page, "ほかの人には見せない文");
    await signIn(page, "hoka");
    await page.locator("textarea[name=text]").waitFor();
    expect(await page.locator("textarea[name=text]").inputValue()).toBe("");
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("見せない");
  });

  test("a note about a call comes back inside its fold", async () => {
    const page = await openAs("tantou", `/rounds/${region.providerRound}`);
    const line = page.locator(".asked-table tbody tr").first();
    await line.locator("summary").click();
    await line.locator("textarea[name=note]").fill("来週出す");
    await page.context().clearCookies();
    await line.getByRole("button", { name: "メモを残す" }).click();
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await signIn(page, "tantou");
    const note = page.locator(".asked-table tbody tr").first().locator("textarea[name=note]");
    await note.waitFor({ state: "visible" });
    expect(await note.inputValue()).toBe("来週出す");
  });
});

test("the words that are asked about an odd point are proposed by one press", async () => {
  const page = await openAs("tantou", `/responses/${responseId}`);
  await page.getByRole("link", { name: "この点を尋ねる" }).first().click();
  await page.waitForURL((url) => url.searchParams.has("ask"));
  expect(await page.locator("select[name=question]").inputValue()).toBe("units[0].acceptance");
  expect(await page.locator("textarea[name=text]").inputValue()).toContain("看護職員がいる日が1日もありません。");
});
