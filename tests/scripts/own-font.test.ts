import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ownTexts } from "#app/components/survey-form/survey-texts.ts";
import ja from "#app/i18n/ja.json";

const root = join(import.meta.dirname, "..", "..");
type Parts = Record<"first" | "answering" | "rest", readonly string[]>;
const { ownCharacters }: { ownCharacters: (root: string) => Parts } = await import(
  pathToFileURL(join(root, "scripts", "own-font.mjs")).href
);
const { first, answering, rest } = ownCharacters(root);

test("the font holds every character of the product's own texts, each once", () => {
  const all = [...first, ...answering, ...rest];
  expect(new Set(all).size).toBe(all.length);
  const surveys = ["family-needs", "provider-capacity"].map((name) =>
    readFileSync(join(root, "surveys", name, "survey.json"), "utf8"),
  );
  const needed = new Set([...Object.values(ja), ...Object.values(ownTexts.ja), ...surveys].join(""));
  expect([...needed].filter((sign) => sign > "\u001f" && !all.includes(sign))).toEqual([]);
});

test("what a first page shows has all kana and digits: only kanji, all as wide as any, come later", () => {
  expect([..."あいうアイウーガ、。「」0123abcXYZ%"].filter((sign) => !first.includes(sign))).toEqual([]);
  const late = [...answering, ...rest].filter((sign) => /[\u3041-\u3096\u30a1-\u30fe0-9A-Za-z]/.test(sign));
  expect(late).toEqual([]);
});
