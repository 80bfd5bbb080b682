import { type Browser, type CDPSession, chromium } from "playwright-core";
import { round } from "./submissions.ts";

/** Lighthouse's "slow 4G", as the browser's protocol takes it (bytes a second), and a phone a quarter as fast as this machine. */
export const slowPhone = {
  network: {
    offline: false,
    latency: 150,
    downloadThroughput: (1_600 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  },
  cpu: 4,
} as const;

/** Middle of the runs. Bytes are those on the wire, headers included (kB of 1000). */
export type FormPageFigures = {
  page: string;
  runs: number;
  requests: number;
  kb: number;
  kb_by_type: Record<string, number>;
  fonts: number;
  first_paint_ms: number;
  /** A choice was clicked and stands in the form's model (or, with last round's answers, 変更なし led to the next page). */
  interactive_ms: number;
  interactive_ms_runs: number[];
};

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const phone = { width: 375, height: 667 } as const;

/** First visits of form pages on a slow phone, each with an empty cache. */
export async function measureFormPages(
  url: string,
  pages: readonly { page: string; path: string }[],
  runs = 3,
): Promise<FormPageFigures[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
    args: flags,
  });
  try {
    const found: FormPageFigures[] = [];
    for (const { page, path } of pages) {
      // What the server makes once (the empty form's markup) is no matter of the visitor's.
      await fetch(url + path);
      const visits = [];
      for (let run = 0; run < runs; run += 1) visits.push(await visit(browser, url + path));
      const [middle] = [...visits].sort((a, b) => a.interactive_ms - b.interactive_ms).slice(Math.floor(runs / 2));
      if (middle) found.push({ page, runs, ...middle, interactive_ms_runs: visits.map((one) => one.interactive_ms) });
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, address: string) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: phone, isMobile: true, hasTouch: true });
  try {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    const traffic = await listen(session);
    await session.send("Network.emulateNetworkConditions", slowPhone.network);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowPhone.cpu });
    await tab.addInitScript(clickWhenAlive);
    await tab.goto(address, { waitUntil: "commit" });
    const interactive = await tab.waitForFunction(() => Reflect.get(window, "interactiveAt"), null, {
      polling: 100,
      timeout: 60_000,
    });
    const interactive_ms = round(Number(await interactive.jsonValue()));
    await tab.waitForFunction(fontsAreHere, null, { polling: 100, timeout: 30_000 });
    const painted = await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    return { ...traffic(), first_paint_ms: round(Number(painted)), interactive_ms };
  } finally {
    await context.close();
  }
}

/** Fonts may come last: all that were begun, and at least one where the page serves any. */
const fontsAreHere = () =>
  document.fonts.status === "loaded" &&
  performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".woff2"));

/** Counts what crosses the wire for the page itself: what a click saves is left out. */
async function listen(session: CDPSession) {
  await session.send("Network.enable");
  const types = new Map<string, string>();
  const bytes: Record<string, number> = {};
  const counts: Record<string, number> = {};
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (!response.url.endsWith("/draft") && !response.url.startsWith("data:")) types.set(requestId, type);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    if (type === undefined) return;
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
    counts[type] = (counts[type] ?? 0) + 1;
  });
  const sum = (values: Record<string, number>) => Object.values(values).reduce((total, value) => total + value, 0);
  const toKb = (value: number) => Math.round(value / 100) / 10;
  return () => ({
    requests: sum(counts),
    kb: toKb(sum(bytes)),
    kb_by_type: Object.fromEntries(Object.entries(bytes).map(([type, value]) => [type, toKb(value)])),
    fonts: counts.Font ?? 0,
  });
}

/**
 * Runs in the page: clicks as soon as the form takes clicks, until a click has its effect, and notes when that was. As text,
 * because the tool that runs this file writes helpers of its own into functions.
 */
const clickWhenAlive = `{
  let before;
  const attempt = () => {
    const alive = document.querySelector('.survey-form[aria-busy="false"]') !== null;
    const carried = document.querySelector("#carried")?.textContent;
    const hasEffect =
      before === undefined ? document.querySelector(".sd-item--checked input:checked") !== null : carried !== before;
    if (alive && hasEffect) {
      window.interactiveAt = performance.now();
      return;
    }
    if (alive) {
      before ??= carried;
      document.querySelector(carried ? ".carried-actions button" : '.survey-form input[type="radio"]')?.click();
    }
    requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}`;
