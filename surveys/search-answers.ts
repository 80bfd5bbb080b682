import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Question, SurveyText } from "#surveys/definition.ts";
import { indexQuestions, type QuestionIndex } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

type Matches = (value: unknown) => boolean;
type Search = { readonly locale: Locale; readonly toKey: (text: string) => string };
type Indexed = Search & { readonly index: QuestionIndex };

/**
 * Finds answers by words: each word of the text stands in what was typed, or in the label of a choice that was made (a row or a
 * column of a table, the name of a field that is filled in). Words are compared by their keys. Labels are looked through once,
 * when it is made: an answer is then compared by codes, and only what people typed is read as text. Null: there is no word.
 */
export function compileAnswerSearch(
  definition: Definition,
  text: string,
  search: Search,
): ((answers: Answers) => boolean) | null {
  const words = text.split(/\s+/u).flatMap((word) => search.toKey(word) || []);
  if (words.length === 0) return null;
  const index = indexQuestions(definition);
  const tests = words.map((word) => compileWord(index.root, word, { ...search, index }));
  return (answers) => tests.every((test) => test(answers));
}

/** Whether one of the questions holds the word in an answer of theirs. */
function compileWord(questions: QuestionIndex["root"], word: string, search: Indexed): Matches {
  const compiled = [...questions.values()].flatMap(({ question }) => {
    const matches = compileQuestion(question, word, search);
    return matches ? [{ name: question.name, matches }] : [];
  });
  return (answers) =>
    isRecord(answers) && compiled.some(({ name, matches }) => name in answers && matches(answers[name]));
}

/** Null where no answer to the question can hold the word. */
function compileQuestion(question: Question, word: string, search: Indexed): Matches | null {
  const { locale, toKey, index } = search;
  const holds = (text: string) => toKey(text).includes(word);
  const codesOf = (list: readonly { value: string; text?: SurveyText | undefined }[]) =>
    new Set(list.filter((one) => holds(textIn(one.text, locale) || one.value)).map(({ value }) => value));
  switch (question.type) {
    case "paneldynamic": {
      const inner = compileWord(index.lists.get(question.name) ?? new Map(), word, search);
      return (entries) => Array.isArray(entries) && entries.some(inner);
    }
    case "radiogroup":
    case "dropdown":
    case "checkbox":
      return amongCodes(codesOf(question.choices));
    case "matrix": {
      const [rows, columns] = [codesOf(question.rows), codesOf(question.columns)];
      if (rows.size + columns.size === 0) return null;
      return (cells) =>
        isRecord(cells) && Object.entries(cells).some(([row, column]) => rows.has(row) || columns.has(String(column)));
    }
    case "multipletext": {
      const items = codesOf(question.items.map(({ name, title }) => ({ value: name, text: title })));
      return (fields) =>
        isRecord(fields) &&
        Object.entries(fields).some(([name, typed]) => items.has(name) || (typeof typed === "string" && holds(typed)));
    }
    case "boolean":
      return (said) => holds(textIn(said === true ? question.labelTrue : question.labelFalse, locale));
    default:
      return (typed) => typeof typed === "string" && holds(typed);
  }
}

const amongCodes = (codes: ReadonlySet<string>): Matches | null =>
  codes.size === 0
    ? null
    : (given) => (Array.isArray(given) ? given.some((code) => codes.has(code)) : codes.has(String(given)));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
