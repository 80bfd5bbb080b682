import { useEffect, useRef } from "react";
import type { Model } from "survey-core";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { SendProblem } from "./send-answers.ts";

/** Says at the top what keeps the answers from being received, and links to each question concerned. */
export function ErrorSummary({ problem, model }: { problem: SendProblem; model: Model }) {
  const { t } = useI18n();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new problem takes the focus, also when its text is the same
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "start" });
  }, [problem]);

  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{t("form.problem.title")}</h2>
      {problem.kind === "invalid" ? (
        <ul>
          {problem.errors.map(({ path, question, message }) => (
            <li key={path}>
              <button type="button" className="link-button" onClick={() => goTo(model, path)}>
                {question}
              </button>
              <span>: {message}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t(problem.kind === "unreachable" ? "form.problem.unreachable" : `form.problem.${problem.reason}`)}</p>
      )}
    </div>
  );
}

/** From the check page back to the question (`pools[1].nurses` leads to the list `pools`), which takes the focus. */
function goTo(model: Model, path: string): void {
  if (model.state === "preview") model.cancelPreview();
  const question = model.getQuestionByName(path.split(/[.[]/, 1)[0] ?? "");
  if (!question) return;
  model.currentPage = question.page;
  question.focus();
}
