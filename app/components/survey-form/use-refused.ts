import { useCallback, useEffect, useRef, useState } from "react";
import type { Model } from "survey-core";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { answersAsText } from "./answers-as-text.ts";
import { findLongest, type TooLarge } from "./answers-too-large.ts";
import type { FormPage } from "./form-page.types.ts";
import { forgetKept, keepText } from "./kept-text.ts";
import { type Refusal, stageOf } from "./refusal.ts";
import type { KeptDraft } from "./use-draft.ts";

/** A refusal that typing on, or waiting, does not mend; with the text that is saved nowhere else. */
export type Refused = {
  refusal: Refusal;
  excess: TooLarge | null;
  /** All answers, for people; null where all was saved. */
  text: string | null;
};

type Options = { model: Model | null; form: FormPage; slot: string; draft: KeptDraft };

/**
 * Stands by what is typed when the server takes it no more: keeps the text where the next visit finds it, asks before the
 * page is left, and says what is refused. `release` lets the page go: all was sent, or is to be forgotten.
 */
export function useRefused({ model, form, slot, draft }: Options): {
  refused: Refused | null;
  release: () => void;
} {
  const { locale } = useI18n();
  const [text, setText] = useState<string | null>(null);
  const released = useRef(false);
  const { state, unsaved } = draft;
  const refusal = state.kind === "refused" ? state.refusal : null;
  const lasts = refusal !== null && stageOf(refusal) !== "waits";
  const isEnded = refusal !== null && stageOf(refusal) === "ended";

  const hasUnsaved = useCallback(() => Object.keys(unsaved().pending).length > 0, [unsaved]);

  useEffect(() => {
    if (!model || !lasts) return setText(null);
    const keep = () => {
      const isUnsaved = hasUnsaved() && !released.current;
      const answers = isUnsaved ? answersAsText(form.definition, model.data, locale) : null;
      setText(answers);
      if (answers !== null && isEnded)
        keepText({ slot, name: form.keptAs }, { at: Date.now(), text: answers, ...unsaved() });
    };
    keep();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, keepAfterMs);
    };
    model.onValueChanged.add(later);
    return () => {
      clearTimeout(timer);
      model.onValueChanged.remove(later);
    };
  }, [model, form, slot, locale, lasts, isEnded, hasUnsaved, unsaved]);

  useEffect(() => {
    if (refusal === null) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (!released.current && hasUnsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [refusal, hasUnsaved]);

  const release = useCallback(() => {
    released.current = true;
    forgetKept({ slot, name: form.keptAs });
  }, [slot, form.keptAs]);

  return {
    refused:
      state.kind === "refused" && lasts ? { refusal: state.refusal, excess: excessOf(state, model), text } : null,
    release,
  };
}

/** A pause in typing, after which the kept text is brought up to date. */
const keepAfterMs = 300;

/** A server that takes less than this page knows of names no number; the longest text is still the one to shorten. */
function excessOf(state: Extract<KeptDraft["state"], { kind: "refused" }>, model: Model | null): TooLarge | null {
  if (state.excess || state.refusal.kind !== "too_large") return state.excess;
  const longest = findLongest(model?.data ?? {});
  return longest && { question: longest.question, characters: null };
}
