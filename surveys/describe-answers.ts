import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Element, Item, Question } from "#surveys/definition.ts";
import { isQuestion } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/** One answered question as text. `depth` 1: inside an entry of a panel list, whose own line has depth 0. */
export type AnswerLine = { question: string; answer: string; depth: number };
/** `name` is the page's in the definition. */
export type AnswerPage = { name: string; title: string; lines: AnswerLine[] };

export const listSeparators: Record<Locale, string> = { ja: "、", en: ", " };

/**
 * Checked answers as text in one language, page by page in the questionnaire's order; unanswered questions are left out.
 * Result and print pages are made from this, never by SurveyJS.
 */
export function describeAnswers(definition: Definition, answers: Answers, locale: Locale): AnswerPage[] {
  return definition.pages
    .map((page) => ({
      name: page.name,
      title: textIn(page.title, locale),
      lines: page.elements.flatMap((element) => describe(element, { values: answers, locale, depth: 0 })),
    }))
    .filter((page) => page.lines.length > 0);
}

/** One question's answer as text, in as many lines as it has. */
export function describeAnswer(question: Question, value: unknown, locale: Locale): string[] {
  const lines = describeQuestion(question, { values: { [question.name]: value }, locale, depth: 0 });
  return question.type === "paneldynamic"
    ? lines.map((line) => (line.depth === 0 ? `${line.question} ${line.answer}` : `${line.question}: ${line.answer}`))
    : lines.map(({ answer }) => answer);
}

type Place = { values: Answers; locale: Locale; depth: number };

function describe(element: Element, place: Place): AnswerLine[] {
  if (isQuestion(element)) return describeQuestion(element, place);
  return "elements" in element ? element.elements.flatMap((child) => describe(child, place)) : [];
}

function describeQuestion(question: Question, place: Place): AnswerLine[] {
  const value = place.values[question.name];
  if (value === undefined) return [];
  if (question.type === "paneldynamic") return describeEntries(question, value, place);
  const answer = describeValue(question, value, place.locale);
  return [{ question: textIn(question.title, place.locale) || question.name, answer, depth: place.depth }];
}

function describeEntries(
  list: Extract<Question, { type: "paneldynamic" }>,
  value: unknown,
  { locale, depth }: Place,
): AnswerLine[] {
  if (!Array.isArray(value)) return [];
  const title = textIn(list.title, locale);
  return value.flatMap((entry: Answers, index) => [
    { question: title, answer: `${index + 1}`, depth },
    ...list.templateElements.flatMap((element) => describe(element, { values: entry, locale, depth: depth + 1 })),
  ]);
}

/** The answer to one question as text, in one line unless the respondent wrote several. */
export function describeValue(
  question: Exclude<Question, { type: "paneldynamic" }>,
  value: unknown,
  locale: Locale,
): string {
  const separator = listSeparators[locale];
  switch (question.type) {
    case "radiogroup":
    case "dropdown":
      return choiceText(question.choices, value, locale);
    case "checkbox":
      return toList(value)
        .map((code) => choiceText(question.choices, code, locale))
        .join(separator);
    case "boolean": {
      const label = textIn(value === true ? question.labelTrue : question.labelFalse, locale);
      return label || String(value);
    }
    case "multipletext":
      return describeItems(question.items, Object(value), locale);
    case "matrix":
      return question.rows
        .filter((row) => Object.hasOwn(Object(value), row.value))
        .map((row) => `${textIn(row.text, locale)}: ${choiceText(question.columns, Object(value)[row.value], locale)}`)
        .join(separator);
    default:
      return String(value);
  }
}

/** The fields of one question; days of the week, whose names are short, without signs between them: 月2 火1. */
function describeItems(items: readonly Item[], value: Readonly<Record<string, unknown>>, locale: Locale): string {
  const filled = items
    .filter(({ name }) => Object.hasOwn(value, name))
    .map(({ name, title }) => ({ label: textIn(title, locale) || name, value: value[name] }));
  if (items.every(({ title, name }) => (textIn(title, locale) || name).length === 1))
    return filled.map((item) => `${item.label}${item.value}`).join(" ");
  return filled.map((item) => `${item.label} ${item.value}`).join(listSeparators[locale]);
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function choiceText(
  choices: readonly { value: string; text?: Parameters<typeof textIn>[0] }[],
  code: unknown,
  locale: Locale,
): string {
  const found = choices.find((choice) => choice.value === code);
  return (found && textIn(found.text, locale)) || String(code);
}
