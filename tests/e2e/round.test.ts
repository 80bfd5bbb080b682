import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { send } from "#tests/e2e/http.ts";
import { boardHeadline, printPages } from "#tests/e2e/page-text.ts";
import {
  answerByHttp,
  confirmAll,
  enterByHttp,
  enterByKeyboard,
  onDuty,
  postAnswers,
  postForm,
  readRound,
  readRows,
  sayOpened,
} from "#tests/e2e/round-story.ts";
import {
  familyAnswers,
  fullAnswers,
  mailOf,
  nameOf,
  namesOf,
  openDataOfTown,
  range,
  withNurses,
  withoutDays,
} from "#tests/e2e/round-town.ts";
import { findEngine, isRunning, type Site, startSite } from "#tests/e2e/site.ts";
import { finishWithoutDays, surveyControls } from "#tests/e2e/survey-controls.ts";
import { readLinks, readProviderLinks, setUpTsubame } from "#tests/e2e/tsubame.ts";
import { type Mailbox, openMailbox } from "#tests/fixtures/mailbox.ts";

const visitors = browserOfFile();
let site: Site;
let mailbox: Mailbox;
let staff: Page;
/** The page of the year's round of providers, and its id. */
let round: { address: string; id: string };
let links: Map<string, string>;
let providerIds: Map<string, string>;

const environment = () => ({ SMTP_URL: mailbox.url, MAIL_FROM: "燕市 <shindan@example.jp>" });

beforeAll(async () => {
  mailbox = await openMailbox();
  site = await startSite({ env: environment() });
  staff = await visitors.open();
});
afterAll(async () => {
  await site.stop();
  await mailbox.close();
});

const linkOf = (number: number) => links.get(nameOf(number)) ?? "";
const idOf = (number: number) => providerIds.get(nameOf(number));
const saved = (page: Page, state: "saved" | "unreachable") =>
  page.locator(`.draft-status[data-state="${state}"]`).waitFor();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function pressDone(name: string, done: string): Promise<void> {
  await press(staff, name);
  await staff.waitForURL((url) => url.searchParams.get("done") === done);
}

async function expectMails(numbers: readonly number[]): Promise<void> {
  await vi.waitFor(() => expect(mailbox.received.map(({ to }) => to).sort()).toEqual(numbers.map(mailOf).sort()), {
    timeout: 20_000,
    interval: 100,
  });
}

/*
 * The hand computation of who has answered. 31 providers are asked.
 *   01–12 answer by their links, 13–17 on paper and the like, 18 and 19 by telephone, 20–31 are silent.
 *   01, 02, 03, 13 and 20 have a mail address from the beginning; 21–25 get letters; 26 and 27 an address later.
 *
 * And of the nurses (放課後等デイサービス), by weekday; 11, 12 have no daily programme:
 *               Mon  Tue  Wed  Thu  Fri
 *   01            1    1    0    1    0
 *   02–08         1    −    0    −    −    (each)
 *   09            1    −    0    −    0
 *   10            1    −    0    −    2
 *   on duty      10    1    0    1    2
 * One child of class 3 needs one nurse on Monday, Wednesday and Friday: Wednesday is short by one; without 10 Friday as well.
 */
