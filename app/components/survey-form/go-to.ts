import { type Model, type Question, QuestionPanelDynamicModel } from "survey-core";
import { pathSteps } from "#surveys/answer-path.ts";

/** Opens the page of a question and gives it the focus: `pools[1].nurses.mon` leads to the nurses of the second entry. */
export function goTo(model: Model, path: string): void {
  const question = findQuestion(model, path);
  if (!question?.page) return;
  model.currentPage = question.page;
  question.focus();
}

/** The list itself where a path leads to an entry that is no longer there. */
function findQuestion(model: Model, path: string): Question | null {
  const [name = "", place, inner] = pathSteps(path);
  const question: Question | null = model.getQuestionByName(String(name));
  if (!(question instanceof QuestionPanelDynamicModel) || typeof place !== "number") return question;
  const entry = question.panels[place];
  const within = entry && inner !== undefined ? entry.getQuestionByName(String(inner)) : null;
  return within ?? entry?.questions.find((one: Question) => one.isVisibleInSurvey) ?? question;
}

/** The paths of all questions that are on this respondent's pages (`units[0].acceptance`). */
export function askedPaths(model: Model): ReadonlySet<string> {
  const visible = model.getAllQuestions().filter((question) => question.isVisibleInSurvey);
  const inEntries = visible.flatMap((question) =>
    question instanceof QuestionPanelDynamicModel
      ? question.panels.flatMap((entry, place) =>
          entry.questions
            .filter((inner: Question) => inner.isVisibleInSurvey)
            .map((inner: Question) => `${question.name}[${place}].${inner.name}`),
        )
      : [],
  );
  return new Set([...visible.map(({ name }) => name), ...inEntries]);
}
