import { useEffect, useState } from "react";
import type { Model } from "survey-core";
import type { AnswerPage } from "#surveys/describe-answers.ts";
import type { FormPage } from "./form-page.types.ts";

/** Last round's answers of the page the respondent is on, as long as they are not decided on. */
export type OpenSection = {
  page: AnswerPage;
  date: string;
  number: number;
  count: number;
  /** Null until the form is alive: the server shows the section already. */
  act: { unchanged: () => void; edit: () => void } | null;
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
    const follow = () => setName(model.state === "running" ? (model.currentPage?.name ?? null) : null);
    follow();
    model.onCurrentPageChanged.add(follow);
    model.onShowingPreview.add(follow);
    return () => {
      model.onCurrentPageChanged.remove(follow);
      model.onShowingPreview.remove(follow);
    };
  }, [model, carried]);

  const page = carried?.pages.find((one) => one.name === name);
  if (!carried || !page || decided.has(page.name)) return null;
  if (!model) return { ...placeIn(definition.pages, page), date: carried.date, act: null };
  const take = () => {
    for (const question of model.getPageByName(page.name)?.questions ?? []) {
      const answer = carried.answers[question.name];
      if (answer !== undefined) model.setValue(question.name, structuredClone(answer));
    }
    decide(page.name);
  };
  const unchanged = () => {
    take();
    if (model.isLastPage) model.showPreview();
    else model.nextPage();
    document.documentElement.scrollIntoView({ block: "start" });
  };
  return { ...placeIn(model.visiblePages, page), date: carried.date, act: { unchanged, edit: take } };
}

const placeIn = (pages: readonly { name: string }[], page: AnswerPage) => ({
  page,
  number: pages.findIndex(({ name }) => name === page.name) + 1,
  count: pages.length,
});
