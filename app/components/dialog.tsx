import { type ReactNode, useId, useRef } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { Button } from "./button.tsx";

/**
 * Something to read or decide over the page, with the button that opens it. The browser keeps the focus inside, closes it
 * by Esc and gives the focus back. Without JavaScript it is a part of the page (styles/controls.css).
 */
export function Dialog({ title, opener, children }: { title: string; opener: string; children: ReactNode }) {
  const { t } = useI18n();
  const heading = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <p className="needs-script no-print">
        <Button type="button" kind="quiet" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
          {opener}
        </Button>
      </p>
      <dialog ref={dialog} className="dialog" aria-labelledby={heading}>
        <h2 id={heading}>{title}</h2>
        {children}
        <p className="needs-script">
          <Button type="button" kind="secondary" onClick={() => dialog.current?.close()}>
            {t("dialog.close")}
          </Button>
        </p>
      </dialog>
    </>
  );
}
