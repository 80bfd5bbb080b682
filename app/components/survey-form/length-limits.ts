import { CustomError, type Model, type Question, QuestionPanelDynamicModel, QuestionTextBase } from "survey-core";
import type { Locale } from "#domain/locale.ts";
import { checkMessage } from "#surveys/checker-messages.ts";

/**
 * A text over its limit says so at once, with the count beside it. SurveyJS gives the limit to the browser, which cuts what is
 * pasted without a word; here the field takes all of it, and the page is not left before it is short enough.
 */
export function sayLimits(model: Model, locale: Locale): void {
  model.onAfterRenderQuestion.add((_, { question, htmlElement }) => {
    if (question instanceof QuestionTextBase)
      for (const field of htmlElement.querySelectorAll("[maxlength]")) field.removeAttribute("maxlength");
  });
  model.onValidateQuestion.add((_, options) => {
    const limit = limitOf(options.question);
    if (limit !== null && isTooLong(options.question, limit))
      options.errors.push(new CustomError(checkMessage("text_too_long", locale, limit)));
  });
  model.onValueChanged.add((_, { question }) => {
    for (const one of textsIn(question)) {
      const limit = limitOf(one);
      if (limit !== null && (isTooLong(one, limit) || one.errors.length > 0)) one.validate(true);
    }
  });
}

function limitOf(question: Question): number | null {
  if (!(question instanceof QuestionTextBase)) return null;
  const limit = question.getMaxLength();
  return typeof limit === "number" && limit > 0 ? limit : null;
}

const isTooLong = (question: Question, limit: number): boolean =>
  typeof question.value === "string" && question.value.length > limit;

const textsIn = (question: Question | undefined): readonly Question[] =>
  question instanceof QuestionPanelDynamicModel
    ? question.panels.flatMap((entry) => entry.questions as Question[])
    : question
      ? [question]
      : [];
