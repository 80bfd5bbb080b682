import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ListedPage } from "#surveys/list-answers.ts";
import { AnswerList } from "./survey-form/answer-list.tsx";

/** The copy of one's own answers: the list that was read over before they were sent. */
export function AnswerCopy({ pages }: { pages: readonly ListedPage[] }) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="copy" className="answer-copy">
      <h2 id="copy">{t("receipt.copy")}</h2>
      {pages.map(({ name, title, parts }) => (
        <section key={name} aria-label={title}>
          <h3>{title}</h3>
          <AnswerList parts={parts} onFix={null} />
        </section>
      ))}
    </section>
  );
}
