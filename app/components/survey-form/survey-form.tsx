import { type ReactNode, useEffect, useRef, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import type { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import "survey-core/survey-core.fontless.min.css";
import "virtual:survey-theme.css";
import "./survey-form.css";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Doubt } from "#surveys/plausibility.ts";
import { keepDraft, readDraft, submissionKeyOf } from "./browser-draft.ts";
import { DoubtsNotice } from "./doubts-notice.tsx";
import type { FormPage } from "./form-page.types.ts";
import { type SendProblem, sendAnswers } from "./send-answers.ts";
import { goTo, SendProblemSummary } from "./send-problem-summary.tsx";
import { findShell } from "./shell-store.ts";
import { createFormModel } from "./survey-model.ts";

type Props = {
  form: FormPage;
  /** The link's token: names this tab's copy of the answers. */
  token: string;
  submitTo: string;
  onReceived: (receiptNumber: string) => void;
  /** Goes with the answers, where staff types them in: whose they are and how they came. */
  extra?: Readonly<Record<string, unknown>>;
};

const nothing = {};

/**
 * The respondent's form. The markup comes from the server, empty and the same for everybody; this component brings it to
 * life in a React root of its own, puts in what is known, and sends the answers. The server decides what is valid.
 */
export function SurveyForm({ form, token, submitTo, onReceived, extra = nothing }: Props) {
  const { locale, t } = useI18n();
  const container = useRef<HTMLDivElement>(null);
  const [model, setModel] = useState<Model | null>(null);
  const [problem, setProblem] = useState<SendProblem | null>(null);
  const [sending, setSending] = useState(false);
  const [doubts, setDoubts] = useState<readonly Doubt[] | null>(null);
  const confirmed = useRef<readonly string[]>([]);
  const received = useRef(onReceived);
  received.current = onReceived;
  const byStaff = extra !== nothing;

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const created = createFormModel(form.definition, locale);
    // Who types a pile of paper in goes on with the next page's first question; a respondent reads the page first.
    created.focusFirstQuestionAutomatic = byStaff;
    const start = () => {
      fillForm(created, form, token);
      setModel(created);
    };
    const root = hydrateRoot(
      element,
      <WhenHydrated then={start}>
        <Survey model={created} />
      </WhenHydrated>,
    );
    return () => {
      // The inner root belongs to this element alone; React refuses to unmount it during its own render.
      setTimeout(() => root.unmount());
    };
  }, [form, locale, token, byStaff]);

  useEffect(() => {
    if (!model) return;
    const keep = () => {
      confirmed.current = [];
      keepDraft(token, model.data);
    };
    const send = async (sender: Model, options: { allow: boolean }) => {
      options.allow = false;
      setSending(true);
      setProblem(null);
      setDoubts(null);
      const outcome = await sendAnswers(submitTo, {
        ...extra,
        submissionKey: submissionKeyOf(token),
        locale,
        answers: sender.data,
        confirmed: confirmed.current,
      });
      setSending(false);
      if (outcome.kind === "received") received.current(outcome.receiptNumber);
      else if (outcome.kind === "doubts") setDoubts(outcome.doubts);
      else setProblem(outcome);
    };
    model.onValueChanged.add(keep);
    model.onCompleting.add(send);
    return () => {
      model.onValueChanged.remove(keep);
      model.onCompleting.remove(send);
    };
  }, [model, locale, submitTo, token, extra]);

  const sendConfirmed = (seen: readonly Doubt[]) => {
    confirmed.current = [...confirmed.current, ...seen.map(({ id }) => id)];
    model?.completeLastPage();
  };

  return (
    <>
      <div aria-live="polite" className="form-status">
        {sending ? (
          <Notice kind="info">
            <p>{t("form.sending")}</p>
          </Notice>
        ) : null}
      </div>
      {problem && model ? <SendProblemSummary problem={problem} model={model} /> : null}
      {doubts && model ? (
        <DoubtsNotice doubts={doubts} onFix={(path) => goTo(model, path)} onSend={() => sendConfirmed(doubts)} />
      ) : null}
      <div
        ref={container}
        className="survey-form"
        aria-busy={model === null || sending}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that React itself rendered on the server; empty in the browser, where it is never compared
        dangerouslySetInnerHTML={{ __html: findShell(form.shell.key) ?? "" }}
      />
    </>
  );
}

/**
 * Calls `then` once everything inside is hydrated. React hydrates a big form in slices: a model that is filled before the
 * last one no longer matches the server's markup.
 */
function WhenHydrated({ then, children }: { then: () => void; children: ReactNode }) {
  const called = useRef(then);
  useEffect(() => called.current(), []);
  return children;
}

function fillForm(model: Model, form: FormPage, token: string): void {
  const draft = readDraft(token);
  model.data = draft?.answers ?? form.initialAnswers;
}
