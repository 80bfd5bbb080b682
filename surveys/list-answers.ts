import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Element, ListQuestion, Question } from "#surveys/definition.ts";
import { describeValue, listSeparators } from "#surveys/describe-answers.ts";
import { isQuestion } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/**
 * One question and its answer as text, null where it has none. `path` leads to the question (`units[0].acceptance`).
 */
export type ListedLine = { path: string; question: string; answer: string | null; isRequired: boolean };
/** An entry of a list of services and the like: its own name, the path of what names it, and what was answered in it. */
export type ListedCard = { path: string; title: string; lines: ListedLine[] };
export type ListedPart = { kind: "line"; line: ListedLine } | { kind: "card"; card: ListedCard };
/** `name` is the page's in the definition. */
export type ListedPage = { name: string; title: string; parts: ListedPart[] };

type Options = {
  locale: Locale;
  /** Whether a path was on the respondent's pages. A question with an answer is listed in any case. */
  isAsked: (path: string) => boolean;
  /** Which of the unanswered questions that were asked are listed, too. */
  unanswered: "all" | "required";
};

/**
 * A respondent's answers as a short list, to be read over before they are sent or taken on: page by page in the order of
 * the questionnaire, a card for each entry of a list, a grid of weekdays as one line. Pages without a line are left out.
 */
export function listAnswers(definition: Definition, answers: Answers, options: Options): ListedPage[] {
  return definition.pages
    .map(({ name, title, elements }) => ({
      name,
      title: textIn(title, options.locale),
      parts: elements.flatMap(questionsIn).flatMap((question) => listQuestion(question, answers, options)),
    }))
    .filter(({ parts }) => parts.length > 0);
}

const questionsIn = (element: Element): Question[] =>
  isQuestion(element) ? [element] : "elements" in element ? element.elements.flatMap(questionsIn) : [];

function listQuestion(question: Question, answers: Answers, options: Options): ListedPart[] {
  const value = answers[question.name];
  if (question.type === "paneldynamic") return listEntries(question, value, options);
  return listLine(question, { value, path: question.name }, options).map((line) => ({ kind: "line", line }));
}

function listLine(
  question: Exclude<Question, ListQuestion>,
  { value, path }: { value: unknown; path: string },
  { locale, isAsked, unanswered }: Options,
): ListedLine[] {
  // The server alone knows whether a condition demands an answer; what is always demanded is said here.
  const isRequired = question.isRequired === true;
  const isListed = value !== undefined || (isAsked(path) && (unanswered === "all" || isRequired));
  if (!isListed) return [];
  const title = withoutRequest(textIn(question.title, locale)) || question.name;
  return [
    { path, question: title, answer: value === undefined ? null : shortAnswer(question, value, locale), isRequired },
  ];
}

/** How to answer ("Choose all that apply.") is no part of what was asked: 「開いている曜日を、すべて選んでください。」 is 「開いている曜日」. */
const withoutRequest = (title: string): string =>
  title.replace(/(?:を、?)?(?:すべて|\d+つまで)?選んでください。$/u, "").replace(/(?<=[.?])\s+Choose\s[^.]*\.$/u, "") ||
  title;

/** A list nobody entered anything into is one unanswered line; else each entry is a card. */
function listEntries(list: ListQuestion, value: unknown, options: Options): ListedPart[] {
  const entries: readonly Answers[] = Array.isArray(value) ? value : [];
  const title = textIn(list.templateTitle, options.locale) || textIn(list.title, options.locale);
  if (entries.length === 0) {
    const line = { path: list.name, question: title, answer: null, isRequired: list.isRequired === true };
    return options.isAsked(list.name) && options.unanswered === "all" ? [{ kind: "line", line }] : [];
  }
  const questions = list.templateElements.flatMap(questionsIn);
  return entries.flatMap((entry, index): ListedPart[] => {
    const lines = questions.flatMap((question) =>
      question.type === "paneldynamic"
        ? []
        : listLine(question, { value: entry[question.name], path: `${list.name}[${index}].${question.name}` }, options),
    );
    const naming = lines.find(({ path, answer }) => answer !== null && path.endsWith(`.${list.keyName}`));
    const card = naming
      ? { path: naming.path, title: naming.answer ?? "", lines: lines.filter((line) => line !== naming) }
      : { path: `${list.name}[${index}]`, title: `${title} ${index + 1}`, lines };
    // The entry that a page shows before anything is in it is none yet.
    return card.lines.length === 0 && !naming ? [] : [{ kind: "card", card }];
  });
}

/** A grid says each of its answers once, with all the rows that have it: fifteen rows of "can do" are one line. */
function shortAnswer(question: Exclude<Question, ListQuestion>, value: unknown, locale: Locale): string {
  if (question.type !== "matrix") return describeValue(question, value, locale);
  const names = shortNames(question.rows.map((row) => textIn(row.text, locale) || row.value));
  return question.columns
    .map((column) => ({
      label: textIn(column.text, locale) || column.value,
      rows: names.filter((_, index) => Object(value)[question.rows[index]?.value ?? ""] === column.value),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ label, rows }) => `${label}: ${rows.join(listSeparators[locale])}`)
    .join("\n");
}

/** Names without what stands in brackets behind them, as long as each is still another one. */
function shortNames(names: readonly string[]): readonly string[] {
  const short = names.map((name) => name.replace(/\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$/u, ""));
  return new Set(short).size === names.length && !short.includes("") ? short : names;
}
