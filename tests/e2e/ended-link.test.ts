import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, readProviderLinks, setUpFields, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;
let staff: Page;
let round = "";
let links: Map<string, string>;
let family = "";

beforeAll(async () => {
  site = await startSite();
  staff = await visitors.open();
  await setUpTsubame(staff, site);
  ({ providers: links, family } = await readLinks(staff));
  const href = await staff.locator('[data-audience="provider"] a[href*="/rounds/"]').getAttribute("href");
  round = `${site.url}${href}`;
});
afterAll(() => site.stop());

const state = (page: Page, name: string) => page.locator(`.draft-status[data-state="${name}"]`).waitFor();
const textOf = (page: Page) => page.locator("main").innerText();

/** Opens a form, and answers one question that is saved. */
async function beginAt(address: string) {
  const page = await visitors.open({ width: phone, expected: [410] });
  await page.goto(address);
  const form = surveyControls(page);
  await form.ready();
  await form.choose("consent_statistics", "yes");
  await state(page, "saved");
  return { page, form };
}

/** Types a free text on the second page of the provider's form. */
async function typeContact(page: Page, form: ReturnType<typeof surveyControls>, text: string) {
  await form.next("お答えになる方");
  await state(page, "saved");
  await page.locator('[data-name="respondent_contact"] input').fill(text);
}

/** What staff does with one provider's link on the round's page. */
async function pressOn(provider: string, button: string, done: string) {
  await staff.goto(round);
  const row = staff.locator(`[data-audience="provider"] tr:has(th:text-is("${provider}"))`);
  await row.locator(".line-actions summary").click();
  await row.getByRole("button", { name: button }).click();
  await staff.waitForURL((url) => url.searchParams.get("done") === done);
}

/** Whether the page asks before it is left. */
async function asksBeforeLeaving(page: Page): Promise<boolean> {
  let asked = false;
  page.once("dialog", (dialog) => {
    asked = dialog.type() === "beforeunload";
    void dialog.accept();
  });
  await page.close({ runBeforeUnload: true });
  await page.waitForEvent("close").catch(() => undefined);
  return asked;
}

const falseSentences = ["保存しました", "入力した内容は保存されています"];

describe("a form that is open while its link ends", () => {
  test("issued anew: says so, keeps the text, and the new link on this device has it as unsaved", async () => {
    const provider = "放課後の家くるみ";
    const { page, form } = await beginAt(links.get(provider) ?? "");
    await typeContact(page, form, "前の入力");
    await state(page, "saved");
    await pressOn(provider, "新しいアドレスを発行する", "reissue_invitation");
    await page.locator('[data-name="respondent_contact"] input').fill("途中の入力");
    await page.locator('[data-refusal="reissued"]').waitFor();
    const text = await textOf(page);
    expect(text).toContain("アドレスが新しくなりました");
    expect(text).toContain(setUpFields.contact);
    expect(text).toContain("この端末に7日間残します");
    for (const sentence of falseSentences) expect(text).not.toContain(sentence);
    expect(await page.locator(".answers-to-copy textarea").inputValue()).toContain("途中の入力");
    expect(text).not.toContain("/r/");

    await staff.goto(round);
    const fresh = (await readProviderLinks(staff)).get(provider) ?? "";
    expect(fresh).not.toBe(links.get(provider));
    // the old address, opened again in another tab of this device, still offers the text
    const again = await page.context().newPage();
    await again.goto(links.get(provider) ?? "");
    await again.getByRole("heading", { name: "送られていない入力があります" }).waitFor();
    expect(await again.locator(".answers-to-copy textarea").inputValue()).toContain("途中の入力");

    await again.goto(fresh);
    await surveyControls(again).ready();
    await again.getByText("保存されていなかった1問の回答を、この調査票に入れました").waitFor();
    await state(again, "saved");
    expect(await again.locator('[data-name="respondent_contact"] input').inputValue()).toBe("途中の入力");
    expect(await again.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("kept:")))).toEqual([]);
    // on another device it comes from the server: it is saved
    const elsewhere = await visitors.open({ width: phone });
    await elsewhere.goto(fresh);
    await surveyControls(elsewhere).ready();
    expect(await elsewhere.locator('[data-name="respondent_contact"] input').inputValue()).toBe("途中の入力");
    expect(await asksBeforeLeaving(page)).toBe(true);
  });

  test("taken back: says so, and asks before it is left", async () => {
    const provider = "放課後の家けやき";
    const { page, form } = await beginAt(links.get(provider) ?? "");
    await pressOn(provider, "アドレスを停止する", "revoke_invitation");
    await form.choose("consent_statistics", "no");
    await page.locator('[data-refusal="revoked"]').waitFor();
    const text = await textOf(page);
    expect(text).toContain("このアドレスは停止され、使えなくなりました");
    expect(text).not.toContain("新しいアドレス");
    for (const sentence of falseSentences) expect(text).not.toContain(sentence);
    expect(await asksBeforeLeaving(page)).toBe(true);
  });

  test("closed: a provider's text stays on the device until it is removed, a family's in its tab alone", async () => {
    const provider = "生活介護あさひ";
    const provided = await beginAt(links.get(provider) ?? "");
    const home = await beginAt(family);
    for (const address of [round, await familyRound()]) {
      await staff.goto(address);
      await staff.locator("details.careful summary", { hasText: "今すぐ締め切る" }).click();
      await staff.getByRole("button", { name: "今すぐ締め切る" }).click();
      await staff.waitForURL((url) => url.searchParams.get("done") === "close_round");
    }
    for (const { page, form } of [provided, home]) {
      await form.choose("consent_statistics", "no");
      await page.locator('[data-refusal="closed"]').waitFor();
      expect(await textOf(page)).toContain("回答の受付が終わりました");
    }
    const stored = (page: Page) =>
      page.evaluate(() =>
        [localStorage, sessionStorage].map(
          (store) => Object.keys(store).filter((key) => key.startsWith("kept:")).length,
        ),
      );
    expect([await stored(provided.page), await stored(home.page)]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(await textOf(home.page)).toContain("この画面を閉じるまで残っています");

    const after = await provided.page.context().newPage();
    await after.goto(links.get(provider) ?? "");
    await after.getByRole("button", { name: "この端末から消す" }).click();
    await after.getByRole("heading", { name: "送られていない入力があります" }).waitFor({ state: "detached" });
    expect(await stored(after)).toEqual([0, 0]);
    const stranger = await home.page.context().newPage();
    await stranger.goto(family);
    await stranger.getByRole("heading", { name: "この調査は受付を終えました" }).waitFor();
    expect(await textOf(stranger)).not.toContain("送られていない入力があります");
  });
});

async function familyRound(): Promise<string> {
  await staff.goto(`${site.url}/home`);
  return `${site.url}${await staff.locator('[data-audience="family"] a[href*="/rounds/"]').getAttribute("href")}`;
}
