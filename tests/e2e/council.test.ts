import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gapIdSchema } from "#domain/gap/gap-model.ts";
import { browserOfFile } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { councilHeadline, printPages, readTables } from "#tests/e2e/page-text.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

const visitors = browserOfFile();
let site: Site;
let page: Page;

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

describe("the council's paper", () => {
  test("reads without JavaScript: sentence, tables, notes and method", async () => {
    page = await visitors.open({ javaScript: false, expected: [403] });
    await enterDemo(page, site, "council");
    expect(new URL(page.url()).pathname).toBe("/council");
    expect(await page.locator("[data-testid=summary] li").count()).toBe(4);
    expect(await councilHeadline(page, "nurses")).toMatch(/人 です.*。$/);
    for (const gap of gapIdSchema.options) {
      const tables = await readTables(page, `section[aria-labelledby="issue-${gap}"]`);
      expect(tables.length).toBeGreaterThan(0);
      for (const { rows } of tables) expect(rows.length).toBeGreaterThan(1);
    }
    expect(await page.locator(".figure-notes").count()).toBe(4);
    const method = page.locator("h2", { hasText: "調査の方法と読み方" }).locator("xpath=following-sibling::ul[1]");
    const text = await method.innerText();
    for (const part of ["引き伸ばした推計です", "区分3は1人に1人", "「不明」は0人ではありません", "「秘匿」とし"]) {
      expect(text).toContain(part);
    }
  });

  test("prints on A4 with no table cut in two", async () => {
    const tables = await readTables(page);
    const sheets = await printPages(page);
    expect(sheets.length).toBeGreaterThanOrEqual(1);
    for (const { rows } of tables) {
      const lines = rows.slice(1).map((row) => row.join("").replace(/\s/g, ""));
      expect(sheets.filter((sheet) => lines.every((line) => sheet.includes(line)))).not.toEqual([]);
    }
  });

  test("offers a council member no choice of audience, and refuses one", async () => {
    expect(await page.locator("form.audience").count()).toBe(0);
    const reply = await page.request.post(`${site.url}/council`, { form: { audience: "council_closed" } });
    expect(reply.status()).toBe(403);
  });

  test("shows the audience that the coordinator chose", async () => {
    const coordinator = await visitors.open();
    await enterDemo(coordinator, site, "coordinator");
    await coordinator.goto(`${site.url}/council`);
    await coordinator.getByRole("radio", { name: /非公開の会議/ }).check();
    await coordinator.getByRole("button", { name: "この会議に合わせる" }).click();
    await coordinator.locator(".paper-facts", { hasText: "非公開" }).waitFor();
    await page.reload();
    expect(await page.locator(".paper-facts").innerText()).toContain("非公開・会議後に回収");
  });
});
