import type { Locale, LocalizedText } from "#domain/locale.ts";

/**
 * What a respondent is told, by the reason why an answer was refused. They say what to do and never repeat what was
 * sent, but for the numbers of a day that no calendar has. `{limit}` is a number or a date of the questionnaire.
 */
const messages = {
  required: { ja: "この質問に答えてください", en: "Please answer this question" },
  each_row: { ja: "すべての行に答えてください", en: "Please answer every row" },
  number_only: { ja: "数字だけで入力してください(例: 2)", en: "Please enter digits only (for example: 2)" },
  decimals: { ja: "小数点より下は6桁までで入力してください", en: "Please enter at most six decimal places" },
  too_small: { ja: "{limit}以上の数で入力してください", en: "Please enter {limit} or more" },
  too_large: { ja: "{limit}以下の数で入力してください", en: "Please enter {limit} or less" },
  whole_number: { ja: "整数で入力してください(例: 2)", en: "Please enter a whole number (for example: 2)" },
  step: { ja: "{limit}きざみの数で入力してください", en: "Please enter a multiple of {limit}" },
  text_only: { ja: "文字で入力してください", en: "Please enter text" },
  text_too_long: { ja: "{limit}文字以内で入力してください", en: "Please enter at most {limit} characters" },
  text_too_short: { ja: "{limit}文字以上で入力してください", en: "Please enter at least {limit} characters" },
  date: { ja: "日付を入力してください(例: 2026-04-01)", en: "Please enter a date (for example: 2026-04-01)" },
  no_such_day: {
    ja: "{month}月{day}日はありません。日付を確かめてください",
    en: "There is no such day: month {month}, day {day}. Please check the date",
  },
  date_too_early: { ja: "{limit}以降の日付を入力してください", en: "Please enter a date on or after {limit}" },
  date_too_late: { ja: "{limit}以前の日付を入力してください", en: "Please enter a date on or before {limit}" },
  email: {
    ja: "メールアドレスを確かめて入力してください(例: taro@example.jp)",
    en: "Please check the e-mail address (for example: taro@example.jp)",
  },
  format: { ja: "書き方を確かめて入力してください", en: "Please check how this is written" },
  rule: { ja: "この質問の答えを確かめてください", en: "Please check your answer to this question" },
  choice: { ja: "表示されている選択肢から選んでください", en: "Please choose one of the options shown" },
  duplicate_choice: { ja: "同じ選択肢は1回だけ選んでください", en: "Please choose each option only once" },
  exclusive_choice: {
    ja: "ほかの選択肢と一緒に選べないものがあります。どちらかにしてください",
    en: "One of these options cannot be chosen with others. Please keep one or the other",
  },
  too_many_choices: { ja: "選べるのは{limit}個までです", en: "Please choose at most {limit}" },
  too_few_choices: { ja: "{limit}個以上選んでください", en: "Please choose at least {limit}" },
  yes_or_no: { ja: "「はい」か「いいえ」を選んでください", en: "Please choose yes or no" },
  too_many_entries: { ja: "入力できるのは{limit}件までです", en: "Please enter at most {limit} entries" },
  too_few_entries: { ja: "{limit}件以上入力してください", en: "Please enter at least {limit} entries" },
  duplicate_entry: { ja: "同じものは1件にまとめてください", en: "Please enter the same thing only once" },
  answer_form: {
    ja: "この質問に、画面からもう一度答えてください",
    en: "Please answer this question again on the page",
  },
  unknown_question: {
    ja: "調査票にない項目が含まれています。画面を開き直して、もう一度お答えください",
    en: "The answers contain something this questionnaire does not ask. Please reload the page and answer again",
  },
  too_big: {
    ja: "回答が大きすぎます。文章を短くして、もう一度送信してください",
    en: "The answers are too large. Please shorten the texts and send again",
  },
} satisfies Record<string, LocalizedText>;

export type CheckCode = keyof typeof messages;
export const checkCodes = Object.keys(messages) as CheckCode[];

/** The message for a reason, with its limit put in; for `no_such_day` the limit is that day (2026-02-30). */
export function checkMessage(code: CheckCode, locale: Locale, limit?: number | string): string {
  const text = limit === undefined ? "" : String(limit);
  const [, month = 0, day = 0] = text.split("-").map(Number);
  return messages[code][locale]
    .replace("{limit}", text)
    .replace("{month}", String(month))
    .replace("{day}", String(day));
}
