import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { parseAst } from "vite";
import { describe, expect, test } from "vitest";
import ja from "#app/i18n/ja.json";
import { parseDefinition } from "#surveys/definition.ts";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "..", "..");

type Trimming = Record<"trimSurveyCss" | "trimFont", (text: string) => string> & {
  trimMessages: (json: string, kind: "respondent" | "staff") => string;
} & Record<"trimTheme" | "trimTokens", (text: string, by: string) => string> & {
    trimSurveyCode: (code: string, program: unknown) => string;
    refusedTypes: ReadonlySet<string>;
  };
const load = async (name: string): Promise<Trimming> => import(pathToFileURL(join(root, "scripts", name)).href);
const { trimSurveyCss, trimTheme, trimSurveyCode, refusedTypes } = await load("trim-survey.mjs");
const { trimFont, trimTokens } = await load("trim-styles.mjs");
const { trimMessages } = await load("trim-messages.mjs");

const survey = (type: string) => ({
  title: "Survey",
  pages: [
    {
      name: "one",
      title: { default: "Title", ja: "題" },
      elements: [{ type, name: "asked", title: { default: "Question", ja: "問" } }],
    },
  ],
});

describe("SurveyJS without the types that no questionnaire holds", () => {
  test("a definition may hold a comment", () => {
    expect(parseDefinition(survey("comment")).pages[0]?.elements[0]?.type).toBe("comment");
  });

  test.each([...refusedTypes])("%s is refused in a definition", (type) => {
    expect(() => parseDefinition(survey(type))).toThrow("type");
  });

  test("rules of refused types go, also from a list and from inside a media query; what they are excluded from stays", () => {
    const css =
      '@charset "utf-8";.sd-rating{a:1}.sd-text,.sd-slider__thumb,.sd-box:is(.sd-a,.sd-b){b:2}@media print{.sd-file{c:3}}.sd-input:not(.sd-rating,.sd-x){d:"}"}';
    expect(trimSurveyCss(css)).toBe(
      '@charset "utf-8";.sd-text,.sd-box:is(.sd-a,.sd-b){b:2}.sd-input:not(.sd-rating,.sd-x){d:"}"}',
    );
  });

  test("names that only begin alike stay", () => {
    expect(trimSurveyCss(".sd-filefield{a:1}.sd-imagery{b:2}")).toBe(".sd-filefield{a:1}.sd-imagery{b:2}");
  });

  test("the theme keeps what rules name, and what that names in turn", () => {
    const theme = ":where(.sd-theme-root) {\n  --a: var(--b);\n  --b: 1px;\n  --c: 2px;\n}";
    expect(trimTheme(theme, ".sd-text{color:var( --a)}")).toBe(
      ":where(.sd-theme-root) {\n  --a: var(--b);\n  --b: 1px;\n}",
    );
  });

  test("registrations and decorators of refused types go, all others stay", () => {
    const kept = 'Serializer.addClass("text", [], () => new Text(""), "question");';
    const code = [
      'Serializer.addClass("rating", [], () => new Rating(""), "question");',
      'Serializer.getProperty("imagepicker", "choices").type = "imageitemvalue[]";',
      kept,
      '__decorate([property()], Rating.prototype, "max", void 0);',
      '__decorate([property()], Text.prototype, "max", void 0);',
      'var baseTheme = { cssVariables: { "--a": "1px" } };',
      'const icons = { "smiley-rate1-24x24": smile, "check-16x16": check, "rating-star": star };',
    ].join("\n");
    expect(trimSurveyCode(code, parseAst(code)).trim()).toBe(
      [
        kept,
        "",
        '__decorate([property()], Text.prototype, "max", void 0);',
        "var baseTheme = {};",
        'const icons = { ...{}, "check-16x16": check, ...{} };',
      ].join("\n"),
    );
  });
});

describe("the agency's tokens", () => {
  test("are kept where a style sheet or a chart names them, with the primitive behind a semantic one", () => {
    const folder = mkdtempSync(join(tmpdir(), "trim-tokens-"));
    mkdirSync(join(folder, "styles"));
    writeFileSync(join(folder, "styles", "tokens.css"), ":root{--error:var(--color-semantic-error-2)}");
    writeFileSync(join(folder, "palette.ts"), 'export const need = "var(--color-blue)";');
    const css =
      ":root {\n  --color-blue: #0017c1;\n  --color-red: #ce0000;\n  --color-grey: #666;\n  --color-semantic-error-2: var(--color-red);\n}";
    expect(trimTokens(css, folder)).toBe(
      ":root{--color-blue:#0017c1;--color-red:#ce0000;--color-semantic-error-2:var(--color-red)}",
    );
    rmSync(folder, { recursive: true });
  });
});

describe("BIZ UDPGothic", () => {
  const facesOf = (weight: number) =>
    trimFont(readFileSync(require.resolve(`@fontsource/biz-udpgothic/${weight}.css`), "utf8"));
  /** Code points of all faces. */
  const pointsOf = (css: string) =>
    new Set(
      [...css.matchAll(/unicode-range: ([^;]+);/g)]
        .flatMap(([, ranges = ""]) => ranges.split(","))
        .flatMap((range) => {
          const [first = 0, last = first] = (range.match(/[\da-f]+/gi) ?? []).map((hex) => Number.parseInt(hex, 16));
          return Array.from({ length: last - first + 1 }, (_, index) => first + index);
        }),
    );

  test.each([400, 700])("%i: holds the characters of every message but a few rare kanji, as woff2 only", (weight) => {
    const css = facesOf(weight);
    const points = pointsOf(css);
    const holds = (character: string) => points.has(character.codePointAt(0) ?? 0);
    const missing = new Set([...Object.values(ja).join("")].filter((character) => !holds(character)));
    expect([...missing].filter((character) => !/\p{Script=Han}/u.test(character))).toEqual([]);
    expect(missing.size).toBeLessThan(10);
    expect([holds("日"), holds("⑪"), holds("瘻")]).toEqual([true, true, false]);
    expect(css).not.toMatch(/\.woff\)/);
    expect(css).toMatch(/"BIZ UDPGothic typed"/);
  });

  test("bold is for desks and paper", () => {
    expect(facesOf(700)).toMatch(/^@media print,\(min-width:40rem\)\{/);
    expect(facesOf(400)).toMatch(/^@font-face/);
  });
});

describe("a respondent's messages", () => {
  const kept = JSON.parse(trimMessages(JSON.stringify(ja), "respondent"));

  test("are a part of all", () => {
    expect(Object.keys(kept).length).toBeLessThan(Object.keys(ja).length / 2);
    expect(kept["form.sending"]).toBe(ja["form.sending"]);
    expect(kept).not.toHaveProperty("sign_in.title");
  });

  test.each([
    "routes/r.$token.tsx",
    "routes/r.$token_.receipt.tsx",
    "components/answer-copy.tsx",
    "components/closed-link-page.tsx",
    "components/error-page.tsx",
    "components/notice.tsx",
    "components/page-frame.tsx",
    "components/print-button.tsx",
    "components/confirm-entry-card.tsx",
    "components/review-comments.tsx",
    "components/survey-form/doubts-notice.tsx",
    "components/survey-form/send-problem-summary.tsx",
    "components/survey-form/survey-form.tsx",
    "root.tsx",
    "errors.ts",
  ])("%s finds its own", (file) => {
    const source = readFileSync(join(root, "app", file), "utf8");
    const named = Object.keys(ja).filter((key) => source.includes(`"${key}"`));
    expect(named.filter((key) => !(key in kept))).toEqual([]);
  });
});
