import { useEffect, useMemo, useRef } from "react";
import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { Answers } from "#surveys/check-answers.ts";
import type { Definition } from "#surveys/definition.ts";
import { listAnswers } from "#surveys/list-answers.ts";
import { AnswerList, placeOf } from "./answer-list.tsx";

type Props = {
  definition: Definition;
  answers: Answers;
  /** Paths of the questions that were on this respondent's pages; null before the form is alive. */
  asked: ReadonlySet<string> | null;
  /** The line that was left to be mended; null where the page opens at its top. */
  place: string | null;
  sending: boolean;
  onFix: (path: string) => void;
  onSend: () => void;
  onBack: () => void;
};

/** The last page before sending: all answers as a short list, each with the way back to its question. */
export function CheckPage({ definition, answers, asked, place, sending, onFix, onSend, onBack }: Props) {
  const { locale, t } = useI18n();
  const heading = useRef<HTMLHeadingElement>(null);
  const isAlive = asked !== null;
  const pages = useMemo(
    () =>
      listAnswers(definition, answers, {
        locale,
        isAsked: (path) => asked?.has(path) ?? false,
        unanswered: "required",
      }),
    [definition, answers, asked, locale],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is looked for once, when the page opens
  useEffect(() => {
    if (!isAlive) return;
    const line = place === null ? null : document.getElementById(placeOf(place));
    if (line) {
      line.scrollIntoView({ block: "center" });
      line.querySelector("button")?.focus({ preventScroll: true });
    } else {
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: "start" });
    }
  }, [isAlive]);
  const send = (
    <Button type="button" disabled={!isAlive || sending} onClick={onSend}>
      {t("form.check.send")}
    </Button>
  );
  return (
    <section className="check-page" aria-labelledby="check">
      <h2 id="check" ref={heading} tabIndex={-1}>
        {t("form.check.title")}
      </h2>
      <p className="check-lead">{t("form.check.not_sent")}</p>
      <p className="actions">{send}</p>
      {pages.map(({ name, title, parts }) => (
        <section key={name} aria-label={title}>
          <h3>{title}</h3>
          <AnswerList parts={parts} onFix={isAlive ? onFix : null} />
        </section>
      ))}
      <p className="check-lead">{t("form.check.not_sent")}</p>
      <p className="actions">
        {send}
        <Button type="button" kind="quiet" disabled={!isAlive} onClick={onBack}>
          {t("form.check.to_form")}
        </Button>
      </p>
    </section>
  );
}
