import { Model, settings } from "survey-core";
import "survey-core/i18n/japanese";
import type { Locale } from "#domain/locale.ts";
import type { Definition } from "#surveys/definition.ts";

// Nothing on a page moves: a list that opens beside a question still sliding in closes again at once.
settings.animationEnabled = false;

/** SurveyJS's own words (プレビュー, 完了, 編集) do not say what happens next. */
const buttonTexts = {
  ja: {
    pageNextText: "次へ",
    pagePrevText: "戻る",
    previewText: "回答を確かめる",
    completeText: "送信する",
    editText: "直す",
  },
  en: {
    pageNextText: "Next",
    pagePrevText: "Back",
    previewText: "Check your answers",
    completeText: "Send",
    editText: "Change",
  },
} as const satisfies Record<Locale, unknown>;

/**
 * The form's model as both sides render it first: empty, in one language, with the settings that keep the page from
 * jumping (an error bar that vanishes on blur loses the next click). A locale per instance, never the global one.
 */
export function createFormModel(definition: Definition, locale: Locale): Model {
  const model = new Model(definition);
  model.generateStylesheet = false;
  model.locale = locale;
  Object.assign(model, buttonTexts[locale]);
  model.showTitle = false;
  model.textUpdateMode = "onTyping";
  model.questionErrorLocation = "bottom";
  model.checkErrorsMode = "onNextPage";
  model.previewMode = "answeredQuestions";
  model.showPreviewBeforeComplete = true;
  model.showCompletedPage = false;
  model.showProgressBar = true;
  model.progressBarLocation = "top";
  model.progressBarType = "questions";
  model.focusFirstQuestionAutomatic = false;
  model.widthMode = "responsive";
  return model;
}
