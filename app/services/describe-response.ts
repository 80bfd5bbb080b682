import type { ChangedLine, DescribedPage } from "#app/components/review/review.types.ts";
import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition, Element } from "#surveys/definition.ts";
import { type AnswerLine, describeAnswers } from "#surveys/describe-answers.ts";
import { isQuestion } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

const namesIn = (element: Element): string[] =>
  isQuestion(element) ? [element.name] : "elements" in element ? element.elements.flatMap(namesIn) : [];

/** Titles of the top-level questions, in the order of the questionnaire. */
export function listQuestions(definition: Definition, locale: Locale): { name: string; title: string }[] {
  const titleOf = (element: Element): { name: string; title: string }[] => {
    if (isQuestion(element)) return [{ name: element.name, title: textIn(element.title, locale) || element.name }];
    return "elements" in element ? element.elements.flatMap(titleOf) : [];
  };
  return definition.pages.flatMap(({ elements }) => elements.flatMap(titleOf));
}

/** Answers as text, page by page and question by question. */
export function describeByQuestion(definition: Definition, answers: Answers, locale: Locale): DescribedPage[] {
  const titles = new Map(listQuestions(definition, locale).map(({ name, title }) => [name, title]));
  return definition.pages.flatMap((page) => {
    const alone = { ...definition, pages: [page] };
    const questions = page.elements.flatMap(namesIn).flatMap((name) => {
      if (!Object.hasOwn(answers, name)) return [];
      const lines = describeAnswers(alone, { [name]: answers[name] }, locale).flatMap((described) => described.lines);
      return [{ name, title: titles.get(name) ?? name, lines }];
    });
    return questions.length > 0 ? [{ title: textIn(page.title, locale), questions }] : [];
  });
}

/** What a correction changed, line by line in the order of the questionnaire. */
export function compareAnswers(
  definition: Definition,
  { before, after }: { before: Answers; after: Answers },
  locale: Locale,
): ChangedLine[] {
  const [was, is] = [before, after].map((answers) => keyedLines(describeAnswers(definition, answers, locale)));
  const keys = new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])]);
  return [...keys].flatMap((question) => {
    const [old, now] = [was?.get(question) ?? null, is?.get(question) ?? null];
    return old === now ? [] : [{ question, before: old, after: now }];
  });
}

/** Answers by question; inside an entry of a list the entry's own line (its title and number) stands before the question. */
function keyedLines(pages: readonly { readonly lines: readonly AnswerLine[] }[]): Map<string, string> {
  const keyed = new Map<string, string>();
  for (const { lines } of pages) {
    let entry = "";
    lines.forEach((line, index) => {
      const opens = line.depth === 0 && (lines[index + 1]?.depth ?? 0) > 0;
      if (opens) entry = `${line.question} ${line.answer} › `;
      else keyed.set(line.depth > 0 ? `${entry}${line.question}` : line.question, line.answer);
    });
  }
  return keyed;
}
