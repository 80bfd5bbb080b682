import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Model } from "survey-core";
import { maxDraftBytes } from "#surveys/answer-size.ts";
import { findTooLarge } from "./answers-too-large.ts";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver.ts";
import type { FormPage } from "./form-page.types.ts";
import { findKept, forgetKept, sweepKept } from "./kept-text.ts";
import type { Refusal } from "./refusal.ts";
import { asksAgain, firstForm, type KnownForm, noteInTab, openTabCopy, type TabCopy, takeUp } from "./tab-copy.ts";

const nothing: SaveState = { kind: "nothing" };

type Conflicts = Readonly<Record<string, unknown>>;

/** What stands in the way of sending: others' answers to choose from, or why nothing is saved any more. */
type Settled = { conflicts: Conflicts; state: SaveState };

/** The draft of a form, as it is kept on the server and in this tab. */
export type KeptDraft = {
  state: SaveState;
  code: string | null;
  /** Others' answers to questions that were changed here as well. */
  conflicts: Conflicts;
  choose: (question: string, choice: "mine" | "theirs") => void;
  /** Pages of last round's answers that were decided on. */
  decided: ReadonlySet<string>;
  decide: (page: string) => void;
  /** Saves what is waiting. */
  settle: () => Promise<Settled>;
  /** Tries again at once what was refused. */
  retry: () => void;
  /** Sending was refused, so saving would be. */
  refuse: (refusal: Refusal) => void;
  /** What was typed and is nowhere but here. */
  unsaved: () => Pick<TabCopy, "of" | "base" | "pending" | "decided">;
  /** So many questions were put in from what an ended link left on this device. */
  takenUp: number;
  /** What goes with the answers: the key that makes sending idempotent, and the draft's code. */
  identity: () => { submissionKey: string; code: string | null };
};

/**
 * Runs before anybody can type into what has just come to life: an effect that waits for a quiet moment would miss the first answer
 * on a slow phone. The server, which runs neither, is not asked for the first.
 */
const useCommitEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

type Options = {
  model: Model | null;
  form: FormPage;
  slot: string;
  saveTo: string | null;
  /** The page to come back to; asked while the model is there. */
  page: (model: Model) => string | null;
};

const parseJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
const parseAnswers = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([question, answer]) => [question, parseJson(answer)]));

/** Tells the form at this address from the next one there: another child, a correction. */
const nameOf = ({ code, correction }: FormPage): string =>
  correction ? `correction ${correction.revision} ${code}` : (code ?? firstForm);

const toKnown = (form: FormPage): KnownForm => ({
  of: nameOf(form),
  revision: form.draft?.revision ?? 0,
  editors: form.draft?.editors ?? [],
});

/** Puts what an ended link left on this device into this form, where it is of the same one; to be called in the browser alone. */
export function takeUpKept(form: FormPage, slot: string): void {
  sweepKept();
  const place = { slot, name: form.keptAs };
  const kept = findKept(place);
  if (kept && form.saves && takeUp(toKnown(form), slot, kept)) forgetKept(place);
}

/** This tab's notes on a form; to be asked for in the browser alone. */
export const tabCopyOf = (form: FormPage, slot: string): TabCopy => openTabCopy(slot, toKnown(form));

/** Whether a form is to be loaded again, because it is older than what this tab saved; to be asked in the browser alone. */
export const isOutdated = (form: FormPage, slot: string): boolean => asksAgain(toKnown(form), slot);

