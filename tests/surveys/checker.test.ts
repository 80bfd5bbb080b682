import { describe, expect, test } from "vitest";
import { compileChecker } from "#surveys/compile-checker.ts";
import { choices, definitionOf, filledOf } from "#tests/fixtures/questionnaires.ts";
import { askSurveyCore } from "#tests/fixtures/survey-core-oracle.ts";

type Json = Record<string, unknown>;

function codesFor(elements: readonly Json[], answers: unknown): string[] {
  const result = compileChecker(filledOf(elements)).check(answers, "ja");
  return result.ok ? [] : result.errors.map(({ path, code }) => `${path} ${code}`);
}

function accepted(elements: readonly Json[], answers: unknown) {
  const result = compileChecker(filledOf(elements)).check(answers, "ja");
  if (!result.ok) throw new Error(`refused: ${result.errors.map(({ path, code }) => `${path} ${code}`).join(", ")}`);
  return result;
}

const text = { type: "text", name: "q", maxLength: 5 };
const number = { type: "text", name: "q", inputType: "number" };
const date = { type: "text", name: "q", inputType: "date" };
const one = { type: "radiogroup", name: "q", choices: choices("a", "b") };
const many = {
  type: "checkbox",
  name: "q",
  maxSelectedChoices: 2,
  choices: [...choices("a", "b", "c"), { value: "none", isExclusive: true }],
};
const days = { type: "multipletext", name: "q", items: [{ name: "mon", inputType: "number" }, { name: "tue" }] };
const grid = { type: "matrix", name: "q", rows: choices("r1", "r2"), columns: choices("can", "cannot") };
const list = { type: "paneldynamic", name: "q", maxPanelCount: 2, templateElements: [{ ...number, name: "n" }] };

