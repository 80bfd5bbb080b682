import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { boardHeadline, councilHeadline, readTables } from "#tests/e2e/page-text.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, setUpTsubame } from "#tests/e2e/tsubame.ts";

const visitors = browserOfFile();
let site: Site;
let staff: Page;
let links: Awaited<ReturnType<typeof readLinks>>;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** Answers as a 放課後等デイサービス through the link of its letter, on a phone; ends on the receipt. */
async function answerAsProvider(name: string, openDays: readonly string[], nurses: Readonly<Record<string, number>>) {
  const page = await visitors.open({ width: phone });
  await page.goto(links.providers.get(name) ?? "");
  const form = surveyControls(page);
  await form.ready();
  await form.choose("consent_statistics", "yes");
  // With only one or two providers of a kind, their nurses are shown to the public only where they agree.
  await form.mark("consent_publish", "staff", "public");
  await form.next("お答えになる方");
  await form.next("サービスごとの状況");
  await form.choose("acceptance", "accepting");
  await form.next("曜日ごとの受入れ");
  await form.choose("juushin_type", "no");
  await form.choose("open_days", ...openDays);
  await form.fill("nurses", nurses);
  await form.toLastPage();
  await form.check();
  return { page, form };
}

async function expectReceipt(page: Page) {
  expect(await page.locator("h1").innerText()).toBe("回答を受け付けました");
  const [number, time] = await page.locator("dl.facts dd").allInnerTexts();
  expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const day = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long", timeZone: "Asia/Tokyo" });
  expect([day.format(new Date()), day.format(new Date(Date.now() - 60_000))]).toContain(time?.replace(/\(.\).*$/, ""));
  expect(time).toMatch(/\(.\) \d{1,2}:\d\d$/);
}

/*
 * The hand computation. One family answers: class 3 (one nurse for the child), 放課後等デイサービス on Monday, wants Wednesday and
 * Friday as well. くるみ answers first, けやき later (open on Monday, Wednesday and Friday only).
 *
 *             Mon  Tue  Wed  Thu  Fri
 * need          1    0    1    0    1
 * くるみ         2    1    0    3    0
 * need − on duty: −1   −1    1   −3    1   → Wednesday and Friday, 1 short; fewest on duty: 0 on Wednesday and Friday
 * + けやき       1    −    1    −    0
 * both          3    1    1    3    0
 * need − on duty: −2   −1    0   −3    1   → Friday, 1 short; fewest on duty: 0 on Friday
 *
 * Rounded up by district the need of one child of class 3 is 1 as well.
 */
const kurumi = { 月: 2, 火: 1, 水: 0, 木: 3, 金: 0 };
const keyaki = { 月: 1, 水: 1, 金: 0 };

