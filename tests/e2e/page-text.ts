import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { makeFolder } from "#tests/e2e/site.ts";

export type PageTable = { title: string; rows: string[][] };

/** The tables of a part of the page, folded ones too, as texts; heads first. */
export function readTables(page: Page, part = "main"): Promise<PageTable[]> {
  return page.locator(`${part} table`).evaluateAll((tables) =>
    tables.map((table) => ({
      title: table.querySelector("caption")?.textContent ?? "",
      rows: [...table.querySelectorAll("tr")].map((row) =>
        [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? ""),
      ),
    })),
  );
}

/** What the board says first of one gap. */
export const boardHeadline = (page: Page, gap: string): Promise<string> => page.locator(`#gap-${gap}`).innerText();

/** What the council's paper says first of one gap. */
export const councilHeadline = (page: Page, gap: string): Promise<string> =>
  page.locator(`section[aria-labelledby="issue-${gap}"] .findings li`).first().innerText();

/**
 * The page as printed: the text of each sheet in the order of the page, so that a cell that wraps stays in one piece,
 * without white space. Needs pdftotext (poppler-utils).
 */
export async function printPages(page: Page): Promise<string[]> {
  const file = join(makeFolder(), "page.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
  const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" });
  return text
    .split("\f")
    .slice(0, -1)
    .map((sheet) => sheet.replace(/\s+/g, ""));
}
