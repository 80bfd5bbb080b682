import { surveyLocalization } from "survey-core";
import "survey-core/i18n/japanese";
import type { Locale } from "#domain/locale.ts";

/**
 * SurveyJS says what is wrong with "the value"; we say what to enter. {0} names the field, {1} and {2} the limits. Some of its
 * Japanese is a machine's (検索するタイプ for "type to search"). Every text of its own that a questionnaire's page can show is
 * among these: tests/app/survey-texts.test.ts walks the pages.
 */
export const ownTexts = {
  ja: {
    requiredError: "この質問に答えてください。",
    requiredInAllRowsError: "すべての行に答えてください。",
    numericError: "数字だけで入力してください(例: 2)。",
    stepError: "{0}きざみの数で入力してください。",
    minError: "{0} 以上の数字を入力してください。",
    maxError: "{0} 以下の数字を入力してください。",
    numericMinMax: "{1} から {2} までの数字を入力してください。",
    numericMin: "{1} 以上の数字を入力してください。",
    numericMax: "{1} 以下の数字を入力してください。",
    otherRequiredError: "内容を入力してください。",
    keyDuplicationError: "同じものは1件にまとめてください。",
    invalidEmail: "メールアドレスを確かめて入力してください(例: taro@example.jp)。",
    invalidExpression: "この質問の答えを確かめてください。",
    textMinLength: "{0}文字以上で入力してください。",
    textMaxLength: "{0}文字以内で入力してください。",
    textMinMaxLength: "{0}文字以上、{1}文字以内で入力してください。",
    maxSelectError: "選べるのは{0}個までです。",
    minSelectError: "{0}個以上選んでください。",
    filterStringPlaceholder: "言葉を入れて絞り込む",
    emptyMessage: "当てはまるものがありません。",
    clearCaption: "選択を消す",
    placeholder: "選んでください",
    selectCaption: "選んでください",
    value: "数",
    more: "そのほか",
    booleanCheckedLabel: "はい",
    booleanUncheckedLabel: "いいえ",
    matrix_row: "行",
    matrix_column: "列",
    addPanel: "欄を加える",
    removePanel: "この欄を削除する",
    confirmDelete: "この欄を削除しますか。",
    ok: "はい",
    cancel: "やめる",
    modalCancelButtonText: "やめる",
  },
  en: {
    requiredError: "Please answer this question.",
    requiredInAllRowsError: "Please answer every row.",
    numericError: "Please enter digits only (for example 2).",
    stepError: "Please enter a multiple of {0}.",
    minError: "Please enter {0} or more.",
    maxError: "Please enter {0} or less.",
    numericMinMax: "Please enter a number from {1} to {2}.",
    numericMin: "Please enter {1} or more.",
    numericMax: "Please enter {1} or less.",
    otherRequiredError: "Please say what it is.",
    keyDuplicationError: "Please enter the same thing only once.",
    invalidEmail: "Please check the e-mail address (for example taro@example.jp).",
    invalidExpression: "Please check your answer to this question.",
    textMinLength: "Please enter at least {0} characters.",
    textMaxLength: "Please enter at most {0} characters.",
    textMinMaxLength: "Please enter {0} to {1} characters.",
    maxSelectError: "Please choose at most {0}.",
    minSelectError: "Please choose at least {0}.",
    filterStringPlaceholder: "Type to narrow the list",
    emptyMessage: "Nothing fits.",
    clearCaption: "Clear the choice",
    placeholder: "Please choose",
    selectCaption: "Please choose",
    value: "The number",
    more: "More",
    booleanCheckedLabel: "Yes",
    booleanUncheckedLabel: "No",
    matrix_row: "Row",
    matrix_column: "Column",
    addPanel: "Add a part",
    removePanel: "Delete this part",
    confirmDelete: "Delete this part?",
    ok: "Yes",
    cancel: "Cancel",
    modalCancelButtonText: "Cancel",
  },
} as const satisfies Record<Locale, unknown>;
for (const [locale, texts] of Object.entries(ownTexts)) Object.assign(surveyLocalization.locales[locale], texts);

/** What stands on a form's own buttons and marks: SurveyJS's words (完了, *) do not say what happens next, or what they mean. */
export const modelTexts = {
  ja: {
    pageNextText: "次へ",
    pagePrevText: "戻る",
    // The list of all answers comes before sending.
    completeText: "回答を確かめる",
    requiredMark: "必須",
  },
  en: {
    pageNextText: "Next",
    pagePrevText: "Back",
    completeText: "Check your answers",
    requiredMark: "required",
  },
} as const satisfies Record<Locale, unknown>;
