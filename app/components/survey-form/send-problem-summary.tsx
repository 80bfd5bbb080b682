import { ErrorSummary } from "#app/components/error-summary.tsx";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import { stageOf } from "./refusal.ts";
import type { SendProblem } from "./send-answers.ts";

/** Says what keeps the answers from being received, and links to each question concerned. */
export function SendProblemSummary({
  problem,
  onFix,
  receipt,
}: {
  problem: SendProblem;
  onFix: (path: string) => void;
  receipt: string;
}) {
  const { t } = useI18n();
  return (
    <ErrorSummary
      title={t(problem.kind === "invalid" ? "form.problem.title" : "form.problem.refused")}
      problem={problem}
    >
      {problem.kind === "invalid" ? (
        <ul>
          {problem.errors.map(({ path, question, message }) => (
            <li key={path}>
              <button type="button" className="link-button" onClick={() => onFix(path)}>
                {question}
              </button>
              <span>: {message}</span>
            </li>
          ))}
        </ul>
      ) : (
        <>
          <p>{t(`form.refusal.${problem.refusal.kind}.title`)}</p>
          <p>{t(`form.refusal.${problem.refusal.kind}.text`)}</p>
          {stageOf(problem.refusal) === "waits" ? <p>{t("form.refusal.send_again")}</p> : null}
        </>
      )}
      {problem.kind === "refused" && problem.refusal.kind === "already_answered" ? (
        <p>
          <a href={receipt}>{t("form.draft.see_sent")}</a>
        </p>
      ) : null}
    </ErrorSummary>
  );
}
