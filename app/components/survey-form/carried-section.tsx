import { Button } from "#app/components/button.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { AnswerPage } from "#surveys/describe-answers.ts";

type Props = {
  page: AnswerPage;
  /** When the answers were sent, in words. */
  date: string;
  /** The place of the page among all, from 1. */
  number: number;
  count: number;
  /** Null until the form is alive. */
  act: { unchanged: () => void; edit: () => void } | null;
};

/** One page of last round's answers, to be confirmed by one tap or opened to be changed. */
export function CarriedSection({ page, date, number, count, act }: Props) {
  const { t } = useI18n();
  return (
    <section className="carried" aria-labelledby="carried">
      <p className="carried-place">{t("form.carried.place", { number, count })}</p>
      <h2 id="carried" tabIndex={-1}>
        {page.title}
      </h2>
      <p>{t("form.carried.lead", { date })}</p>
      <dl className="carried-answers">
        {page.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <div key={index} className={`answer-line depth-${Math.min(line.depth, 2)}`}>
            <dt>{line.question}</dt>
            <dd>{line.answer}</dd>
          </div>
        ))}
      </dl>
      <p className="carried-actions">
        <Button type="button" disabled={act === null} onClick={act?.unchanged}>
          {t("form.carried.unchanged")}
        </Button>
        <Button type="button" kind="secondary" disabled={act === null} onClick={act?.edit}>
          {t("form.carried.edit")}
        </Button>
      </p>
    </section>
  );
}
