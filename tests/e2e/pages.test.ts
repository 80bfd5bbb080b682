import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserOfFile, phone } from "#tests/e2e/browser.ts";
import { enterDemo } from "#tests/e2e/demo.ts";
import { type Site, startSite } from "#tests/e2e/site.ts";
import { surveyControls } from "#tests/e2e/survey-controls.ts";

const visitors = browserOfFile();
let site: Site;

beforeAll(async () => {
  site = await startSite({ demo: true });
});
afterAll(() => site.stop());

/** Names of the built scripts that hold SurveyJS, by a class name that minifying keeps. */
function findSurveyScripts(): string[] {
  const assets = join(import.meta.dirname, "..", "..", "build", "client", "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  return scripts.filter((name) => readFileSync(join(assets, name), "utf8").includes("matrixdropdownbase"));
}

type Load = { names: string[]; bytes: number; violations: string[] };

/** Opens an address without the cache and counts the scripts and style sheets that came over the wire until it is quiet. */
async function load(page: Page, address: string): Promise<Load> {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  const counted = new Set<string>();
  client.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script" || type === "Stylesheet") counted.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (counted.has(requestId)) bytes += encodedDataLength;
  });
  const names: string[] = [];
  const note = (request: { url(): string }) => names.push(new URL(request.url()).pathname.replace(/^.*\//, ""));
  page.on("request", note);
  await page.addInitScript(() => {
    const found: string[] = [];
    Object.assign(window, { violations: found });
    document.addEventListener("securitypolicyviolation", (event) =>
      found.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(address, { waitUntil: "networkidle" });
  page.off("request", note);
  await client.detach();
  const violations = await page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  return { names, bytes, violations };
}

/** The most that scripts and style sheets of a page may weigh over the wire, in KB of 1,000 bytes. */
const pages = [
  ["coordinator", "/", 130],
  ["coordinator", "/sign-in", 130],
  ["coordinator", "/home", 135],
  ["coordinator", "/gaps", 260],
  ["coordinator", "/council", 180],
] as const;

describe("what a page loads", () => {
  test.each(pages)("as %s %s loads no SurveyJS and stays light", async (role, path, limitKb) => {
    const page = await visitors.open();
    await enterDemo(page, site, role);
    const { names, bytes, violations } = await load(page, `${site.url}${path}`);
    const survey = findSurveyScripts();
    expect(survey.length).toBeGreaterThan(0);
    expect(names.filter((name) => survey.includes(name))).toEqual([]);
    expect(violations).toEqual([]);
    expect(Math.round(bytes / 1000)).toBeLessThanOrEqual(limitKb);
  });

  test.each([
    ["provider", 400],
    ["family", 400],
  ] as const)("the %s's form loads SurveyJS, compressed", async (role, limitKb) => {
    const page = await visitors.open({ width: phone });
    await enterDemo(page, site, role);
    const { names, bytes, violations } = await load(page, page.url());
    const survey = findSurveyScripts();
    expect(names.filter((name) => survey.includes(name)).length).toBeGreaterThan(0);
    expect(violations).toEqual([]);
    expect(Math.round(bytes / 1000)).toBeLessThanOrEqual(limitKb);
  });

  test("the receipt loads no SurveyJS", async () => {
    const page = await visitors.open({ width: phone });
    await enterDemo(page, site, "family");
    const form = surveyControls(page);
    await form.ready();
    await form.choose("consent_statistics", "yes");
    await form.next("ご本人について");
    await form.choose("stage", "preschool");
    await form.pick("district", "答えたくない");
    await form.toLastPage();
    await form.check();
    await form.send();
    const { names, violations } = await load(page, page.url());
    const survey = findSurveyScripts();
    expect(names.filter((name) => survey.includes(name))).toEqual([]);
    expect(violations).toEqual([]);
  });
});
