import { renderToString } from "react-dom/server";
import type { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import type { Locale } from "#domain/locale.ts";
import type { Definition } from "#surveys/definition.ts";
import type { SurveyShell } from "./form-page.types.ts";
import { findShell, keepShell } from "./shell-store.ts";
import { createFormModel } from "./survey-model.ts";

/**
 * Renders the empty form once per round and language and keeps the markup: rendering costs 50 ms and more, and markup
 * with somebody's answers must never be kept. The browser hydrates it from an empty model and fills it afterwards.
 */
export function prepareShell(form: { roundId: string; definition: Definition; locale: Locale }): SurveyShell {
  const key = `${form.roundId}|${form.locale}`;
  if (findShell(key) === undefined) {
    const model = createFormModel(form.definition, form.locale);
    keepShell(key, renderForm(model));
  }
  return { key };
}

/** The markup of a form as it stands: its current page, with the model's answers and errors. */
export const renderForm = (model: Model): string => renderToString(<Survey model={model} />);
