import type { Locale } from "#domain/locale.ts";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition } from "#surveys/definition.ts";
import { describeAnswers } from "#surveys/describe-answers.ts";

/** All answers as people read them, page by page: 「質問: 回答」, a line for each; parts of a list or a grid are indented. */
export function answersAsText(definition: Definition, answers: Answers, locale: Locale): string {
  return describeAnswers(definition, answers, locale)
    .map(({ title, lines }) =>
      [
        `【${title}】`,
        ...lines.map(({ question, answer, depth }) => {
          const line = [question, answer].filter((part) => part !== "").join(": ");
          return `${"  ".repeat(depth)}${line}`;
        }),
      ].join("\n"),
    )
    .join("\n\n");
}
