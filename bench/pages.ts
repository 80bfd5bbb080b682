import { chromium } from "playwright-core";
import { quantile, round } from "./submissions.ts";

/** Bytes on the wire (compressed, headers included) of one page's first visit, and when it was done. */
export type PageBytes = { page: string; html: number; js: number; css: number; js_css: number };

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Loads each page in a fresh browser context and counts what crossed the wire. */
export async function measurePageBytes(
  url: string,
  pages: readonly { page: string; path: string; cookie: string | null }[],
): Promise<PageBytes[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
    args: flags,
  });
  try {
    const found: PageBytes[] = [];
    for (const { page, path, cookie } of pages)
      found.push(await measurePage(browser, { page, url: url + path, cookie }));
    return found;
  } finally {
    await browser.close();
  }
}

async function measurePage(
  browser: Awaited<ReturnType<typeof chromium.launch>>,
  target: { page: string; url: string; cookie: string | null },
): Promise<PageBytes> {
  const context = await browser.newContext({ locale: "ja-JP" });
  if (target.cookie) {
    const [name = "", value = ""] = target.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: target.url }]);
  }
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send("Network.enable");
  const types = new Map<string, string>();
  const bytes: Record<string, number> = {};
  session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? "Other";
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
  });
  await tab.goto(target.url, { waitUntil: "networkidle" });
  await context.close();
  const [html = 0, js = 0, css = 0] = [bytes.Document, bytes.Script, bytes.Stylesheet];
  return { page: target.page, html, js, css, js_css: js + css };
}

/** Server time of a page, warm: the median and 95th percentile of sequential requests. */
export async function measureServerTime(url: string, cookie: string, requests: number) {
  const times: number[] = [];
  for (let index = 0; index < requests; index += 1) {
    const started = performance.now();
    const response = await fetch(url, { headers: { Cookie: cookie } });
    await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { requests, p50_ms: round(quantile(times, 0.5)), p95_ms: round(quantile(times, 0.95)) };
}
