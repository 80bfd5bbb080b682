import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Model } from "survey-core";
import type { FormPage } from "./form-page.types.ts";
import { askedPaths, goTo } from "./go-to.ts";

/**
 * What a draft keeps as its page once the page that shows all answers was reached; no page of a questionnaire can have
 * this name.
 */
export const checkPage = "#check";

/** The page that shows all answers before they are sent. */
export type Check = {
  isOpen: boolean;
  /** It was seen before: the way back to it is open from any page of the form. */
  wasReached: boolean;
  /** The line that was left to be mended. */
  place: string | null;
  answers: Readonly<Record<string, unknown>>;
  asked: ReadonlySet<string> | null;
  open: () => void;
  /** To the question at a path. */
  fix: (path: string) => void;
  /** To the page of the form that was open before. */
  leave: () => void;
  /** Back from a page of the form, unless its answers are to be mended first. */
  comeBack: () => void;
};

const startsAtCheck = ({ correction, draft }: FormPage): boolean => correction !== null || draft?.page === checkPage;

/** A correction, and a draft that had come so far, begin with the list of all answers; else it follows the form's last page. */
export function useCheck(model: Model | null, form: FormPage): Check {
  const [isOpen, setOpen] = useState(() => startsAtCheck(form));
  const [wasReached, setReached] = useState(isOpen);
  const [place, setPlace] = useState<string | null>(null);
  const changes = useChanges(isOpen ? model : null);

  const open = useCallback(() => {
    setReached(true);
    setOpen(true);
  }, []);
  const opening = useRef(open);
  opening.current = () => {
    setPlace(null);
    open();
  };
  useEffect(() => {
    if (!model) return;
    const complete = (_: Model, options: { allow: boolean }) => {
      options.allow = false;
      opening.current();
    };
    model.onCompleting.add(complete);
    return () => model.onCompleting.remove(complete);
  }, [model]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the model changes without becoming another one
  const shown = useMemo(
    () => ({
      answers: model ? model.data : { ...form.initialAnswers, ...form.draft?.answers },
      asked: model && askedPaths(model),
    }),
    [model, form, changes, isOpen],
  );
  return {
    isOpen,
    wasReached,
    place,
    ...shown,
    open,
    fix(path) {
      if (!model) return;
      setPlace(path);
      setOpen(false);
      // The form is hidden until React has shown it: what is hidden takes no focus.
      requestAnimationFrame(() => goTo(model, path));
    },
    leave() {
      setPlace(null);
      setOpen(false);
    },
    comeBack() {
      if (model?.currentPage?.validate(true, true)) open();
    },
  };
}

/** Counts the answers that change while the list is shown: others on the link may type as well. */
function useChanges(model: Model | null): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!model) return;
    const change = () => setCount((before) => before + 1);
    model.onValueChanged.add(change);
    return () => model.onValueChanged.remove(change);
  }, [model]);
  return count;
}
