import type { Page } from "playwright-core";
import type { Site } from "#tests/e2e/site.ts";

/**
 * The 12 基準該当 service units of the city in the progress report (生活介護 7, 短期入所 3, 放課後等デイサービス 2) with invented
 * names, as pasted from a spreadsheet. Three of the nine providers hold two units.
 */
const roster = [
  ["生活介護あさひ", "燕", "生活介護", 20],
  ["生活介護あさひ", "燕", "短期入所", 4],
  ["生活介護いずみ", "燕", "生活介護", 20],
  ["生活介護うぐいす", "燕", "生活介護", 15],
  ["生活介護えのき", "吉田", "生活介護", 20],
  ["生活介護えのき", "吉田", "短期入所", 2],
  ["生活介護おおぞら", "吉田", "生活介護", 30],
  ["生活介護かえで", "分水", "生活介護", 20],
  ["生活介護かえで", "分水", "短期入所", ""],
  ["生活介護きぼう", "分水", "生活介護", ""],
  ["放課後の家くるみ", "燕", "放課後等デイサービス", 10],
  ["放課後の家けやき", "吉田", "放課後等デイサービス", 10],
];

export const account = { loginName: "tantou", password: "correct-horse-battery" };

export const setUpFields = {
  areaCode: "152137",
  areaName: "燕市",
  districts: "燕\n吉田\n分水",
  // Invented, above 25,000: the public threshold is then 10.
  population: "77,000",
  contact: "燕市 福祉課 0256-00-0000",
  roster: roster
    .map(([name, district, service, capacity]) => [name, district, service, "基準該当", capacity].join("\t"))
    .join("\n"),
  displayName: "担当 花子",
  ...account,
} as const;

/** Fills the set-up page as the first administrator does and ends on /home, signed in. `changes`: fields filled otherwise. */
export async function setUpTsubame(
  page: Page,
  site: Site,
  changes: Partial<Record<keyof typeof setUpFields, string>> = {},
): Promise<void> {
  await page.goto(site.url);
  await page.waitForURL(/\/setup$/);
  for (const [name, value] of Object.entries({ setUpCode: site.setUpCode ?? "", ...setUpFields, ...changes })) {
    await page.locator(`[name="${name}"]`).fill(value);
  }
  for (const audience of ["provider", "family", "supporter", "citizen"])
    await page.locator(`select[name="opens_${audience}"]`).selectOption("now");
  await page.getByRole("button", { name: "登録する" }).click();
  // The address changes before the page does.
  await page.locator('.page-menu a[aria-current][href="/home"]').waitFor();
}

/** The addresses to hand out: one per provider, by name, of the round's page, and the families' one of /home, where it ends. */
export async function readLinks(page: Page): Promise<{ providers: Map<string, string>; family: string }> {
  const home = page.url();
  const [family] = await page
    .locator('[data-audience="family"] a[href*="/r/"]')
    .evaluateAll((found) => found.map((link) => (link instanceof HTMLAnchorElement ? link.href : "")));
  if (!family) throw new Error("/home lists no address for families");
  const round = await page.locator('[data-audience="provider"] a[href*="/rounds/"]').getAttribute("href");
  await page.goto(new URL(round ?? "", home).href);
  const providers = await readProviderLinks(page);
  await page.goto(home);
  return { providers, family };
}

/** The link of each provider on the round's page that is open, by name. */
export async function readProviderLinks(page: Page): Promise<Map<string, string>> {
  const rows = await page
    .locator('[data-audience="provider"] tbody tr:has(a[href*="/r/"])')
    .evaluateAll((found) =>
      found.map(
        (row) =>
          [
            row.querySelector("th")?.textContent ?? "",
            row.querySelector<HTMLAnchorElement>('a[href*="/r/"]')?.href ?? "",
          ] as const,
      ),
    );
  return new Map(rows);
}
