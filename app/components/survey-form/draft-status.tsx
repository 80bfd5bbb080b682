import { Form } from "@remix-run/react";
import { Button } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { formatTime } from "#domain/fiscal-year.ts";
import type { SaveState } from "./draft-saver.ts";

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

/** How to stop here and go on later: with the code on a link open to many, by the same link for the others. */
export function StopHere({ code, leaveTo, onLeave }: { code: string | null; leaveTo: string; onLeave: () => void }) {
  const { t } = useI18n();
  return (
    <details className="stop-here">
      <summary>{t("form.stop.title")}</summary>
      {code === null ? (
        <p>{t("form.stop.same_link")}</p>
      ) : (
        <>
          <p>{t("form.stop.code")}</p>
          <p className="draft-code">{code}</p>
        </>
      )}
      <p>{t("form.stop.shared")}</p>
      <Form method="post" action={leaveTo} reloadDocument onSubmit={onLeave}>
        <Button type="submit" kind="quiet">
          {t("form.stop.leave")}
        </Button>
      </Form>
    </details>
  );
}
