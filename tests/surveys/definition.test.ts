import { Model } from "survey-core";
import { describe, expect, test } from "vitest";
import { checkDefinition } from "#surveys/definition-rules.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { readQuestionnaire, standardQuestionnaires } from "#surveys/registry.server.ts";
import { textIn } from "#surveys/text-in.ts";
import { choices, definitionOf, districts, everythingSurvey, surveyOf } from "#tests/fixtures/questionnaires.ts";

type Json = Record<string, unknown>;

function problemsOf(elements: readonly Json[], extra: Json = {}): string[] {
  const checked = checkDefinition(surveyOf(elements, extra));
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
}

const text = { type: "text", name: "q" };
const number = { ...text, inputType: "number" };
const list = { type: "paneldynamic", name: "list", maxPanelCount: 3, templateElements: [text] };

test("everything the subset allows can be published", () => {
  expect(checkDefinition(everythingSurvey)).toMatchObject({ ok: true });
});

describe("what the checker does not understand cannot be published", () => {
  test.each<[string, Json]>([
    ["another question type", { type: "file", name: "q" }],
    ["a rating", { type: "rating", name: "q" }],
    ["a custom widget's property", { ...text, valueName: "x" }],
    ["a default value", { ...text, defaultValue: "x" }],
    ["a write-in choice", { type: "radiogroup", name: "q", choices: choices("a"), showOtherItem: true }],
    [
      "choices from an address",
      { type: "dropdown", name: "q", choices: [], choicesByUrl: { url: "https://example.com" } },
    ],
    ["a computed limit", { ...number, minValueExpression: "{a}" }],
    ["a time", { ...text, inputType: "datetime-local" }],
    ["an exclusive single choice", { type: "radiogroup", name: "q", choices: [{ value: "a", isExclusive: true }] }],
    ["a choice value that is a number", { type: "radiogroup", name: "q", choices: [{ value: 1 }] }],
    ["a list without a most", { type: "paneldynamic", name: "q", templateElements: [text] }],
    ["a list in a list", { ...list, templateElements: [{ ...list, name: "inner" }] }],
    ["a name with a dot", { ...text, name: "a.b" }],
    ["a name with a dollar", { ...text, name: "$where" }],
    ["a validator of another kind", { ...text, validators: [{ type: "answercount", minCount: 1 }] }],
    ["a pattern that can take for ever", { ...text, maxLength: 50, validators: [{ type: "regex", regex: "^(a+)+$" }] }],
    ["another", { ...text, maxLength: 50, validators: [{ type: "regex", regex: "((a+))+$" }] }],
    ["a third", { ...text, maxLength: 50, validators: [{ type: "regex", regex: "(a|a)*$" }] }],
    ["a pattern that is none", { ...text, maxLength: 50, validators: [{ type: "regex", regex: "(" }] }],
  ])("%s", (_name, element) => {
    expect(problemsOf([element])).not.toEqual([]);
  });

  test.each(["triggers", "calculatedValues", "completedHtml", "navigateToUrl", "cookieName", "onComplete"])(
    "%s",
    (key) => {
      expect(problemsOf([text], { [key]: [] })).not.toEqual([]);
    },
  );

  test("a problem says where it is", () => {
    expect(problemsOf([{ ...text, type: "text", validators: [{ type: "regex", regex: "(" }], maxLength: 9 }])).toEqual([
      "pages.0.elements.0.validators.0.regex: the pattern is no regular expression",
    ]);
  });

  test.each([
    "<p onclick='x'>a</p>",
    "<script>1</script>",
    "<img src=x>",
    "<span class='other'>a</span>",
    '<span class="on-screen" onclick="x">a</span>',
    "<p>{q}</p>",
    "<a href='x'>a</a>",
    "<p>a < b</p>",
  ])("markup %s", (html) => {
    expect(problemsOf([{ type: "html", name: "h", html: { default: html, en: "x" } }])).not.toEqual([]);
  });

  test("plain markup may be", () => {
    const html =
      '<h3>一</h3><p>二<br>三<strong>四</strong><span class="on-screen">五</span></p><ul><li>六</li></ul><ol><li>七</li></ol>';
    expect(problemsOf([{ type: "html", name: "h", html: { default: html, en: html } }])).toEqual([]);
  });
});