describe("what survey-core lets through is refused", () => {
  const cases: readonly [string, Json, unknown, string][] = [
    ["text over maxLength", text, "123456", "q text_too_long"],
    ["an object for text", text, { $gt: "" }, "q text_only"],
    ["a list for text", text, ["a"], "q text_only"],
    ["a number for text", text, 5, "q text_only"],
    ["text for a number", number, "many", "q number_only"],
    ["digits as text for a number", number, "12", "q number_only"],
    ["an object for a number", number, { $gt: 0 }, "q number_only"],
    ["a number beyond reason", number, 1e15, "q number_only"],
    ["a number with too many decimals", number, 0.1234567, "q decimals"],
    ["a day that does not exist", date, "2026-02-30", "q no_such_day"],
    ["a date with a time", date, "2026-02-03T00:00", "q date"],
    ["an unknown choice", one, "z", "q choice"],
    ["a list for one choice", one, ["a"], "q choice"],
    ["one choice in another case", one, "A", "q choice"],
    ["an unknown choice among several", many, ["a", "z"], "q choice"],
    ["one choice for several", many, "a", "q choice"],
    ["the same choice twice", many, ["a", "a"], "q duplicate_choice"],
    ["too many choices", many, ["a", "b", "c"], "q too_many_choices"],
    ["an exclusive choice beside another", many, ["a", "none"], "q exclusive_choice"],
    ["a boolean that is neither", { type: "boolean", name: "q" }, "maybe", "q yes_or_no"],
    ["a boolean as text", { type: "boolean", name: "q" }, "true", "q yes_or_no"],
    ["an unknown item", days, { mon: 1, sun: 1 }, "q unknown_question"],
    ["text for a numeric item", days, { mon: "1" }, "q.mon number_only"],
    ["a list for items", days, [1], "q answer_form"],
    ["an unknown row", grid, { r9: "can" }, "q unknown_question"],
    ["an unknown column", grid, { r1: "perhaps" }, "q.r1 choice"],
    ["a list for a cell", grid, { r1: ["can"] }, "q.r1 choice"],
    ["too many entries", list, [{ n: 1 }, { n: 2 }, { n: 3 }], "q too_many_entries"],
    ["an entry that is a number", list, [1], "q answer_form"],
    ["an unknown question in an entry", list, [{ n: 1, other: 2 }], "q unknown_question"],
    ["text for a number in an entry", list, [{ n: 1 }, { n: "2" }], "q[1].n number_only"],
  ];
  test.each(cases)("%s", (_name, element, value, expected) => {
    expect(codesFor([element], { q: value })).toEqual([expected]);
    expect(askSurveyCore(filledOf([element]), { q: value }).accepts).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("%s as a number", (value) => {
    expect(codesFor([number], { q: value })).toEqual(["q number_only"]);
  });

  test("a choice that its visibleIf hides", () => {
    const elements = [
      { type: "boolean", name: "a" },
      {
        ...one,
        choices: [{ value: "a" }, { value: "b", visibleIf: "{a} = true" }, { value: "c", visibleIf: "{item} = 'z'" }],
      },
    ];
    expect(codesFor(elements, { a: true, q: "b" })).toEqual([]);
    expect(codesFor(elements, { a: false, q: "b" })).toEqual(["q choice"]);
    expect(codesFor(elements, { a: true, q: "c" })).toEqual(["q choice"]);
  });

  test.each([
    ["a key of its own", '{"q":1,"admin":true}'],
    ["__proto__", '{"q":1,"__proto__":{"admin":true}}'],
    ["constructor", '{"constructor":{"prototype":{}}}'],
    ["a key with a dollar", '{"$where":"1"}'],
    ["a key with a dot", '{"q.mon":1}'],
  ])("%s", (_name, json) => {
    expect(codesFor([number], JSON.parse(json))).toEqual([" unknown_question"]);
    expect(Object.hasOwn({}, "admin")).toBe(false);
  });
});

describe("signs that nobody can see", () => {
  const comment = { type: "comment", name: "q" };

  test("are taken out of a paragraph, and its line ends become line breaks", () => {
    const typed = "電話は\u202D090-0000-0000\u202C\u000B二行目\u0085三行目\u200B";
    expect(accepted([comment], { q: typed }).answers).toEqual({ q: "電話は090-0000-0000\n二行目\n三行目" });
  });

  test("are taken out of a line, before its length is judged", () => {
    expect(accepted([text], { q: "\u202D12345\u202C" }).answers).toEqual({ q: "12345" });
    expect(accepted([text], { q: "a\u0000\ud800\nb" }).answers).toEqual({ q: "a b" });
  });

  test("alone are no answer", () => {
    expect(accepted([text], { q: "\u200B\u202E" }).answers).toEqual({});
    expect(codesFor([{ ...text, isRequired: true }], { q: "\u200B" })).toEqual(["q required"]);
  });
});

describe("size", () => {
  test("JSON 5000 levels deep is refused without overflowing the stack", () => {
    const deep = JSON.parse(`${'{"q":'.repeat(5000)}1${"}".repeat(5000)}`);
    expect(codesFor([number], deep)).toEqual([" too_big"]);
    const lists = JSON.parse(`{"q":${"[".repeat(5000)}${"]".repeat(5000)}}`);
    expect(codesFor([number], lists)).toEqual([" too_big"]);
  });

  test("too many values, too much text, and things that are not JSON", () => {
    expect(codesFor([text], { q: Array.from({ length: 20_001 }, () => 1) })).toEqual([" too_big"]);
    expect(codesFor([text], { q: "x".repeat(400_001) })).toEqual([" too_big"]);
    expect(codesFor([text], { q: new Date() })).toEqual([" too_big"]);
    const ring: Json = {};
    ring.q = ring;
    expect(codesFor([text], ring)).toEqual([" too_big"]);
  });

  test.each([null, undefined, "text", 1, true, []])("%j is not a set of answers", (value) => {
    expect(codesFor([text], value)).toEqual([" answer_form"]);
  });
});

describe("limits and validators", () => {
  test("numbers: min, max, step", () => {
    const element = { ...number, min: 1, max: 9, step: 0.5 };
    expect(codesFor([element], { q: 0.5 })).toEqual(["q too_small"]);
    expect(codesFor([element], { q: 9.5 })).toEqual(["q too_large"]);
    expect(codesFor([element], { q: 1.3 })).toEqual(["q step"]);
    for (const q of [1, 1.5, 9]) expect(codesFor([element], { q })).toEqual([]);
    expect(codesFor([{ ...number, step: 0.1 }], { q: 0.3 })).toEqual([]);
  });

  test("dates: min and max are included", () => {
    const element = { ...date, min: "2026-04-01", max: "2027-03-31" };
    expect(codesFor([element], { q: "2026-03-31" })).toEqual(["q date_too_early"]);
    expect(codesFor([element], { q: "2027-04-01" })).toEqual(["q date_too_late"]);
    for (const q of ["2026-04-01", "2027-03-31"]) expect(codesFor([element], { q })).toEqual([]);
    expect(codesFor([date], { q: "2024-02-29" })).toEqual([]);
    expect(codesFor([date], { q: "2025-02-29" })).toEqual(["q no_such_day"]);
  });

  test("min, max and step of an item hold in the browser too", () => {
    const element = {
      type: "multipletext",
      name: "q",
      items: [{ name: "mon", inputType: "number", min: 0, max: 9, step: 1 }],
    };
    for (const [mon, code] of [
      [-1, "q.mon too_small"],
      [10, "q.mon too_large"],
      [1.5, "q.mon format"],
    ] as const) {
      expect(codesFor([element], { q: { mon } })).toEqual([code]);
      expect(askSurveyCore(filledOf([element]), { q: { mon } }).accepts).toBe(false);
      expect(compileChecker(definitionOf([element])).check({ q: { mon } }, "ja").ok).toBe(false);
    }
  });

  test("email, pattern, least length", () => {
    expect(codesFor([{ ...text, maxLength: 50, inputType: "email" }], { q: "a@b" })).toEqual(["q email"]);
    expect(codesFor([{ ...text, validators: [{ type: "regex", regex: "^[0-9]+$" }] }], { q: "1a" })).toEqual([
      "q format",
    ]);
    expect(codesFor([{ ...text, validators: [{ type: "text", minLength: 3 }] }], { q: "ab" })).toEqual([
      "q text_too_short",
    ]);
  });

  test("an expression is asked even without an answer, as in survey-core", () => {
    const element = {
      ...number,
      validators: [{ type: "expression", expression: "{q} > 3", text: { default: "四以上", en: "Four" } }],
    };
    expect(codesFor([element], {})).toEqual(["q rule"]);
    expect(codesFor([element], { q: 3 })).toEqual(["q rule"]);
    expect(codesFor([element], { q: 4 })).toEqual([]);
  });

  test("a repeated key in a list", () => {
    const element = { ...list, keyName: "k", templateElements: [{ ...text, name: "k" }] };
    expect(codesFor([element], { q: [{ k: "a" }, { k: "a" }] })).toEqual(["q[1].k duplicate_entry"]);
    expect(codesFor([element], { q: [{ k: "a" }, {}] })).toEqual([]);
  });

  test("fewer entries than the least", () => {
    const element = { ...list, maxPanelCount: 5, minPanelCount: 2, panelCount: 3 };
    expect(codesFor([element], { q: [{ n: 1 }] })).toEqual(["q too_few_entries"]);
  });
});

describe("required", () => {
  test("an empty answer is none, and names its place", () => {
    for (const q of [undefined, null, "", "  ", [], {}])
      expect(codesFor([{ ...text, isRequired: true }], { q })).toEqual(["q required"]);
    expect(codesFor([{ ...number, isRequired: true }], { q: 0 })).toEqual([]);
    expect(codesFor([{ type: "boolean", name: "q", isRequired: true }], { q: false })).toEqual([]);
  });

  test("requiredIf, items, rows and entries", () => {
    const depends = [
      { type: "boolean", name: "a" },
      { ...text, requiredIf: "{a} = true" },
    ];
    expect(codesFor(depends, { a: true })).toEqual(["q required"]);
    expect(codesFor(depends, { a: false })).toEqual([]);
    expect(codesFor([{ ...days, items: [{ name: "mon", isRequired: true }, { name: "tue" }] }], {})).toEqual([
      "q.mon required",
    ]);
    expect(codesFor([{ ...grid, eachRowRequired: true }], { q: { r1: "can" } })).toEqual(["q each_row"]);
    const entries = { ...list, templateElements: [{ ...number, name: "n", isRequired: true }] };
    expect(codesFor([entries], { q: [{ n: 1 }, {}] })).toEqual(["q[1].n required"]);
    expect(codesFor([{ ...entries, panelCount: 2 }], {})).toEqual(["q[0].n required", "q[1].n required"]);
    // a list that must be answered, and whose entries hold nothing: both are said
    const needed = { ...entries, isRequired: true };
    expect(codesFor([needed], { q: [{}] })).toEqual(["q required", "q[0].n required"]);
    expect(codesFor([needed], { q: [{ n: 1 }, {}] })).toEqual(["q[1].n required"]);
  });
});

describe("what is kept", () => {
  test("text is made uniform", () => {
    const result = accepted(
      [
        { type: "comment", name: "c" },
        { ...text, name: "t" },
      ],
      { c: " 一\r\n二\r三 ", t: "か\u3099" },
    );
    expect(result.answers).toEqual({ c: "一\n二\n三", t: "が" });
  });

  test("answers of hidden questions go, and what hung on them goes with them", () => {
    const chain = [
      { type: "boolean", name: "a" },
      { ...text, name: "b", visibleIf: "{a} = true" },
      { ...text, name: "c", visibleIf: "{b} = 'x'", isRequired: true },
      { ...text, name: "d", visibleIf: "{c} empty" },
    ];
    const hidden = accepted(chain, { a: false, b: "x", c: { $gt: "" }, d: "y" });
    expect(hidden.answers).toEqual({ a: false, d: "y" });
    expect([...hidden.asked]).toEqual(["a", "d"]);
    expect(accepted(chain, { a: true, b: "x", c: "z", d: "y" }).answers).toEqual({ a: true, b: "x", c: "z" });
  });

  test("pages and panels hide what they hold; entries see their own answers", () => {
    const elements = [
      { type: "boolean", name: "a" },
      { type: "panel", name: "p", visibleIf: "{a} = true", elements: [{ ...text, name: "inside", isRequired: true }] },
      {
        ...list,
        templateElements: [
          { ...number, name: "n" },
          { ...text, name: "why", visibleIf: "{panel.n} > 1" },
        ],
      },
    ];
    const result = accepted(elements, {
      a: false,
      inside: "x",
      q: [
        { n: 1, why: "x" },
        { n: 2, why: "y" },
      ],
    });
    expect(result.answers).toEqual({ a: false, q: [{ n: 1 }, { n: 2, why: "y" }] });
    expect([...result.asked]).toEqual(["a", "q", "q[0].n", "q[1].n", "q[1].why"]);
  });

  test("keys and choices stand in the order of the questionnaire, in objects of our own", () => {
    const sent = { q: ["c", "a"], a: 1 };
    const result = accepted([{ ...number, name: "a" }, many], sent);
    expect(JSON.stringify(result.answers)).toBe('{"a":1,"q":["a","c"]}');
    expect(result.answers.q).not.toBe(sent.q);
    expect(accepted([days], { q: { tue: "x", mon: 0 } }).answers).toEqual({ q: { mon: 0, tue: "x" } });
    expect(
      accepted(
        [days, grid].map((one, at) => ({ ...one, name: `q${at}` })),
        { q0: { mon: null }, q1: {} },
      ).answers,
    ).toEqual({});
    expect(Object.is(accepted([number], { q: -0 }).answers.q, 0)).toBe(true);
  });
});

test("a definition that could not be published is not compiled", () => {
  expect(() => compileChecker(definitionOf([{ ...one, choicesFrom: "districts" }]))).toThrow("fillDefinition");
  expect(() => compileChecker(definitionOf([{ ...text, visibleIf: "{nobody} = 1" }]))).toThrow(
    "{nobody} is not a question",
  );
});
