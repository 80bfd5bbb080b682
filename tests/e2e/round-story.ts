import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Reply, send } from "#tests/e2e/http.ts";
import { readTables } from "#tests/e2e/page-text.ts";
import type { Answers } from "#tests/e2e/round-town.ts";
import type { Site } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";

const json = { "Content-Type": "application/json" };
const sentAnswers = (answers: Answers) => ({ submissionKey: randomUUID(), locale: "ja", answers, confirmed: ["*"] });

/** Sends answers over a link, every doubt confirmed. */
export function postAnswers(site: Site, link: string, answers: Answers): Promise<Reply> {
  const path = `${new URL(link).pathname}/submit`;
  return send(site, { method: "POST", path, headers: json, body: JSON.stringify(sentAnswers(answers)) });
}

/** Opens a link as a browser does and sends answers over it, which must be received. */
export async function answerByHttp(site: Site, link: string, answers: Answers): Promise<void> {
  expect((await send(site, { path: new URL(link).pathname })).status).toBe(200);
  await sayOpened(site, link);
  const reply = await postAnswers(site, link, answers);
  expect([reply.status, reply.body]).toEqual([201, expect.stringContaining("receiptNumber")]);
}

/** What a form says when it has come to life in a browser. */
export async function sayOpened(site: Site, link: string): Promise<void> {
  const path = `${new URL(link).pathname}/opened`;
  expect((await send(site, { method: "POST", path, body: "" })).status).toBe(204);
}

export type Entry = { round: string; provider: string | undefined; channel: string; answers: Answers };

/** Types answers in as the page of entries sends them, under the session of a signed-in page. */
export async function enterByHttp(site: Site, staff: Page, { answers, ...entry }: Entry): Promise<Reply> {
  const cookies = await staff.context().cookies();
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const body = JSON.stringify({ ...sentAnswers(answers), ...entry, corrects: null, asksAll: false });
  return send(site, { method: "POST", path: "/staff/entries", headers: { ...json, Cookie }, body });
}

/** Sends the form of a page as it stands, with these fields changed, under the session of a signed-in page. */
export async function postForm(staff: Page, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const status = await staff.evaluate(
    async ([address, changes]) => {
      const text = await (await fetch(address)).text();
      const form = new DOMParser().parseFromString(text, "text/html").querySelector<HTMLFormElement>("main form");
      const values = [...new FormData(form ?? undefined)].map(([name, value]) => [name, String(value)]);
      const body = new URLSearchParams([
        ...values.filter(([name = ""]) => !(name in changes)),
        ...Object.entries(changes),
      ]);
      return (await fetch(address, { method: "POST", body })).status;
    },
    [path, fields] as const,
  );
  expect(status).toBe(200);
}

export type Progress = { asked: number; opened: number; drafting: number; submitted: number; onTime: number };

/** The figures of the round's page, read anew, and the names of its two lists. */
export async function readRound(
  staff: Page,
  address: string,
): Promise<Progress & { chase: string[]; answered: string[] }> {
  await staff.goto(address);
  const tables = await readTables(staff);
  const row = tables.find(({ title }) => title === "サービス種別ごと")?.rows.find(([name]) => name === "全体");
  const [asked = Number.NaN, opened = Number.NaN, drafting = Number.NaN, submitted = Number.NaN, onTime = Number.NaN] =
    (row ?? []).slice(1).map(Number);
  const list = (part: string) => staff.locator(`section[aria-labelledby="${part}"] tbody th`).allInnerTexts();
  const [chase, answered] = [await list("chase"), await list("answered")];
  return { asked, opened, drafting, submitted, onTime, chase, answered };
}

/** The tables of a page by title: the texts of their rows, heads left out. */
export async function readRows(page: Page, title: string): Promise<string[][]> {
  const found = (await readTables(page)).find((table) => table.title.startsWith(title));
  return found?.rows.slice(1) ?? [];
}

/** Presses Tab until the focus is on what is wanted: a selector, and a part of its text where several match. */
async function tabTo(page: Page, selector: string, text = ""): Promise<void> {
  for (let time = 0; time < 150; time += 1) {
    const there = await page.evaluate(
      ([wanted, part]) => {
        const focused = document.activeElement;
        const told = focused instanceof HTMLInputElement ? focused.value : (focused?.textContent ?? "");
        return focused?.matches(wanted) === true && told.includes(part);
      },
      [selector, text] as const,
    );
    if (there) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector} ${text}`);
}

/** Nurses on duty as the board tabulates them, by weekday. */
export async function onDuty(staff: Page): Promise<Record<string, string>> {
  const [table] = await readTables(staff, 'section[aria-labelledby="gap-nurses"]');
  return Object.fromEntries(table?.rows.slice(1).map(([day = "", , nurses = ""]) => [day, nurses]) ?? []);
}

/** Finds a provider on the page of entries of a round, fills the form and sends it without touching the mouse. */
export async function enterByKeyboard(staff: Page, round: string, name: string): Promise<void> {
  const { keyboard } = staff;
  await staff.goto(`${round}/enter`);
  await tabTo(staff, 'input[name="q"]');
  await keyboard.type(name);
  await keyboard.press("Enter");
  await staff.waitForURL((url) => url.searchParams.has("q"));
  await tabTo(staff, 'button[name="provider"]', name);
  await keyboard.press("Enter");
  await surveyControls(staff).ready();
  const title = staff.locator(".sd-page__title");
  const next = async (wanted: string) => {
    await tabTo(staff, "button, input", "次へ");
    await keyboard.press("Enter");
    await title.filter({ hasText: wanted }).waitFor();
  };
  await tabTo(staff, '[data-name="consent_statistics"] input');
  await keyboard.press("Space");
  await next("お答えになる方");
  await next("サービスごとの状況");
  await tabTo(staff, '[data-name="acceptance"] input');
  await keyboard.press("Space");
  await next("曜日ごとの受入れ");
  await tabTo(staff, '[data-name="day_pools"] input');
  // The second of two: no daily programme.
  await keyboard.press("ArrowDown");
  await next("災害への備え");
  await next("連携・研修・ご意見");
  await tabTo(staff, "button, input", "回答を確かめる");
  await keyboard.press("Enter");
  await tabTo(staff, "button, input", "送信する");
  await keyboard.press("Enter");
  await staff.getByText("受付番号を、紙などに控えてください").waitFor();
}

/** Confirms last year's answers page by page and sends them; counts what a finger does from the opened link on. */
export async function confirmAll(page: Page, link: string): Promise<{ taps: number; ms: number }> {
  const started = performance.now();
  await page.goto(link);
  const unchanged = page.getByRole("button", { name: "変更なし" });
  await unchanged.waitFor();
  const sending = page.getByRole("button", { name: "送信する" }).first();
  let taps = 0;
  for (; !(await sending.isVisible()); taps += 1) {
    const before = await page.locator("#carried").innerText();
    await unchanged.click();
    await page.locator("#carried").filter({ hasNotText: before }).or(sending).first().waitFor();
  }
  await sending.click();
  await page.waitForURL(/\/receipt$/);
  return { taps: taps + 1, ms: Math.round(performance.now() - started) };
}
