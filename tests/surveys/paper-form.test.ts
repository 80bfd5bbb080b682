import { describe, expect, test } from "vitest";
import { type Definition, parseDefinition } from "#surveys/definition.ts";
import { buildPaperForm, type PaperBlock, type PaperForm, type PaperQuestion } from "#surveys/paper-form.ts";
import { readMarkup } from "#surveys/paper-markup.ts";
import { textIn } from "#surveys/text-in.ts";
import { loadQuestionnaire, questionnaireKeys } from "#tests/fixtures/answers/load-questionnaire.ts";

type Locale = "ja" | "en";
const blank = (definition: Definition, locale: Locale = "ja", blankCopies = 2) =>
  buildPaperForm(definition, { locale, answers: null, blankCopies });

const blocksIn = (blocks: readonly PaperBlock[]): readonly PaperBlock[] =>
  blocks.flatMap((block) => {
    const inner = block.kind === "group" ? block.blocks : block.kind === "list" ? block.copies.flat() : [];
    return [block, ...blocksIn(inner)];
  });
const allBlocks = (form: PaperForm) => form.pages.flatMap(({ blocks }) => blocksIn(blocks));

/** What stands on the form, as sorted lines; the same questions twice where a list has two copies. */
function onPaper(form: PaperForm): string[] {
  return allBlocks(form)
    .flatMap((block) => {
      if (block.kind !== "question") return [`${block.kind} ${block.name}`];
      const { name, title, field } = block;
      const own = `question ${name} ${title}`;
      if (field.type === "choices")
        return [own, ...field.choices.map(({ value, text }) => `${name} choice ${value} ${text}`)];
      if (field.type === "items") return [own, ...field.items.map((item) => `${name} item ${item.name} ${item.title}`)];
      if (field.type !== "matrix") return [own];
      const rows = field.rows.map(({ value, text }) => `${name} row ${value} ${text}`);
      return [own, ...rows, ...field.columns.map(({ value, text }) => `${name} column ${value} ${text}`)];
    })
    .sort();
}

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** The same lines, read from the JSON itself; `copies` of what stands in a panel list. */
function inJson(json: unknown, locale: Locale, copies: number): string[] {
  const text = (value: unknown, other: unknown) => {
    if (typeof value === "string") return value;
    return String((isJson(value) ? (value[locale] ?? value.default) : undefined) ?? other);
  };
  const walk = (element: Json): string[] => {
    const { type, name } = element;
    if (type === "html") return [`text ${name}`];
    if (type === "panel") return [`group ${name}`, ...listOf(element.elements).flatMap(walk)];
    if (type === "paneldynamic") {
      const inner = listOf(element.templateElements).flatMap(walk);
      return [`list ${name}`, ...Array.from({ length: copies }, () => inner).flat()];
    }
    const part = (key: string, word: string) =>
      listOf(element[key]).map(
        (entry) =>
          `${name} ${word} ${entry.value ?? entry.name} ${text(entry.text ?? entry.title, entry.value ?? entry.name)}`,
      );
    return [
      `question ${name} ${text(element.title, name)}`,
      ...part("choices", "choice"),
      ...part("items", "item"),
      ...part("rows", "row"),
      ...part("columns", "column"),
    ];
  };
  const pages = isJson(json) ? listOf(json.pages) : [];
  return pages.flatMap((page) => listOf(page.elements).flatMap(walk)).sort();
}

describe.each(questionnaireKeys)("%s on paper", (key) => {
  const { json, definition, filled } = loadQuestionnaire(key);

  test.each(["ja", "en"] as const)("has every question, choice, item, row and column in %s", (locale) => {
    const lines = inJson(json, locale, 2);
    expect(lines.length).toBeGreaterThan(50);
    expect(onPaper(blank(definition, locale))).toEqual(lines);
  });

  test("has the city's districts once it is filled, and numbers each question once", () => {
    const form = blank(filled, "ja", 1);
    expect(JSON.stringify(form)).toContain("第二地区");
    const numbers = allBlocks(form).flatMap((block) => ("number" in block ? [block.number] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !/^\d+(-\d+)?$/.test(number))).toEqual([]);
    expect(numbers[0]).toBe("1");
  });

  test("says for whom everything conditional is", () => {
    const conditional = allBlocks(blank(filled)).filter(({ notes }) => notes.length > 0);
    const expected = JSON.stringify(json).match(/"visibleIf"/g) ?? [];
    expect(conditional.length === 0).toBe(expected.length === 0);
  });
});

