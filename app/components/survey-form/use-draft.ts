import { useEffect, useRef, useState } from "react";
import type { Model } from "survey-core";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver.ts";
import type { FormPage } from "./form-page.types.ts";
import { keepDecided, keepPending, keyToSend, readDecided, readPending } from "./tab-copy.ts";

type Conflicts = Readonly<Record<string, unknown>>;

/** The draft of a form as it is kept on the server. */
export type KeptDraft = {
  state: SaveState;
  code: string | null;
  /** Others' answers to questions that were changed here as well. */
  conflicts: Conflicts;
  choose: (question: string, choice: "mine" | "theirs") => void;
  /** The key that makes sending idempotent. */
  submissionKey: () => string;
  /** Pages of last round's answers that were decided on. */
  decided: ReadonlySet<string>;
  decide: (page: string) => void;
  /** Saves what is waiting; resolves to the conflicts that are left then. */
  settle: () => Promise<Conflicts>;
};

/** Where the server keeps nothing, the tab alone does. */
function keepInTab(model: Model, slot: string): () => void {
  const keep = (_: Model, { name }: { name: string }) =>
    keepPending(slot, { ...readPending(slot), [name]: parseJson(model.getValue(name)) });
  model.onValueChanged.add(keep);
  return () => model.onValueChanged.remove(keep);
}

type Options = { model: Model | null; form: FormPage; slot: string; saveTo: string | null };

const parseJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** Saves a form's answers while they are typed, and takes in what others on the link typed. */
export function useDraft({ model, form, slot, saveTo }: Options): KeptDraft {
  const [state, setState] = useState<SaveState>({ kind: "nothing" });
  const [code, setCode] = useState(form.code);
  const [conflicts, setConflicts] = useState<Conflicts>({});
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set(form.draft?.decided ?? []));
  const submissionKey = useRef(form.submissionKey);
  const saver = useRef<DraftSaver | null>(null);
  const now = useRef({ decided, conflicts });
  now.current = { decided, conflicts };

  // What this tab decided and has not saved yet is known in the browser alone.
  useEffect(() => setDecided((known) => new Set([...known, ...readDecided(slot)])), [slot]);

  useEffect(() => {
    if (!model) return;
    if (saveTo === null) return keepInTab(model, slot);
    let applying = false;
    const apply = (answers: Conflicts) => {
      applying = true;
      for (const [question, answer] of Object.entries(answers)) model.setValue(question, answer ?? undefined);
      applying = false;
    };
    const created = createDraftSaver({
      url: saveTo,
      slot,
      revision: form.draft?.revision ?? 0,
      corrects: form.correction?.revision ?? null,
      meta: () => ({ decided: [...now.current.decided], page: model.currentPage?.name ?? null }),
      onState: setState,
      onCode: (code, key) => {
        setCode(code);
        submissionKey.current = key;
      },
      onOthers: apply,
      onConflicts: (theirs) => {
        now.current.conflicts = { ...now.current.conflicts, ...theirs };
        setConflicts(now.current.conflicts);
      },
    });
    const keep = (_: Model, { name }: { name: string }) => {
      if (!applying && Object.hasOwn(topLevel, name)) created.change(name, parseJson(model.getValue(name)));
    };
    const topLevel = Object.fromEntries(model.getAllQuestions().map(({ name }) => [name, true]));
    const touch = () => created.touch();
    model.onValueChanged.add(keep);
    model.onCurrentPageChanged.add(touch);
    saver.current = created;
    return () => {
      model.onValueChanged.remove(keep);
      model.onCurrentPageChanged.remove(touch);
      created.stop();
      saver.current = null;
    };
  }, [model, form, slot, saveTo]);

  return {
    state,
    code,
    conflicts,
    choose(question, choice) {
      const { [question]: theirs, ...rest } = now.current.conflicts;
      now.current.conflicts = rest;
      setConflicts(rest);
      if (choice === "theirs") model?.setValue(question, theirs ?? undefined);
      else saver.current?.change(question, parseJson(model?.getValue(question)));
    },
    submissionKey: () => keyToSend(slot, submissionKey.current),
    decided,
    decide(page) {
      now.current.decided = new Set([...now.current.decided, page]);
      setDecided(now.current.decided);
      keepDecided(slot, [...now.current.decided]);
      saver.current?.touch();
    },
    async settle() {
      saver.current?.touch();
      await saver.current?.flush();
      return now.current.conflicts;
    },
  };
}