describe("a city sets up, a provider and a family answer, and board and council say what follows", {
  timeout: 120_000,
}, () => {
  test("the set-up leads to /home with an address for each provider and one for families", async () => {
    staff = await visitors.open();
    await setUpTsubame(staff, site);
    links = await readLinks(staff);
    expect([...links.providers.keys()]).toHaveLength(9);
    expect(links.providers.get("放課後の家くるみ")).toMatch(/\/r\/[\w-]{22}$/);
    expect(await staff.locator("main").textContent()).toContain("回答 0/9 事業所。");
  });

  test("before any answer neither page makes a number up", async () => {
    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toBe("回答がまだないため、看護職員の過不足は分かりません。");
    await staff.goto(`${site.url}/council`);
    expect(await councilHeadline(staff, "nurses")).toBe("回答がまだないため、看護職員の過不足は分かりません。");
  });

  test("a provider answers on a phone and gets a receipt", async () => {
    const { page, form } = await answerAsProvider("放課後の家くるみ", ["mon", "tue", "wed", "thu", "fri"], kurumi);
    const shown = page.locator('[id="answer-pools[0].nurses"] dd span').first();
    expect(await shown.innerText()).toBe("月2 火1 水0 木3 金0");
    await form.send();
    await expectReceipt(page);
    expect(await page.locator(".answer-copy").innerText()).toContain("放課後等デイサービス");
  });

  test("a family answers on a phone and gets a receipt", async () => {
    const page = await visitors.open({ width: phone });
    await page.goto(links.family);
    const form = surveyControls(page);
    await form.ready();
    await form.choose("consent_statistics", "yes");
    await form.next("ご本人について");
    await form.choose("stage", "elementary");
    await form.pick("district", "吉田");
    await form.next("医療的ケアについて");
    await form.choose("procedures", "suction", "tube_feeding");
    await form.choose("care_class", "3");
    await form.choose("juushin", "no");
    await form.next("放課後等デイサービスを利用する曜日");
    await form.choose("hokago_day_used_days", "mon");
    await form.choose("hokago_day_more_days", "wed", "fri");
    await form.toLastPage();
    await form.check();
    await form.send();
    await expectReceipt(page);
    expect(await page.locator(".answer-copy").innerText()).toContain("水曜日");
  });

  test("the board says and tabulates what the hand computation gives", async () => {
    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toBe(
      "水曜日・金曜日(放課後等デイサービス)の看護職員が、あと 1人 足りません(回答者のうち)。地区ごとに切り上げると 1人 です。",
    );
    const [table, ...others] = await readTables(staff, 'section[aria-labelledby="gap-nurses"]');
    expect(others).toEqual([]);
    expect(table?.title).toBe("看護職員(放課後等デイサービス)");
    expect(table?.rows.slice(1)).toEqual([
      ["月曜日", "1", "2", "0", "0", "1組"],
      ["火曜日", "0", "1", "0", "0", "1組"],
      ["水曜日", "1", "0", "1", "1", "1組"],
      ["木曜日", "0", "3", "0", "0", "1組"],
      ["金曜日", "1", "0", "1", "1", "1組"],
    ]);
    expect(await staff.locator(".figure-notes").first().innerText()).toContain(
      "数値に使った回答: 家族 1件 ・ 事業所 1/9",
    );
  });

  test("the council's public paper hides the need of one family and speaks of the supply", async () => {
    await staff.goto(`${site.url}/council`);
    expect(await councilHeadline(staff, "nurses")).toBe(
      "看護職員が最も少ないのは水曜日・金曜日(放課後等デイサービス)で、確認できた勤務は 0人 です(回答 1/12 サービス)。必要な人数は、個人が分かるおそれがあるため示していません。",
    );
    const [table] = await readTables(staff, 'section[aria-labelledby="issue-nurses"]');
    expect(table?.rows.slice(1)).toEqual([
      ["月曜日", "秘匿", "2", "秘匿", "秘匿", "1組"],
      ["火曜日", "秘匿", "1", "秘匿", "秘匿", "1組"],
      ["水曜日", "秘匿", "0", "秘匿", "秘匿", "1組"],
      ["木曜日", "秘匿", "3", "秘匿", "秘匿", "1組"],
      ["金曜日", "秘匿", "0", "秘匿", "秘匿", "1組"],
    ]);
    const text = await staff.locator("main").innerText();
    expect(text).toContain("家族 10未満(0を含む)件");
    expect(text).not.toContain("足りません");
    // Nor does the page carry it unseen, in the data that the browser continues from.
    expect(await staff.content()).not.toMatch(/contributors|exact/);
  });

  test("a second provider's answer changes the board's number and the council's sentence", async () => {
    const { page, form } = await answerAsProvider("放課後の家けやき", ["mon", "wed", "fri"], keyaki);
    await form.send();
    await expectReceipt(page);

    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toBe(
      "金曜日(放課後等デイサービス)の看護職員が、あと 1人 足りません(回答者のうち)。地区ごとに切り上げると 1人 です。",
    );
    const [table] = await readTables(staff, 'section[aria-labelledby="gap-nurses"]');
    expect(table?.rows.slice(1)).toEqual([
      ["月曜日", "1", "3", "0", "0", "2組"],
      ["火曜日", "0", "1", "0", "0", "1組"],
      ["水曜日", "1", "1", "0", "0", "2組"],
      ["木曜日", "0", "3", "0", "0", "1組"],
      ["金曜日", "1", "0", "1", "1", "2組"],
    ]);
    await staff.goto(`${site.url}/council`);
    expect(await councilHeadline(staff, "nurses")).toBe(
      "看護職員が最も少ないのは金曜日(放課後等デイサービス)で、確認できた勤務は 0人 です(回答 2/12 サービス)。必要な人数は、個人が分かるおそれがあるため示していません。",
    );
    await staff.goto(`${site.url}/home`);
    expect(await staff.locator("main").textContent()).toContain("回答 2/9 事業所。");
  });
});
