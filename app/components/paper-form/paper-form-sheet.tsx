import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { PaperForm, PaperPage } from "#surveys/paper-form.ts";
import { PaperBlockView, PaperNotes } from "./paper-block.tsx";
import "#app/styles/paper-form.css";

/** What stands on every sheet and above the questions. */
export type PaperHeading = {
  readonly areaName: string;
  readonly roundName: string;
  /** The short code of the invitation; null leaves a line to write it on. Undefined where the respondent has none. */
  readonly code?: string | null;
  /** Of a form that is filled in; else null. */
  readonly receiptNumber: string | null;
  /** Name of the provider; null leaves a line. Undefined where nobody is asked for one. */
  readonly respondent?: string | null;
  /** The last day; null for a form that is filled in already. */
  readonly closing: string | null;
  readonly contact: string;
};

type Props = { heading: PaperHeading; form: PaperForm };

/**
 * A paper form, empty or filled. It is one table, because a browser repeats nothing on every sheet but the head of a
 * table; the number of the sheet stands in the margin (print.css).
 */
export function PaperFormSheet({ heading, form }: Props) {
  return (
    <div className="paper-scroll">
      <table className="paper-form" role="presentation">
        <thead>
          <tr>
            <td>
              <PaperHead {...heading} />
            </td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <PaperOpening heading={heading} form={form} />
              {form.pages.map((page) => (
                <PaperPageView key={page.name} page={page} />
              ))}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function PaperHead({ areaName, roundName, code, receiptNumber }: PaperHeading) {
  const { t } = useI18n();
  return (
    <div className="paper-head">
      <span>
        {areaName} {roundName}
      </span>
      <span className="paper-codes">
        {code === undefined ? null : (
          <span className="paper-code">
            {t("paper.code")} {code === null ? <span className="paper-blank" /> : <strong>{code}</strong>}
          </span>
        )}
        {receiptNumber === null ? null : (
          <span className="paper-code">
            {t("paper.receipt")} <strong>{receiptNumber}</strong>
          </span>
        )}
      </span>
    </div>
  );
}

function PaperOpening({ heading: { respondent, closing, contact }, form }: Props) {
  const { t } = useI18n();
  return (
    <header className="paper-opening">
      <h1>{form.title}</h1>
      {form.description === "" ? null : <p>{form.description}</p>}
      {respondent === undefined ? null : (
        <p className="paper-respondent">
          {t("paper.respondent")}{" "}
          {respondent === null ? <span className="paper-blank" /> : <strong>{respondent}</strong>}
        </p>
      )}
      {closing === null ? null : (
        <p>
          <strong>{t("paper.closing", { closing })}</strong>
        </p>
      )}
      <p>{t("paper.contact", { contact })}</p>
      <p>{t("paper.how")}</p>
    </header>
  );
}

function PaperPageView({ page: { title, hint, notes, blocks } }: { page: PaperPage }) {
  return (
    <section className="paper-section">
      <div className="paper-section-head">
        {title === "" ? null : <h2>{title}</h2>}
        <PaperNotes notes={notes} />
        {hint === "" ? null : <p className="paper-hint">{hint}</p>}
      </div>
      {blocks.map((block) => (
        <PaperBlockView key={block.name} block={block} />
      ))}
    </section>
  );
}
