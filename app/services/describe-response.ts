import type { ChangedLine, DescribedPage } from "#app/components/review/review.types.ts";
import type { Locale } from "#domain/locale.ts";
import { pathSteps } from "#surveys/answer-path.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Element, Question } from "#surveys/definition.ts";
import { describeAnswer, describeAnswers } from "#surveys/describe-answers.ts";
import { indexQuestions, isQuestion } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

const questionsIn = (element: Element): Question[] =>
  isQuestion(element) ? [element] : "elements" in element ? element.elements.flatMap(questionsIn) : [];

/**
 * What a reader knows the question at a path of the answers by: its title; behind the title of its page where others have
 * the same; inside a list (`pools[1].nurses`) behind the number of its entry. The path itself where there is no such question.
 */
export function readTitles(definition: Definition, locale: Locale): (path: string) => string {
  const { root, lists } = indexQuestions(definition);
  const titleOf = (question: Question) => textIn(question.title, locale) || question.name;
  const named = definition.pages.flatMap(({ title, elements }) =>
    elements
      .flatMap(questionsIn)
      .map((question) => ({ question, title: titleOf(question), page: textIn(title, locale) })),
  );
  const known = new Map(
    named.map(({ question, title, page }) => {
      const alike = named.filter((other) => other.title === title);
      return [question.name, alike.length > 1 ? `${page} › ${title}` : title];
    }),
  );
  return (path) => {
    const [name = "", place, inner] = pathSteps(path);
    const list = root.get(String(name))?.question;
    const asked = lists.get(String(name))?.get(String(inner))?.question;
    if (list?.type !== "paneldynamic" || !asked) return known.get(String(name)) ?? path;
    return `${textIn(list.templateTitle, locale) || titleOf(list)} ${Number(place) + 1} › ${titleOf(asked)}`;
  };
}

/** Answers as text, page by page and question by question. */
export function describeByQuestion(definition: Definition, answers: Answers, locale: Locale): DescribedPage[] {
  return definition.pages.flatMap((page) => {
    const alone = { ...definition, pages: [page] };
    const questions = page.elements.flatMap(questionsIn).flatMap(({ name, title }) => {
      if (!Object.hasOwn(answers, name)) return [];
      const lines = describeAnswers(alone, { [name]: answers[name] }, locale).flatMap((described) => described.lines);
      return [{ name, title: textIn(title, locale) || name, lines }];
    });
    return questions.length > 0 ? [{ title: textIn(page.title, locale), questions }] : [];
  });
}

/** What a correction changed, question by question in the order of the questionnaire. */
export function compareAnswers(
  definition: Definition,
  { before, after }: { before: Answers; after: Answers },
  locale: Locale,
): ChangedLine[] {
  const titleAt = readTitles(definition, locale);
  return definition.pages
    .flatMap(({ elements }) => elements.flatMap(questionsIn))
    .flatMap((question) => compareQuestion(question, { before, after }, locale))
    .flatMap(({ path, was, is }) => (was === is ? [] : [{ path, question: titleAt(path), before: was, after: is }]));
}

type Compared = { path: string; was: string | null; is: string | null };

/** One question before and after; one that stands in a list for each entry of either. */
function compareQuestion(
  question: Question,
  { before, after, within = "" }: { before: Answers; after: Answers; within?: string },
  locale: Locale,
): Compared[] {
  const [old, now] = [before[question.name], after[question.name]];
  const path = `${within}${question.name}`;
  if (question.type !== "paneldynamic")
    return [{ path, was: textOf(question, old, locale), is: textOf(question, now, locale) }];
  const [entriesBefore, entriesAfter] = [entriesOf(old), entriesOf(now)];
  const places = [...Array(Math.max(entriesBefore.length, entriesAfter.length)).keys()];
  return places.flatMap((place) => {
    const entry = {
      before: entriesBefore[place] ?? {},
      after: entriesAfter[place] ?? {},
      within: `${path}[${place}].`,
    };
    return question.templateElements.flatMap(questionsIn).flatMap((inner) => compareQuestion(inner, entry, locale));
  });
}

const textOf = (question: Question, answer: unknown, locale: Locale): string | null =>
  answer === undefined ? null : describeAnswer(question, answer, locale).join("");

const entriesOf = (answer: unknown): readonly Answers[] => (Array.isArray(answer) ? answer : []);
