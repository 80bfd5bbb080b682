import type { ListedFact } from "#app/components/review/review.types.ts";
import type { Locale } from "#domain/locale.ts";
import type { RoundAudience } from "#domain/round-state.ts";
import type { Definition } from "#surveys/definition.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/** Questions of one answer each that the list shows and is filtered by. What a round does not ask is left out. */
const listedQuestions: Readonly<Record<RoundAudience, readonly ListedFact["name"][]>> = {
  family: ["stage", "district", "consent_contact"],
  supporter: ["workplace", "job", "district"],
  citizen: ["age", "district"],
  provider: [],
};

/** What respondents wrote freely, in every questionnaire of the program. */
export const freeText = "free_text";

/** The questions of a round that its answers are listed and filtered by, with the words of their choices. */
export function listedFacts(audience: RoundAudience, definition: Definition, locale: Locale): ListedFact[] {
  const { root } = indexQuestions(definition);
  return listedQuestions[audience].flatMap((name) => {
    const question = root.get(name)?.question;
    if (question?.type !== "radiogroup" && question?.type !== "dropdown") return [];
    const options = question.choices.map(({ value, text }) => ({ value, label: textIn(text, locale) || value }));
    return [{ name, options }];
  });
}

const longestLine = 60;

/** The first line that says something, cut where it is long; null where nothing was written. */
export function firstLine(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const line = text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((one) => one.trim())
    .find((one) => one !== "");
  if (line === undefined) return null;
  const signs = [...line];
  return signs.length > longestLine ? `${signs.slice(0, longestLine).join("")}…` : line;
}

/** The chosen answer of a listed question in words; null where it is not answered. */
export function factText({ name, options }: ListedFact, answers: Readonly<Record<string, unknown>>): string | null {
  const code = answers[name];
  if (typeof code !== "string") return null;
  return options.find(({ value }) => value === code)?.label ?? code;
}
