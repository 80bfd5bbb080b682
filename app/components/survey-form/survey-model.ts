import { Model, Serializer, settings } from "survey-core";
import type { Locale } from "#domain/locale.ts";
import { checkMessage } from "#surveys/checker-messages.ts";
import type { Definition } from "#surveys/definition.ts";
import { sayLimits } from "./length-limits.ts";
import { modelTexts } from "./survey-texts.ts";

// Nothing on a page moves: a list that opens beside a question still sliding in closes again at once.
settings.animationEnabled = false;

// The page's own heading is the first: pages of a form and their parts come below it for those who listen to headings.
Object.assign(settings.titleTags, { page: "h2", panel: "h3" });

// A service that the roster put in must not be wiped away by a slip of the thumb; it can be changed.
Serializer.getProperty("dropdown", "allowClear").defaultValue = false;

/**
 * The form's model as both sides render it first: empty, in one language, with the settings that keep the page from
 * jumping (an error bar that vanishes on blur loses the next click). A locale per instance, never the global one.
 */
export function createFormModel(definition: Definition, locale: Locale): Model {
  const model = new Model(withStepTexts(definition, locale));
  model.generateStylesheet = false;
  model.locale = locale;
  Object.assign(model, modelTexts[locale]);
  model.showTitle = false;
  model.textUpdateMode = "onTyping";
  model.questionErrorLocation = "bottom";
  model.checkErrorsMode = "onNextPage";
  model.showCompletedPage = false;
  model.showProgressBar = false;
  model.focusFirstQuestionAutomatic = false;
  model.widthMode = "responsive";
  sayLimits(model, locale);
  focusNewPages(model);
  return model;
}

/** Whoever listens to the page hears the title of the page that has come; who types without looking goes on at its first field. */
function focusNewPages(model: Model): void {
  let isTurned = false;
  model.onCurrentPageChanged.add((_, { isNextPage, isPrevPage }) => {
    isTurned = isNextPage || isPrevPage;
  });
  model.onAfterRenderPage.add((_, { htmlElement }) => {
    if (!isTurned || model.focusFirstQuestionAutomatic) return;
    isTurned = false;
    const title = htmlElement.querySelector<HTMLElement>(".sd-page__title");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  });
}

/** Numbers that must be whole say so, instead of naming a step of 1. */
function withStepTexts(node: unknown, locale: Locale): unknown {
  if (Array.isArray(node)) return node.map((entry) => withStepTexts(entry, locale));
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withStepTexts(value, locale)]));
  return copy.type === "text" && copy.step === 1
    ? { ...copy, stepErrorText: checkMessage("whole_number", locale) }
    : copy;
}