describe("a round of providers, from the first import to the next year", () => {
  test("the registry is read from the open data: 31 providers of the city, none of another", async () => {
    await setUpTsubame(staff, site, { roster: "" });
    await staff.goto(`${site.url}/providers/import`);
    const table = { name: "open-data.csv", mimeType: "text/csv", buffer: openDataOfTown() };
    await staff.locator('input[name="table"]').setInputFiles(table);
    await press(staff, "ファイルを読み取る");
    await staff.locator('select[name="fallbackDistrict"]').selectOption("152137-1");
    await press(staff, "変わる内容を確かめる");
    await staff.getByRole("heading", { name: "読み取った内容" }).waitFor();
    const counts = await staff.locator(".count-number").allInnerTexts();
    expect(counts).toEqual(["31", "0", "0", "0"]);
    const read = await staff.locator('section[aria-labelledby="read"]').innerText();
    expect(read).toContain("Shift_JIS");
    // two of another city, one of a service that the register does not hold
    expect(await staff.locator("main h2").allInnerTexts()).toContain("取り込まない行(3行)");
    await press(staff, "取り込む");
    await staff.getByText("新しく登録 31、変更 0").waitFor();

    await staff.goto(`${site.url}/providers`);
    expect(await staff.locator("main caption").innerText()).toContain("全31か所");
    const found = await staff
      .locator('main tbody th a[href^="/providers/"]')
      .evaluateAll((all) => all.map((one) => [one.textContent ?? "", one.getAttribute("href") ?? ""] as const));
    providerIds = new Map(found.map(([name, href]) => [name, decodeURIComponent(href.split("/").at(-1) ?? "")]));
    expect([...providerIds.keys()].sort()).toEqual(namesOf(range(1, 31)));
  });

  test("one press asks them all; nobody has answered yet", async () => {
    await staff.goto(`${site.url}/home`);
    const { family } = await readLinks(staff);
    await answerByHttp(site, family, familyAnswers);
    const href = await staff.locator('[data-audience="provider"] a[href*="/rounds/"]').getAttribute("href");
    round = { address: `${site.url}${href}`, id: decodeURIComponent(href?.split("/").at(-1) ?? "") };
    await staff.goto(round.address);
    await staff.getByText("まだ依頼していない事業所が31か所あります。").waitFor();
    await pressDone("名簿の新しい事業所のアドレスを作る", "invite_missing");
    expect(await readRound(staff, round.address)).toEqual({
      ...{ asked: 31, opened: 0, drafting: 0, submitted: 0, onTime: 0 },
      chase: namesOf(range(1, 31)),
      answered: [],
    });
    links = await readProviderLinks(staff);
    expect(new Set(links.values()).size).toBe(31);
  });

  test("requests go out by mail where there is an address, each with its own link, and on paper to the others", async () => {
    await staff.goto(`${site.url}/providers/${encodeURIComponent(idOf(1) ?? "")}/edit`);
    await staff.locator('input[name="email"]').fill(mailOf(1));
    await press(staff, "保存する");
    await staff.waitForURL((url) => !url.pathname.endsWith("/edit"));
    for (const number of [2, 3, 13, 20])
      await postForm(staff, `/providers/${encodeURIComponent(idOf(number) ?? "")}/edit`, { email: mailOf(number) });

    await staff.goto(`${round.address}/reminders`);
    await staff.getByText("いま5か所にメールで、26か所に紙でお願いできます。").waitFor();
    await pressDone("選んだ事業所にメールを送る", "queued");
    await expectMails([1, 2, 3, 13, 20]);
    for (const { to, text, link } of mailbox.received) {
      const number = Number(/\d+/.exec(to)?.[0]);
      expect(text).toContain(`${nameOf(number)} 御中`);
      expect(link).toBe(linkOf(number));
      const opened = await send(site, { path: new URL(link).pathname });
      expect([opened.status, opened.body]).toEqual([200, expect.stringContaining(nameOf(number))]);
    }
    // what fetches a page, as mail servers do, has not opened its form
    expect(await readRound(staff, round.address)).toMatchObject({ opened: 0 });
    for (const { link } of mailbox.received) await sayOpened(site, link);

    const onPaper = range(1, 31).filter((number) => ![1, 2, 3, 13, 20].includes(number));
    await staff.goto(`${round.address}/letters?to=paper`);
    const sheets = await printPages(staff);
    expect(sheets.map((sheet) => onPaper.find((number) => sheet.includes(nameOf(number))))).toEqual(onPaper);
    await staff.goto(`${round.address}/letters?to=paper&service=jido_hattatsu`);
    expect(await staff.locator(".sheet").count()).toBe(5);
    await pressDone("送ったと記録する", "recorded");
    expect(await readRound(staff, round.address)).toMatchObject({ opened: 5, drafting: 0, submitted: 0 });
  });

  test("twelve answer by their links: on a phone, on two devices, and through a restart of the server", async () => {
    await answerByHttp(site, linkOf(1), fullAnswers());
    for (const number of range(2, 8)) await answerByHttp(site, linkOf(number), withNurses({ mon: 1, wed: 0 }));
    await answerByHttp(site, linkOf(9), withNurses({ mon: 1, wed: 0, fri: 0 }));
    await answerByHttp(site, linkOf(10), withNurses({ mon: 1, wed: 0, fri: 2 }));

    const onPhone = await visitors.open({ width: phone, expectedMessages: /net::ERR_/ });
    const firstDevice = await visitors.open();
    for (const [page, number] of [
      [onPhone, 11],
      [firstDevice, 12],
    ] as const) {
      await page.goto(linkOf(number));
      const form = surveyControls(page);
      await form.ready();
      await form.choose("consent_statistics", "yes");
      await form.next("お答えになる方");
      await form.choose("respondent_job", "nurse");
      await saved(page, "saved");
    }
    // 01–10, the two who are writing, and 13 and 20, who opened their mail
    const half = { asked: 31, opened: 14, drafting: 2, submitted: 10, onTime: 10 };
    await vi.waitFor(async () => expect(await readRound(staff, round.address)).toMatchObject(half), 10_000);
    await staff.getByText("記入中").first().waitFor();

    const engine = findEngine(site);
    await site.kill();
    await vi.waitFor(() => expect(isRunning(engine)).toBe(false), { timeout: 10_000, interval: 50 });
    await surveyControls(onPhone).next("サービスごとの状況");
    await saved(onPhone, "unreachable");
    const { dataDir, url } = site;
    site = await startSite({ dataDir, port: Number(new URL(url).port), env: environment() });
    await surveyControls(onPhone).choose("acceptance", "not_accepting");
    await saved(onPhone, "saved");
    await finishWithoutDays(onPhone);

    const secondDevice = await visitors.open({ width: phone });
    await secondDevice.goto(linkOf(12));
    const form = surveyControls(secondDevice);
    await form.ready();
    await secondDevice.getByText("に保存した続きから入力できます。").waitFor();
    expect(await secondDevice.locator('input[value="nurse"]').isChecked()).toBe(true);
    await form.next("サービスごとの状況");
    await finishWithoutDays(secondDevice);

    expect(await readRound(staff, round.address)).toEqual({
      ...{ asked: 31, opened: 14, drafting: 0, submitted: 12, onTime: 12 },
      chase: expect.arrayContaining(namesOf(range(13, 31))),
      answered: namesOf(range(1, 12)),
    });
  });

  test("five more come on paper and the like, one of them typed by keyboard alone", async () => {
    const channels = ["paper", "fax", "visit", "excel"];
    for (const [index, channel] of channels.entries()) {
      const number = 13 + index;
      const entry = { round: round.id, provider: idOf(number), channel, answers: withoutDays(number) };
      const reply = await enterByHttp(site, staff, entry);
      expect([reply.status, reply.body]).toEqual([201, expect.stringContaining("receiptNumber")]);
    }
    await enterByKeyboard(staff, round.address, nameOf(17));
    expect(await readRound(staff, round.address)).toMatchObject({ submitted: 17, answered: namesOf(range(1, 17)) });
  });

  test("two answer by telephone; one says by one tap that it is right", async () => {
    const query = new URLSearchParams({ channel: "phone", provider: idOf(18) ?? "" });
    await staff.goto(`${round.address}/enter?${query}`);
    await staff.getByText("大切な質問だけを表示しています").waitFor();
    for (const number of [18, 19]) {
      const entry = { round: round.id, provider: idOf(number), channel: "phone", answers: withoutDays(number) };
      expect((await enterByHttp(site, staff, entry)).status).toBe(201);
    }
    const page = await visitors.open({ width: phone });
    await page.goto(linkOf(18));
    await press(page, "このとおりで間違いない");
    await page.getByText("内容を確認していただきました").waitFor();

    expect(await readRound(staff, round.address)).toMatchObject({
      ...{ asked: 31, opened: 14, drafting: 0, submitted: 19, onTime: 19 },
      answered: namesOf(range(1, 19)),
    });
    for (const [number, told] of [
      [18, /年\d+月\d+日/],
      [19, /まだ/],
    ] as const) {
      await staff.goto(`${site.url}/responses?round=${encodeURIComponent(round.id)}`);
      await staff.getByRole("link", { name: nameOf(number) }).click();
      const fact = staff.locator("dt", { hasText: "事業所による確認" }).locator("+ dd");
      expect(await fact.innerText()).toMatch(told);
    }
  });

  test("the twelve silent ones are reminded: by mail, by letter, and none of them twice", async () => {
    for (const number of [26, 27])
      await postForm(staff, `/providers/${encodeURIComponent(idOf(number) ?? "")}/edit`, { email: mailOf(number) });
    expect((await readRound(staff, round.address)).chase.sort()).toEqual(namesOf(range(20, 31)));
    await staff.goto(`${round.address}/reminders`);
    await staff.getByText("いま2か所にメールで、4か所に紙でお願いできます。").waitFor();
    expect(await staff.locator('section[aria-labelledby="by-mail"] label').allInnerTexts()).toEqual(
      namesOf([26, 27]).map((name) => expect.stringContaining(name)),
    );
    const firstNames = async (title: string) => (await readRows(staff, title)).map(([name]) => name);
    expect(await firstNames("紙で送る")).toEqual(namesOf(range(28, 31)));
    const leftOut = await readRows(staff, "送らない事業所");
    const because = (reason: string) => leftOut.filter((row) => row[1] === reason).map(([name]) => name);
    expect(because("最近連絡した")).toEqual(namesOf(range(20, 25)));
    expect(because("回答済み")).toEqual(namesOf(range(1, 19)));

    await pressDone("選んだ事業所にメールを送る", "queued");
    await staff.goto(`${round.address}/letters?to=paper`);
    expect(await staff.locator(".sheet").count()).toBe(4);
    await pressDone("送ったと記録する", "recorded");
    await expectMails([1, 2, 3, 13, 20, 26, 27]);
    await vi.waitFor(async () => {
      await staff.goto(`${round.address}/reminders`);
      const log = await readRows(staff, "新しいものから");
      expect(log.map(([name, , way, , result]) => `${name} ${way} ${result}`).sort()).toEqual(
        [
          ...namesOf([1, 2, 3, 13, 20, 26, 27]).map((name) => `${name} メール 送信済み`),
          ...namesOf([...range(21, 25), ...range(28, 31)]).map((name) => `${name} 手紙 送信済み`),
        ].sort(),
      );
    }, 10_000);
    await staff.getByText("いま0か所にメールで、0か所に紙でお願いできます。").waitFor();
  });

  test("an answer found to be a duplicate leaves the counts and the board", async () => {
    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toContain(
      "水曜日(放課後等デイサービス)の看護職員が、あと 1人 足りません(回答者のうち)。",
    );
    expect(await onDuty(staff)).toEqual({ 月曜日: "10", 火曜日: "1", 水曜日: "0", 木曜日: "1", 金曜日: "2" });

    await staff.goto(`${site.url}/responses?round=${encodeURIComponent(round.id)}`);
    await staff.getByRole("link", { name: nameOf(10) }).click();
    // The list has a field of that name as well.
    await staff.waitForURL(/\/responses\/[0-9a-f]{40}$/);
    await staff.getByRole("heading", { name: "この回答をどうしますか" }).waitFor();
    await staff.locator('select[name="reason"]').selectOption("duplicate");
    await press(staff, "無効にする");
    await staff.getByText("無効(同じ方の回答が二つある)").first().waitFor();
    const left = await readRound(staff, round.address);
    expect(left).toMatchObject({ asked: 31, submitted: 18, onTime: 18 });
    expect(left.chase.sort()).toEqual(namesOf([10, ...range(20, 31)]));

    await staff.goto(`${site.url}/responses?round=${encodeURIComponent(round.id)}&state=received`);
    expect(await staff.locator('input[name="chosen"]').count()).toBe(18);
    for (const box of await staff.locator('input[name="chosen"]').all()) await box.check();
    await press(staff, "確認済みにする");
    await staff.getByText("当てはまる回答はありません。").waitFor();
    await staff.goto(`${site.url}/responses?round=${encodeURIComponent(round.id)}&state=accepted`);
    expect(await staff.locator('input[name="chosen"]').count()).toBe(18);

    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toContain(
      "水曜日・金曜日(放課後等デイサービス)の看護職員が、あと 1人 足りません(回答者のうち)。",
    );
    expect(await onDuty(staff)).toEqual({ 月曜日: "9", 火曜日: "1", 水曜日: "0", 木曜日: "1", 金曜日: "0" });
  });

  test("the closed round takes no more answers over its links, and late paper still", async () => {
    await staff.goto(round.address);
    await staff.locator("summary", { hasText: "今すぐ締め切る" }).click();
    await pressDone("今すぐ締め切る", "close_round");
    const late = await visitors.open({ width: phone, expected: [410] });
    await late.goto(linkOf(28));
    expect(await late.locator("h1").innerText()).toBe("この調査は受付を終えました");
    expect((await postAnswers(site, linkOf(28), withoutDays(28))).status).toBe(410);
    const entry = { round: round.id, provider: idOf(28), channel: "paper", answers: withoutDays(28) };
    expect((await enterByHttp(site, staff, entry)).status).toBe(201);
    expect(await readRound(staff, round.address)).toMatchObject({ submitted: 19, onTime: 19 });
  });

  test("the next year starts as a copy; a provider confirms last year's answers page by page", async () => {
    await staff.goto(`${site.url}/rounds/new?audience=provider`);
    await press(staff, "計画を保存する");
    await staff.waitForURL((url) => url.searchParams.get("done") === "planned");
    const address = staff.url().replace(/\?.*/, "");
    expect(address).not.toBe(round.address);
    await staff.locator("summary", { hasText: "今すぐ始める" }).click();
    await pressDone("今すぐ始める", "open_round");
    expect(await readRound(staff, address)).toMatchObject({ asked: 31, opened: 0, submitted: 0 });
    const link = (await readProviderLinks(staff)).get(nameOf(1)) ?? "";

    const page = await visitors.open({ width: phone });
    const { taps, ms } = await confirmAll(page, link);
    process.stdout.write(`変更なし: ${taps} taps, ${ms} ms\n`);
    expect(taps).toBeLessThanOrEqual(12);
    expect(await readRound(staff, address)).toMatchObject({ asked: 31, opened: 1, submitted: 1, onTime: 1 });

    await staff.goto(`${site.url}/gaps`);
    expect(await boardHeadline(staff, "nurses")).toContain("足りません");
    expect(await onDuty(staff)).toEqual({ 月曜日: "1", 火曜日: "1", 水曜日: "0", 木曜日: "1", 金曜日: "0" });
  });
});