describe("rules for the whole", () => {
  test.each<[string, readonly Json[], string]>([
    ["two questions of one name", [text, text], "q is used twice"],
    ["names that differ in case only", [text, { ...text, name: "Q" }], "Q is used twice"],
    ["a reserved name", [{ ...text, name: "constructor" }], "constructor is a reserved word"],
    ["another reserved name", [{ ...text, name: "panel" }], "panel is a reserved word"],
    [
      "an unknown question",
      [{ ...text, visibleIf: "{nobody} = 1" }],
      "{nobody} is not a question of this questionnaire",
    ],
    [
      "an unknown item",
      [number, { ...text, name: "b", visibleIf: "{q.mon} = 1" }],
      "{q.mon} is not a question of this questionnaire",
    ],
    [
      "a later question",
      [
        { ...text, visibleIf: "{b} = 1" },
        { ...text, name: "b" },
      ],
      "{b} does not come before this place",
    ],
    ["itself", [{ ...text, visibleIf: "{q} = 1" }], "{q} does not come before this place"],
    [
      "its own list",
      [{ ...list, templateElements: [{ ...text, visibleIf: "{list.length} > 1" }] }],
      "{list.length} does not come before this place",
    ],
    [
      "panel outside a list",
      [text, { ...text, name: "b", visibleIf: "{panel.q} = 1" }],
      "{panel.q} is not a question of this questionnaire",
    ],
    ["an expression that is none", [{ ...text, visibleIf: "{" }], "not an expression: {"],
    ["the clock", [{ ...text, visibleIf: "today() > 1" }], "function today is not available"],
    [
      "an expression in a text",
      [list, { ...text, name: "b", visibleIf: "sumInArray({list}, 'q', '{x} > 1') > 1" }],
      "sumInArray takes a list and a name",
    ],
    [
      "both kinds of required",
      [{ ...text, isRequired: true, requiredIf: "1 = 1" }],
      "isRequired and requiredIf exclude each other",
    ],
    [
      "one choice twice",
      [{ type: "radiogroup", name: "q", choices: choices("a", "A") }],
      "a choice value is used twice",
    ],
    [
      "a choice that reads as true",
      [{ type: "radiogroup", name: "q", choices: choices("true") }],
      "a choice value that an expression would not read as it is written",
    ],
    ["a date limit for a number", [{ ...number, min: "2026-01-01" }], "min and max do not fit number"],
    ["a step for text", [{ ...text, step: 1 }], "step is for numbers"],
    [
      "a step of a half for an item",
      [{ type: "multipletext", name: "q", items: [{ ...number, type: undefined, name: "m", step: 0.5 }] }],
      "an item can only be text or a number, with a step of 1",
    ],
    [
      "a key that is not there",
      [{ ...list, keyName: "other" }],
      "keyName other must be a text or single choice question of the list",
    ],
    [
      "too many entries to begin with",
      [{ ...list, panelCount: 4 }],
      "panelCount or minPanelCount is above maxPanelCount",
    ],
    [
      "a pattern on long text",
      [{ ...text, validators: [{ type: "regex", regex: "^a" }] }],
      "a regex validator needs a maxLength of at most 200 on q",
    ],
    ["a text without English", [{ ...text, title: { default: "日本語" } }], "a text needs default (Japanese) and en"],
    [
      "a minimum nobody can reach",
      [
        {
          type: "checkbox",
          name: "q",
          minSelectedChoices: 2,
          choices: [{ value: "a" }, { value: "b" }, { value: "n", isExclusive: true }],
        },
      ],
      "an exclusive choice can never reach minSelectedChoices",
    ],
  ])("%s", (_name, elements, message) => {
    const cleaned = JSON.parse(JSON.stringify(elements));
    expect(problemsOf(cleaned).map((problem) => problem.slice(problem.indexOf(": ") + 2))).toContain(message);
  });

  test("a rule that does not decide visibility may read what comes later", () => {
    const later = { type: "expression", expression: "{q} < {b}", text: { default: "小さく", en: "Less" } };
    expect(
      problemsOf([
        { ...number, validators: [later], requiredIf: "{b} > 1" },
        { ...number, name: "b" },
      ]),
    ).toEqual([]);
  });
});

