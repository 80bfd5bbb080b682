import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Model } from "survey-core";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver.ts";
import type { FormPage } from "./form-page.types.ts";
import { asksAgain, firstForm, type KnownForm, noteInTab, openTabCopy, type TabCopy } from "./tab-copy.ts";

type Conflicts = Readonly<Record<string, unknown>>;

/** What stands in the way of sending: others' answers to choose from, answers sent by somebody else, a server out of reach. */
type Settled = { conflicts: Conflicts; state: SaveState["kind"] };

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

/** Tells the form at this address from the next one there: another child, a correction. */
const nameOf = ({ code, correction }: FormPage): string =>
  correction ? `correction ${correction.revision} ${code}` : (code ?? firstForm);

const toKnown = (form: FormPage): KnownForm => ({
  of: nameOf(form),
  revision: form.draft?.revision ?? 0,
  editors: form.draft?.editors ?? [],
});

/** This tab's notes on a form; to be asked for in the browser alone. */
export const tabCopyOf = (form: FormPage, slot: string): TabCopy => openTabCopy(slot, toKnown(form));

/** Whether a form is to be loaded again, because it is older than what this tab saved; to be asked in the browser alone. */
export const isOutdated = (form: FormPage, slot: string): boolean => asksAgain(toKnown(form), slot);

/** Saves a form's answers while they are typed, and takes in what others on the link typed. */
export function useDraft({ model, form, slot, saveTo, page }: Options): KeptDraft {
  const [state, setState] = useState<SaveState>({ kind: "nothing" });
  const [code, setCode] = useState(form.code);
  const [conflicts, setConflicts] = useState<Conflicts>({});
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
    saver.current = created;
    return () => {
      stopTelling();
      created.stop();
      saver.current = null;
    };
  }, [model, form, slot, saveTo, page, addDecided]);

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
        const settled = (await saver.current?.flush()) ?? "off";
        return { conflicts: known.current, state: settled };
      },
      identity: () => ({
        submissionKey: form.submissionKey ?? saver.current?.keyToSend() ?? "",
        code: saver.current?.code() ?? form.code,
      }),
    }),
    [state, code, conflicts, decided, model, form, addDecided],
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
    flush: async () => "off",
    keyToSend: () => copy.submissionKey,
    code: () => null,
    stop: () => undefined,
  };
}
