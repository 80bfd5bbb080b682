import type { FormEvent } from "react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { formatTime } from "#domain/fiscal-year.ts";
import type { SaveState } from "./draft-saver.ts";
import { forgetTab } from "./tab-copy.ts";
import type { KeptDraft } from "./use-draft.ts";

type Props = {
  state: SaveState;
  /** When the draft that was loaded was saved, as a time of day. */
  loadedAt: string | null;
  receipt: string;
};

/** One line that says whether what was typed is safe. It keeps its height, so that nothing below it moves. */
export function DraftStatus({ state, loadedAt, receipt }: Props) {
  const { t } = useI18n();
  if (state.kind === "overtaken")
    return (
      <Notice kind="warning" announced>
        <p>{t("form.draft.overtaken")}</p>
        <p>
          <a href={receipt}>{t("form.draft.see_sent")}</a>
        </p>
      </Notice>
    );
  return (
    <p className="draft-status" role="status" data-state={state.kind}>
      {statusText(t, state, loadedAt)}
    </p>
  );
}

function statusText(t: ReturnType<typeof useI18n>["t"], state: SaveState, loadedAt: string | null): string {
  switch (state.kind) {
    case "saved":
      return t("form.draft.saved", { time: formatTime(state.at) });
    case "unreachable":
      return t("form.draft.unreachable");
    case "off":
      return t("form.draft.off");
    default:
      return loadedAt === null ? t("form.draft.will_save") : t("form.draft.resumed", { time: loadedAt });
  }
}

type StopProps = { draft: KeptDraft; byCode: boolean; leaveTo: string; slot: string };

/** How to stop here and go on later: by the code, or where there is none by the same link. */
export function StopHere({ draft, byCode, leaveTo, slot }: StopProps) {
  const { t } = useI18n();
  /** What was typed last is saved first; the browser forgets the form then. */
  const leave = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    await draft.settle();
    forgetTab(slot);
    form.submit();
  };
  return (
    <details className="stop-here">
      <summary>{t("form.stop.title")}</summary>
      {byCode ? <Code code={draft.code} /> : <p>{t("form.stop.same_link")}</p>}
      <p>{t("form.stop.shared")}</p>
      {draft.state.kind === "unreachable" ? (
        <Notice kind="warning">
          <p>{t("form.stop.unsaved")}</p>
        </Notice>
      ) : null}
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
