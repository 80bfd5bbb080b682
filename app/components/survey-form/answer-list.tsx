import { Fragment, useId } from "react";
import { useI18n } from "#app/i18n/i18n-context.tsx";
import type { ListedLine, ListedPart } from "#surveys/list-answers.ts";

type Fix = (path: string) => void;
type Props = {
  parts: readonly ListedPart[];
  /** Back to the question at a path; null where the list cannot be answered to yet. */
  onFix: Fix | null;
};

/** A respondent's answers of one page in two columns, each with the way back to its question; a card for each entry of a list. */
export function AnswerList({ parts, onFix }: Props) {
  return (
    <div className="answer-list">
      {groupParts(parts).map((group) =>
        group.kind === "lines" ? (
          <Lines key={group.lines[0]?.path} lines={group.lines} onFix={onFix} />
        ) : (
          <section key={group.card.path} className="answer-card" aria-label={group.card.title}>
            <CardTitle path={group.card.path} title={group.card.title} onFix={onFix} />
            <Lines lines={group.card.lines} onFix={onFix} />
          </section>
        ),
      )}
    </div>
  );
}

type Group = { kind: "lines"; lines: ListedLine[] } | Extract<ListedPart, { kind: "card" }>;

/** Lines that follow each other stand in one list. */
function groupParts(parts: readonly ListedPart[]): Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.kind === "card") groups.push(part);
    else if (last?.kind === "lines") last.lines.push(part.line);
    else groups.push({ kind: "lines", lines: [part.line] });
  }
  return groups;
}

function CardTitle({ path, title, onFix }: { path: string; title: string; onFix: Fix | null }) {
  return (
    <h4 className="answer-row" id={placeOf(path)}>
      <span>{title}</span>
      <FixButton path={path} question={title} onFix={onFix} />
    </h4>
  );
}

function Lines({ lines, onFix }: { lines: readonly ListedLine[]; onFix: Fix | null }) {
  const { t } = useI18n();
  return (
    <dl>
      {lines.map(({ path, question, answer, isRequired }) => (
        <div key={path} className={isLong(answer) ? "answer-row answer-row-long" : "answer-row"} id={placeOf(path)}>
          <dt>{question}</dt>
          <dd>
            <span className={answer === null ? "unanswered" : undefined}>
              {answer === null
                ? t(isRequired ? "form.check.unanswered_required" : "form.check.unanswered")
                : inLines(answer)}
            </span>
            <FixButton path={path} question={question} onFix={onFix} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Wider than three lines of a phone's narrow column: such an answer stands below its question. A kanji is as wide as two letters. */
const isLong = (answer: string | null): boolean => (answer ?? "").replace(/[^\x20-\x7e]/g, "--").length > 3 * 18;

/** Line breaks of the answer stay. */
function inLines(answer: string) {
  return answer.split("\n").map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer never change places
    <Fragment key={index}>
      {index === 0 ? null : <br />}
      {line}
    </Fragment>
  ));
}

function FixButton({ path, question, onFix }: { path: string; question: string; onFix: Fix | null }) {
  const { t } = useI18n();
  const named = useId();
  if (onFix === null) return null;
  return (
    <button type="button" className="answer-fix no-print" aria-describedby={named} onClick={() => onFix(path)}>
      {t("form.check.fix")}
      <span id={named} hidden>
        {question}
      </span>
    </button>
  );
}

/** The id of a line, to come back to. */
export const placeOf = (path: string): string => `answer-${path}`;
