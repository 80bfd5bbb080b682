import { useEffect, useRef, useState } from "react";
import type { Model } from "survey-core";
import "survey-core/survey-core.fontless.min.css";
import "virtual:survey-theme.css";
import "./survey-form.css";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Doubt } from "#surveys/plausibility.ts";
import { CarriedSection } from "./carried-section.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { DoubtsNotice } from "./doubts-notice.tsx";
import { DraftStatus, StopHere } from "./draft-status.tsx";
import type { FormPage } from "./form-page.types.ts";
import { useLateFonts } from "./late-fonts.ts";
import { keepsFromSending, stageOf } from "./refusal.ts";
import { RefusalNotice } from "./refusal-notice.tsx";
import { type SendProblem, sendAnswers } from "./send-answers.ts";
import { goTo, SendProblemSummary } from "./send-problem-summary.tsx";
import { findShell } from "./shell-store.ts";
import { useCarried } from "./use-carried.ts";
import { type KeptDraft, useDraft } from "./use-draft.ts";
import { useFormModel } from "./use-form-model.tsx";
import { useRefused } from "./use-refused.ts";

type Props = {
  form: FormPage;
  /** Names this tab's notes of the form. */
  slot: string;
  submitTo: string;
  /** Where the draft is kept; null for a form that keeps none. */
  saveTo: string | null;
  /** Where the browser is made to forget this form; with it, the form says how to stop and go on later. */
  leaveTo: string | null;
  /** The page of what was sent already. */
  receipt: string;
  /** Whom to ask, where it is known. */
  contact?: string | null;
  onReceived: (receiptNumber: string) => void;
  /** Goes with the answers, where staff types them in: whose they are and how they came. */
  extra?: Readonly<Record<string, unknown>>;
};

const nothing = {};

/**
 * The respondent's form. The markup comes from the server, empty and the same for everybody; this component brings it to
 * life, puts in what is known, saves what is typed, and sends the answers. The server decides what is valid.
 */
export function SurveyForm({
  form,
  slot,
  submitTo,
  saveTo,
  leaveTo,
  receipt,
  contact = null,
  onReceived,
  extra = nothing,
}: Props) {
  const { locale, t } = useI18n();
  const container = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<SendProblem | null>(null);
  const [sending, setSending] = useState(false);
  const [pauseSeconds, setPauseSeconds] = useState<number | null>(null);
  const [doubts, setDoubts] = useState<readonly Doubt[] | null>(null);
  const confirmed = useRef<readonly string[]>([]);
  const model = useFormModel(container, form, slot, { focusFirst: extra !== nothing });
  useLateFonts(model);
  const draft = useDraft({ model, form, slot, saveTo });
  const section = useCarried({ model, form, decided: draft.decided, decide: draft.decide });
  const { refused, release } = useRefused({ model, form, slot, draft });
  const current = useRef({ onReceived, draft });
  current.current = { onReceived, draft };

  useEffect(() => {
    if (!model) return;
    const forget = () => {
      confirmed.current = [];
    };
    const send = async (sender: Model, options: { allow: boolean }) => {
      options.allow = false;
      setSending(true);
      setProblem(null);
      setDoubts(null);
      const obstacle = findObstacle(await current.current.draft.settle());
      const submission = {
        ...current.current.draft.identity(),
        corrects: form.correction?.revision ?? null,
        locale,
        answers: sender.data,
        confirmed: confirmed.current,
        ...extra,
      };
      const outcome = obstacle ?? (await sendAnswers(submitTo, submission, { onWait: setPauseSeconds }));
      setSending(false);
      setPauseSeconds(null);
      if (outcome.kind === "received") {
        release();
        current.current.onReceived(outcome.receiptNumber);
      } else if (outcome.kind === "doubts") setDoubts(outcome.doubts);
      else if (outcome.kind !== "conflicts") {
        setProblem(outcome);
        if (outcome.kind === "refused" && stageOf(outcome.refusal) !== "waits")
          current.current.draft.refuse(outcome.refusal);
      }
    };
    model.onCompleting.add(send);
    model.onValueChanged.add(forget);
    return () => {
      model.onValueChanged.remove(forget);
      model.onCompleting.remove(send);
    };
  }, [model, form, locale, submitTo, extra, release]);

  const sendConfirmed = (seen: readonly Doubt[]) => {
    confirmed.current = [...confirmed.current, ...seen.map(({ id }) => id)];
    model?.completeLastPage();
  };

  const hasConflicts = Object.keys(draft.conflicts).length > 0;
  return (
    <>
      {saveTo === null ? null : <DraftStatus state={draft.state} loadedAt={form.draft?.savedAt ?? null} />}
      {refused ? (
        <RefusalNotice
          {...refused}
          definition={form.definition}
          contact={contact}
          receipt={receipt}
          onDevice={form.keptAs !== null}
          onRetry={draft.retry}
        />
      ) : null}
      {draft.takenUp > 0 ? (
        <Notice kind="info" announced>
          <p>{t("form.kept.put_in", { count: draft.takenUp })}</p>
        </Notice>
      ) : null}
      <div aria-live="polite" className="form-status">
        {sending ? (
          <Notice kind="info">
            <p>{pauseSeconds === null ? t("form.sending") : t("form.sending.pause", { seconds: pauseSeconds })}</p>
          </Notice>
        ) : null}
      </div>
      {model && hasConflicts ? (
        <ConflictChoice
          definition={form.definition}
          theirs={draft.conflicts}
          mine={(question) => model.getValue(question)}
          onChoose={draft.choose}
        />
      ) : null}
      {problem && model ? <SendProblemSummary problem={problem} model={model} receipt={receipt} /> : null}
      {doubts && model ? (
        <DoubtsNotice doubts={doubts} onFix={(path) => goTo(model, path)} onSend={() => sendConfirmed(doubts)} />
      ) : null}
      {section ? (
        <CarriedSection
          page={section.page}
          date={section.date}
          number={section.number}
          count={section.count}
          act={section.act}
        />
      ) : null}
      <div
        ref={container}
        className={section ? "survey-form survey-form-waiting" : "survey-form"}
        aria-busy={model === null || sending}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that React itself rendered on the server; empty in the browser, where it is never compared
        dangerouslySetInnerHTML={{ __html: findShell(form.shell.key) ?? "" }}
      />
      {leaveTo !== null && saveTo !== null ? (
        <StopHere draft={draft} byCode={form.byCode} leaveTo={leaveTo} slot={slot} onLeave={release} />
      ) : null}
    </>
  );
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
