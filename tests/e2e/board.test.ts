import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { type PageTable, printPages, readTables } from "#tests/e2e/page-text.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

const visitors = browserOfFile();
let site: Site;
let page: Page;
let tables: PageTable[];

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

/** Rows of a CSV whose cells hold no quotes; throws where one does. */
function readCsv(text: string): string[][] {
  if (text.includes('"')) throw new Error("A quoted cell: this reader is too simple");
  return text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

describe("the board of the invented town says one number everywhere", () => {
  test("the tables show Monday to Friday of both kinds of line", async () => {
    page = await visitors.open();
    await enterDemo(page, site, "coordinator");
    await page.goto(`${site.url}/gaps`);
    await page.locator(".recharts-bar-rectangle").first().waitFor();
    tables = await readTables(page);
    expect(tables.map(({ title }) => /重心型/.test(title))).toContain(true);
    expect(tables.map(({ title }) => /重心型/.test(title))).toContain(false);
    for (const { rows } of tables) {
      expect(rows.slice(1).map(([day]) => day)).toEqual(
        expect.arrayContaining(["月曜日", "火曜日", "水曜日", "木曜日", "金曜日"]),
      );
      for (const row of rows.slice(1)) expect(row).not.toContain("");
    }
  });

  test("the sentence gives the number of its day's row, the largest of its table", async () => {
    const sentence = await page.getByTestId("headline").innerText();
    const [, day = "", services = "", amount = "", rounded = ""] =
      /^(.+?曜日)\((.+?)\)の看護職員が、あと (.+?)人 足りません.*切り上げると (.+?)人 です。$/.exec(sentence) ?? [];
    expect(sentence).toContain("回答者のうち");
    const table = tables.find(({ title }) => title === `看護職員(${services})`);
    const row = table?.rows.find(([first]) => first === day);
    expect(row?.[3]).toBe(amount);
    expect(row?.[4]).toBe(rounded);
    const low = (cell: string | undefined) => Number.parseFloat(cell ?? "");
    const all = tables.flatMap(({ rows }) =>
      rows
        .slice(1)
        .map((cells) => low(cells[3]))
        .filter((value) => !Number.isNaN(value)),
    );
    expect(low(amount)).toBe(Math.max(...all));
  });

  test("the CSV holds the cells of the page", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "表を CSV で保存する" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^nurses-.+\.csv$/);
    const reply = await page.request.get(`${site.url}/gaps/nurses.csv`);
    expect(reply.headers()["content-type"]).toBe("text/csv; charset=utf-8");
    const [head, ...rows] = readCsv((await reply.body()).toString("utf8"));
    expect(head?.slice(2)).toEqual(tables[0]?.rows[0]);
    expect(rows.map((cells) => cells.slice(1))).toEqual(
      tables.flatMap(({ title, rows: shown }) => shown.slice(1).map((cells) => [title, ...cells])),
    );
  });

  test("print shows the same sentence and cells, and no buttons", async () => {
    const sentence = await page.getByTestId("headline").innerText();
    await page.emulateMedia({ media: "print" });
    expect(await readTables(page)).toEqual(tables);
    expect(await page.getByRole("button", { name: "印刷する" }).isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    const printed = (await printPages(page)).join("");
    expect(printed).toContain(sentence.replace(/\s/g, ""));
    for (const { rows } of tables) {
      for (const row of rows.slice(1)) expect(printed).toContain(row.join("").replace(/\s/g, ""));
    }
  });
});
