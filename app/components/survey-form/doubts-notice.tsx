import { useEffect, useRef } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Doubt } from "#surveys/plausibility.ts";

type Props = {
  doubts: readonly Doubt[];
  /** Back to a question, by its path (`units[0].users`). */
  onFix: (question: string) => void;
  /** Sends the same answers again, with these doubts confirmed. */
  onSend: () => void;
};

/** What looks odd in answers that are about to be sent: each with the way back to it, and the way on for all. */
export function DoubtsNotice({ doubts, onFix, onSend }: Props) {
  const { t } = useI18n();
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new doubts take the focus
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [doubts]);
  return (
    <section ref={box} className="notice notice-warning doubts" role="alert" tabIndex={-1} aria-labelledby="doubts">
      <h2 id="doubts" className="notice-title">
        {t("doubts.title")}
      </h2>
      <div className="notice-text">
        <p>{t("doubts.lead")}</p>
        <ul>
          {doubts.map(({ id, question, title, text }) => (
            <li key={id}>
              <strong id={`doubt-${id}`}>{title}</strong>
              <p>{text}</p>
              <Button type="button" kind="quiet" aria-describedby={`doubt-${id}`} onClick={() => onFix(question)}>
                {t("doubts.fix")}
              </Button>
            </li>
          ))}
        </ul>
        <Button type="button" onClick={onSend}>
          {t("doubts.send")}
        </Button>
      </div>
    </section>
  );
}
