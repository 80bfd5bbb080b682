import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import type { Model } from "survey-core";
import "survey-core/survey-core.fontless.min.css";
import "virtual:survey-theme.css";
import "./survey-form.css";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { CarriedSection } from "./carried-section.tsx";
import { ConflictChoice } from "./conflict-choice.tsx";
import { DoubtsNotice } from "./doubts-notice.tsx";
import { DraftStatus, StopHere } from "./draft-status.tsx";
import type { FormPage } from "./form-page.types.ts";
import { FormProgress } from "./form-progress.tsx";
import { useLateFonts } from "./late-fonts.ts";
import { RefusalNotice } from "./refusal-notice.tsx";
import { SendProblemSummary } from "./send-problem-summary.tsx";
import { findShell } from "./shell-store.ts";
import { useCarried } from "./use-carried.ts";
import { checkPage, useCheck } from "./use-check.ts";
import { useDraft } from "./use-draft.ts";
import { useFormModel } from "./use-form-model.tsx";
import { useRefused } from "./use-refused.ts";
import { useSending } from "./use-sending.ts";

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

const loadCheckPage = () => import("./check-page.tsx");
/** Nobody needs it on a form's first page: it comes with the second, so that it is there also where the network then fails. */
const CheckPage = lazy(() => loadCheckPage().then((file) => ({ default: file.CheckPage })));

function useEarlyCheckPage(model: Model | null): void {
  useEffect(() => {
    if (!model) return;
    // the form's own opening on a page is no change of it
    const load = (_: Model, { oldCurrentPage }: { oldCurrentPage: unknown }) => {
      if (oldCurrentPage) void loadCheckPage().catch(() => undefined);
    };
    model.onCurrentPageChanged.add(load);
    return () => model.onCurrentPageChanged.remove(load);
  }, [model]);
}

/**
 * The respondent's form. The markup comes from the server, empty and the same for everybody; this component brings it to
 * life, puts in what is known, saves what is typed, shows all of it once more, and sends it. The server decides what is valid.
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
  const { t } = useI18n();
  const container = useRef<HTMLDivElement>(null);
  const model = useFormModel(container, form, slot, { focusFirst: extra !== nothing });
  useLateFonts(model);
  useEarlyCheckPage(model);
  const check = useCheck(model, form);
  const wasChecked = useRef(check.wasReached);
  wasChecked.current = check.wasReached;
  const page = useCallback(
    (filled: Model) => (wasChecked.current ? checkPage : (filled.currentPage?.name ?? null)),
    [],
  );
  const draft = useDraft({ model, form, slot, saveTo, page });
  const carried = useCarried({ model, form, decided: draft.decided, decide: draft.decide });
  const { refused, release } = useRefused({ model, form, slot, draft });
  const sending = useSending({ model, form, draft, submitTo, extra, onReceived, release });
  const section = check.isOpen ? null : carried;
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
        {sending.isRunning ? (
          <Notice kind="info">
            <p>
              {sending.pauseSeconds === null
                ? t("form.sending")
                : t("form.sending.pause", { seconds: sending.pauseSeconds })}
            </p>
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
      {sending.problem ? <SendProblemSummary problem={sending.problem} onFix={check.fix} receipt={receipt} /> : null}
      {sending.doubts ? (
        <DoubtsNotice doubts={sending.doubts} onFix={check.fix} onSend={sending.sendConfirmed} />
      ) : null}
      {check.isOpen ? (
        <Suspense>
          <CheckPage
            {...check}
            definition={form.definition}
            sending={sending.isRunning}
            onFix={check.fix}
            onSend={sending.send}
            onBack={check.leave}
          />
        </Suspense>
      ) : (
        <FormProgress model={model} form={form} />
      )}
      {section ? <CarriedSection {...section} /> : null}
      <div
        ref={container}
        className={section || check.isOpen ? "survey-form survey-form-waiting" : "survey-form"}
        aria-busy={model === null || sending.isRunning}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that React itself rendered on the server; empty in the browser, where it is never compared
        dangerouslySetInnerHTML={{ __html: findShell(form.shell.key) ?? "" }}
      />
      {check.wasReached && !check.isOpen ? (
        <p className="back-to-check no-print">
          <Button type="button" kind="secondary" onClick={check.comeBack}>
            {t("form.check.back")}
          </Button>
        </p>
      ) : null}
      {leaveTo !== null && saveTo !== null ? (
        <StopHere draft={draft} byCode={form.byCode} leaveTo={leaveTo} slot={slot} onLeave={release} />
      ) : null}
    </>
  );
}