describe("filling", () => {
  const chooses = { type: "dropdown", name: "q", choicesFrom: "districts", choices: choices("elsewhere") };
  const filled = fillDefinition(definitionOf([chooses]), { districts });

  test("the region's districts stand before the file's own choices", () => {
    expect(filled.pages[0]?.elements[0]).toEqual({
      type: "dropdown",
      name: "q",
      choices: [
        { value: "north", text: { default: "North", ja: "北" } },
        { value: "south", text: { default: "South", ja: "南" } },
        { value: "elsewhere", text: { default: "text of elsewhere", ja: "elsewhereの文" } },
      ],
    });
    expect(filled.clearInvisibleValues).toBe("onHiddenContainer");
    expect(() =>
      fillDefinition(definitionOf([chooses]), { districts: [{ value: "a.b", text: { ja: "あ", en: "a" } }] }),
    ).toThrow();
  });

  test("filling again changes nothing", () => {
    expect(fillDefinition(filled, { districts })).toEqual(filled);
  });

  test("survey-core shows both languages, which it would not do with the file as written", () => {
    const titles = (json: object) =>
      ["ja", "en"].map((locale) => {
        const model = new Model(json);
        model.locale = locale;
        return model.title;
      });
    expect(titles(filled)).toEqual(["調査", "Survey"]);
    expect(titles(definitionOf([text]))).toEqual(["調査", "調査"]);
  });

  test("textIn reads texts as written and as filled", () => {
    for (const one of [
      { default: "調査", en: "Survey" },
      { default: "Survey", ja: "調査" },
    ]) {
      expect(textIn(one, "ja")).toBe("調査");
      expect(textIn(one, "en")).toBe("Survey");
    }
    expect(textIn("same", "en")).toBe("same");
    expect(textIn(undefined, "ja")).toBe("");
  });
});

describe("the registry", () => {
  test("the standard questionnaires can be published", () => {
    const standard = standardQuestionnaires();
    expect(standard.map(({ key }) => key)).toEqual([
      "provider-capacity",
      "family-needs",
      "supporter-needs",
      "citizen-awareness",
    ]);
    for (const { contentHash } of standard) expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
  }, 30_000);

  test("the hash depends on the content, not on the order of keys", () => {
    const meaning = {
      ...{ questionnaire: "k", side: "need", countsIf: "{q} = 'yes'", stratum: {}, profile: { $const: null } },
      measures: [{ id: "m", unit: "children", needs: [], value: "1", by: {} }],
    };
    const hashOf = (survey: unknown) => readQuestionnaire({ key: "k", survey, meaning }).contentHash;
    const survey = surveyOf([{ ...text, maxLength: 5 }]);
    const { pages, title } = survey;
    expect(hashOf({ pages, title })).toBe(hashOf({ title, pages }));
    expect(hashOf(surveyOf([{ maxLength: 5, name: "q", type: "text" }]))).toBe(hashOf(survey));
    expect(hashOf(surveyOf([{ ...text, maxLength: 6 }]))).not.toBe(hashOf(survey));
  });

  test("a meaning that needs a question which is not there, or of another questionnaire, is refused", () => {
    const survey = surveyOf([{ ...text, name: "consent" }]);
    const meaning = {
      ...{ questionnaire: "k", side: "need", countsIf: "{consent} = 'yes'", stratum: {}, profile: { $const: null } },
      measures: [{ id: "m", unit: "children", needs: ["gone"], value: "1", by: {} }],
    };
    expect(() => readQuestionnaire({ key: "k", survey, meaning })).toThrow("measure m: {gone} is not a question");
    expect(() => readQuestionnaire({ key: "other", survey, meaning })).toThrow("meaning.json belongs to k");
    expect(() => readQuestionnaire({ key: "k", survey: { pages: [] }, meaning })).toThrow("k: title");
  });

  test("a questionnaire may have no profile, but has to say so, and its side is a known one", () => {
    const survey = surveyOf([{ ...text, maxLength: 5 }]);
    const meaning = {
      ...{ questionnaire: "k", side: "view", countsIf: "{q} = 'yes'", stratum: {} },
      measures: [{ id: "m", unit: "respondents", needs: [], value: "1", by: {} }],
    };
    const read = (changes: object) => readQuestionnaire({ key: "k", survey, meaning: { ...meaning, ...changes } });
    expect(read({ profile: null }).meaning.profile).toBeNull();
    expect(() => read({})).toThrow("profile");
    expect(() => read({ profile: null, side: "opinion" })).toThrow("side");
  });
});
