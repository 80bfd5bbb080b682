import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gapIdSchema } from "#domain/gap/gap-model.ts";
import { browserOfFile } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { boardHeadline, type PageTable, printPages, readTables } from "#tests/e2e/page-text.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";

const visitors = browserOfFile();
let site: Site;
let page: Page;

beforeAll(async () => {
  site = await startSite({ demo: true });
  page = await visitors.open();
  await enterDemo(page, site, "coordinator");
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

const partOf = (gap: string) => `section[aria-labelledby="gap-${gap}"]`;
const low = (cell: string | undefined) => Number.parseFloat(cell ?? "");

describe("the board of the invented town", () => {
  test("shows the four gaps with a sentence, a picture, tables, and what they rest on", async () => {
    await page.goto(`${site.url}/gaps`);
    for (const gap of gapIdSchema.options) {
      const part = page.locator(partOf(gap));
      await part.locator(".recharts-bar-rectangle").first().waitFor();
      expect((await boardHeadline(page, gap)).length).toBeGreaterThan(10);
      expect(await part.locator(".figure-notes").innerText()).toMatch(/家族 \d+\/59件 ・ 事業所 \d+\/31/);
      for (const { rows } of await readTables(page, partOf(gap))) for (const row of rows) expect(row).not.toContain("");
    }
  });

  test("names them in one list, gravest first, in the order of the figures", async () => {
    const order = ["回答分だけで不足", "おそらく不足", "不足の可能性", "判断できない", "足りている"];
    const marks = await page.locator("[data-testid=summary] .verdict").allInnerTexts();
    expect(marks.map((mark) => order.indexOf(mark))).toEqual(marks.map((mark) => order.indexOf(mark)).toSorted());
    const named = await page.locator("[data-testid=summary] a").allInnerTexts();
    expect(named).toEqual(await page.locator(".chart-frame h2").allInnerTexts());
  });

  test("the nurses' sentence gives the number of its day's row, the largest of its table", async () => {
    const sentence = await boardHeadline(page, "nurses");
    const [, day = "", services = "", amount = ""] =
      /^(.+?曜日)\((.+?)\)の看護職員が、あと (.+?)人 足りません/.exec(sentence) ?? [];
    const tables = await readTables(page, partOf("nurses"));
    const row = tables.find(({ title }) => title === `看護職員(${services})`)?.rows.find(([first]) => first === day);
    expect(row?.[3]).toBe(amount);
    const all = tables.flatMap(({ rows }) =>
      rows
        .slice(1)
        .map((cells) => low(cells[3]))
        .filter((value) => !Number.isNaN(value)),
    );
    expect(low(amount)).toBe(Math.max(...all));
  });

  test("the sentence about rides gives the shortage of the last row, out and home together", async () => {
    const [, amount = ""] = /あと (.+?)回 足りません/.exec(await boardHeadline(page, "transport")) ?? [];
    const [table] = await readTables(page, partOf("transport"));
    const short = table?.rows[0]?.indexOf("不足") ?? -1;
    expect(table?.rows.at(-1)?.[short]).toBe(amount);
  });
});

describe("one number everywhere", () => {
  test.each(gapIdSchema.options)("%s: the CSV holds the cells of the page", async (gap) => {
    const tables = await readTables(page, partOf(gap));
    const reply = await page.request.get(`${site.url}/gaps/${gap}.csv`);
    expect(reply.headers()["content-type"]).toBe("text/csv; charset=utf-8");
    expect(reply.headers()["content-disposition"]).toMatch(new RegExp(`filename="${gap}-`));
    const written = readCsv((await reply.body()).toString("utf8"));
    expect(written).toEqual(
      tables.flatMap(({ title, rows: [head = [], ...rows] }) => [
        ["年度", "表", ...head],
        ...rows.map((cells) => ["令和8年度", title, ...cells]),
      ]),
    );
  });

  test("the link leads to the CSV of the same view", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(partOf("places")).getByRole("link", { name: "CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^places-.+\.csv$/);
  });

  test("print shows the same sentences and cells, and no buttons", async () => {
    const tables: PageTable[] = await readTables(page);
    const sentences = await Promise.all(gapIdSchema.options.map((gap) => boardHeadline(page, gap)));
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("main table:visible").count()).toBe(tables.length);
    expect(await page.getByRole("button", { name: "印刷する" }).first().isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    const printed = (await printPages(page)).join("");
    for (const sentence of sentences) expect(printed).toContain(sentence.replace(/\s/g, ""));
    for (const { rows } of tables)
      for (const row of rows.slice(1)) expect(printed).toContain(row.join("").replace(/\s/g, ""));
  });
});

describe("filters stand in the address", () => {
  test("a district keeps its children and the providers that reach it, in page and CSV", async () => {
    await page.goto(`${site.url}/gaps`);
    const whole = await readTables(page, partOf("transport"));
    await page.locator("#district").selectOption({ index: 1 });
    await page.getByRole("button", { name: "表示する" }).click();
    await page.waitForURL(/district=/);
    const district = (await page.locator("#district").locator("option:checked").innerText()).trim();
    expect(await page.locator(".notice-line").innerText()).toContain(`${district}に住む子ども`);
    const filtered = await readTables(page, partOf("transport"));
    const names = filtered[0]?.rows.slice(1).map(([name]) => name) ?? [];
    expect(names.some((name) => name?.startsWith(district))).toBe(true);
    expect(filtered).not.toEqual(whole);
    const search = new URL(page.url()).search;
    const reply = await page.request.get(`${site.url}/gaps/transport.csv${search}`);
    expect(readCsv((await reply.body()).toString("utf8")).map((row) => row.slice(2))).toEqual(
      filtered.flatMap(({ rows }) => rows),
    );
  });

  test("a service leaves only its lines", async () => {
    await page.goto(`${site.url}/gaps?service=seikatsu_kaigo`);
    const titles = (await readTables(page, partOf("nurses"))).map(({ title }) => title);
    expect(titles).toEqual([]);
    expect(await page.locator(".notice-line").innerText()).toContain("生活介護に限った");
    const [places] = await readTables(page, partOf("places"));
    expect(places?.rows.slice(1).map(([name]) => name?.replace("(共用)", ""))).toEqual(["生活介護"]);
  });

  test.each(["district=nowhere", "service=hotel", "district=%3Cb%3E"])("%s is refused, not ignored", async (search) => {
    const reply = await page.request.get(`${site.url}/gaps?${search}`);
    expect(reply.status()).toBe(400);
    expect((await page.request.get(`${site.url}/gaps/nurses.csv?${search}`)).status()).toBe(400);
  });

  test("a gap that is not there is not found", async () => {
    expect((await page.request.get(`${site.url}/gaps/money.csv`)).status()).toBe(404);
  });
});
