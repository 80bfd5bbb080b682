import { useEffect, useRef, useState } from "react";
import type { Model } from "survey-core";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Doubt } from "#surveys/plausibility.ts";
import type { FormPage } from "./form-page.types.ts";
import { keepsFromSending, stageOf } from "./refusal.ts";
import { type SendProblem, sendAnswers } from "./send-answers.ts";
import type { KeptDraft } from "./use-draft.ts";

type Options = {
  model: Model | null;
  form: FormPage;
  draft: KeptDraft;
  submitTo: string;
  extra: Readonly<Record<string, unknown>>;
  onReceived: (receiptNumber: string) => void;
  /** Lets the page go without asking: all was sent. */
  release: () => void;
};

/** Sending the answers: whether it is under way, what stood in its way, and what looks odd and waits for a yes. */
export type Sending = {
  isRunning: boolean;
  /** Seconds until it is sent again by itself; null where nothing waits. */
  pauseSeconds: number | null;
  problem: SendProblem | null;
  doubts: readonly Doubt[] | null;
  send: () => void;
  /** Sends the same answers again, with what was asked about confirmed. */
  sendConfirmed: () => void;
};

/** Sends what stands in the form once what is waiting is saved. What was confirmed holds until an answer changes. */
export function useSending({ model, form, draft, submitTo, extra, onReceived, release }: Options): Sending {
  const { locale } = useI18n();
  const [isRunning, setRunning] = useState(false);
  const [pauseSeconds, setPauseSeconds] = useState<number | null>(null);
  const [problem, setProblem] = useState<SendProblem | null>(null);
  const [doubts, setDoubts] = useState<readonly Doubt[] | null>(null);
  const confirmed = useRef<readonly string[]>([]);
  useEffect(() => {
    const forget = () => {
      confirmed.current = [];
    };
    model?.onValueChanged.add(forget);
    return () => model?.onValueChanged.remove(forget);
  }, [model]);

  const send = async () => {
    if (!model || isRunning) return;
    setRunning(true);
    setProblem(null);
    setDoubts(null);
    const obstacle = findObstacle(await draft.settle());
    const submission = {
      ...draft.identity(),
      corrects: form.correction?.revision ?? null,
      locale,
      answers: model.data,
      confirmed: confirmed.current,
      ...extra,
    };
    const outcome = obstacle ?? (await sendAnswers(submitTo, submission, { onWait: setPauseSeconds }));
    setRunning(false);
    setPauseSeconds(null);
    if (outcome.kind === "received") {
      release();
      onReceived(outcome.receiptNumber);
    } else if (outcome.kind === "doubts") setDoubts(outcome.doubts);
    else if (outcome.kind !== "conflicts") {
      setProblem(outcome);
      if (outcome.kind === "refused" && stageOf(outcome.refusal) !== "waits") draft.refuse(outcome.refusal);
    }
  };
  return {
    isRunning,
    pauseSeconds,
    problem,
    doubts,
    send: () => void send(),
    sendConfirmed() {
      confirmed.current = [...confirmed.current, ...(doubts ?? []).map(({ id }) => id)];
      void send();
    },
  };
}

/** What must be settled before the answers can be sent; null where nothing must. */
function findObstacle({
  conflicts,
  state,
}: Awaited<ReturnType<KeptDraft["settle"]>>): SendProblem | { kind: "conflicts" } | null {
  if (Object.keys(conflicts).length > 0) return { kind: "conflicts" };
  return state.kind === "refused" && keepsFromSending(state.refusal)
    ? { kind: "refused", refusal: state.refusal }
    : null;
}