/** Saves a form's answers while they are typed, and takes in what others on the link typed. */
export function useDraft({ model, form, slot, saveTo, page }: Options): KeptDraft {
  const [state, setState] = useState<SaveState>({ kind: "nothing" });
  const [code, setCode] = useState(form.code);
  const [conflicts, setConflicts] = useState<Conflicts>({});
  const [takenUp, setTakenUp] = useState(0);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set(form.draft?.decided ?? []));
  const saver = useRef<DraftSaver | null>(null);
  const known = useRef<Conflicts>(conflicts);
  const addDecided = useCallback(
    (pages: readonly string[]) => setDecided((before) => new Set([...before, ...pages])),
    [],
  );

  useCommitEffect(() => {
    if (!model) return;
    const copy = tabCopyOf(form, slot);
    addDecided(copy.decided);
    setTakenUp(copy.takenUp ?? 0);
    const typing = watchTyping(model);
    const created =
      saveTo === null
        ? keepInTab(slot, copy)
        : createDraftSaver({
            url: saveTo,
            slot,
            copy,
            revision: form.draft?.revision ?? 0,
            corrects: form.correction?.revision ?? null,
            code: form.code,
            page: () => page(model),
            answers: () => parseAnswers(model.data),
            tooLarge: () => findTooLarge(model.data, maxDraftBytes),
            onState: setState,
            onSaved: (reply) => {
              setCode(reply.code);
              addDecided(reply.decided);
            },
            onOthers: typing.takeIn,
            onConflicts: (theirs) => {
              known.current = { ...known.current, ...theirs };
              setConflicts(known.current);
            },
          });
    const stopTelling = typing.tell(created);
    const stopWatching = watchPage(created);
    saver.current = created;
    return () => {
      stopTelling();
      stopWatching();
      created.stop();
      saver.current = null;
    };
  }, [model, form, slot, saveTo, page, addDecided]);

  const unsaved = useCallback(() => saver.current?.unsaved() ?? unsavedOf(tabCopyOf(form, slot)), [form, slot]);
  return useMemo(
    () => ({
      state,
      code,
      conflicts,
      choose(question, choice) {
        const { [question]: theirs, ...rest } = known.current;
        known.current = rest;
        setConflicts(rest);
        if (choice === "theirs") model?.setValue(question, theirs ?? undefined);
        else saver.current?.change(question, parseJson(model?.getValue(question)));
      },
      decided,
      decide(page) {
        addDecided([page]);
        saver.current?.decide(page);
      },
      async settle() {
        const settled = (await saver.current?.flush()) ?? nothing;
        return { conflicts: known.current, state: settled };
      },
      retry: () => saver.current?.retry(),
      unsaved,
      refuse: (refusal) => setState({ kind: "refused", refusal, excess: null }),
      takenUp,
      identity: () => ({
        submissionKey: form.submissionKey ?? saver.current?.keyToSend() ?? "",
        code: saver.current?.code() ?? form.code,
      }),
    }),
    [state, code, conflicts, decided, takenUp, unsaved, model, form, addDecided],
  );
}

/** What is typed into a form is told to a saver; what others typed is taken in and not told back. */
function watchTyping(model: Model) {
  const asked = new Set(model.getAllQuestions().map(({ name }) => name));
  let takesIn = false;
  return {
    takeIn(answers: Readonly<Record<string, unknown>>): void {
      takesIn = true;
      for (const [question, answer] of Object.entries(answers)) model.setValue(question, answer ?? undefined);
      takesIn = false;
    },
    tell(saver: DraftSaver): () => void {
      const change = (_: Model, { name }: { name: string }) => {
        if (!takesIn && asked.has(name)) saver.change(name, parseJson(model.getValue(name)));
      };
      model.onValueChanged.add(change);
      model.onCurrentPageChanged.add(saver.touch);
      // The list of all answers is a page to come back to as well.
      model.onCompleting.add(saver.touch);
      return () => {
        model.onValueChanged.remove(change);
        model.onCurrentPageChanged.remove(saver.touch);
        model.onCompleting.remove(saver.touch);
      };
    },
  };
}

/** A page that is being left waits for no timer; a device that has a network again tries at once. */
function watchPage(saver: DraftSaver): () => void {
  const leave = () => {
    if (document.visibilityState === "hidden") saver.leave();
  };
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("online", saver.retry);
  return () => {
    document.removeEventListener("visibilitychange", leave);
    window.removeEventListener("online", saver.retry);
  };
}

const unsavedOf = ({ of, base, pending, decided }: TabCopy) => ({ of, base, pending, decided });

/** Where the server keeps nothing, the tab alone does. */
function keepInTab(slot: string, opened: TabCopy): DraftSaver {
  let copy = opened;
  const note = (changes: Partial<TabCopy>) => {
    copy = noteInTab(slot, { ...copy, ...changes });
  };
  return {
    change: (question, value) => note({ pending: { ...copy.pending, [question]: value ?? null } }),
    decide: (page) => note({ decided: [...new Set([...copy.decided, page])] }),
    touch: () => undefined,
    flush: async () => nothing,
    retry: () => undefined,
    leave: () => undefined,
    unsaved: () => unsavedOf(copy),
    keyToSend: () => copy.submissionKey,
    code: () => null,
    stop: () => undefined,
  };
}
