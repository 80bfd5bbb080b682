import { useEffect, useState } from "react";
import type { Model } from "survey-core";
import type { ListedPage } from "#surveys/list-answers.ts";
import type { FormPage } from "./form-page.types.ts";
import { goTo } from "./go-to.ts";

/** Last round's answers of the page the respondent is on, as long as they are not decided on. */
export type OpenSection = {
  page: ListedPage;
  date: string;
  act: {
    unchanged: () => void;
    /** Opens the page to be changed, at a question where one is named. */
    edit: (path: string | null) => void;
  } | null;
};

type Options = {
  model: Model | null;
  form: Pick<FormPage, "carried" | "definition" | "draft">;
  decided: ReadonlySet<string>;
  decide: (page: string) => void;
};

/**
 * The page of last round's answers that waits for a decision; null where there is none. Without a model it is the page that the
 * form will open on, so that nobody sees the blank form first.
 */
export function useCarried({ model, form, decided, decide }: Options): OpenSection | null {
  const { carried, definition } = form;
  const [name, setName] = useState<string | null>(form.draft?.page ?? definition.pages[0]?.name ?? null);
  useEffect(() => {
    if (!model || !carried) return;
    const follow = () => setName(model.currentPage?.name ?? null);
    follow();
    model.onCurrentPageChanged.add(follow);
    return () => model.onCurrentPageChanged.remove(follow);
  }, [model, carried]);

  const page = carried?.pages.find((one) => one.name === name);
  if (!carried || !page || decided.has(page.name)) return null;
  if (!model) return { page, date: carried.date, act: null };
  const take = () => {
    for (const question of model.getPageByName(page.name)?.questions ?? []) {
      const answer = carried.answers[question.name];
      if (answer !== undefined) model.setValue(question.name, structuredClone(answer));
    }
    decide(page.name);
  };
  const edit = (path: string | null) => {
    take();
    // The page of the form is hidden until React has shown it: what is hidden takes no focus.
    if (path !== null) requestAnimationFrame(() => goTo(model, path));
  };
  const unchanged = () => {
    take();
    // The last page leads to the list of all answers, as it does by its own button.
    if (model.isLastPage) model.tryComplete();
    else model.nextPage();
    document.documentElement.scrollIntoView({ block: "start" });
  };
  return { page, date: carried.date, act: { unchanged, edit } };
}
