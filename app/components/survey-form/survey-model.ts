import { Model, Serializer, settings, surveyLocalization } from "survey-core";
import "survey-core/i18n/japanese";
import type { Locale } from "#domain/locale.ts";
import type { Definition } from "#surveys/definition.ts";

// Nothing on a page moves: a list that opens beside a question still sliding in closes again at once.
settings.animationEnabled = false;

// The page's own heading is the first: pages of a form and their parts come below it for those who listen to headings.
Object.assign(settings.titleTags, { page: "h2", panel: "h3" });

// A service that the roster put in must not be wiped away by a slip of the thumb; it can be changed.
Serializer.getProperty("dropdown", "allowClear").defaultValue = false;

/**
 * SurveyJS says what is wrong with "the value"; we say what to enter. {0} names the field, {1} and {2} the limits. Some of its
 * Japanese is a machine's (検索するタイプ for "type to search").
 */
const ownTexts = {
  ja: {
    requiredError: "この質問に答えてください。",
    requiredInAllRowsError: "すべての行に答えてください。",
    numericError: "数字だけで入力してください(例: 2)。",
    minError: "{0} 以上の数字を入力してください。",
    maxError: "{0} 以下の数字を入力してください。",
    numericMinMax: "{1} から {2} までの数字を入力してください。",
    numericMin: "{1} 以上の数字を入力してください。",
    numericMax: "{1} 以下の数字を入力してください。",
    otherRequiredError: "内容を入力してください。",
    keyDuplicationError: "同じものは1件にまとめてください。",
    filterStringPlaceholder: "言葉を入れて絞り込む",
    emptyMessage: "当てはまるものがありません。",
    clearCaption: "選択を消す",
    confirmDelete: "この欄を削除しますか。",
    ok: "はい",
    cancel: "やめる",
    modalCancelButtonText: "やめる",
  },
  en: {
    requiredError: "Please answer this question.",
    requiredInAllRowsError: "Please answer every row.",
    numericError: "Please enter digits only (for example 2).",
    minError: "Please enter {0} or more.",
    maxError: "Please enter {0} or less.",
    numericMinMax: "Please enter a number from {1} to {2}.",
    numericMin: "Please enter {1} or more.",
    numericMax: "Please enter {1} or less.",
    otherRequiredError: "Please say what it is.",
    keyDuplicationError: "Please enter the same thing only once.",
    filterStringPlaceholder: "Type to narrow the list",
    emptyMessage: "Nothing fits.",
    clearCaption: "Clear the choice",
    confirmDelete: "Delete this part?",
    ok: "Yes",
    cancel: "Cancel",
    modalCancelButtonText: "Cancel",
  },
} as const satisfies Record<Locale, unknown>;
for (const [locale, texts] of Object.entries(ownTexts)) Object.assign(surveyLocalization.locales[locale], texts);

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
