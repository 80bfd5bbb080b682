import type { ResponsePageData, ReviewedQuestion } from "#app/components/review/review.types.ts";
import { useI18n } from "#app/i18n/i18n-context.tsx";

/** All answers, page by page; where last round's could be carried over, each says how it stands to it and since when. */
export function ReviewedAnswers({ pages }: Pick<ResponsePageData, "pages">) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="answers" className="answer-copy">
      <h2 id="answers">{t("review.answers")}</h2>
      {pages.map((page) => (
        <div key={page.title} className="answer-page">
          <h3>{page.title}</h3>
          {page.questions.map((question) => (
            <Question key={question.name} question={question} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Question({ question: { title, lines, state } }: { question: ReviewedQuestion }) {
  const { t } = useI18n();
  return (
    <div className={state ? `answer-state answer-${state.kind}` : "answer-state"}>
      {state ? (
        <p className="answer-since">
          {lines.length > 1 ? `${title} ` : null}
          {t(`review.answer.${state.kind}`, { date: state.since })}
        </p>
      ) : null}
      <dl>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <div key={index} className={`answer-line depth-${Math.min(line.depth, 2)}`}>
            <dt>{line.question}</dt>
            <dd>{line.answer}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
