import { type Model, surveyLocalization } from "survey-core";
import { describe, expect, test } from "vitest";
import { renderForm } from "#app/components/survey-form/render-shell.server.tsx";
import { createFormModel } from "#app/components/survey-form/survey-model.ts";
import { modelTexts, ownTexts } from "#app/components/survey-form/survey-texts.ts";
import type { Locale } from "#domain/locale.ts";
import { parseDefinition } from "#surveys/definition.ts";
import { fillDefinition } from "#surveys/fill-definition.ts";
import { standardQuestionnaires } from "#surveys/registry.server.ts";
import { districts, everythingSurvey, filledOf } from "#tests/fixtures/questionnaires.ts";

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const locales = ["ja", "en"] as const satisfies readonly Locale[];
/** Names of SurveyJS's own texts that are asked for while all pages are shown, with their errors. */
function textsAskedFor(model: Model, locale: Locale): string[] {
  const names = new Set<string>();
  const { locales: tables } = surveyLocalization;
  const table = tables[locale];
  tables[locale] = new Proxy(table, {
    get(texts, name) {
      if (Reflect.has(texts, name)) names.add(String(name));
      return Reflect.get(texts, name);
    },
  });
  for (const page of model.visiblePages) {
    model.currentPage = page;
    page.validate(true);
    renderForm(model);
  }
  tables[locale] = table;
  return [...names];
}

/** Asked for, and never on a page: a table of contents, a first page, a page that loads, SurveyJS's own preview and saving. */
const unseen = ["toc", "startSurveyText", "loadingPage", "previewText", "saveAgainButton"];
const wrong = { consent: "yes", age: 2.5, share: 0.05, since: "2019-01-01", mail: "x", code: "abc", older: 900 };

describe.each(locales)("what SurveyJS says by itself (%s)", (locale) => {
  test("is ours, wherever a page of any question can show it", () => {
    const model = createFormModel(fillDefinition(parseDefinition(everythingSurvey), { districts }), locale);
    const asked = textsAskedFor(model, locale);
    model.data = wrong;
    asked.push(...textsAskedFor(model, locale));
    expect(asked).toContain("requiredError");
    const ours = [...Object.keys(ownTexts[locale]), ...Object.keys(modelTexts[locale]), ...unseen];
    expect(asked.filter((name) => !ours.includes(name))).toEqual([]);
  });

  test("is in the language of the form", () => {
    const texts = [...Object.values(ownTexts[locale]), ...Object.values(modelTexts[locale])];
    expect(texts.filter((text) => japanese.test(text) !== (locale === "ja"))).toEqual([]);
    expect(Object.keys(ownTexts[locale])).toEqual(Object.keys(ownTexts.ja));
  });
});

test("a demanded question says so in words", () => {
  const definition = filledOf([
    { type: "text", name: "q", title: { default: "お名前", en: "Name" }, isRequired: true },
  ]);
  const shown = (locale: Locale) => renderForm(createFormModel(definition, locale));
  expect(shown("ja")).toMatch(/required-text[^>]*>必須</);
  expect(shown("en")).toMatch(/required-text[^>]*>required</);
});

test.each([
  ["ja", "整数で入力してください(例: 2)"],
  ["en", "Please enter a whole number (for example: 2)"],
] as const)("half a person is refused by what to enter, in a field and in a weekday's (%s)", (locale, message) => {
  const number = { inputType: "number", min: 0, step: 1 };
  const definition = filledOf([
    { type: "text", name: "places", ...number },
    { type: "multipletext", name: "nurses", items: [{ name: "mon", ...number }] },
  ]);
  const model = createFormModel(definition, locale);
  model.data = { places: 2.5, nurses: { mon: 2.5 } };
  expect(model.validate(true)).toBe(false);
  const shown = renderForm(model);
  expect(shown.split(message).length - 1).toBeGreaterThanOrEqual(2);
});

test("a text over its limit is kept whole, says so while it is typed, and falls silent when it is short enough", () => {
  const comment = { type: "comment", name: "q", maxLength: 10 };
  const list = { type: "paneldynamic", name: "list", panelCount: 1, maxPanelCount: 2, templateElements: [comment] };
  const model = createFormModel(filledOf([{ ...comment, name: "free" }, list]), "ja");
  const free = model.getQuestionByName("free");
  model.setValue("free", "あ".repeat(11));
  expect(model.getValue("free")).toHaveLength(11);
  expect(free.errors.map(({ text }: { text: string }) => text)).toEqual(["10文字以内で入力してください"]);
  model.setValue("free", "あ".repeat(10));
  expect(free.errors).toHaveLength(0);
  model.setValue("list", [{ q: "あ".repeat(11) }]);
  expect(model.validate(true)).toBe(false);
});

test("every survey has one name: the form's, the letter's and the paper's are the questionnaire's", async () => {
  const { default: ja } = await import("#app/i18n/ja.json");
  const { default: en } = await import("#app/i18n/en.json");
  const audiences = {
    provider: "provider-capacity",
    family: "family-needs",
    supporter: "supporter-needs",
    citizen: "citizen-awareness",
  };
  for (const [audience, key] of Object.entries(audiences)) {
    const title = standardQuestionnaires().find((one) => one.key === key)?.definition.title;
    expect(title).toEqual({
      default: Reflect.get(ja, `form.name.${audience}`),
      en: Reflect.get(en, `form.name.${audience}`),
    });
  }
});
