import type { Page } from "playwright-core";
import { vi } from "vitest";

/** What a respondent does with the form, through SurveyJS's own controls. Questions are named as in survey.json. */
export type SurveyControls = {
  /** The form is alive: filled in, and it takes answers. */
  ready(): Promise<void>;
  /** Opens a page of last round's answers to change them, by the button below them. */
  change(): Promise<void>;
  choose(name: string, ...values: readonly string[]): Promise<void>;
  /** Chooses in one row of a grid. */
  mark(name: string, row: string, value: string): Promise<void>;
  /** Types into the fields of one question, each found by its label. */
  fill(name: string, fields: Readonly<Record<string, number>>): Promise<void>;
  /** Chooses from a list that opens. */
  pick(name: string, text: string): Promise<void>;
  /** Goes on and waits for the page of that title. */
  next(title: string): Promise<void>;
  /** Goes on until the last page. */
  toLastPage(): Promise<void>;
  /** From the last page to the page that shows all answers. */
  check(): Promise<void>;
  /** Sends and waits for the receipt. */
  send(): Promise<void>;
};

export function surveyControls(page: Page): SurveyControls {
  const question = (name: string) => page.locator(`[data-name="${name}"]`);
  const title = page.locator(".sd-page__title");
  const next = page.getByRole("button", { name: "次へ" });
  const controls: SurveyControls = {
    ready: () => page.locator('.survey-form[aria-busy="false"]').waitFor({ state: "attached" }),
    change: () => page.locator(".carried-actions").getByRole("button", { name: "直す", exact: true }).click(),
    async choose(name, ...values) {
      for (const value of values) {
        await question(name)
          .locator("label", { has: page.locator(`input[value="${value}"]`) })
          .click();
      }
    },
    async mark(name, row, value) {
      await question(name)
        .locator("label", { has: page.locator(`input[name$="_${row}"][value="${value}"]`) })
        .click();
    },
    async fill(name, fields) {
      for (const [label, value] of Object.entries(fields)) {
        await question(name).getByLabel(label, { exact: true }).fill(String(value));
      }
    },
    async pick(name, text) {
      const option = page.getByRole("option", { name: text, exact: true });
      // A list that opens while the page still moves closes again.
      await vi.waitFor(
        async () => {
          if (!(await option.isVisible())) await question(name).locator(".sd-dropdown").click();
          await option.click({ timeout: 1_000 });
        },
        { timeout: 15_000 },
      );
    },
    async next(wanted) {
      await next.click();
      await title.filter({ hasText: wanted }).waitFor();
    },
    async toLastPage() {
      for (let before = await title.innerText(); await next.isVisible(); before = await title.innerText()) {
        await next.click();
        await title.filter({ hasNotText: before }).waitFor();
      }
    },
    async check() {
      await page.getByRole("button", { name: "回答を確かめる" }).click();
      await page.getByRole("button", { name: "送信する" }).first().waitFor();
    },
    async send() {
      await page.getByRole("button", { name: "送信する" }).first().click();
      await page.waitForURL(/\/receipt$/);
    },
  };
  return controls;
}

/** A provider's form from the page of services on, to the receipt: takes nobody in, no daily programme. */
export async function finishWithoutDays(page: Page): Promise<void> {
  const form = surveyControls(page);
  await form.choose("acceptance", "not_accepting");
  await form.next("曜日ごとの受入れ");
  await form.choose("day_pools", "no");
  await form.toLastPage();
  await form.check();
  await form.send();
}
