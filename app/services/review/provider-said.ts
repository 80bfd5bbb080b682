import { z } from "zod";
import type { ProviderSaid } from "#app/components/registry/provider-history.types.ts";
import type { Locale } from "#domain/locale.ts";
import type { Definition } from "#surveys/definition.ts";
import { describeAnswer } from "#surveys/describe-answers.ts";
import { indexQuestions } from "#surveys/question-index.ts";
import { textIn } from "#surveys/text-in.ts";

/** What is said of each service and of each group of services: what somebody who is about to call has to know. */
const shown = {
  units: {
    titledBy: "service_type",
    questions: ["acceptance", "up_to_class", "stages", "juushin", "procedures", "reasons"],
  },
  pools: {
    titledBy: "services",
    questions: ["band", "capacity", "open_days", "nurses", "places", "vacancies", "drives"],
  },
} as const;

const lists = ["units", "pools"] as const;

const entriesSchema = z.array(z.record(z.string(), z.unknown()));

/** A provider's answers in short, part by part in the order of the questionnaire; unanswered questions are left out. */
export function saidOf(
  definition: Definition,
  answers: Readonly<Record<string, unknown>>,
  locale: Locale,
): ProviderSaid["parts"] {
  const index = indexQuestions(definition);
  return lists.flatMap((list) => {
    const { titledBy, questions } = shown[list];
    const entries = entriesSchema.safeParse(answers[list]);
    const asked = index.lists.get(list);
    if (!entries.success || !asked) return [];
    return entries.data.map((entry) => {
      const say = (name: string) => {
        const question = asked.get(name)?.question;
        if (!question || entry[name] === undefined) return [];
        const answer = describeAnswer(question, entry[name], locale).join(" ");
        return [{ question: textIn(question.title, locale) || name, answer }];
      };
      return { list, title: say(titledBy)[0]?.answer ?? "", said: questions.flatMap(say) };
    });
  });
}