const definition = parseDefinition({
  title: { default: "調査", en: "Survey" },
  pages: [
    {
      name: "p1",
      elements: [
        { type: "html", name: "intro", html: "<p><strong>お願い</strong>です。</p><ul><li>一</li></ul>" },
        {
          type: "radiogroup",
          name: "stage",
          title: "学年",
          isRequired: true,
          choices: ["a", "b", "c"].map((value) => ({ value, text: value.toUpperCase() })),
        },
        { type: "checkbox", name: "kinds", choices: [{ value: "x" }, { value: "y" }], maxSelectedChoices: 1 },
        { type: "text", name: "count", inputType: "number", max: 99, visibleIf: "{stage} = 'a'" },
        {
          type: "text",
          name: "day",
          inputType: "date",
          visibleIf: "{stage} notempty and {stage} <> 'c' and {stage} <> 'b'",
        },
        { type: "comment", name: "free", maxLength: 2000, visibleIf: "{count} > 3 and {stage} = 'b'" },
        {
          type: "boolean",
          name: "sure",
          labelTrue: "はい",
          labelFalse: "いいえ",
          visibleIf: "{stage} anyof ['a','b']",
        },
        {
          type: "paneldynamic",
          name: "units",
          maxPanelCount: 3,
          templateTitle: "まとまり",
          templateElements: [
            { type: "text", name: "label" },
            { type: "multipletext", name: "users", items: [{ name: "n", inputType: "number", max: 9 }, { name: "t" }] },
            {
              type: "matrix",
              name: "able",
              rows: [{ value: "r" }],
              columns: [{ value: "can" }, { value: "no" }],
              visibleIf: "{panel.label} notempty",
            },
          ],
        },
      ],
    },
    { name: "p2", title: "次", visibleIf: "{kinds} contains 'x'", elements: [] },
  ],
});

const answers = {
  stage: "b",
  kinds: ["y"],
  count: 7,
  day: "2026-04-01",
  free: "長い\n文",
  sure: false,
  units: [{ label: "一", users: { n: 3 }, able: { r: "no" } }, {}, { label: "三" }],
};

const questionOf = (form: PaperForm, name: string): PaperQuestion => {
  const found = allBlocks(form).find((block) => block.name === name);
  if (found?.kind !== "question") throw new Error(`${name} is no question of the form`);
  return found;
};

describe("an empty form", () => {
  const form = blank(definition);

  test("has the fields one writes into, by what is asked", () => {
    expect(questionOf(form, "stage")).toMatchObject({
      number: "1",
      title: "学年",
      required: true,
      field: { many: false },
    });
    expect(questionOf(form, "kinds").field).toEqual({
      type: "choices",
      many: true,
      limit: 1,
      choices: [
        { value: "x", text: "x", ticked: false },
        { value: "y", text: "y", ticked: false },
      ],
    });
    expect(questionOf(form, "count").field).toEqual({ type: "number", digits: 2, value: "" });
    expect(questionOf(form, "day").field).toEqual({ type: "date", value: "" });
    expect(questionOf(form, "free").field).toEqual({ type: "lines", lines: 8, value: "" });
  });

  test("has the blank copies of a list that were asked for, never more than the list takes", () => {
    const copies = (blankCopies: number) =>
      allBlocks(blank(definition, "ja", blankCopies)).find(({ kind }) => kind === "list");
    expect(copies(2)).toMatchObject({
      number: "7",
      most: 3,
      copyTitle: "まとまり",
      copies: [{ length: 3 }, { length: 3 }],
    });
    expect(copies(9)).toMatchObject({ copies: { length: 3 } });
    expect(questionOf(form, "users").number).toBe("7-2");
  });

  test("has for whom a block is, in the numbers and words of the form", () => {
    const notesOf = (name: string) => questionOf(form, name).notes;
    expect(notesOf("stage")).toEqual([]);
    expect(notesOf("count")).toEqual([{ kind: "chosen", number: "1", choices: ["A"] }]);
    expect(notesOf("day")).toEqual([{ kind: "not_chosen", number: "1", choices: ["B", "C"] }]);
    expect(notesOf("free")).toEqual([{ kind: "chosen", number: "1", choices: ["B"] }, { kind: "applies" }]);
    // two of three: shorter by the one that is left
    expect(notesOf("sure")).toEqual([{ kind: "not_chosen", number: "1", choices: ["C"] }]);
    expect(notesOf("able")).toEqual([{ kind: "applies" }]);
    expect(form.pages[1]?.notes).toEqual([{ kind: "chosen", number: "2", choices: ["x"] }]);
  });
});

