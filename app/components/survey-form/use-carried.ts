import { useEffect, useState } from "react";
import type { Model } from "survey-core";
import type { AnswerPage } from "#surveys/describe-answers.ts";
import type { CarriedPages } from "./form-page.types.ts";

/** Last round's answers of the page the respondent is on, as long as they are not decided on. */
export type OpenSection = {
  page: AnswerPage;
  date: string;
  number: number;
  count: number;
  unchanged: () => void;
  edit: () => void;
};

type Options = {
  model: Model | null;
  carried: CarriedPages | null;
  decided: ReadonlySet<string>;
  decide: (page: string) => void;
};

/** The page of last round's answers that waits for a decision; null where there is none. */
export function useCarried({ model, carried, decided, decide }: Options): OpenSection | null {
  const [name, setName] = useState<string | null>(null);
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
  if (!model || !carried || !page || decided.has(page.name)) return null;
  const take = () => {
    for (const question of model.getPageByName(page.name)?.questions ?? []) {
      const answer = carried.answers[question.name];
      if (answer !== undefined) model.setValue(question.name, structuredClone(answer));
    }
    decide(page.name);
  };
  return {
    page,
    date: carried.date,
    number: model.visiblePages.findIndex((one) => one.name === page.name) + 1,
    count: model.visiblePages.length,
    edit: take,
    unchanged: () => {
      take();
      if (model.isLastPage) model.showPreview();
      else model.nextPage();
      document.documentElement.scrollIntoView({ block: "start" });
    },
  };
}
