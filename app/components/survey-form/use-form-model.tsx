import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import type { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { FormPage } from "./form-page.types.ts";
import { createFormModel } from "./survey-model.ts";
import { claimTab } from "./tab-copy.ts";
import { isOutdated, tabCopyOf, takeUpKept } from "./use-draft.ts";

/**
 * Brings the server's markup of a form to life in a React root of its own, and fills it; null until that is done. The
 * server's markup is empty and the same for everybody.
 */
export function useFormModel(
  container: RefObject<HTMLElement | null>,
  form: FormPage,
  slot: string,
  /** Who types a pile of paper in goes on with the next page's first question; a respondent reads the page first. */
  { focusFirst }: { focusFirst: boolean },
): Model | null {
  const { locale } = useI18n();
  const [model, setModel] = useState<Model | null>(null);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    let root: Root | null = null;
    let isGone = false;
    const begin = () => {
      if (isGone) return;
      if (isOutdated(form, slot)) return window.location.reload();
      takeUpKept(form, slot);
      const created = createFormModel(form.definition, locale);
      created.focusFirstQuestionAutomatic = focusFirst;
      const start = () => {
        fillForm(created, form, slot);
        setModel(created);
      };
      root = hydrateRoot(
        element,
        <WhenHydrated then={start}>
          <Survey model={created} />
        </WhenHydrated>,
      );
    };
    void claimTab(slot).then(begin);
    return () => {
      isGone = true;
      // The inner root belongs to this element alone; React refuses to unmount it during its own render.
      setTimeout(() => root?.unmount());
    };
  }, [container, form, locale, slot, focusFirst]);
  return model;
}

/**
 * Calls `then` once everything inside is hydrated. React hydrates a big form in slices: a model that is filled before the
 * last one no longer matches the server's markup.
 */
function WhenHydrated({ then, children }: { then: () => void; children: ReactNode }) {
  const called = useRef(then);
  useEffect(() => called.current(), []);
  return children;
}

/** What is known, then what was saved, then what this tab has not saved yet. An emptied question (null) has no answer. */
function fillForm(model: Model, form: FormPage, slot: string): void {
  const answers = { ...form.initialAnswers, ...form.draft?.answers, ...tabCopyOf(form, slot).pending };
  model.data = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));
  const page = form.draft?.page ? model.getPageByName(form.draft.page) : null;
  if (page?.isVisible) model.currentPage = page;
}
