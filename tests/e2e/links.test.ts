import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { send } from "#tests/e2e/http.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { finishWithoutDays, surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, setUpFields, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;
let links: Awaited<ReturnType<typeof readLinks>>;

beforeAll(async () => {
  site = await startSite({ env: { LOG_LEVEL: "debug" } });
});
afterAll(() => site.stop());

const tokenOf = (address: string) => new URL(address).pathname.split("/")[2] ?? "";

function promiseToKeep() {
  let keep = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { kept, keep };
}

/** Runs in the page, which can't be asked for anything while it is being left. */
function tellWhenSaved(slot: string) {
  const { acknowledge } = window as unknown as { acknowledge(): void };
  const timer = setInterval(() => {
    if (sessionStorage.getItem(slot)?.includes('"base":0')) return;
    clearInterval(timer);
    acknowledge();
  }, 20);
}

describe("a respondent's link", () => {
  test("that nobody knows says so and whom to ask", async () => {
    const staff = await visitors.open();
    await setUpTsubame(staff, site);
    links = await readLinks(staff);
    const token = tokenOf(links.family);
    const mistyped = (token.startsWith("A") ? "B" : "A") + token.slice(1);
    const page = await visitors.open({ width: phone, expected: [404] });
    const words = async (wrong: string) => {
      const reply = await page.goto(`${site.url}/r/${wrong}`);
      expect(reply?.status()).toBe(404);
      expect(await page.locator("main").innerText()).toContain(setUpFields.contact);
      return page.locator("h1").innerText();
    };
    expect(await words(mistyped)).toBe("このアドレスでは回答できません");
    // a mail program or a finger took signs away, or added one
    for (const cut of [token.slice(0, -1), token.slice(1), token.slice(0, -2), "abc", "%E2%80%A6", `${token}x`]) {
      expect(await words(cut), cut).toBe("アドレスが途中で切れているようです");
      expect(await page.getByRole("link", { name: "回答番号を入力する" }).getAttribute("href")).toBe("/answer");
    }
  });

  test("of a provider that has answered leads to its receipt, on any device", async () => {
    const address = links.providers.get("放課後の家くるみ") ?? "";
    const page = await visitors.open({ width: phone });
    await page.goto(address);
    const form = surveyControls(page);
    await form.ready();
    await form.choose("consent_statistics", "yes");
    await form.next("お答えになる方");
    await form.next("サービスごとの状況");
    await finishWithoutDays(page);
    const number = await page.locator(".receipt-number").innerText();

    const other = await visitors.open();
    await other.goto(address);
    await other.waitForURL(/\/receipt$/);
    expect(await other.locator(".receipt-number").innerText()).toBe(number);
    expect(await other.getByText("別の方について回答する").count()).toBe(0);
  });

  test("is told to no other page, here or elsewhere", async () => {
    const page = await visitors.open({ width: phone });
    const referers: string[] = [];
    page.on("request", (request) => {
      void request.allHeaders().then(({ referer }) => referer !== undefined && referers.push(referer));
    });
    const reply = await page.goto(links.family);
    expect(reply?.headers()["referrer-policy"]).toBe("strict-origin");
    await surveyControls(page).ready();
    await page.evaluate((url) => window.location.assign(`${url}/sign-in`), site.url);
    await page.waitForURL(/\/sign-in$/);
    expect(referers.length).toBeGreaterThan(0);
    expect([...new Set(referers)]).toEqual([`${site.url}/`]);
  });

  test("and a code bring a family's draft to another device", async () => {
    const saved = await send(site, {
      method: "POST",
      path: `/r/${tokenOf(links.family)}/draft`,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        base: 0,
        changes: { stage: "elementary" },
        decided: [],
        page: null,
        corrects: null,
        code: null,
        editor: "another-device",
      }),
    });
    const { code } = JSON.parse(saved.body) as { code: string };
    const page = await visitors.open({ width: phone });
    await page.goto(links.family);
    await surveyControls(page).ready();
    await page.getByRole("link", { name: "再開番号で続ける" }).click();
    await page.getByLabel("再開番号").fill(code);
    await page.getByRole("button", { name: "続ける" }).click();
    await page.waitForURL(links.family);
    await surveyControls(page).ready();
    expect(await page.locator(".draft-code").textContent()).toBe(code);
  });

  test.each(["family", "provider"])(
    "shows a %s's answer also in a page that was made before it was saved",
    async (who) => {
      const address = who === "family" ? links.family : ([...links.providers.values()].at(-1) ?? "");
      const page = await visitors.open({ width: phone });
      await page.goto(address);
      await surveyControls(page).ready();
      const [toSave, toAcknowledge] = [promiseToKeep(), promiseToKeep()];
      await page.exposeFunction("acknowledge", toAcknowledge.keep);
      await page.evaluate(tellWhenSaved, `form:${tokenOf(address)}`);
      await page.route(/\/draft$/, async (route) => {
        await toSave.kept;
        await route.continue();
      });
      await page.route(address, async (route) => {
        const made = await route.fetch();
        toSave.keep();
        await toAcknowledge.kept;
        await route.fulfill({ response: made });
      });
      const asked = page.waitForRequest(/\/draft$/);
      await surveyControls(page).choose("consent_statistics", "yes");
      await asked;
      await page.reload();
      await surveyControls(page).ready();
      expect(await page.locator('[data-name="consent_statistics"] input[value="yes"]').isChecked()).toBe(true);
    },
  );

  test("keeps what a family typed while the reply to its first save was lost", async () => {
    const page = await visitors.open({ width: phone, expectedMessages: /net::ERR_FAILED/ });
    await page.goto(links.family);
    await surveyControls(page).ready();
    let saved = 0;
    await page.route(/\/draft$/, async (route) => {
      if (saved++ === 0) await route.fetch();
      await route.abort();
    });
    const asked = page.waitForEvent("requestfailed");
    await surveyControls(page).choose("consent_statistics", "yes");
    await asked;
    await surveyControls(page).choose("consent_quotes", "no");
    await page.unroute(/\/draft$/);
    await page.reload();
    await surveyControls(page).ready();
    expect(await page.locator('[data-name="consent_statistics"] input[value="yes"]').isChecked()).toBe(true);
    expect(await page.locator('[data-name="consent_quotes"] input[value="no"]').isChecked()).toBe(true);
  });

  test("opened in a duplicated tab is another child's form there", async () => {
    const page = await visitors.open();
    await page.goto(links.family);
    await surveyControls(page).ready();
    const opened = page.waitForEvent("popup");
    await page.evaluate(() => void window.open(window.location.href));
    const duplicate = await opened;
    await surveyControls(duplicate).ready();
    const codes = [];
    for (const tab of [page, duplicate]) {
      await surveyControls(tab).choose("consent_statistics", "yes");
      const code = tab.locator(".draft-code");
      await code.waitFor({ state: "attached" });
      codes.push(await code.textContent());
    }
    expect(new Set(codes).size).toBe(2);
    await duplicate.reload();
    await surveyControls(duplicate).ready();
    expect(await duplicate.locator(".draft-code").textContent()).toBe(codes[1]);
  });

  test("stands in no line of the log, not even at the level debug", async () => {
    const token = tokenOf(links.family);
    const json = { "Content-Type": "application/json" };
    await send(site, { path: `/r/${token}?from=letter` });
    await send(site, { path: `/r/${token}/receipt` });
    await send(site, { path: `/r/${token}/nothing/here` });
    await send(site, { path: `/r/${token}.data` });
    await send(site, { path: `/%72/${token}` });
    await send(site, { path: `//r/${token}` });
    await send(site, { method: "POST", path: `/r/${token}/submit`, headers: json, body: "{" });
    const printed = site.printed();
    expect(printed).toContain('"path":"/r/…/submit"');
    for (const address of [links.family, ...links.providers.values()]) expect(printed).not.toContain(tokenOf(address));
  });
});