test("a filled form holds each answer, and as many copies of a list as were given", () => {
  const form = buildPaperForm(definition, { locale: "ja", answers, blankCopies: 2 });
  const field = (name: string) => questionOf(form, name).field;
  expect(field("stage")).toMatchObject({
    choices: [{ ticked: false }, { value: "b", ticked: true }, { ticked: false }],
  });
  expect(field("kinds")).toMatchObject({ choices: [{ ticked: false }, { value: "y", ticked: true }] });
  expect(field("count")).toMatchObject({ value: "7" });
  expect(field("day")).toMatchObject({ value: "2026-04-01" });
  expect(field("free")).toMatchObject({ value: "長い\n文" });
  expect(field("sure")).toMatchObject({ choices: [{ ticked: false }, { text: "いいえ", ticked: true }] });
  const copies = allBlocks(form).flatMap((block) => (block.kind === "list" ? block.copies : []));
  expect(copies.map(([label]) => label)).toMatchObject([
    { field: { value: "一" } },
    { field: { value: "" } },
    { field: { value: "三" } },
  ]);
  expect(copies[0]?.slice(1)).toMatchObject([
    {
      field: {
        items: [
          { name: "n", field: { type: "number", digits: 1, value: "3" } },
          { name: "t", field: { type: "lines", value: "" } },
        ],
      },
    },
    { field: { rows: [{ value: "r", ticked: "no" }] } },
  ]);
});

test("a limit that became a validator still gives the boxes for its digits", () => {
  const form = blank(loadQuestionnaire("provider-capacity").filled);
  expect(questionOf(form, "users").field).toMatchObject({
    items: [{ field: { type: "number", digits: 3 } }, {}, {}, {}],
  });
  expect(questionOf(form, "nurses").field).toMatchObject({ items: [{ field: { digits: 2 } }, {}, {}, {}, {}, {}] });
});

test("what is true on a screen alone is left out on paper", () => {
  expect(
    readMarkup('<p>一。<span class="on-screen">二。</span>三。</p><p><span class="on-screen">四</span></p>'),
  ).toEqual([{ kind: "paragraph", runs: [{ text: "一。三。", strong: false }] }]);
});

test("markup becomes paragraphs, of which nothing is lost", () => {
  expect(readMarkup("<p><strong>お願い</strong>です。<br>次</p>\n<ul><li>一</li></ul><h3>見出し</h3>")).toEqual([
    {
      kind: "paragraph",
      runs: [
        { text: "お願い", strong: true },
        { text: "です。", strong: false },
      ],
    },
    { kind: "paragraph", runs: [{ text: "次", strong: false }] },
    { kind: "item", runs: [{ text: "一", strong: false }] },
    { kind: "heading", runs: [{ text: "見出し", strong: false }] },
  ]);
  const [notice] = loadQuestionnaire("family-needs").definition.pages[0]?.elements ?? [];
  if (notice?.type !== "html") throw new Error("the notice is no longer the first element");
  const html = textIn(notice.html, "ja");
  const read = readMarkup(html)
    .flatMap(({ runs }) => runs.map(({ text }) => text))
    .join("");
  const [before, onScreen, after] = html.split(/<span class="on-screen">|<\/span>/);
  expect(onScreen).toContain("保存");
  expect(read.replaceAll(/\s/g, "")).toBe(`${before}${after}`.replaceAll(/<[^>]*>|\s/g, ""));
});
