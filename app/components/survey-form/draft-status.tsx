import type { FormEvent } from "react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { formatTime } from "#domain/fiscal-year.ts";
import type { SaveState } from "./draft-saver.ts";
import { stageOf } from "./refusal.ts";
import { refusalId } from "./refusal-notice.tsx";
import { forgetTab } from "./tab-copy.ts";
import type { KeptDraft } from "./use-draft.ts";

type Props = {
  state: SaveState;
  /** When the draft that was loaded was saved, as a time of day. */
  loadedAt: string | null;
};

/**
 * One line that says whether what was typed is safe. It keeps its height, so that nothing below it moves; where nothing is
 * saved any more it stays in sight, and leads to why.
 */
export function DraftStatus({ state, loadedAt }: Props) {
  const { t } = useI18n();
  if (state.kind !== "refused")
    return (
      <p className="draft-status" role="status" data-state={state.kind}>
        {statusText(t, state, loadedAt)}
      </p>
    );
  const { kind } = state.refusal;
  return (
    <p className="draft-status draft-status-refused" role="status" data-state={kind}>
      {stageOf(state.refusal) === "waits" ? (
        t(`form.refusal.${kind}.title`)
      ) : (
        <a href={`#${refusalId}`}>
          {t("form.refusal.not_saved")} {t(`form.refusal.${kind}.title`)}
        </a>
      )}
    </p>
  );
}

function statusText(
  t: ReturnType<typeof useI18n>["t"],
  state: Exclude<SaveState, { kind: "refused" }>,
  loadedAt: string | null,
): string {
  if (state.kind === "saved")
    return t(state.anew ? "form.draft.anew" : "form.draft.saved", { time: formatTime(state.at) });
  return loadedAt === null ? t("form.draft.will_save") : t("form.draft.resumed", { time: loadedAt });
}

type StopProps = {
  draft: KeptDraft;
  byCode: boolean;
  leaveTo: string;
  slot: string;
  /** The page may be left without asking, and nothing of it stays. */
  onLeave: () => void;
};

/** How to stop here and go on later: by the code, or where there is none by the same link, as far as that is still true. */
export function StopHere({ draft, byCode, leaveTo, slot, onLeave }: StopProps) {
  const { t } = useI18n();
  const refusal = draft.state.kind === "refused" ? draft.state.refusal : null;
  const ended = refusal !== null && stageOf(refusal) === "ended";
  /** What was typed last is saved first; the browser forgets the form then. */
  const leave = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    await draft.settle();
    onLeave();
    forgetTab(slot);
    form.submit();
  };
  return (
    <details className="stop-here">
      <summary>{t(ended ? "form.stop.ended" : "form.stop.title")}</summary>
      {ended ? null : byCode ? (
        <Code code={draft.code} />
      ) : (
        <p>{t(refusal === null ? "form.stop.same_link" : "form.stop.same_link_partly")}</p>
      )}
      <p>{t("form.stop.shared")}</p>
      {refusal === null ? null : (
        <Notice kind="warning">
          <p>{t("form.stop.unsaved")}</p>
        </Notice>
      )}
      <form method="post" action={leaveTo} onSubmit={leave}>
        <Button type="submit" kind="quiet">
          {t("form.stop.leave")}
        </Button>
      </form>
    </details>
  );
}

function Code({ code }: { code: string | null }) {
  const { t } = useI18n();
  if (code === null) return <p>{t("form.stop.no_code")}</p>;
  return (
    <>
      <p>{t("form.stop.code")}</p>
      <p className="draft-code">{code}</p>
    </>
  );
}
