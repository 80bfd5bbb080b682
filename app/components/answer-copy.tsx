import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { AnswerPage } from "#surveys/describe-answers.ts";

/** The copy of one's own answers. */
export function AnswerCopy({ pages }: { pages: readonly AnswerPage[] }) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="copy" className="answer-copy">
      <h2 id="copy">{t("receipt.copy")}</h2>
      {pages.map((page) => (
        <div key={page.title} className="answer-page">
          <h3>{page.title}</h3>
          <dl>
            {page.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <div key={index} className={`answer-line depth-${Math.min(line.depth, 2)}`}>
                <dt>{line.question}</dt>
                <dd>{line.answer}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
