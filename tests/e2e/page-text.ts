import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { makeFolder } from "#tests/e2e/site.ts";

export type PageTable = { title: string; rows: string[][] };

/** The tables under each heading, as texts; heads first. */
export function readTables(page: Page): Promise<PageTable[]> {
  return page.locator("section.figure").evaluateAll((sections) =>
    sections.map((section) => ({
      title: section.querySelector("h2, h3")?.textContent ?? "",
      rows: [...section.querySelectorAll("tr")].map((row) =>
        [...row.querySelectorAll<HTMLElement>("th, td")].map((cell) => cell.innerText),
      ),
    })),
  );
}

/** The page as printed: the text of each sheet, without white space. Needs pdftotext (poppler-utils). */
export async function printPages(page: Page): Promise<string[]> {
  const file = join(makeFolder(), "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return text
    .split("\f")
    .slice(0, -1)
    .map((sheet) => sheet.replace(/\s+/g, ""));
}
