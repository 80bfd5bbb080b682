import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { findChromium, flags } from "#tests/fixtures/chromium.ts";

/** Widths at which pages are looked at: a small phone and a desk. */
export const phone = 375;
export const desk = 1280;

export type OpenOptions = {
  width?: number;
  javaScript?: boolean;
  locale?: "ja-JP" | "en-GB";
  /** Statuses from 400 up that this visitor expects. Everything else of the kind fails the test. */
  expected?: readonly number[];
  /** Console messages this visitor expects. */
  expectedMessages?: RegExp;
};

/** Opens visitors of the site: each has cookies of its own. */
export type Visitors = { open(options?: OpenOptions): Promise<Page> };

/**
 * One browser for a test file. After each test, whatever any visitor's console, page or network complained about fails
 * that test: console errors and warnings (a violated Content-Security-Policy is one), uncaught errors, statuses from 400.
 */
export function browserOfFile(): Visitors {
  let browser: Browser | null = null;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  });
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  return {
    async open(options = {}) {
      if (!browser) throw new Error("The browser is open only while tests run");
      const { width = desk, javaScript = true, locale = "ja-JP" } = options;
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        locale,
        javaScriptEnabled: javaScript,
        timezoneId: "Asia/Tokyo",
        reducedMotion: "reduce",
      });
      contexts.push(context);
      const page = await context.newPage();
      listen(page, options, (complaint) => complaints.push(complaint));
      return page;
    },
  };
}

function listen(page: Page, options: OpenOptions, complain: (text: string) => void): void {
  const { expected = [], expectedMessages } = options;
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // A refused request is judged by its status, below.
    if (/^Failed to load resource: the server responded with a status of/.test(message.text())) return;
    if (!expectedMessages?.test(message.text())) complain(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complain(`page error: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !expected.includes(response.status())) {
      complain(`${response.status()} ${new URL(response.url()).pathname}`);
    }
  });
}
