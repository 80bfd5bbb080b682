import type { Page } from "playwright-core";
import type { DemoRole } from "#app/services/demo-roles.ts";
import type { Site } from "#tests/e2e/site.ts";

/** Takes one of the sides of the invented town, by its button on the first page. */
export async function enterDemo(page: Page, site: Site, role: DemoRole): Promise<void> {
  await page.goto(site.url);
  await page.locator(`button[name="role"][value="${role}"]`).click();
  await page.waitForURL((url) => url.pathname !== "/");
}
